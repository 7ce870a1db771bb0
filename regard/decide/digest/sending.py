"""Send the digest by mail, where a server for that is named."""

from collections.abc import Sequence
from smtplib import SMTPException

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email

from regard.analytics.errors import RegardError
from regard.decide.digest.content import Digest
from regard.decide.digest.page import html_of, text_of, title_of
from regard.foundation.audit.api import note

MOST_RECIPIENTS = 100


class MailRefused(RegardError):
    """The digest cannot be sent as asked."""

    code = "mail_refused"
    status = 422


class MailFailed(RegardError):
    """The mail server did not take it."""

    code = "mail_failed"
    status = 502


def send_digest(*, digest: Digest, to: Sequence[str], link: str | None = None) -> int:
    """Send the digest to each address on its own, so that nobody sees the others; return how many were sent.

    Raises MailRefused where no server is named or an address is none, MailFailed where the server does not take it.
    """
    recipients = _checked(to)
    if not settings.REGARD.smtp_url:
        raise MailRefused("No mail server is named. Set REGARD_SMTP, as smtp://user:password@host:587.")
    subject, text, html = (
        title_of(digest=digest).replace("\n", " "),
        text_of(digest=digest),
        html_of(digest=digest, link=link),
    )
    for recipient in recipients:
        mail = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [recipient])
        mail.attach_alternative(html, "text/html")
        try:
            mail.send()
        except (OSError, SMTPException) as error:
            raise MailFailed(f"The mail server did not take the digest: {error}. Check REGARD_SMTP.") from error
    note(verb="sent", subject="digest", detail={"week": digest.since.isoformat(), "recipients": len(recipients)})
    return len(recipients)


def _checked(to: Sequence[str]) -> list[str]:
    recipients = list(dict.fromkeys(address.strip() for address in to if address.strip()))
    if not 1 <= len(recipients) <= MOST_RECIPIENTS:
        raise MailRefused(f"Give 1 to {MOST_RECIPIENTS} addresses to send to.")
    for address in recipients:
        try:
            validate_email(address)
        except ValidationError:
            raise MailRefused(f"{address[:80]!r} is no e-mail address.") from None
    return recipients
