"""Cases over REST."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from regard.engage.cases.figures import Figures, figures_of
from regard.engage.cases.following import Preview, backfill, preview_rule
from regard.engage.cases.operations import (
    assign_case,
    conclude_case,
    confirm_recovery,
    contact_customer,
    dismiss_case,
    move_deadline,
    note_case,
    open_case,
)
from regard.engage.cases.queries import CaseList, CasePage, find_case, list_cases
from regard.engage.cases.rules import RuleRow, change_rule, list_rules
from regard.engage.cases.shapes import (
    BackfillIn,
    CaseFiguresOut,
    CasePageOut,
    CasesOut,
    CasesQuery,
    ConclusionIn,
    Contact,
    FiguresQuery,
    NewCase,
    NewDeadline,
    NewOwner,
    PreviewOut,
    PreviewQuery,
    RuleChange,
    RuleOut,
    Rules,
    TakenOut,
    Words,
)
from regard.foundation.rest.api import lake, who

router = Router(tags=["cases"])
Number = Path[Annotated[int, Field(ge=1, le=2_000_000_000)]]
RuleName = Path[Annotated[str, Field(max_length=20)]]


@router.get("/cases", response=CasesOut)
def get_cases(request: HttpRequest, query: Query[CasesQuery]) -> CaseList:
    """Cases, what is due first."""
    asked = query.model_dump(exclude={"overdue"})
    return list_cases(lake=lake(), is_overdue=query.overdue, **asked)


@router.post("/cases", response=CasePageOut)
def post_case(request: HttpRequest, wanted: NewCase) -> CasePage:
    """Open a case by decision; where one is open for the customer and cause, this is added to it."""
    number = open_case(lake=lake(), by=who(request=request), **wanted.model_dump())
    return find_case(lake=lake(), number=number)


@router.get("/cases/figures", response=CaseFiguresOut)
def get_case_figures(request: HttpRequest, query: Query[FiguresQuery]) -> Figures:
    """How many cases, how soon they were seen to, and how many customers were won back."""
    return figures_of(since=query.since, until=query.until)


@router.get("/cases/rules", response=Rules)
def get_case_rules(request: HttpRequest) -> dict[str, Any]:
    """Which scores open cases."""
    return {"rows": list_rules()}


@router.patch("/cases/rules/{name}", response=RuleOut)
def patch_case_rule(request: HttpRequest, name: RuleName, wanted: RuleChange) -> RuleRow:
    """Switch a rule on or off, or change it. Switched on, it counts from now."""
    return change_rule(name=name, **wanted.model_dump())


@router.get("/cases/rules/{name}/preview", response=PreviewOut)
def preview_case_rule(request: HttpRequest, name: RuleName, query: Query[PreviewQuery]) -> Preview:
    """What looking back would come to, from a day on. Nothing is opened."""
    return preview_rule(lake=lake(), name=name, since=query.since)


@router.post("/cases/rules/{name}/backfill", response=TakenOut)
def backfill_case_rule(request: HttpRequest, name: RuleName, wanted: BackfillIn) -> Any:
    """Open cases for what is in the log already, from a day on."""
    return backfill(lake=lake(), name=name, since=wanted.since)


@router.get("/cases/{number}", response=CasePageOut)
def get_case(request: HttpRequest, number: Number) -> CasePage:
    """One case."""
    return find_case(lake=lake(), number=number)


@router.post("/cases/{number}/owner", response=CasePageOut)
def post_case_owner(request: HttpRequest, number: Number, wanted: NewOwner) -> CasePage:
    """Say who looks after it."""
    assign_case(number=number, owner=wanted.owner, by=who(request=request))
    return find_case(lake=lake(), number=number)


@router.post("/cases/{number}/deadline", response=CasePageOut)
def post_case_deadline(request: HttpRequest, number: Number, wanted: NewDeadline) -> CasePage:
    """Move the deadline."""
    move_deadline(number=number, due_at=wanted.due_at, by=who(request=request))
    return find_case(lake=lake(), number=number)


@router.post("/cases/{number}/notes", response=CasePageOut)
def post_case_note(request: HttpRequest, number: Number, wanted: Words) -> CasePage:
    """Write something down."""
    note_case(number=number, text=wanted.text, by=who(request=request))
    return find_case(lake=lake(), number=number)


@router.post("/cases/{number}/contacts", response=CasePageOut)
def post_case_contact(request: HttpRequest, number: Number, wanted: Contact) -> CasePage:
    """Note that the customer was contacted."""
    contact_customer(number=number, channel=wanted.channel, text=wanted.text, by=who(request=request))
    return find_case(lake=lake(), number=number)


@router.post("/cases/{number}/conclusion", response=CasePageOut)
def post_case_conclusion(request: HttpRequest, number: Number, wanted: ConclusionIn) -> CasePage:
    """Say what came of it. Without evidence of recovery it is not closed."""
    conclude_case(number=number, by=who(request=request), **wanted.model_dump())
    return find_case(lake=lake(), number=number)


@router.post("/cases/{number}/confirmation", response=CasePageOut)
def post_case_confirmation(request: HttpRequest, number: Number, wanted: Words) -> CasePage:
    """Note that the customer said it is well again, in which words."""
    confirm_recovery(number=number, text=wanted.text, by=who(request=request))
    return find_case(lake=lake(), number=number)


@router.post("/cases/{number}/dismissal", response=CasePageOut)
def post_case_dismissal(request: HttpRequest, number: Number, wanted: Words) -> CasePage:
    """End a case that is none; say why."""
    dismiss_case(number=number, text=wanted.text, by=who(request=request))
    return find_case(lake=lake(), number=number)
