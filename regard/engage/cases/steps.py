"""Taking steps: each is kept with its words, and recorded again as an interaction of the customer's, without them."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from regard.engage.cases.models import Case, Step
from regard.record.collection.api import IntakeRequest, put_requests
from regard.record.customers.api import list_strongest_identifiers
from regard.record.tracking.api import track_call

SOURCE = "cases"
KINDS = {
    "opened": "Case Opened",
    "contacted": "Case Contacted",
    "concluded": "Case Concluded",
    "closed": "Case Closed",
    "dismissed": "Case Dismissed",
}  # any other step is an update


def take_step(case: Case, kind: str, *, at: datetime, by: str = "", text: str = "", **detail: Any) -> None:
    """Keep one step and record it. Call it within the transaction that changes the case."""
    take_steps([step_of(case, kind, at=at, by=by, text=text, **detail)])


def step_of(case: Case, kind: str, *, at: datetime, by: str = "", text: str = "", **detail: Any) -> Step:
    """A step that `take_steps` keeps later."""
    return Step(case=case, customer_id=case.customer_id, kind=kind, at=at, by=by, text=text, detail=detail)


def take_steps(steps: Sequence[Step]) -> None:
    """Keep steps and record them, in this transaction: all or none."""
    made = Step.objects.bulk_create(steps)
    known = list_strongest_identifiers(customer_ids={step.customer_id for step in made})
    requests = [_request(step, *known[step.customer_id]) for step in made if step.customer_id in known]
    if requests:
        put_requests(requests=requests)


def _request(step: Step, kind: str, value: str) -> IntakeRequest:
    properties = {"case_id": f"case-{step.case_id}", "cause": step.case.cause, **step.detail}
    if step.kind not in KINDS:
        properties["step"] = step.kind
    if step.kind == "opened":
        properties |= {"rule": step.case.rule or "person", "due_at": step.case.due_at.isoformat()}
    body = track_call(
        event=KINDS.get(step.kind, "Case Updated"),
        identifier=(kind, value),
        message_id=f"case-step-{step.pk}",
        at=step.at,
        properties=properties,
    )
    return IntakeRequest(str(uuid.uuid4()), SOURCE, "track", step.at, None, None, body)
