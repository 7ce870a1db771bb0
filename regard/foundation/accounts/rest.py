"""Who is signed in, and how much there is to see."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Router

from regard.foundation.lake.api import Lake
from regard.foundation.rest.api import Schema

router = Router(tags=["session"])


class SignedIn(Schema):
    """The person, or the person a program acts for."""

    email: str
    name: str
    may_read_unmasked: bool


class LogSize(Schema):
    """How much the log holds, and from when to when."""

    interactions: int
    customers: int
    first_at: datetime | None
    last_at: datetime | None
    version: int
    rejected: int


class Session(Schema):
    """What the console needs to know before it shows anything."""

    user: SignedIn
    organisation: str
    is_demo: bool
    csrf_token: str
    log: LogSize


@router.get("/session", response=Session)
def get_session(request: HttpRequest) -> dict[str, Any]:
    """Say who is signed in, for which organisation, over how large a log."""
    user = request.user
    return {
        "user": {name: getattr(user, name) for name in SignedIn.model_fields},
        "organisation": settings.REGARD.organisation,
        "is_demo": settings.REGARD.is_demo,
        "csrf_token": get_token(request),
        "log": measure_log(lake=Lake.shared(settings.REGARD.data_dir)),
    }


def measure_log(*, lake: Lake) -> dict[str, Any]:
    """Return how much the log holds now."""
    return lake.remember("size", lambda: _measure(lake))


def _measure(lake: Lake) -> dict[str, Any]:
    sizes = lake.sql(
        "select count(*) as interactions, count(distinct customer_id) as customers, "
        "min(time) as first_at, max(time) as last_at from interactions"
    )
    rejected = int(lake.rejected().count().execute())
    return {**sizes.to_pylist()[0], "version": lake.version, "rejected": rejected}
