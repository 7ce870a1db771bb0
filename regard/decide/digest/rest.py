"""The weekly digest over REST: to read, as a document, and as a mail to those who may sign in."""

from datetime import date
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from regard.decide.digest.content import Digest, digest_of
from regard.decide.digest.page import html_of, text_of, title_of
from regard.decide.digest.paper import pdf_of
from regard.decide.digest.sending import MOST_RECIPIENTS, MailRefused, send_digest
from regard.decide.digest.words import headline_of, span_of
from regard.foundation.accounts.api import list_emails
from regard.foundation.rest.api import Day, Schema, lake

router = Router(tags=["digest"])
Until = Annotated[Day | None, Field(description="The last whole week before this day; of the log when left out.")]
DOCUMENTS = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "txt": "text/plain; charset=utf-8"}
AS_DOCUMENT: dict[str, Any] = {"responses": {200: {"content": {kind.split(";")[0]: {} for kind in DOCUMENTS.values()}}}}
# A document is to be kept, not run: opened from here it may load and do nothing, and has its own styles.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; frame-ancestors 'none'"


class DigestLineOut(Schema):
    """One metric in the week: what it was, and what the weeks before let expect."""

    metric: str
    label: str
    unit: str
    value: float
    n: int
    expected: float | None
    low: float | None
    high: float | None
    word: Literal["higher", "lower", "as expected", "too new"]
    is_better: bool


class DigestAlertOut(Schema):
    """An alert that was on in the week."""

    watch: str
    slug: str
    title: str
    state: str


class DigestFixOut(Schema):
    """A pain point and what is known of its cost, over the quarter that ends with the week."""

    label: str
    customers: int
    effect: float
    low: float
    high: float
    unit: str
    evidence: str
    at_stake: float | None
    currency: str


class DigestOut(Schema):
    """The last whole week, Monday to Sunday."""

    title: str
    headline: str
    span: str
    since: date
    until: date = Field(description="The Monday after it.")
    lines: list[DigestLineOut]
    alerts: list[DigestAlertOut]
    watches: int
    fixes: list[DigestFixOut]
    can_mail: bool = Field(description="Whether a mail server is named (REGARD_SMTP).")
    readers: list[str] = Field(description="Who gets it every Monday (REGARD_DIGEST_TO).")


class AskedDigest(Schema):
    """Which week."""

    until: Until = None


class AskedDocument(AskedDigest):
    """Which week, as what."""

    form: Literal["html", "pdf", "txt"] = "html"


class DigestMail(Schema):
    """Whom to send the digest to: people who sign in, or who get it every Monday."""

    to: list[Annotated[str, Field(max_length=254)]] = Field(min_length=1, max_length=MOST_RECIPIENTS)
    until: Until = None


class DigestSent(Schema):
    """How many got it."""

    sent: int


@router.get("/digest", response=DigestOut)
def get_digest(request: HttpRequest, asked: Query[AskedDigest]) -> dict[str, Any]:
    """What a week came to: changes that are real, alerts, and what costs most."""
    digest = _digest(asked.until)
    told = {name: getattr(digest, name) for name in ("since", "until", "lines", "alerts", "watches", "fixes")}
    chosen = settings.REGARD
    return told | {
        "title": title_of(digest=digest),
        "headline": headline_of(digest),
        "span": span_of(digest),
        "can_mail": bool(chosen.smtp_url),
        "readers": list(chosen.digest_to),
    }


@router.get("/digest/document", response={200: None}, openapi_extra=AS_DOCUMENT)
def get_digest_document(request: HttpRequest, asked: Query[AskedDocument]) -> HttpResponse:
    """The digest as a file: the HTML that is mailed, PDF, or text."""
    digest = _digest(asked.until)
    made = pdf_of(digest=digest) if asked.form == "pdf" else _written(digest, asked.form)
    name = f"digest-{digest.since:%G-W%V}.{asked.form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": POLICY}
    return HttpResponse(made, content_type=DOCUMENTS[asked.form], headers=headers)


@router.post("/digest/mail", response=DigestSent)
def mail_digest(request: HttpRequest, wanted: DigestMail) -> dict[str, Any]:
    """Send the digest to people who sign in, or who get it every Monday."""
    known = {one.lower() for one in (*list_emails(), *settings.REGARD.digest_to)}
    if strangers := [one for one in wanted.to if one.strip().lower() not in known]:
        raise MailRefused(
            f"{strangers[0][:80]!r} neither signs in here nor gets the digest every Monday. "
            "Add them with `regard users add`, or name them in REGARD_DIGEST_TO."
        )
    return {"sent": send_digest(digest=_digest(wanted.until), to=wanted.to)}


def _digest(until: date | None) -> Digest:
    return digest_of(lake=lake(), organisation=settings.REGARD.organisation, until=until)


def _written(digest: Digest, form: str) -> str:
    return html_of(digest=digest) if form == "html" else text_of(digest=digest)
