"""Write, publish, close and delete surveys."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from regard.analytics.errors import RegardError
from regard.engage.surveys.definition.amounts import too_much
from regard.engage.surveys.definition.checking import Fault, check_definition
from regard.engage.surveys.definition.sanitising import sanitised
from regard.engage.surveys.models import Survey, Version
from regard.engage.surveys.recording import make_source
from regard.foundation.audit.api import note


class SurveyRefused(RegardError):
    """A survey cannot be as asked."""

    code = "survey_refused"
    status = 422


class NoSurvey(RegardError):
    """There is no such survey."""

    code = "survey_unknown"
    status = 404


class ChangedMeanwhile(RegardError):
    """Somebody else changed the survey since it was read."""

    code = "survey_changed_meanwhile"
    status = 409


class NotNow(RegardError):
    """The survey's state does not allow it."""

    code = "survey_state"
    status = 409


def create_survey(*, name: str, definition: Mapping[str, Any] | None = None, owner: str = "") -> int:
    """Begin a survey as a draft; return its id. Raises SurveyRefused."""
    with transaction.atomic():
        made = Survey.objects.create(
            slug=secrets.token_urlsafe(18),
            name=_named(name),
            draft=_storable(definition or {"pages": [{"name": "page1", "elements": []}]}),
            owner=owner,
            changed_by=owner,
            changed_at=timezone.now(),
        )
        note(verb="created", subject=f"survey:{made.pk}")
    return int(made.pk)


def change_survey(
    *,
    survey_id: int,
    revision: int,
    name: str,
    definition: Mapping[str, Any],
    is_linked: bool | None = None,
    by: str = "",
) -> None:
    """Write another draft, finished or not, unless somebody else did since `revision` was read.

    What is published stays as it is until it is published anew. Raises NoSurvey, ChangedMeanwhile, SurveyRefused.
    """
    with transaction.atomic():
        found = get_survey(survey_id, lock=True)
        if found.revision != revision:
            raise ChangedMeanwhile(
                f"{found.changed_by or 'Somebody'} changed this survey on {found.changed_at:%d %b %Y at %H:%M} UTC, "
                "after you opened it. Open it again, then change it."
            )
        found.name, found.draft, found.changed_by = _named(name), _storable(definition), by
        found.is_linked = found.is_linked if is_linked is None else is_linked
        found.revision, found.changed_at = found.revision + 1, timezone.now()
        found.save()
        note(verb="changed", subject=f"survey:{survey_id}", detail={"revision": found.revision})


def publish_survey(*, survey_id: int, by: str = "") -> int:
    """Publish the draft as the next version and open the survey; return the version's number.

    Raises NoSurvey, SurveyRefused with the first faults.
    """
    with transaction.atomic():
        found = get_survey(survey_id, lock=True)
        errors = [fault for fault in check_definition(definition=found.draft) if fault.severity == "error"]
        if errors:
            raise SurveyRefused(_told(errors))
        make_source()
        definition = sanitised(found.draft)
        latest = latest_version(found)
        is_anonymous = (definition.get("regard") or {}).get("anonymous") is True
        if latest is not None and is_anonymous != found.is_anonymous:
            raise SurveyRefused(
                "Whether a survey is anonymous was promised to those who answered. Copy it to ask otherwise."
            )
        number = latest.number + 1 if latest else 1
        Version.objects.create(
            survey=found, number=number, definition=definition, published_by=by, published_at=timezone.now()
        )
        found.state, found.is_anonymous, found.closed_at = "open", is_anonymous, None
        found.save(update_fields=["state", "is_anonymous", "closed_at"])
        note(verb="published", subject=f"survey:{survey_id}", detail={"version": number})
    return number


def close_survey(*, survey_id: int) -> None:
    """Take no more answers. Raises NoSurvey, NotNow."""
    with transaction.atomic():
        found = get_survey(survey_id, lock=True)
        if found.state != "open":
            raise NotNow(f"This survey is {_STATES[found.state]}; only an open one can be closed.")
        found.state, found.closed_at = "closed", timezone.now()
        found.save(update_fields=["state", "closed_at"])
        note(verb="closed", subject=f"survey:{survey_id}")


def reopen_survey(*, survey_id: int) -> None:
    """Take answers again. Raises NoSurvey, NotNow."""
    with transaction.atomic():
        found = get_survey(survey_id, lock=True)
        if found.state != "closed":
            raise NotNow(f"This survey is {_STATES[found.state]}; only a closed one can be reopened.")
        found.state, found.closed_at = "open", None
        found.save(update_fields=["state", "closed_at"])
        note(verb="reopened", subject=f"survey:{survey_id}")


def delete_survey(*, survey_id: int) -> None:
    """Delete a survey that was never published. Raises NoSurvey, NotNow."""
    with transaction.atomic():
        found = get_survey(survey_id, lock=True)
        if latest_version(found) is not None:
            raise NotNow("This survey was published, and its answers stay. Close it instead.")
        found.delete()
        note(verb="deleted", subject=f"survey:{survey_id}")


def get_survey(survey_id: int, *, lock: bool = False) -> Survey:
    """The survey of that id. Raises NoSurvey."""
    found = Survey.objects.select_for_update() if lock else Survey.objects.all()
    survey = found.filter(pk=survey_id).first()
    if survey is None:
        raise NoSurvey("This survey does not exist, or does no more.")
    return survey


def latest_version(survey: Survey) -> Version | None:
    """The version that is asked now, None before the first was published."""
    return survey.versions.order_by("-number").first()


_STATES = {"draft": "a draft", "open": "open", "closed": "closed"}


def _storable(definition: Mapping[str, Any]) -> dict[str, Any]:
    crowded = too_much(definition)
    if crowded:
        raise SurveyRefused(crowded)
    return dict(definition)


def _named(name: str) -> str:
    name = name.strip()
    if not name or len(name) > 200 or "\x00" in name:
        raise SurveyRefused("A survey needs a name of at most 200 characters.")
    return name


def _told(errors: list[Fault]) -> str:
    first = "; ".join(f"{fault.where or 'survey'}: {fault.what}" for fault in errors[:3])
    more = f" And {len(errors) - 3} more." if len(errors) > 3 else ""
    return f"It cannot be published yet. {first}{more}"
