"""A mailbox over IMAP, read and left as it is: nothing is marked as seen, moved or deleted.

Mails are told apart by UIDVALIDITY and UID (RFC 3501, 2.3.1.1): the cursor says up to which one was read. What a server
sends is taken in up to a size and a time, whatever it announces.
"""

import imaplib
import re
import socket
import ssl
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, unquote

from regard.foundation.outgoing.api import FetchFailed, TargetRefused, checked_address, connect, is_internal
from regard.record.feeds.reading.mail import MOST_BYTES

MOST_MAILS = 200
SECONDS = 20.0
_PORTS = {"imaps": 993, "imap": 143}
_SIZE = re.compile(rb"UID (\d{1,10}).*?RFC822\.SIZE (\d{1,12})|RFC822\.SIZE (\d{1,12}).*?UID (\d{1,10})")
_SAFE = re.compile(r"[^\x00-\x1f\x7f\"\\]{1,200}")


@dataclass(frozen=True)
class Mailbox:
    """Where mails lie, and who may read them."""

    parts: SplitResult
    user: str
    password: str
    folder: str


@dataclass(frozen=True)
class Fetched:
    """The mails after a cursor, each as its bytes (what is too large as its first lines), and the cursor after them."""

    mails: tuple[bytes, ...]
    cursor: dict[str, Any]
    has_more: bool


class _Bounded(imaplib.IMAP4):
    """A client on a connection that was looked at, which reads no more at once than a mail may have."""

    def __init__(self, made: socket.socket, host: str) -> None:
        self._made = made
        super().__init__(host)

    def _create_socket(self, timeout: float | None = None) -> socket.socket:
        return self._made

    def read(self, size: int) -> bytes:
        if size > 2 * MOST_BYTES:
            raise FetchFailed(f"The mail server sends {size // 1000:,} KB at once, which is more than a mail may have.")
        return bytes(super().read(size))


def mailbox_of(*, address: str, password: str, internal: Collection[str]) -> Mailbox:
    """The mailbox an address names, such as imaps://name%40example.com@imap.example.com/INBOX. Raises TargetRefused."""
    parts = checked_address(text=address, schemes=("imaps", "imap"), internal=internal)
    user, folder = unquote(parts.username or ""), unquote(parts.path.strip("/")) or "INBOX"
    if parts.password is not None:
        raise TargetRefused("Give the password as the secret, not within the address: an address is shown.")
    if not user or not _SAFE.fullmatch(user) or not _SAFE.fullmatch(folder):
        raise TargetRefused(
            "The address names a user, and a folder: imaps://name%40example.com@imap.example.com/INBOX."
        )
    if parts.scheme == "imap" and not is_internal(host=parts.hostname or "", port=parts.port, internal=internal):
        raise TargetRefused("Mail is read over TLS alone: begin the address with imaps://.")
    return Mailbox(parts, user, password, folder)


def fetch_mails(*, mailbox: Mailbox, cursor: dict[str, Any], internal: Collection[str]) -> Fetched:
    """What came to a mailbox since the cursor, the oldest first. Raises TargetRefused, FetchFailed."""
    host, port = str(mailbox.parts.hostname), mailbox.parts.port or _PORTS[mailbox.parts.scheme]
    made = connect(host=host, port=port, internal=internal, seconds=SECONDS)
    try:
        made.settimeout(SECONDS)
        if mailbox.parts.scheme == "imaps":
            made = ssl.create_default_context().wrap_socket(made, server_hostname=host)
        client = _Bounded(made, host)
        client.login(mailbox.user, _quoted(mailbox.password))
        found = _read(client, mailbox, cursor)
        client.logout()
        return found
    except ssl.SSLCertVerificationError:
        raise FetchFailed(f"The certificate of {host[:100]} is not valid for it.") from None
    except imaplib.IMAP4.error as error:
        raise FetchFailed(f"The mail server refused: {str(error)[:150]}.") from None
    except (OSError, ValueError, IndexError, TypeError) as error:
        raise FetchFailed(f"{host[:100]} broke off ({type(error).__name__}).") from None
    finally:
        made.close()


def _read(client: imaplib.IMAP4, mailbox: Mailbox, cursor: dict[str, Any]) -> Fetched:
    kind, _ = client.select(f'"{mailbox.folder}"', readonly=True)
    if kind != "OK":
        raise FetchFailed(f"The mailbox has no folder {mailbox.folder!r}.")
    validity = int(client.response("UIDVALIDITY")[1][0] or 0)
    last = int(cursor.get("uid", 0)) if cursor.get("validity") == validity else 0
    _, listed = client.uid("search", "UID", f"{last + 1}:*")
    uids = sorted(number for number in map(int, (listed[0] or b"").split()) if number > last)
    wanted = uids[:MOST_MAILS]
    mails = tuple(_mail(client, uid) for uid in wanted)
    read = wanted[-1] if wanted else last
    return Fetched(mails, {"validity": validity, "uid": read}, len(uids) > len(wanted))


def _mail(client: imaplib.IMAP4, uid: int) -> bytes:
    _, told = client.uid("fetch", str(uid), "(UID RFC822.SIZE)")
    found = _SIZE.search(next((one for one in told if isinstance(one, bytes)), b""))
    size = int(found[2] or found[3]) if found else 0
    part = "(BODY.PEEK[])" if 0 < size <= MOST_BYTES else f"(BODY.PEEK[]<0.{MOST_BYTES + 1}>)"
    _, answer = client.uid("fetch", str(uid), part)
    return next((bytes(one[1]) for one in answer if isinstance(one, tuple)), b"")


def _quoted(text: str) -> str:
    """Imaplib quotes a password itself; what could end its line is refused."""
    if any(sign in text for sign in "\r\n\x00"):
        raise FetchFailed("The password holds a line break. Give it anew.")
    return text
