"""The mail that asks: the first question in it, and a way to be asked no more."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives

from regard.engage.surveys.definition.walking import questions_of
from regard.engage.surveys.exchange.languages import spoken
from regard.engage.surveys.exchange.outline import options_of, steps_of

SALT = "regard.surveys.unsubscribe"
MOST_IN_MAIL = 11
NO_SERVER = "No mail server is named. Set REGARD_SMTP, as smtp://user:password@host:587."


class MailNotTaken(Exception):
    """The mail server did not take it."""


@dataclass(frozen=True)
class Letter:
    """One mail that asks."""

    to: str
    survey: str
    definition: Mapping[str, Any]
    link: str  # where this person answers
    leave: str  # where this person says that they want no more
    subject: str = ""
    is_reminder: bool = False
    is_trial: bool = False  # to oneself, before customers get it


def leaving_token(*, asking_id: int) -> str:
    """Unguessable, good for the person of this asking alone, and silent about who that is."""
    return signing.dumps(asking_id, salt=SALT)


def asking_of(*, token: str) -> int | None:
    """The asking a token belongs to; None for one that nobody was given."""
    try:
        return int(signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def first_question(definition: Mapping[str, Any]) -> tuple[Mapping[str, Any], list[tuple[Any, str]]] | None:
    """The first question where one choice answers it, with its choices; None where it is of another sort."""
    for _, element in questions_of(definition):
        if element.get("type") == "html":
            continue
        kind = element.get("type")
        steps = (
            steps_of(element) if kind == "rating" else options_of(element) if kind in ("radiogroup", "dropdown") else []
        )
        choices = [(value, spoken(text)) for value, text, _ in steps]
        return (element, choices) if 1 < len(choices) <= MOST_IN_MAIL else None
    return None


def send_letter(*, letter: Letter) -> None:
    """Send it. Raises MailNotTaken."""
    if not settings.REGARD.smtp_url:
        raise MailNotTaken(NO_SERVER)
    title = spoken(letter.definition.get("title")) or letter.survey
    subject = letter.subject or f"{title} – may we ask you?"
    subject = ("Once more: " if letter.is_reminder else "Test: " if letter.is_trial else "") + " ".join(subject.split())
    headers = {
        "List-Unsubscribe": f"<{letter.leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
    }
    mail = EmailMultiAlternatives(
        subject[:200], _text(letter, title), settings.DEFAULT_FROM_EMAIL, [letter.to], headers=headers
    )
    mail.attach_alternative(_html(letter, title), "text/html")
    try:
        mail.send()
    except (OSError, SMTPException) as error:
        raise MailNotTaken(str(error)) from error


def _links(letter: Letter) -> tuple[str, list[tuple[str, str]]]:
    found = first_question(letter.definition)
    if found is None:
        return "", []
    element, choices = found
    question = spoken(element.get("title")) or str(element.get("name"))
    return question, [(label, f"{letter.link}/first?{urlencode({'value': str(value)})}") for value, label in choices]


def _text(letter: Letter, title: str) -> str:
    question, links = _links(letter)
    lines = [title, "", *([question, *(f"{label}: {link}" for label, link in links), ""] if links else [])]
    return "\n".join([*lines, f"Answer here: {letter.link}", "", f"No more such questions: {letter.leave}", ""])


def _html(letter: Letter, title: str) -> str:
    question, links = _links(letter)
    style = "display:inline-block;padding:10px 14px;margin:2px;border:1px solid #888;border-radius:6px;text-decoration:none;color:#111"
    buttons = "".join(
        f'<a href="{html.escape(link)}" style="{style}">{html.escape(label)}</a> ' for label, link in links
    )
    asked = f"<p>{html.escape(question)}</p><p>{buttons}</p>" if links else ""
    return (
        f'<div style="font-family:sans-serif;max-width:560px"><h1 style="font-size:20px">{html.escape(title)}</h1>{asked}'
        f'<p><a href="{html.escape(letter.link)}">Answer here</a></p>'
        f'<p style="color:#555;font-size:13px"><a href="{html.escape(letter.leave)}">No more such questions</a></p></div>'
    )
