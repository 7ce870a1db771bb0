"""Trying it out: the mail or text message as customers get it, to oneself. What is answered to it is kept nowhere."""

from __future__ import annotations

from django.utils import timezone

from regard.engage.surveys.answering import TRIAL
from regard.engage.surveys.asking.mail import Letter, MailNotTaken, send_letter
from regard.engage.surveys.asking.operations import checked_address
from regard.engage.surveys.asking.people import AskingRefused, endpoint_of
from regard.engage.surveys.asking.sms.gateways import TextNotTaken, send_text
from regard.engage.surveys.asking.sms.wording import check_wording, worded
from regard.engage.surveys.inviting import invite_for_trial
from regard.engage.surveys.operations import NotNow, get_survey, latest_version
from regard.foundation.audit.api import note


def send_trial(
    *, survey_id: int, to: str, address: str, channel: str = "email", subject: str = "", wording: str = ""
) -> str:
    """Send one person what customers would get; return the path of the link in it, good for a day.

    Raises AskingRefused, NoNumber, NoSurvey, NotNow, WordingRefused.
    """
    survey, address = get_survey(survey_id), checked_address(address)
    version = latest_version(survey)
    if survey.state != "open" or version is None:
        raise NotNow("A survey is tried out once it is published. Its preview is in the editor.")
    endpoint = endpoint_of(channel, to)
    invited = invite_for_trial(survey=survey, kind=endpoint.kind, value=endpoint.value, now=timezone.now())
    link = f"{address}{invited.path}"
    try:
        if channel == "sms":
            check_wording(template=wording, survey=survey.name, definition=version.definition, address=address)
            said = worded(template=wording, survey=survey.name, definition=version.definition, link=link)
            send_text(to=endpoint.value, text=said, reference=f"{TRIAL}-{invited.invitation_id}")
        else:
            leave = f"{address}/u/{TRIAL}"
            letter = Letter(endpoint.value, survey.name, version.definition, link, leave, subject, is_trial=True)
            send_letter(letter=letter)
    except (MailNotTaken, TextNotTaken) as error:
        raise AskingRefused(f"It was not taken: {str(error).rstrip('.')}.") from error
    note(verb="tried_out", subject=f"survey:{survey_id}", detail={"channel": channel})
    return invited.path
