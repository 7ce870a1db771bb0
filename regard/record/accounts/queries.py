"""Questions about accounts: which there are, who belongs to each, and how they are doing.

An account is what *Account Joined* rows say: its id is their `group_id`, its traits the latest told by any of them.
Whoever such a row is of belongs to it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ibis
import ibis.expr.types as ir

from regard.analytics.accounts import joined
from regard.analytics.errors import RegardError
from regard.analytics.traits import Trait, json_of, profile_of, text_of
from regard.foundation.lake.api import Lake
from regard.record.customers import api as customers

MOST_MEMBERS = 200
MOST_ROWS = 200


class NoAccount(RegardError):
    """Raised for an account that the log does not know."""

    code = "account_unknown"
    status = 404


@dataclass(frozen=True)
class AccountRow:
    """One account in a list. Value is None where its members paid in several currencies."""

    account_id: str
    name: str
    members: int
    interactions: int
    orders: int
    value: float | None
    currency: str | None
    experience: float | None
    last_at: datetime


@dataclass(frozen=True)
class AccountPage:
    """Accounts, the one with most members first."""

    total: int
    rows: list[AccountRow]
    next_cursor: str | None


@dataclass(frozen=True)
class AccountView:
    """One account: its row in the list, its traits, what its members scored, and the members seen last."""

    account: AccountRow
    traits: tuple[Trait, ...]
    scores: list[dict[str, Any]]
    members: list[dict[str, Any]]


def list_accounts(*, lake: Lake, words: str | None = None, cursor: str | None = None, limit: int = 50) -> AccountPage:
    """Accounts whose id or name contains the words."""
    found = lake.remember("accounts", lambda: _rows(lake))
    if words:
        wanted = words.strip().lower()
        found = [one for one in found if wanted in one.name.lower() or wanted in one.account_id.lower()]
    start, size = int(cursor) if cursor and cursor.isdigit() else 0, max(1, min(limit, MOST_ROWS))
    more = str(start + size) if start + size < len(found) else None
    return AccountPage(len(found), found[start : start + size], more)


def get_account(*, lake: Lake, account_id: str) -> AccountView:
    """One account. Raises NoAccount."""
    found = [one for one in lake.remember("accounts", lambda: _rows(lake)) if one.account_id == account_id]
    if not found:
        raise NoAccount(f"There is no account {account_id[:80]!r} in the log.")
    rows = joined(lake.interactions())
    told = rows.filter(rows.account_id == account_id)
    said = told.select("id", "source", "message_id", "time", "properties").to_pyarrow().to_pylist()
    traits = tuple(trait for trait in profile_of(said) if trait.name != "group_id")
    everybody = customers.customer_table(lake=lake)
    members = everybody.semi_join(told.select("customer_id").distinct(), "customer_id")
    shown = members.order_by([ibis.desc("last_at"), "customer_id"]).limit(MOST_MEMBERS)
    listed = shown.select("customer_id", "name", "email", "last_at", "interactions", "orders", "experience")
    return AccountView(found[0], traits, _scores(lake, told), listed.to_pyarrow().to_pylist())


def accounts_of(*, lake: Lake, customer_id: str) -> list[dict[str, Any]]:
    """The accounts one customer belongs to: account_id, name, since when."""
    rows = joined(lake.interactions())
    mine = rows.filter(rows.customer_id == customer_id)
    since = mine.group_by("account_id").agg(since=mine.time.min()).to_pyarrow().to_pylist()
    names = {one.account_id: one.name for one in lake.remember("accounts", lambda: _rows(lake))} if since else {}
    return sorted(
        ({**one, "name": names.get(one["account_id"], one["account_id"])} for one in since), key=lambda one: one["name"]
    )


def _rows(lake: Lake) -> list[AccountRow]:
    rows = joined(lake.interactions())
    belongs = rows.select("account_id", "customer_id").distinct()
    known = belongs.inner_join(customers.customer_table(lake=lake), "customer_id")
    summed = known.group_by("account_id").agg(
        members=known.count(),
        interactions=known.interactions.sum(),
        orders=known.orders.sum(),
        value=known.value.sum(),
        currency=known.currency.max(),
        currencies=known.currency.nunique(),
        experience=known.experience.mean(),
        last_at=known.last_at.max(),
    )
    named = summed.left_join(_names(rows), "account_id").order_by([ibis.desc("members"), "account_id"])
    return [_row(one) for one in named.to_pyarrow().to_pylist()]


def _names(rows: ir.Table) -> ir.Table:
    told = rows.mutate(told=json_of(rows.properties, "name"))
    last = told.told.last(order_by=[told.time, told.id], where=told.told.notnull())
    return told.group_by("account_id").agg(name=text_of(last))


def _row(one: dict[str, Any]) -> AccountRow:
    single = one["currencies"] <= 1
    return AccountRow(
        account_id=one["account_id"],
        name=one["name"] or one["account_id"],
        members=one["members"],
        interactions=int(one["interactions"]),
        orders=int(one["orders"]),
        value=one["value"] if single else None,
        currency=one["currency"] if single else None,
        experience=one["experience"],
        last_at=one["last_at"],
    )


def _scores(lake: Lake, told: ir.Table) -> list[dict[str, Any]]:
    log = lake.interactions()
    given = log.filter(log.score.notnull()).semi_join(told.select("customer_id").distinct(), "customer_id")
    by_metric = given.group_by("metric").agg(n=given.count(), mean=given.score.mean(), scale_max=given.scale_max.max())
    found: list[dict[str, Any]] = by_metric.order_by("metric").to_pyarrow().to_pylist()
    return found
