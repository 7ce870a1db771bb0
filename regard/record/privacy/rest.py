"""Privacy over REST: find a person, give out or erase what is known of them, say how long things are kept."""

import tempfile
from datetime import UTC, datetime
from typing import Annotated, Any

from django.db import transaction
from django.http import FileResponse, HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from regard.analytics.errors import RegardError
from regard.foundation.accounts.api import require_unmasked
from regard.foundation.rest.api import Schema, lake
from regard.record.consents.api import Endpoint, Statement, list_consents, record_consent
from regard.record.privacy.exporting import export_person
from regard.record.privacy.finding import find_person
from regard.record.privacy.operations import ask_erasure, get_erasure, list_erasures, preview_erasure
from regard.record.privacy.places import FOLDERS, LAKE, PASSING, TABLES
from regard.record.privacy.retention import list_due, list_retention, set_retention
from regard.record.privacy.tasks import erase_in_background

router = Router(tags=["privacy"])
NO_NUL = r"^[^\x00]*$"
CustomerId = Path[Annotated[str, Field(max_length=40, pattern=NO_NUL)]]


class NotConfirmed(RegardError):
    """An erasure was asked for without the customer's id typed."""

    code = "not_confirmed"
    status = 422


class PersonQuery(Schema):
    """Whom: by what they are known, or by the customer's id."""

    identifier: str | None = Field(None, max_length=300, pattern=NO_NUL, description="As email:a@b.example.")
    customer_id: str | None = Field(None, max_length=40, pattern=NO_NUL)


class OwnIdentifier(Schema):
    """What a person is known by."""

    kind: str
    value: str


class StoreCount(Schema):
    """How many rows of a person one store holds."""

    store: str
    holds: str
    rows: int


class PersonOut(Schema):
    """A person, and how much each store holds of them."""

    customer_id: str
    identifiers: list[OwnIdentifier]
    stores: list[StoreCount]


class ErasureIn(Schema):
    """The customer's id once more, so that nobody is erased by accident."""

    confirm: str = Field(max_length=40)


class ErasureOut(Schema):
    """An erasure. It is done once nothing is left in any file."""

    erasure_id: int
    customer_id: str
    erased_at: datetime = Field(description="Events from before this are refused from now on.")
    is_done: bool
    counts: dict[str, int]
    note: str


class Erasures(Schema):
    """Erasures, the newest first."""

    rows: list[ErasureOut]


class RetentionClass(Schema):
    """For how long one class of data is kept, and how much of it is older now."""

    name: str
    holds: str
    days: int | None = Field(description="None is for ever.")
    default_days: int | None
    least_days: int
    due: int


class Retention(Schema):
    """Every class of data."""

    rows: list[RetentionClass]


class RetentionIn(Schema):
    """How long a class is to be kept."""

    days: int | None = Field(ge=1, le=36_500, description="None is for ever.")


class Place(Schema):
    """One place where something is kept, and what."""

    name: str
    holds: str


class Places(Schema):
    """Where data of customers is kept."""

    rows: list[Place]


class ConsentOut(Schema):
    """What was said about one purpose at one endpoint."""

    endpoint: str
    purpose: str
    status: str = Field(description="granted, denied or revoked.")
    at: datetime
    source: str
    proof: dict[str, Any]
    is_current: bool


class Consents(Schema):
    """Consents, the newest first."""

    rows: list[ConsentOut]


class ConsentIn(Schema):
    """One statement to take down, with what shows it."""

    endpoint: str = Field(max_length=300, pattern=NO_NUL, description="As email:a@b.example.")
    purpose: str = Field(max_length=60, description="As marketing_email, analytics, sale_or_share.")
    status: str = Field(max_length=8, description="granted, denied or revoked.")
    at: datetime | None = Field(None, description="Now, unless it is said.")
    source: str = Field("console", max_length=64, pattern=NO_NUL)
    text: str | None = Field(None, max_length=4000, description="What was shown.")
    version: str | None = Field(None, max_length=100)
    ui: str | None = Field(None, max_length=200, description="Where it was shown.")


class ConsentTaken(Schema):
    """Whether the statement was new."""

    is_new: bool


class EndpointQuery(Schema):
    """Which endpoint."""

    endpoint: str = Field(max_length=300, pattern=NO_NUL, description="As email:a@b.example.")


