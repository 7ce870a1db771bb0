"""Who sends, for events of browsers that keep nothing: an id for one day, made where the request comes in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from regard.record.collection.asgi import Scope
from regard.record.tracking.api import DailySalts, cookieless_id

SALTS = "cookieless_salts"  # in the folder of derived files: no backup should keep it


def visitors_of(*, data_dir: Path, has_proxy: bool) -> Callable[[Scope], str | None]:
    """A function from a request to its visitor's id of today; with a proxy in front the sender is who that names."""
    salts = DailySalts(data_dir / "derived" / SALTS)

    def visitor_of(scope: Scope) -> str | None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        day, salt = salts.today()
        return cookieless_id(
            salt=salt,
            day=day,
            host=_site_of(headers),
            ip=_sender_of(scope, headers, has_proxy),
            user_agent=headers.get(b"user-agent", ""),
        )

    return visitor_of


def _site_of(headers: dict[bytes, str]) -> str:
    """The site whose page sent this."""
    said = headers.get(b"origin") or headers.get(b"referer") or ""
    try:
        return urlsplit(said).netloc or headers.get(b"host", "")
    except ValueError:
        return headers.get(b"host", "")


def _sender_of(scope: Scope, headers: dict[bytes, str], has_proxy: bool) -> str:
    """The address that the nearest proxy saw; further ones anybody could have written."""
    forwarded = headers.get(b"x-forwarded-for", "").rpartition(",")[2].strip()
    if has_proxy and forwarded:
        return forwarded
    return scope["client"][0] if scope.get("client") else ""
