import datetime as dt
from collections import defaultdict

import pyarrow.compute as pc

from regard.simulator.tests.factories import rows_of, told

SIZE = {"customers": 6_000}


def test_tablets__in_stores__are_used_by_many_accounts() -> None:
    users: dict[str, set[str]] = defaultdict(set)
    for row in rows_of("Product Viewed", **SIZE):
        if row["source"] == "store tablet" and row["user_id"]:
            users[row["anonymous_id"]].add(row["user_id"])
    assert len(users) >= 10
    assert sum(len(names) for names in users.values()) / len(users) > 10


def test_browsers__of_customers__are_theirs_alone() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    table = told(**SIZE)
    for browser, user in zip(
        table.column("anonymous_id").to_pylist(), table.column("user_id").to_pylist(), strict=True
    ):
        if browser and user and not browser.startswith("tablet-"):
            owners[browser].add(user)
    assert len(owners) > 1_000
    assert {len(names) for names in owners.values()} == {1}


def test_visits__before_signing_up__are_anonymous_and_joined_later() -> None:
    known_at = {row["user_id"]: row["time"] for row in rows_of("Signed Up", **SIZE)}
    browsers = {row["anonymous_id"]: row["user_id"] for row in rows_of("Signed Up", **SIZE)}
    early = [row for row in rows_of("Page Viewed", **SIZE) if row["anonymous_id"] in browsers]
    anonymous = [row for row in early if row["user_id"] is None]
    assert len(anonymous) > 500
    one_visit = dt.timedelta(minutes=10)
    assert all(row["time"] <= known_at[browsers[row["anonymous_id"]]] + one_visit for row in anonymous)


def test_accounts__with_two_browsers__are_about_a_third() -> None:
    browsers: dict[str, set[str]] = defaultdict(set)
    table = told(**SIZE)
    both = table.filter(pc.and_(pc.is_valid(table.column("user_id")), pc.is_valid(table.column("anonymous_id"))))
    for browser, user in zip(both.column("anonymous_id").to_pylist(), both.column("user_id").to_pylist(), strict=True):
        if not browser.startswith("tablet-"):
            browsers[user].add(browser)
    share = sum(len(names) == 2 for names in browsers.values()) / len(browsers)
    assert 0.2 < share < 0.4
    assert max(len(names) for names in browsers.values()) == 2


def test_identifiers__of_different_customers__never_collide() -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    table = told(**SIZE)
    users = table.column("user_id").to_pylist()
    for kind in ("email", "phone", "external_id"):
        for value, user in zip(table.column(kind).to_pylist(), users, strict=True):
            if value and user:
                owners[kind, value].add(user)
    assert {kind for kind, _ in owners} == {"email", "phone", "external_id"}
    assert {len(names) for names in owners.values()} == {1}


def test_orders__of_the_never_identified__are_few() -> None:
    orders = rows_of("Order Completed", **SIZE)
    nameless = [row for row in orders if not (row["user_id"] or row["email"] or row["external_id"])]
    assert 0.01 < len(nameless) / len(orders) < 0.08
