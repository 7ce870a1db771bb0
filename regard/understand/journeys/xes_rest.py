"""Journeys as a process log over REST."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from ninja import Query, Router
from pydantic import Field

from regard.foundation.accounts.api import require_unmasked
from regard.foundation.audit.api import note
from regard.foundation.rest.api import ScopeQuery, lake
from regard.understand.journeys.xes import journeys_xes

router = Router(tags=["journeys"])


AS_XML: dict[str, Any] = {"responses": {200: {"content": {"application/xml": {}}}}}


class XesQuery(ScopeQuery):
    """Which journeys, and how much of them."""

    case: Literal["customer", "matter"] = Field("customer", description="What a trace is; a matter is an order, say.")
    bare: bool = Field(False, description="Leave out the properties, and with them all that was said.")


@router.get("/journeys/xes", response={200: None}, openapi_extra=AS_XML)
def export_journeys_xes(request: HttpRequest, query: Query[XesQuery]) -> HttpResponseBase:
    """The journeys within a scope as a process log in XES."""
    if not query.bare:
        require_unmasked()
    scope = query.scope()
    note(verb="exported", subject="journeys", detail={"as": "xes", "case": query.case, "is_bare": query.bare})
    pieces = journeys_xes(lake=lake(), scope=scope, case=query.case, is_bare=query.bare)
    answer = StreamingHttpResponse(pieces, content_type="application/xml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="journeys.xes"'
    return answer
