"""The settings of an installation: everything from the environment, every default safe."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from regard.foundation.doors.api import opened_late
from regard.foundation.settings.endpoint import ReaderEndpoint, checked_endpoint, chosen_endpoint
from regard.foundation.settings.engine import checked_engine, chosen_engine
from regard.foundation.settings.mail import checked_smtp, mail_settings
from regard.foundation.settings.pseudonyms import digest_key, keyed_digest
from regard.foundation.settings.secrets import SettingRefused, read_or_write_secret

if TYPE_CHECKING:
    from regard.foundation.settings.sealing import SecretLost, seal, unseal

__all__ = [
    "MEANINGS",
    "ReaderEndpoint",
    "SecretLost",
    "SettingRefused",
    "Settings",
    "checked_endpoint",
    "chosen_endpoint",
    "chosen_engine",
    "default_data_dir",
    "digest_key",
    "keyed_digest",
    "mail_settings",
    "read_or_write_secret",
    "read_settings",
    "seal",
    "unseal",
]

# What seals is loaded when it is asked for: who only reads settings does without.
__getattr__ = opened_late(package="regard.foundation.settings", names=__all__, modules=("sealing",))

KNOWN_BAD_KEYS = (
    "changeme",
    "change-me",
    "change_me",
    "default",
    "django-insecure",
    "insecure",
    "password",
    "please-change",
    "secret",
    "thisisasecret",
    "todo",
)
SHORTEST_KEY = 32
MEANINGS = {
    "REGARD_FAILPOINT": "For tests of reliability alone: where a program is to be killed, as `name@3,other` or `@FILE`.",
    "REGARD_DATA": "The data folder. Commands take it as `--data` too; `data` when unset.",
    "REGARD_ORGANISATION": "The name of the company, shown in the console.",
    "REGARD_HOSTS": "Host names that Regard answers to besides this machine's, separated by commas.",
    "REGARD_HTTPS": "`yes` when a proxy in front speaks TLS: cookies are bound to it and HSTS is sent.",
    "REGARD_DEMO": "`yes` marks the log as imaginary; `regard demo` sets it.",
    "REGARD_DEBUG": "`yes` shows the inside of errors and reads static files anew. Never in production.",
    "DATABASE_URL": "The PostgreSQL to use, as `postgresql://user:password@host/name`; the embedded one when unset.",
    "ENGINE_URL": "What analyses run on: `spark://host:7077`, or on this machine `local-cluster[2,1,1024]` (workers, cores, "
    "megabytes) or `local[2]`; DuckDB, in process, when unset. See the guide to Spark.",
    "REGARD_NATS": "A NATS server to take requests in before PostgreSQL, as `nats://host:4222`; none when unset.",
    "REGARD_SMTP": "The server that mail is sent by, as `smtp://user:password@host:587` (STARTTLS), `smtps://…:465` (TLS), "
    "or `smtp+plain://localhost:25` (neither, this machine only); no mail when unset.",
    "REGARD_MAIL_FROM": "The address mail is sent from; `regard@localhost` when unset.",
    "REGARD_DIGEST_TO": "Who gets the weekly digest, addresses separated by commas; nobody when unset.",
    "REGARD_INTERNAL_HOSTS": "Machines of your own network that Regard may send requests to, as an SMS gateway, separated by commas, "
    "`localhost` or with a port as `10.0.0.5:8080`. All others must be public and speak TLS.",
    "REGARD_READER_URL": "A model that judges what people say in place of Regard's own: an endpoint that speaks OpenAI's chat "
    "completions, as `https://host/v1` or `http://localhost:11434/v1`. Personal data is masked before a text leaves; what fails is "
    "read by Regard's own model, which alone reads when this is unset.",
    "REGARD_READER_MODEL": "The model to ask there.",
    "REGARD_READER_KEY": "The key to show there; none when unset.",
    "REGARD_READER_TOKENS_A_DAY": "How many tokens a day it may cost; 2000000 when unset. Regard's own model reads the rest of the day.",
    "SECRET_KEY": "Signs sessions and seals the secrets of webhooks and gateways. Made on first start and kept in the data "
    "folder when unset.",
}


@dataclass(frozen=True)
class Settings:
    """One installation's choices. `docs/reference/settings.md` says what each means."""

    data_dir: Path
    secret_key: str
    database_url: str | None
    allowed_hosts: tuple[str, ...]
    organisation: str
    https: bool
    debug: bool
    is_demo: bool
    engine_url: str | None = None
    nats_url: str | None = None
    smtp_url: str | None = None
    mail_from: str = "regard@localhost"
    digest_to: tuple[str, ...] = ()
    internal_hosts: tuple[str, ...] = ()
    reader_endpoint: ReaderEndpoint | None = None


def default_data_dir() -> Path:
    """Return the data folder a command uses when it is not told one."""
    return Path(os.environ.get("REGARD_DATA") or "data")


def read_settings(*, environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raise `SettingRefused` for one that is unsafe."""
    env = os.environ if environ is None else environ
    data_dir = Path(env.get("REGARD_DATA") or "data").expanduser().resolve()
    return Settings(
        data_dir=data_dir,
        secret_key=_secret_key(env.get("SECRET_KEY"), data_dir),
        database_url=env.get("DATABASE_URL") or None,
        allowed_hosts=_hosts(env.get("REGARD_HOSTS", "")),
        organisation=env.get("REGARD_ORGANISATION") or "Your company",
        https=_yes_or_no("REGARD_HTTPS", env),
        debug=_yes_or_no("REGARD_DEBUG", env),
        is_demo=_yes_or_no("REGARD_DEMO", env),
        engine_url=checked_engine(url=env.get("ENGINE_URL") or None),
        nats_url=env.get("REGARD_NATS") or None,
        smtp_url=checked_smtp(url=env.get("REGARD_SMTP") or None),
        mail_from=env.get("REGARD_MAIL_FROM") or "regard@localhost",
        digest_to=tuple(each.strip() for each in env.get("REGARD_DIGEST_TO", "").split(",") if each.strip()),
        internal_hosts=tuple(
            each.strip().lower() for each in env.get("REGARD_INTERNAL_HOSTS", "").split(",") if each.strip()
        ),
        reader_endpoint=checked_endpoint(environ=env),
    )


def _secret_key(given: str | None, data_dir: Path) -> str:
    if given is None:
        return read_or_write_secret(path=data_dir / "secret_key")
    if len(given) < SHORTEST_KEY or any(bad in given.lower() for bad in KNOWN_BAD_KEYS):
        raise SettingRefused(
            f"SECRET_KEY is shorter than {SHORTEST_KEY} characters or a known default. "
            "Unset it to have one generated, or set a random one."
        )
    return given


def _hosts(text: str) -> tuple[str, ...]:
    named = tuple(host.strip() for host in text.split(",") if host.strip())
    if "*" in named:
        raise SettingRefused("REGARD_HOSTS must name the hosts that serve Regard, not *.")
    return ("localhost", "127.0.0.1", "[::1]", *named)


def _yes_or_no(name: str, env: Mapping[str, str]) -> bool:
    text = env.get(name, "").strip().lower()
    if text in ("", "0", "no", "false", "off"):
        return False
    if text in ("1", "yes", "true", "on"):
        return True
    raise SettingRefused(f"{name} must be yes or no, not {text!r}.")