@router.get("/privacy/person", response=PersonOut)
def get_person(request: HttpRequest, query: Query[PersonQuery]) -> dict[str, Any]:
    """Find a person by one of their identifiers or their id, and count what each store holds of them."""
    person = find_person(customer_id=query.customer_id, identifier=query.identifier)
    preview = preview_erasure(lake=lake(), person=person)
    holds = LAKE | {place.table: place.holds for place in TABLES}
    return {
        "customer_id": person.customer_id,
        "identifiers": [{"kind": kind, "value": value} for kind, value in person.identifiers],
        "stores": [
            {"store": name, "holds": holds.get(name, ""), "rows": count} for name, count in preview.counts.items()
        ],
    }


@router.get("/customers/{customer_id}/export")
def export_customer(request: HttpRequest, customer_id: CustomerId) -> FileResponse:
    """Everything about one customer as a ZIP file of JSON and CSV, for those who may read unmasked."""
    require_unmasked()
    person = find_person(customer_id=customer_id)
    file = tempfile.TemporaryFile()  # noqa: SIM115  # closed by the answer, once it is sent
    export_person(lake=lake(), person=person, to=file)
    file.seek(0)
    name = f"{person.customer_id}-{datetime.now(UTC):%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@router.post("/customers/{customer_id}/erasure", response=ErasureOut)
def erase_customer(request: HttpRequest, customer_id: CustomerId, body: ErasureIn) -> Any:
    """Erase a customer from every store. It begins at once, in the background, and cannot be undone."""
    person = find_person(customer_id=customer_id)
    if body.confirm != person.customer_id:
        raise NotConfirmed("To erase a customer, send their id as `confirm`. Nothing was erased.")
    user = getattr(request, "user", None)
    with transaction.atomic():
        erasure_id = ask_erasure(person=person, asked_by=f"user:{user.pk if user else 0}", data_dir=lake().root)
        erase_in_background.configure().defer(erasure_id=erasure_id)
    return get_erasure(erasure_id=erasure_id)


@router.get("/privacy/erasures", response=Erasures)
def get_erasures(request: HttpRequest) -> dict[str, Any]:
    """Who was erased, by customer id, and how far each erasure is."""
    return {"rows": list_erasures()}


@router.get("/privacy/places", response=Places)
def get_places(request: HttpRequest) -> dict[str, Any]:
    """Where data of customers is kept: what an export reads and an erasure clears."""
    tables = {place.table: place.holds for place in TABLES}
    named = {f"table {name}": holds for name, holds in (tables | PASSING).items()}
    named |= {f"log {name}": holds for name, holds in LAKE.items()} | {f"folder {k}": v for k, v in FOLDERS.items()}
    return {"rows": [{"name": name, "holds": holds} for name, holds in named.items()]}


@router.get("/privacy/retention", response=Retention)
def get_retention(request: HttpRequest) -> dict[str, Any]:
    """For how long each class of data is kept, and how much is due to go tonight."""
    due = {one.name: one.rows for one in list_due(lake=lake())}
    return {"rows": [{**one.__dict__, "due": due[one.name]} for one in list_retention()]}


@router.put("/privacy/retention/{name}", response=Retention)
def change_retention(request: HttpRequest, name: Path[Annotated[str, Field(max_length=40)]], body: RetentionIn) -> Any:
    """Keep a class of data for so many days from now on. What is older goes in the night."""
    set_retention(name=name, days=body.days)
    return get_retention(request)


@router.get("/customers/{customer_id}/consents", response=Consents)
def get_consents_of_customer(request: HttpRequest, customer_id: CustomerId) -> dict[str, Any]:
    """What was agreed to at every endpoint a customer has now."""
    person = find_person(customer_id=customer_id)
    return {"rows": _shown([Endpoint(kind, value) for kind, value in person.identifiers])}


@router.get("/consents", response=Consents)
def get_consents(request: HttpRequest, query: Query[EndpointQuery]) -> dict[str, Any]:
    """What was agreed to at one endpoint."""
    return {"rows": _shown([Endpoint.read(query.endpoint)])}


@router.post("/consents", response=ConsentTaken)
def take_consent(request: HttpRequest, body: ConsentIn) -> dict[str, Any]:
    """Take down what was agreed to, declined or withdrawn at one endpoint. The same statement is kept once."""
    proof = {name: value for name in ("text", "version", "ui") if (value := getattr(body, name))}
    at = body.at or datetime.now(UTC)
    statement = Statement(
        Endpoint.read(body.endpoint),
        body.purpose,
        body.status,
        at if at.tzinfo else at.replace(tzinfo=UTC),
        body.source,
        proof,
    )
    return {"is_new": record_consent(statement=statement)}


def _shown(endpoints: list[Endpoint]) -> list[dict[str, Any]]:
    rows = list_consents(endpoints=endpoints)
    return [{**row.__dict__, "endpoint": f"{row.endpoint.kind}:{row.endpoint.value}"} for row in rows]
