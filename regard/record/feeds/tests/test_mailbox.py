"""A mailbox on a real connection: read from where it was left, left as it is, bounded."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from regard.foundation.lake.api import Lake
from regard.foundation.outgoing.api import FetchFailed, TargetRefused
from regard.record.feeds.looking import look_at
from regard.record.feeds.mailbox import fetch_mails, mailbox_of
from regard.record.feeds.models import Feed
from regard.record.feeds.operations import create_feed
from regard.record.feeds.queries import feed_of
from regard.record.feeds.tests.imap import Box, mailing

HERE = ("127.0.0.1",)
PASSWORD = "s3cret pass"


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """One mail server for all tests."""
    with mailing() as served:
        yield served


@pytest.fixture(autouse=True)
def _empty(box: Box) -> None:
    box.mails.clear()
    box.asked.clear()
    box.announces = None


def address(box: Box) -> str:
    return f"imap://ann@127.0.0.1:{box.port}/INBOX"


def mail(number: int, text: str = "Where is it?") -> bytes:
    head = (
        f"From: Ole <ole{number}@example.org>\r\nDate: Tue, 03 Nov 2026 10:00:00 +0100\r\nMessage-ID: <{number}@x>\r\n"
    )
    return f"{head}Subject: Parcel\r\n\r\n{text}\r\n".encode()


@pytest.mark.django_db
def test_look__mailbox__is_read_from_where_it_was_left_and_left_as_it_is(
    data_dir: Path, settings: Any, box: Box
) -> None:
    settings.REGARD = replace(settings.REGARD, internal_hosts=HERE)
    create_feed(name="Post", kind="mail", address=address(box), secret=PASSWORD)
    assert PASSWORD.encode() not in bytes(Feed.objects.get().sealed or b"")
    lake = Lake.open(data_dir)
    box.mails |= {3: mail(3), 5: mail(5)}
    assert [_look(lake), _look(lake)] == ["2 new.", "Nothing new."]
    box.mails |= {6: mail(6), 7: b"garbage", 8: mail(8, "x" * 1_000_001)}
    assert _look(lake) == "1 new, 2 rejected."
    assert feed_of(source="post").state == "ok"
    assert lake.interactions().customer_id.nunique().to_pyarrow().as_py() == 3
    assert lake.public().count().to_pyarrow().as_py() == 0
    assert all("PEEK" in one for one in box.asked if "BODY" in one)
    assert not any(one.startswith(("SELECT", "UID STORE")) for one in box.asked)
    box.validity += 1
    assert _look(lake) == "Nothing new."


def _look(lake: Lake) -> str:
    found = look_at(lake=lake, source="post", is_asked_for=True)
    assert found is not None
    return found.said


def test_fetch_mails__server_that_announces_more_than_a_mail_has__is_given_up(box: Box) -> None:
    box.mails[1] = mail(1)
    box.announces = 10_000_000_000
    mailbox = mailbox_of(address=address(box), password=PASSWORD, internal=HERE)
    with pytest.raises(FetchFailed, match="more than a mail may have"):
        fetch_mails(mailbox=mailbox, cursor={}, internal=HERE)


@pytest.mark.parametrize(
    ("password", "folder", "said"), [("wrong", "INBOX", "who are you"), (PASSWORD, "Spam", "no folder 'Spam'")]
)
def test_fetch_mails__what_the_server_refuses__is_said(box: Box, password: str, folder: str, said: str) -> None:
    mailbox = mailbox_of(address=f"imap://ann@127.0.0.1:{box.port}/{folder}", password=password, internal=HERE)
    with pytest.raises(FetchFailed, match=said):
        fetch_mails(mailbox=mailbox, cursor={}, internal=HERE)


@pytest.mark.parametrize(
    "text",
    [
        "imap://ann@mail.example/INBOX",
        "imaps://ann:secret@mail.example/INBOX",
        "imaps://mail.example/INBOX",
        "imaps://ann@mail.example/IN%0ABOX",
        "imaps://a%22nn@mail.example/INBOX",
        "https://ann@mail.example/INBOX",
    ],
)
def test_mailbox_of__address_that_cannot_be__is_refused(text: str) -> None:
    with pytest.raises(TargetRefused):
        mailbox_of(address=text, password="x", internal=())
