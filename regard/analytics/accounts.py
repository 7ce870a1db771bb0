"""Accounts (companies): who belongs to which, and what is said of them. From *Account Joined* rows."""

from typing import cast

import ibis.expr.types as ir

from regard.analytics.identity import BLOCKED
from regard.analytics.segments.comparing import Now, text_holds
from regard.analytics.segments.comparisons import AnyTest
from regard.analytics.traits import json_of, said, text_of

LONGEST_ID = 255


def joined(log: ir.Table) -> ir.Table:
    """The rows that say who belongs to which account: those of the log, with account_id.

    Placeholders ("null", "0", "undefined", …) and ids over 255 characters are no accounts.
    """
    rows = log.filter(log.kind == "Account Joined")
    rows = rows.mutate(account_id=said(rows.properties, "group_id").strip())
    blocked = rows.account_id.re_search(f"(?i){BLOCKED.pattern}")
    return cast(ir.Table, rows.filter(rows.account_id.notnull() & ~blocked & (rows.account_id.length() <= LONGEST_ID)))


def memberships(log: ir.Table, trait: str | None, test: AnyTest, now: Now) -> ir.Table:
    """The customers in an account of which a trait (without one: the id) passes a test: column customer_id."""
    rows = joined(log)
    if trait is None:
        found = rows.filter(text_holds(rows.account_id, test, now))
        return cast(ir.Table, found.select("customer_id").distinct())
    rows = rows.mutate(told=json_of(rows.properties, trait))
    last = rows.told.last(order_by=[rows.time, rows.id], where=rows.told.notnull())
    accounts = rows.group_by("account_id").agg(value=text_of(last))
    passing = accounts.filter(text_holds(accounts.value, test, now))
    return cast(ir.Table, rows.semi_join(passing, "account_id").select("customer_id").distinct())
