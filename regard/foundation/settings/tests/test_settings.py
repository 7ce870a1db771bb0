import stat
from pathlib import Path

import pytest

from regard.foundation.settings.api import SettingRefused, read_or_write_secret, read_settings


def read(folder: Path, **environ: str) -> object:
    return read_settings(environ={"REGARD_DATA": str(folder), **environ})


def test_secret_key__on_first_boot__is_made_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    first = read_settings(environ={"REGARD_DATA": str(tmp_path)})
    second = read_settings(environ={"REGARD_DATA": str(tmp_path)})
    assert len(first.secret_key) >= 60
    assert first == second
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_secret_key__of_two_installations__differs(tmp_path: Path) -> None:
    keys = {read_or_write_secret(path=tmp_path / name / "secret_key") for name in "ab"}
    assert len(keys) == 2


@pytest.mark.parametrize("key", ["", "changeme", "secret", "django-insecure-" + "x" * 50, "ChangeMe" * 8, "a" * 31])
def test_secret_key__known_or_short__is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(SettingRefused, match="SECRET_KEY"):
        read(tmp_path, SECRET_KEY=key)


def test_secret_key__that_others_can_read__is_refused(tmp_path: Path) -> None:
    read(tmp_path)
    (tmp_path / "secret_key").chmod(0o644)
    with pytest.raises(SettingRefused, match="chmod 600"):
        read(tmp_path)


def test_hosts__with_a_star__are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingRefused, match="REGARD_HOSTS"):
        read(tmp_path, REGARD_HOSTS="*")


def test_hosts__named__are_added_to_this_machine(tmp_path: Path) -> None:
    settings = read_settings(environ={"REGARD_DATA": str(tmp_path), "REGARD_HOSTS": "cx.example, cx2.example"})
    assert settings.allowed_hosts == ("localhost", "127.0.0.1", "[::1]", "cx.example", "cx2.example")


def test_switch__that_is_neither_yes_nor_no__is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingRefused, match="REGARD_HTTPS must be yes or no, not 'perhaps'"):
        read(tmp_path, REGARD_HTTPS="perhaps")


def test_defaults__are_safe(tmp_path: Path) -> None:
    settings = read_settings(environ={"REGARD_DATA": str(tmp_path)})
    assert not settings.debug
    assert not settings.is_demo
    assert settings.database_url is None
