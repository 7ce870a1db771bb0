"""Widgets: a survey on pages of a site, shown when a visitor gives occasion to and the arbiter says yes."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from regard.decide.arbiter.api import decide, who_complains, who_has_open_case
from regard.engage.surveys.asking.models import Asking, Widget
from regard.engage.surveys.asking.operations import PURPOSE, record_withheld
from regard.engage.surveys.asking.people import AskingRefused
from regard.engage.surveys.exchange.languages import spoken
from regard.engage.surveys.inviting import invite_people
from regard.engage.surveys.operations import get_survey
from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake
from regard.record.consents.api import Endpoint
from regard.record.customers.api import KINDS, anchor_alone, list_addresses, list_current_ids
from regard.record.sources.api import digest_of, list_open_keys

PLACES = ("corner", "middle")
MOMENTS = ("time", "scroll", "exit", "event")
MOST_PAGES = 20
PAGE = re.compile(r"[/*][^\s?\x00]{0,199}")
AGAIN = timedelta(days=1)  # a visitor who could not be asked is looked at again
GOOD_FOR_DAYS = 7


@dataclass(frozen=True, kw_only=True)
class WidgetSettings:
    """Where and when a widget shows.

    `moment` is `time` (after `amount` seconds on the page), `scroll` (after `amount` percent of it), `exit` (the pointer leaves
    for the address bar) or `event`. `pages` are paths, with * for anything; none means all.
    """

    place: str = "corner"
    moment: str = "time"
    amount: int = 5
    event: str = ""
    pages: Sequence[str] = field(default_factory=tuple)
    share: int = 100
    every_days: int = 90
    spares_cases: bool = False
    touchpoint: str = ""


@dataclass(frozen=True, kw_only=True)
class WidgetRow(WidgetSettings):
    """A widget and what came of it."""

    id: int
    survey_id: int
    slug: str
    is_on: bool
    sent: int
    withheld: int


def make_widget(*, survey_id: int, wanted: WidgetSettings, by: str = "") -> int:
    """Show a survey on a site from now on; return the widget's id. Raises AskingRefused, NoSurvey."""
    survey = get_survey(survey_id)
    _check(wanted)
    given = vars(wanted) | {"pages": [one.strip() for one in wanted.pages], "event": wanted.event.strip()}
    slug = secrets.token_urlsafe(12)
    made = Widget.objects.create(survey=survey, slug=slug, made_by=by, created_at=timezone.now(), **given)
    note(verb="created", subject=f"widget:{made.pk}", detail={"survey": survey_id, "moment": wanted.moment})
    return int(made.pk)


def switch_widget(*, widget_id: int, is_on: bool) -> None:
    """Let a widget show, or show no more. Raises AskingRefused."""
    if not Widget.objects.filter(pk=widget_id).update(is_on=is_on):
        raise AskingRefused("There is no such widget.")
    note(verb="switched_on" if is_on else "switched_off", subject=f"widget:{widget_id}")


def list_widgets(*, survey_id: int) -> list[WidgetRow]:
    """The widgets of a survey, the newest first. Raises NoSurvey."""
    sent = Count("askings", filter=Q(askings__state="sent"))
    found = get_survey(survey_id).widgets.annotate(sent=sent, asked=Count("askings")).order_by("-pk")
    names = [one.name for one in fields(WidgetRow) if one.name != "withheld"]
    return [WidgetRow(**{name: getattr(one, name) for name in names}, withheld=one.asked - one.sent) for one in found]


def shown_widgets(*, key: str) -> list[dict[str, Any]]:
    """What the script on a site is told: when to ask. Nothing for a key that lets nothing in."""
    if not is_open_key(key=key):
        return []
    found = Widget.objects.filter(is_on=True, survey__state="open").select_related("survey").order_by("pk")
    return [_told(one) for one in found]


def is_open_key(*, key: str) -> bool:
    """Whether this is a write key that lets events in. A secret key has no place on a page."""
    digest = digest_of(key=key)
    return any(one.digest == digest and one.kind == "write" for one in list_open_keys())


