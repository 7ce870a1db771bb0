"""Putting an asking on its way: as a mail or a text message, with a link for this person alone."""

from __future__ import annotations

from django.conf import settings
from django.core import signing

from regard.engage.surveys.asking.mail import NO_SERVER, Letter, MailNotTaken, leaving_token, send_letter
from regard.engage.surveys.asking.models import Asking
from regard.engage.surveys.asking.people import AskingRefused
from regard.engage.surveys.asking.sms.gateways import NoGateway, TextNotTaken, open_gateway, send_text
from regard.engage.surveys.asking.sms.wording import worded
from regard.engage.surveys.operations import latest_version

SEAL = "regard.surveys.asking"


class NotTaken(Exception):
    """Nobody took it; `reason` is one of the arbiter's."""

    def __init__(self, reason: str, said: str) -> None:
        super().__init__(said)
        self.reason = reason


def check_server(*, channel: str) -> None:
    """Whether there is anything that could send. Raises AskingRefused, NoGateway."""
    if channel == "sms":
        open_gateway()
    elif not settings.REGARD.smtp_url:
        raise AskingRefused(NO_SERVER)


def has_server(*, channel: str) -> bool:
    """Whether there is anything that could send."""
    try:
        check_server(channel=channel)
    except (AskingRefused, NoGateway):
        return False
    return True


def post(*, asking: Asking, is_reminder: bool = False) -> None:
    """Send it. Raises NotTaken."""
    survey, plan = asking.survey, asking.plan
    version = latest_version(survey)
    definition = version.definition if version else {}
    path = signing.loads(asking.sealed_path, salt=SEAL)
    if asking.kind == "phone":
        text = worded(
            template=plan.wording if plan else "",
            survey=survey.name,
            definition=definition,
            link=f"{asking.address}{path}",
        )
        try:
            asking.gateway_ref = send_text(to=asking.value, text=text, reference=f"asking-{asking.pk}")
        except TextNotTaken as error:
            raise NotTaken("sms_failed", str(error)) from error
        Asking.objects.filter(pk=asking.pk).update(gateway_ref=asking.gateway_ref, delivery="")
        return
    try:
        send_letter(
            letter=Letter(
                to=asking.value,
                survey=survey.name,
                definition=definition,
                link=f"{asking.address}{path}",
                leave=f"{asking.address}/u/{leaving_token(asking_id=asking.pk)}",
                subject=plan.subject if plan else "",
                is_reminder=is_reminder,
            )
        )
    except MailNotTaken as error:
        raise NotTaken("mail_failed", str(error)) from error
