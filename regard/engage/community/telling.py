"""A change of status, and telling everybody who asked, each once; whoever is not told, and why not, is kept as well.

The change and the list of whom to tell are one transaction. A notice is claimed before its mail is sent: what is
interrupted in between is not sent again, and says so.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from regard.decide.arbiter.api import REASONS, decide, take_back, who_complains, who_has_open_case
from regard.engage.community.asking import matters_of
from regard.engage.community.errors import CommunityRefused
from regard.engage.community.ideas import get_idea, title_of
from regard.engage.community.mail import MailNotTaken, leaving_token, send_news
from regard.engage.community.models import STATUSES, Comment, Idea, Notice, Step
from regard.engage.community.persons import Supporter, supporters_of
from regard.engage.community.recording import record
from regard.engage.community.shapes import NoticeRow
from regard.engage.community.words import checked_text
from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake
from regard.record.consents.api import Endpoint
from regard.record.customers.api import list_addresses

PURPOSE = "community"
LONGEST_WAIT = timedelta(days=3)
INTERRUPTED = timedelta(minutes=15)
RETRY = timedelta(minutes=10)
SOON = {
    "quiet": RETRY,
    "complaint": timedelta(hours=6),
    "open_case": timedelta(hours=6),
}  # what may be over before long
MOST_AT_ONCE = 500
NEWS = {
    "open": "It is being looked at again.",
    "planned": "It is planned.",
    "progress": "It is being worked on.",
    "done": "It is done.",
    "declined": "We will not do it.",
}
OWN_REASONS = {
    "": "Waits to be sent.",
    "no_address": "No e-mail address of this person is known.",
    "not_wanted": "Staff chose to tell nobody of this.",
    "superseded": "The status changed again before this was sent.",
    "interrupted": "Sending was interrupted, so that it may have been sent.",
    "no_server": "No mail server is named.",
}


@transaction.atomic
def change_status(
    *, idea_id: int, status: str, text: str = "", tells: bool = True, by: str = "", now: datetime | None = None
) -> int:
    """Say what becomes of an idea, and have everybody told who asked for it; return how many that are.

    The text is the official answer, where there is one. Raises NoIdea, CommunityRefused.
    """
    idea, now = get_idea(idea_id, lock=True), now or timezone.now()
    if status not in STATUSES:
        raise CommunityRefused(f"{status[:40]!r} is no status. They are {', '.join(STATUSES)}.")
    if idea.into_id is not None:
        raise CommunityRefused(f"Idea {idea_id} is part of idea {idea.top_id}. Change that one.")
    if idea.status == status:
        raise CommunityRefused("It has this status already. Answer it to say more.")
    said = checked_text(text)
    step = Step.objects.create(idea=idea, kind="status", at=now, by=by, text=said, was=idea.status, became=status)
    Idea.objects.filter(pk=idea.pk).update(status=status, changed_at=now)
    if said:
        Comment.objects.create(idea=idea, by=by, is_official=True, text=said, at=now)
    Notice.objects.filter(step__idea=idea, state="waiting").update(state="withheld", reason="superseded", at=now)
    made = _notices(step, supporters_of(tops=[idea.pk])[idea.pk], tells=tells, now=now)
    note(verb="status", subject=f"idea:{idea_id}", detail={"became": status, "people": made, "told": tells})
    return made


@transaction.atomic
def answer_idea(*, idea_id: int, text: str, by: str = "", now: datetime | None = None) -> int:
    """Answer officially, without a change of status; nobody is written to. Raises NoIdea, CommunityRefused."""
    idea, now = get_idea(idea_id, lock=True), now or timezone.now()
    said = checked_text(text, least=2)
    made = Comment.objects.create(idea=get_idea(idea.top_id or idea.pk), by=by, is_official=True, text=said, at=now)
    Step.objects.create(idea_id=made.idea_id, kind="answered", at=now, by=by)
    note(verb="answered", subject=f"idea:{made.idea_id}")
    return int(made.pk)


def tell_due(*, lake: Lake, now: datetime | None = None, most: int = MOST_AT_ONCE) -> dict[str, int]:
    """Tell those who wait to be told, unless the arbiter says no; return how many were sent, and how many not, by reason."""
    now = now or timezone.now()
    Notice.objects.filter(state="sending", due_at__lt=now - INTERRUPTED).update(state="failed", reason="interrupted")
    due = Notice.objects.filter(state="waiting", due_at__lte=now).order_by("due_at", "pk")
    if not settings.REGARD.smtp_url:
        due.filter(at__lt=now - LONGEST_WAIT).update(state="failed", reason="no_server")
        return {}
    rows = list(due.values_list("pk", "customer_id", "step__idea_id")[:most])
    complaining = {
        idea: who_complains(
            lake=lake,
            customer_ids=[customer_id for _, customer_id, of in rows if of == idea],
            besides=matters_of(lake=lake, idea_id=idea),  # a ticket that asks for this very thing is answered by it
        )
        for idea in {of for _, _, of in rows}
    }
    followed_up = who_has_open_case(lake=lake, customer_ids=[customer_id for _, customer_id, _ in rows])
    found: dict[str, int] = {}
    for notice_id, customer_id, of in rows:
        against = {"has_complaint": customer_id in complaining[of], "has_open_case": customer_id in followed_up}
        outcome = _tell(notice_id, now, against)
        found[outcome] = found.get(outcome, 0) + 1
    return found


def list_notices(*, idea_id: int, limit: int = 200) -> list[NoticeRow]:
    """Who was told of changes of an idea and who was not, and why; the newest first. Raises NoIdea."""
    rows = Notice.objects.filter(step__idea=get_idea(idea_id)).order_by("-step_id", "pk")[:limit]
    return [NoticeRow(one.customer_id, one.state, one.reason, sentence_of(one.reason), one.at) for one in rows]


def sentence_of(reason: str) -> str:
    """A reason as a sentence."""
    return OWN_REASONS.get(reason) or REASONS.get(reason, reason)


def _notices(step: Step, supporters: dict[str, Supporter], *, tells: bool, now: datetime) -> int:
    addresses = list_addresses(customer_ids=supporters)
    made = []
    for one in supporters.values():
        email = _address(one, addresses.get(one.customer_id, ()))
        state, reason = (
            ("waiting", "") if tells and email else ("withheld", "not_wanted" if not tells else "no_address")
        )
        to = {"kind": "email" if email else "", "value": email}
        made.append(
            Notice(step=step, customer_id=one.customer_id, state=state, reason=reason, at=now, due_at=now, **to)
        )
    Notice.objects.bulk_create(made)
    return len(made)


def _address(one: Supporter, known: Sequence[tuple[str, str]]) -> str:
    """Where somebody is written to: where they signed in from, or the address that is theirs alone."""
    return next((value for kind, value in (*one.identifiers, *known) if kind == "email"), "")


def _tell(notice_id: int, now: datetime, against: Mapping[str, Any]) -> str:
    """Tell one person; return what came of it."""
    if not Notice.objects.filter(pk=notice_id, state="waiting").update(state="sending", due_at=now):
        return "elsewhere"  # another worker has it
    notice = Notice.objects.select_related("step__idea__board", "step__idea__wording").get(pk=notice_id)
    endpoint, idea = Endpoint(notice.kind, notice.value), notice.step.idea
    is_late = notice.at < now - LONGEST_WAIT
    decision = decide(endpoint=endpoint, purpose=PURPOSE, subject=f"idea:{idea.pk}", now=now, **against)
    if decision.reason in SOON and not is_late:
        return _wait(notice, decision.reason, decision.retry_at or now + SOON[decision.reason])
    if not decision.is_allowed:
        return _settle(notice, "withheld", decision.reason, now)
    try:
        _send(notice, idea)
    except MailNotTaken:
        take_back(decision=decision, reason="mail_failed")
        return _settle(notice, "failed", "mail_failed", now) if is_late else _wait(notice, "mail_failed", now + RETRY)
    return _settle(notice, "sent", "allowed", now)


def _send(notice: Notice, idea: Idea) -> None:
    board = idea.board
    send_news(
        to=notice.value,
        board=board.name,
        title=title_of(idea) or "an idea",
        news=NEWS[notice.step.became],
        words=notice.step.text,
        link=f"{board.address}/b/{board.slug}/i/{idea.pk}",
        leave=f"{board.address}/b/u/{leaving_token(notice_id=notice.pk)}",
    )


def _wait(notice: Notice, reason: str, until: datetime) -> str:
    Notice.objects.filter(pk=notice.pk).update(state="waiting", reason=reason, due_at=until)
    return reason


@transaction.atomic
def _settle(notice: Notice, state: str, reason: str, now: datetime) -> str:
    """Keep what came of it, and record it as an interaction of the person's."""
    Notice.objects.filter(pk=notice.pk).update(state=state, reason=reason, at=now)
    idea, is_sent = notice.step.idea, state == "sent"
    record(
        event="Idea Answered" if is_sent else "Contact Withheld",
        who=(notice.kind, notice.value),
        message_id=f"notice-{notice.pk}",
        at=now,
        idea=idea,
        channel="email",
        title=title_of(idea) if is_sent else "",
        status=notice.step.became,
        purpose=PURPOSE,
        reason=reason,
    )
    return state if is_sent else reason