def show_widget(*, lake: Lake, slug: str, anonymous_id: str, user_id: str, now: datetime | None = None) -> str | None:
    """Ask a visitor who is there: the path of a page for them alone, or None where they are not asked.

    Each yes and no is taken down with its reason, once a day at most. Raises nothing for a widget that is gone.
    """
    now = now or timezone.now()
    widget = Widget.objects.filter(slug=slug, is_on=True, survey__state="open").select_related("survey").first()
    kind, value = ("user_id", user_id) if user_id else ("anonymous_id", anonymous_id)
    if widget is None or not value or len(value) > 255 or "\x00" in value:
        return None
    customer_id = _customer(anonymous_id, user_id)
    is_theirs = Q(kind=kind, value=value) | (Q(customer_id=customer_id) if customer_id else Q(pk=None))
    before = Asking.objects.filter(is_theirs, widget=widget)
    lately = Q(state="sent", asked_at__gt=now - timedelta(days=widget.every_days)) | Q(asked_at__gt=now - AGAIN)
    if before.filter(lately).exists():
        return None
    ids = [customer_id] if customer_id else []
    return _ask(
        widget,
        Endpoint(kind, value),
        customer_id,
        now,
        has_complaint=bool(who_complains(lake=lake, customer_ids=ids)),
        has_open_case=widget.spares_cases and bool(who_has_open_case(lake=lake, customer_ids=ids)),
        also=[Endpoint(*one) for one in list_addresses(customer_ids=ids).get(customer_id, [])],
    )


@transaction.atomic
def _ask(widget: Widget, endpoint: Endpoint, customer_id: str, now: datetime, **facts: Any) -> str | None:
    asking, is_new = Asking.objects.get_or_create(
        survey=widget.survey,
        occasion=f"widget-{widget.pk}-{now.date().isoformat()}",
        kind=endpoint.kind,
        value=endpoint.value,
        defaults={"widget": widget, "customer_id": customer_id, "state": "withheld", "reason": "due", "asked_at": now},
    )
    if not is_new:
        return None
    subject = f"survey:{widget.survey_id}"
    decision = decide(endpoint=endpoint, purpose=PURPOSE, subject=subject, now=now, is_present=True, **facts)
    asking.reason, asking.verdict_id = decision.reason, decision.id
    path = None
    if decision.is_allowed:
        about = {"widget": widget.slug} | ({"touchpoint": widget.touchpoint} if widget.touchpoint else {})
        (invited,) = invite_people(
            survey_id=widget.survey_id,
            people=[(endpoint.kind, endpoint.value)],
            channel="web",
            about=about,
            days=GOOD_FOR_DAYS,
            now=now,
        )
        asking.state, asking.invitation_id, path = "sent", invited.invitation_id, invited.path
    else:
        message_id = f"withheld-{asking.pk}"
        record_withheld(survey=widget.survey, endpoint=endpoint, message_id=message_id, reason=decision.reason, now=now)
    asking.save()
    return path


def _customer(anonymous_id: str, user_id: str) -> str:
    """The customer a visitor is known as; empty where that is not known."""
    told = {"user_id": user_id or None, "anonymous_id": anonymous_id or None}
    anchor = anchor_alone(values=[told.get(kind) for kind in KINDS])
    return list_current_ids(customer_ids=[anchor]).get(anchor, "") if anchor else ""


def _told(one: Widget) -> dict[str, Any]:
    version = one.survey.versions.order_by("-number").first()
    definition = version.definition if version else {}
    return {
        "slug": one.slug,
        "place": one.place,
        "moment": one.moment,
        "amount": one.amount,
        "event": one.event,
        "pages": one.pages,
        "share": one.share,
        "days": one.every_days,
        "title": spoken(definition.get("title")) or one.survey.name,
        "scheme": ((definition.get("regard") or {}).get("theme") or {}).get("scheme", "auto"),
    }


def _check(wanted: WidgetSettings) -> None:
    if wanted.place not in PLACES or wanted.moment not in MOMENTS:
        raise AskingRefused(f"A widget is in the {' or '.join(PLACES)}, and shows by {', '.join(MOMENTS)}.")
    if wanted.moment == "event" and not wanted.event.strip():
        raise AskingRefused("Say which event of the site it shows after, such as Order Completed.")
    if not 0 <= wanted.amount <= (100 if wanted.moment == "scroll" else 3_600):
        raise AskingRefused("It shows after up to 3,600 seconds, or up to 100 percent of the page.")
    if not (1 <= wanted.share <= 100 and 1 <= wanted.every_days <= 3_650):
        raise AskingRefused("It asks 1 to 100 percent of the visitors, each again after 1 to 3,650 days.")
    wrong = next((one for one in wanted.pages if not PAGE.fullmatch(one.strip())), None)
    if wrong is not None or len(wanted.pages) > MOST_PAGES:
        raise AskingRefused(f"Pages are up to {MOST_PAGES} paths such as /checkout/*, not {str(wrong)[:60]!r}.")
