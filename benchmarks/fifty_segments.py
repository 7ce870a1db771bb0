"""Fifty segments as a shop would have them, each as JSON. What varies: kinds, windows, traits, scores, nesting."""

from typing import Any

Condition = dict[str, Any]
COUNTRIES = ("DE", "AT", "CH", "FR", "ES", "PT", "GB")


def all_of(*conditions: Condition) -> Condition:
    """Every one."""
    return {"type": "all", "conditions": list(conditions)}


def any_of(*conditions: Condition) -> Condition:
    """At least one."""
    return {"type": "any", "conditions": list(conditions)}


def no(condition: Condition) -> Condition:
    """The opposite."""
    return {"type": "not", "condition": condition}


def did(kind: str, n: int = 1, days: int | None = None, op: str = "at_least", **where: Condition) -> Condition:
    """Something happened so often."""
    window = {"type": "within", "days": days} if days else {"type": "ever"}
    tests = [{"name": name, "test": test} for name, test in where.items()]
    return {"type": "performed", "kind": kind, "window": window, "times": {"op": op, "n": n}, "where": tests}


def trait(name: str, value: Any) -> Condition:
    """A trait is such."""
    return {"type": "trait", "name": name, "test": {"op": "is", "value": value}}


def score(metric: str, op: str, value: float, take: str = "last", days: int | None = None) -> Condition:
    """A score is such."""
    window = {"type": "within", "days": days} if days else {"type": "ever"}
    return {"type": "score", "metric": metric, "take": take, "window": window, "test": {"op": op, "value": value}}


def value(op: str, amount: float, take: str = "total", days: int | None = None) -> Condition:
    """The money spent is such."""
    window = {"type": "within", "days": days} if days else {"type": "ever"}
    return {"type": "value", "take": take, "window": window, "test": {"op": op, "value": amount}}


def seen(which: str, op: str, days: int) -> Condition:
    """First or last seen then."""
    return {"type": "seen", "which": which, "test": {"op": op, "days": days}}


def fifty() -> dict[str, Condition]:
    """The segments by name."""
    found: dict[str, Condition] = {
        "unhappy-regulars": all_of(did("Order Completed", 2, 90), score("csat", "at_most", 2)),
        "promoters": score("nps", "at_least", 9),
        "detractors": score("nps", "at_most", 6),
        "hard-work": score("ces", "at_most", 3, "mean"),
        "low-stars": score("stars", "at_most", 2, "lowest", 180),
        "big-spenders": value("at_least", 500),
        "big-spenders-lately": value("at_least", 200, days=90),
        "small-baskets": value("less_than", 60, "mean"),
        "one-large-order": value("more_than", 300, "highest"),
        "never-ordered": did("Order Completed", 0, op="at_most"),
        "one-order-only": did("Order Completed", 1, op="exactly"),
        "refunded": did("Order Refunded", 1, 180),
        "met-a-failed-payment": did("Payment Failed", 1, 60),
        "denied-vouchers": did("Coupon Denied", 1, 60),
        "denied-twice": did("Coupon Denied", 2),
        "looked-but-did-not-buy": all_of(did("Product Viewed", 3, 30), did("Order Completed", 0, 30, "at_most")),
        "left-a-cart": all_of(did("Product Added", 1, 14), no(did("Order Completed", 1, 14))),
        "searches-a-lot": did("Products Searched", 5, 90),
        "reads-mail": did("Email Opened", 3, 120),
        "ignores-mail": all_of(did("Email Delivered", 5, 120), did("Email Opened", 0, 120, "at_most")),
        "came-by-ads": did("Ad Clicked"),
        "visits-stores": did("Store Visited", 2),
        "stores-and-web": all_of(did("Store Visited"), did("Page Viewed")),
        "uses-the-app": did("Application Opened", 3, 60),
        "gave-the-app-up": all_of(did("Application Opened", 3), did("Application Opened", 0, 60, "at_most")),
        "asked-for-help": did("Ticket Opened", 1, 90),
        "asked-often": did("Ticket Opened", 2),
        "called": did("Call Started", 1, 180),
        "chatted": did("Live Chat Conversation Started", 1, 180),
        "new": seen("first", "in_last", 30),
        "gone-quiet": all_of(seen("last", "not_in_last", 120), did("Order Completed")),
        "back-again": all_of(seen("first", "not_in_last", 200), seen("last", "in_last", 14)),
        "in-service": {"type": "stage", "one_of": ["service"]},
        "loyal": {"type": "stage", "one_of": ["loyalty", "use"]},
        "departed": {"type": "stage", "one_of": ["departure"]},
        "paid-by-card": did("Payment Info Entered", payment_method={"op": "is", "value": "card"}),
        "tents": did("Product Viewed", 2, 90, category={"op": "one_of", "values": ["tents", "sleeping bags"]}),
        "dear-things": did("Product Viewed", 1, 60, price={"op": "at_least", "value": 250}),
        "holdout": {"type": "bucket", "salt": "holdout", "low": 0, "high": 5},
        "test-b": all_of({"type": "bucket", "salt": "autumn", "low": 50, "high": 100}, trait("country", "DE")),
        "no-country": {"type": "trait", "name": "country", "test": {"op": "missing"}},
        "dach": {"type": "trait", "name": "country", "test": {"op": "one_of", "values": ["DE", "AT", "CH"]}},
        "deep": any_of(
            all_of(trait("country", "FR"), any_of(did("Order Completed", 3), no(seen("last", "in_last", 60)))),
            no(any_of(did("Order Completed"), did("Ticket Opened"), score("nps", "exists_or_less", 5))),
        ),
    }
    found["deep"]["conditions"][1]["condition"]["conditions"][2] = score("nps", "at_most", 5)
    for country in COUNTRIES:
        found[f"regulars-in-{country.lower()}"] = all_of(trait("country", country), did("Order Completed", 2, 180))
    assert len(found) == 50
    return found
