"""The mails of a board: a link to sign in, and what became of an idea."""

import html
from smtplib import SMTPException

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives

from regard.analytics.errors import RegardError
from regard.engage.community.errors import CommunityRefused

SALT = "regard.community.leave"


class MailNotTaken(RegardError):
    """The mail server did not take it."""

    code = "community_mail"
    status = 503


def send_link(*, to: str, board: str, link: str) -> None:
    """Send the link that signs in. Raises MailNotTaken, CommunityRefused where no server is named."""
    if not settings.REGARD.smtp_url:
        raise CommunityRefused("This board cannot send mail. Come to it from our site, signed in there.")
    text = (
        f"Follow this link within half an hour to take part in {board}:\n\n{link}\n\n"
        "If you did not ask for it, do nothing: without you it is good for nothing.\n"
    )
    page = (
        f"<p>Follow this link within half an hour to take part in {html.escape(board)}:</p>"
        f'<p><a href="{html.escape(link)}">{html.escape(link)}</a></p>'
        "<p>If you did not ask for it, do nothing: without you it is good for nothing.</p>"
    )
    _send(to, f"Sign in to {board}", text, page, {})


def send_news(*, to: str, board: str, title: str, news: str, words: str, link: str, leave: str) -> None:
    """Tell somebody what became of an idea they wanted. Raises MailNotTaken."""
    told = f"{words}\n\n" if words else ""
    text = f"You asked for “{title}”. {news}\n\n{told}{link}\n\nNo more such mails: {leave}\n"
    said = f"<blockquote>{html.escape(words)}</blockquote>" if words else ""
    page = (
        f"<p>You asked for “{html.escape(title)}”. {html.escape(news)}</p>{said}"
        f'<p><a href="{html.escape(link)}">See it on {html.escape(board)}</a></p>'
        f'<p style="color:#555;font-size:13px"><a href="{html.escape(leave)}">No more such mails</a></p>'
    )
    headers = {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
    }
    _send(to, f"{news} {title}", text, page, headers)


def leaving_token(*, notice_id: int) -> str:
    """Unguessable, good for the person of this notice alone, and silent about who that is."""
    return signing.dumps(notice_id, salt=SALT)


def notice_of(*, token: str) -> int | None:
    """The notice a token belongs to; None for one that nobody was given."""
    try:
        return int(signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def _send(to: str, subject: str, text: str, page: str, headers: dict[str, str]) -> None:
    told = {"Auto-Submitted": "auto-generated", **headers}
    mail = EmailMultiAlternatives(
        " ".join(subject.split())[:200], text, settings.DEFAULT_FROM_EMAIL, [to], headers=told
    )
    mail.attach_alternative(f'<div style="font-family:sans-serif;max-width:560px">{page}</div>', "text/html")
    try:
        mail.send()
    except (OSError, SMTPException) as error:
        raise MailNotTaken("The mail could not be sent. Try again in a few minutes.") from error
