"""The digest: what changed for good reason is named, nothing else is; it is safe to mail, and is mailed."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from regard.decide.digest.api import (
    Digest,
    MailFailed,
    MailRefused,
    NoWeek,
    digest_of,
    html_of,
    pdf_of,
    send_digest,
    text_of,
    title_of,
)
from regard.decide.digest.content import Fix, Line, Told
from regard.decide.digest.tasks import send_weekly_digest
from regard.decide.digest.tests.conftest import Inbox, use_server
from regard.foundation.audit.api import list_entries
from regard.foundation.lake.api import Lake
from regard.foundation.settings.api import SettingRefused, mail_settings, read_settings
from regard.understand.watch.api import create_watch, look
from regard.understand.watch.tests.factories import LAST_DAY, WATCHED_FROM, record_shop

LINES = (
    Line("csat", "CSAT", "%", 41.0, 300, 78.0, 70.0, 85.0, "lower", False),
    Line("orders", "Orders", "orders", 812, 812, 800.0, 700.0, 900.0, "as expected", True),
    Line("stars", "<b>Stars</b>", "of 5", 4.2, 40, None, None, None, "too new", True),
)
HOSTILE = '<script>alert(1)</script> #eval("1") $x$ ]'
DIGEST = Digest(
    "Acme <img src=x>",
    date(2026, 10, 19),
    date(2026, 10, 26),
    LINES,
    (Told(HOSTILE, "care", HOSTILE, "open"),),
    1,
    (Fix("Late delivery 遅延", 120, -12.0, -18.0, -6.0, "pts", "effect", 15_700.0, "EUR"),),
)


@pytest.mark.django_db
def test_digest__chat_broke_two_weeks_ago__names_what_left_and_nothing_else(data_dir: Path) -> None:
    lake = Lake.shared(data_dir)
    record_shop(lake, days=220)
    create_watch(lake=lake, name="Care", metrics=["csat"], watch_from=WATCHED_FROM)
    look(lake=lake, slug="care")
    begun = LAST_DAY - timedelta(days=14)
    found = digest_of(lake=lake, organisation="Acme", until=begun + timedelta(days=(7 - begun.weekday()) % 7 + 7))
    assert found.until.weekday() == 0
    assert {line.metric for line in found.changes} <= {"csat", "experience"}
    csat = next(line for line in found.lines if line.metric == "csat")
    assert (csat.word, csat.is_better) == ("lower", False)
    assert [told.slug for told in found.alerts] == ["care"]


@pytest.mark.django_db
def test_digest__nothing_recorded__says_so(data_dir: Path) -> None:
    with pytest.raises(NoWeek, match="Record something"):
        digest_of(lake=Lake.shared(data_dir), organisation="Acme")


def test_html__of_hostile_names__escapes_them_and_fetches_nothing() -> None:
    html = html_of(digest=DIGEST)
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    assert not re.search(r"(src|href|url\()", html.replace("&lt;img src", ""))
    assert 'href="https://cx.example/watch/care"' in html_of(digest=DIGEST, link="https://cx.example")
    assert html.count("<h1") == 1
    assert "▼ lower" in html
    assert "fewer than 16 weeks known" in html


def test_text__has_every_number_of_the_html() -> None:
    text = text_of(digest=DIGEST)
    for told in ("41.0 %", "n 300", "Late delivery", "15,700 EUR at stake"):
        assert told in text
        assert told in html_of(digest=DIGEST)
    assert title_of(digest=DIGEST).endswith("week of 19 October: 1 metric changed")


def test_pdf__of_hostile_names__is_a_pdf_that_holds_them_as_text() -> None:
    made = pdf_of(digest=DIGEST)
    assert made.startswith(b"%PDF-")
    assert pdf_of(digest=replace(DIGEST, alerts=(), fixes=())).startswith(b"%PDF-")


@pytest.mark.django_db
def test_send__to_two__gives_each_a_mail_of_their_own(inbox: Inbox) -> None:
    assert send_digest(digest=DIGEST, to=["a@example.com", " b@example.com", "a@example.com"]) == 2
    assert [to for to, _ in inbox.mails] == [["a@example.com"], ["b@example.com"]]
    mail: Any = inbox.mails[0][1]
    assert mail["To"] == "a@example.com"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert "1 metric changed" in mail["Subject"]
    assert [entry.verb for entry in list_entries().rows] == ["sent"]
    assert "example.com" not in str(list_entries().rows[0].detail)


@pytest.mark.django_db
def test_send__of_what_cannot_be_sent__is_refused_and_sends_nothing(inbox: Inbox, settings: Any) -> None:
    for wrong in ([], ["nobody"], ["a@example.com\nBcc: c@example.com"]):
        with pytest.raises(MailRefused):
            send_digest(digest=DIGEST, to=wrong)
    use_server(settings, "smtp+plain://127.0.0.1:9")
    with pytest.raises(MailFailed, match="REGARD_SMTP"):
        send_digest(digest=DIGEST, to=["a@example.com"])
    settings.REGARD = replace(settings.REGARD, smtp_url=None)
    with pytest.raises(MailRefused, match="No mail server"):
        send_digest(digest=DIGEST, to=["a@example.com"])
    assert inbox.mails == []


@pytest.mark.django_db
def test_task__on_monday__sends_to_whom_the_setting_names(inbox: Inbox, settings: Any, data_dir: Path) -> None:
    record_shop(Lake.shared(data_dir))
    send_weekly_digest(0)
    assert inbox.mails == []  # nobody is named
    settings.REGARD = replace(settings.REGARD, digest_to=("a@example.com",))
    send_weekly_digest(0)
    assert [to for to, _ in inbox.mails] == [["a@example.com"]]


@pytest.mark.django_db
def test_task__nothing_recorded__sends_nothing(inbox: Inbox, settings: Any) -> None:
    settings.REGARD = replace(settings.REGARD, digest_to=("a@example.com",))
    send_weekly_digest(0)
    assert inbox.mails == []


@pytest.mark.parametrize("url", ["http://host", "smtp://", "smtp://host:port", "smtp+plain://mail.example.com:25"])
def test_setting__no_mail_server_or_an_open_line__is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingRefused, match="REGARD_SMTP"):
        read_settings(environ={"REGARD_DATA": str(tmp_path), "REGARD_SMTP": url})


def test_setting__of_a_mail_server__is_understood() -> None:
    told = mail_settings(url="smtp://me%40x:p%3Aw@mail.example.com")
    assert (told["EMAIL_HOST"], told["EMAIL_PORT"], told["EMAIL_USE_TLS"]) == ("mail.example.com", 587, True)
    assert (told["EMAIL_HOST_USER"], told["EMAIL_HOST_PASSWORD"]) == ("me@x", "p:w")
    assert mail_settings(url="smtps://mail.example.com")["EMAIL_USE_SSL"]
