"""What cases look like over REST."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from regard.foundation.accounts.api import CustomerWords
from regard.foundation.rest.api import Day, NumbersOut, Schema


class RecoveryOut(Schema):
    """What shows that the customer was won back: score, answer, purchase or confirmed."""

    kind: str
    interaction_id: str
    at: datetime
    metric: str
    score: float | None


class NextScoreOut(Schema):
    """The next score of the same kind after the one that opened the case: what recovery is measured by."""

    interaction_id: str
    at: datetime
    metric: str
    score: float | None
    is_low: bool


class CaseOut(Schema):
    """A case. `unproven` is not closed: there is no evidence of recovery."""

    number: int
    customer_id: str
    name: str | None
    cause: str
    rule: str = Field(description="The rule that opened it; empty where a person did.")
    state: str = Field(description="open, contacted, unproven, closed or dismissed.")
    owner: str
    opened_at: datetime
    last_at: datetime
    due_at: datetime
    is_overdue: bool
    contacted_at: datetime | None
    contact_minutes: float | None
    clock: str
    concluded_at: datetime | None
    conclusion: str
    root_cause: str
    recovery: RecoveryOut | None
    next_score: NextScoreOut | None
    ended_at: datetime | None
    evidence: int
    metric: str
    score: float | None = Field(description="The lowest score it rests on.")
    scale_max: float | None


class CasesOut(Schema):
    """Some cases, what is due first, and how many there are in all."""

    rows: list[CaseOut]
    n: int
    owners: list[str]
    causes: list[str]


class CaseEvidenceOut(Schema):
    """One interaction a case rests on."""

    interaction_id: str
    kind: str
    at: datetime
    channel: str
    touchpoint: str
    metric: str
    score: float | None
    scale_max: float | None
    said: CustomerWords | None = Field(description="What the customer wrote there, masked, once it was read.")


class CaseStepOut(Schema):
    """One thing that was done."""

    kind: str
    at: datetime
    by: str
    text: str
    detail: dict[str, Any]


class OpenTicketOut(Schema):
    """A ticket of the customer's that nobody solved yet."""

    ticket_id: str
    since: datetime
    channel: str
    subject: CustomerWords


class CasePageOut(Schema):
    """One case with what it rests on, what was done, and the customer's other cases and open tickets."""

    case: CaseOut
    evidence: list[CaseEvidenceOut]
    steps: list[CaseStepOut]
    others: list[CaseOut]
    tickets: list[OpenTicketOut]


class CaseGroupOut(Schema):
    """Cases of one owner, cause or root cause; named in the order of the alphabet, never ranked."""

    name: str
    cases: int
    open: int
    overdue: int
    contact: NumbersOut
    recovered: NumbersOut
    differs: str = Field(description="higher or lower where that is more than chance, corrected; else empty.")


class CaseFiguresOut(Schema):
    """Figures of cases opened in a period. Contact is a median in minutes, the others are per cent."""

    cases: int
    open: int
    overdue: int
    unproven: int
    closed: int
    dismissed: int
    contact: NumbersOut
    in_time: NumbersOut
    recovered: NumbersOut
    unanswered: int
    closed_share: NumbersOut
    by_owner: list[CaseGroupOut]
    by_cause: list[CaseGroupOut]
    by_root_cause: list[CaseGroupOut]


class RuleOut(Schema):
    """A rule: scores of `threshold` or less open a case, contact is due within `minutes`."""

    name: str
    label: str
    is_on: bool
    since: datetime | None
    threshold: float
    scale_min: float
    scale_max: float
    minutes: int
    clock: str
    owner: str


class Rules(Schema):
    """All rules."""

    rows: list[RuleOut]


class RuleChange(Schema):
    """What to change of a rule; what is left out stays."""

    is_on: bool | None = None
    threshold: float | None = None
    minutes: int | None = None
    clock: Literal["business", "calendar"] | None = None
    owner: str | None = Field(None, max_length=254)


class BackfillIn(Schema):
    """From which day on a rule is applied to what is in the log already."""

    since: Day


class TakenOut(Schema):
    """Cases opened, and pieces of evidence added to open ones."""

    opened: int
    added: int


class PreviewOut(Schema):
    """What looking back would come to: signals no case rests on yet, of how many people, and cases it would open."""

    signals: int
    customers: int
    opens: int


class PreviewQuery(Schema):
    """From which day on."""

    since: Day


class CasesQuery(Schema):
    """Which cases."""

    state: Literal["running", "open", "contacted", "unproven", "closed", "dismissed", "all"] = "running"
    owner: str | None = Field(None, max_length=254)
    cause: str | None = Field(None, max_length=255)
    customer_id: str | None = Field(None, max_length=40)
    overdue: bool = False
    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(50, ge=1, le=200)


class FiguresQuery(Schema):
    """When cases were opened."""

    since: Day | None = None
    until: Day | None = None


class NewCase(Schema):
    """A case that a person decides to open."""

    customer_id: str = Field(max_length=40)
    cause: str = Field(max_length=80)
    evidence: list[str] = Field(max_length=20, description="Ids of interactions of that customer.")
    text: str = Field("", max_length=4_000)


class NewOwner(Schema):
    """Who looks after it; empty for nobody."""

    owner: str = Field(max_length=254)


class NewDeadline(Schema):
    """Until when contact is due."""

    due_at: datetime


class Words(Schema):
    """A text."""

    text: str = Field(max_length=4_000)


class Contact(Schema):
    """How the customer was contacted, and what was said."""

    channel: str = Field(max_length=20)
    text: str = Field("", max_length=4_000)


class ConclusionIn(Schema):
    """What came of it, and what was behind it."""

    conclusion: Literal["solved", "explained", "compensated", "unreachable", "other"]
    root_cause: str = Field("", max_length=80)
    text: str = Field("", max_length=4_000)
