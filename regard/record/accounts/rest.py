"""Accounts over REST."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from regard.foundation.rest.api import Schema, lake
from regard.record.accounts.queries import accounts_of, get_account, list_accounts

router = Router(tags=["accounts"])


class AccountRowOut(Schema):
    """One account in a list."""

    account_id: str = Field(description="The `groupId` it was named by.")
    name: str
    members: int
    interactions: int
    orders: int
    value: float | None = Field(description="None where members paid in several currencies.")
    currency: str | None
    experience: float | None = Field(description="Mean of its members' means, -1 to +1.")
    last_at: datetime


class AccountPageOut(Schema):
    """A page of accounts, the one with most members first."""

    total: int
    rows: list[AccountRowOut]
    next_cursor: str | None


class AccountToldOut(Schema):
    """One thing said of an account."""

    value: Any
    source: str
    message_id: str
    at: datetime


class AccountTraitOut(Schema):
    """A trait of an account: what it is now, and what was said before, newest first."""

    name: str
    now: AccountToldOut
    before: list[AccountToldOut]


class AccountScoreOut(Schema):
    """What members of an account scored, on the metric's own scale."""

    metric: str
    n: int
    mean: float
    scale_max: float | None


class AccountMemberOut(Schema):
    """A customer who belongs to an account."""

    customer_id: str
    name: str | None
    email: str | None
    last_at: datetime
    interactions: int
    orders: int
    experience: float | None


class AccountOut(Schema):
    """One account: its traits, what its members scored, and the members seen last."""

    account: AccountRowOut
    traits: list[AccountTraitOut]
    scores: list[AccountScoreOut]
    members: list[AccountMemberOut]


class CustomerAccount(Schema):
    """An account a customer belongs to."""

    account_id: str
    name: str
    since: datetime


class CustomerAccounts(Schema):
    """The accounts a customer belongs to."""

    rows: list[CustomerAccount]


class AccountQuery(Schema):
    """What to search for, and where in the list."""

    q: str | None = Field(None, max_length=200, description="Part of a name or id.")
    cursor: str | None = Field(None, max_length=20)
    limit: int = Field(50, ge=1, le=200)


@router.get("/accounts", response=AccountPageOut)
def get_accounts(request: HttpRequest, query: Query[AccountQuery]) -> Any:
    """Find accounts by name or id."""
    return list_accounts(lake=lake(), words=query.q, cursor=query.cursor, limit=query.limit)


@router.get("/account", response=AccountOut)
def get_one_account(request: HttpRequest, account_id: Query[Annotated[str, Field(max_length=255)]]) -> Any:
    """One account. Its id is a parameter, since it may contain anything, slashes included."""
    return get_account(lake=lake(), account_id=account_id)


@router.get("/customers/{customer_id}/accounts", response=CustomerAccounts)
def get_customer_accounts(request: HttpRequest, customer_id: Path[Annotated[str, Field(max_length=40)]]) -> Any:
    """The accounts one customer belongs to."""
    return {"rows": accounts_of(lake=lake(), customer_id=customer_id)}
