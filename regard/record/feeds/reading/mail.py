"""Mails: one as it lies in a mailbox or a .eml file, and the mails of an mbox file.

A mail is no public voice: its sender wrote to the company, and is known by the address. What programs send by themselves
(out of office, bounces, lists) is left out.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses

from regard.record.feeds.reading.documents import read_each
from regard.record.feeds.reading.entries import Entry, EntryBroken, Read, moment, name_of, plain

MOST_BYTES = 1_000_000
MOST_PARTS = 100
_FROM = re.compile(rb"(?:\A|\r?\n)From [^\r\n]*\r?\n")
_QUOTED_FROM = re.compile(rb"(?m)^>(>*From )")
_ADDRESS = re.compile(r"[^@\s<>\"'(),:;\\]{1,64}@[A-Za-z0-9.-]{1,190}")
_REPLY = re.compile(r"(?m)^(?:>.*|-{2,} ?(?:Original Message|Ursprüngliche Nachricht|Message d'origine).*)$")
_AUTO = ("x-autoreply", "x-autorespond", "x-failed-recipients", "list-id", "feedback-id", "x-loop")


def read_mails(*, mails: Iterator[bytes], now: datetime) -> Read:
    """What mails say, each as its bytes."""

    def read(raw: str) -> Entry | None:
        return _read(raw.encode("latin-1"))

    return read_each(found=(one.decode("latin-1") for one in mails), read=read, now=now)


def mails_in(*, body: bytes) -> Iterator[bytes]:
    """The mails of an mbox file (mboxrd), or the one of an .eml file."""
    if not body.startswith(b"From "):
        yield body
        return
    starts = [(found.start(), found.end()) for found in _FROM.finditer(body)]
    ends = [start for start, _ in starts[1:]] + [len(body)]
    for (_, begin), end in zip(starts, ends, strict=True):
        yield _QUOTED_FROM.sub(rb"\1", body[begin:end])


def _read(raw: bytes) -> Entry | None:
    if len(raw) > MOST_BYTES:
        raise EntryBroken(f"The mail has {len(raw) // 1000:,} KB; a mail may have {MOST_BYTES // 1000:,}.")
    try:
        mail = BytesParser(policy=policy.default).parsebytes(raw)
        return _entry(mail)
    except (MessageError, LookupError, UnicodeError, AssertionError) as error:
        raise EntryBroken(f"The mail cannot be read ({type(error).__name__}).") from error


def _entry(mail: EmailMessage) -> Entry | None:
    if _is_automatic(mail):
        return None
    senders = [pair for pair in getaddresses([str(mail.get("from", ""))]) if _ADDRESS.fullmatch(pair[1])]
    if not senders:
        raise EntryBroken("The mail does not say who sent it: its `From` holds no address.")
    name, address = senders[0]
    subject = name_of(mail.get("subject"))
    key = str(mail.get("message-id", "")).strip().strip("<>")
    if not key:
        raise EntryBroken("The mail has no `Message-ID`, so that nothing tells it from others.")
    return Entry(
        key=key[:400],
        at=moment(mail.get("date")),
        text=f"{subject}\n\n{_words(mail)}".strip(),
        name=name_of(name) or address,
        title=subject,
        email=address.lower(),
        more={"replies": bool(mail.get("in-reply-to"))},
    )


def _is_automatic(mail: EmailMessage) -> bool:
    """RFC 3834 and what is usual beside it."""
    said = str(mail.get("auto-submitted", "no")).split(";")[0].strip().lower()
    bulk = str(mail.get("precedence", "")).strip().lower() in ("bulk", "list", "junk", "auto_reply")
    is_report = mail.get_content_type() == "multipart/report"
    is_nobody = str(mail.get("return-path", "")).strip() == "<>"
    return said != "no" or bulk or is_report or is_nobody or any(mail.get(name) is not None for name in _AUTO)


def _words(mail: EmailMessage) -> str:
    """The text of a mail, without what it quotes."""
    for place, _ in enumerate(mail.walk()):
        if place > MOST_PARTS:
            raise EntryBroken(f"The mail has more than {MOST_PARTS} parts.")
    part = mail.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    content = part.get_content()
    text = plain(content, is_html=part.get_content_subtype() == "html")
    kept = [line for line in text.split("\n") if not _REPLY.match(line)]
    return "\n".join(kept).strip()
