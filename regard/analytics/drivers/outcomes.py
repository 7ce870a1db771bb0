"""What frictions may move: buying again, coming back, spending, and the next score."""

from dataclasses import dataclass

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt

from regard.analytics.drivers.history import DAY, Floats, History, Ints
from regard.analytics.metrics.scores import scored

HORIZON_DAYS = 90
SCORE_DAYS = 30
LEAST_REPEAT_SHARE = 0.05
LEAST_REPEATERS = 200


@dataclass(frozen=True)
class Outcome:
    """Something a friction may move: its name, how it reads, and its unit."""

    name: str
    label: str
    unit: str
    scale: float  # from the measured number to the unit


def outcomes_of(log: ir.Table, *, currency: str | None) -> dict[str, Outcome]:
    """The outcomes, the score in the scale all scores share where they do; spend where there is one currency."""
    found = scored(log)
    scales = found.select("scale_min", "scale_max").distinct().limit(2).to_pyarrow().to_pylist()
    low, high = (scales[0]["scale_min"], scales[0]["scale_max"]) if len(scales) == 1 else (-1.0, 1.0)
    outcomes = {
        "repurchase": Outcome("repurchase", f"Buys again within {HORIZON_DAYS} days", "pts", 100.0),
        "return": Outcome("return", f"Comes back within {HORIZON_DAYS} days", "pts", 100.0),
        "score": Outcome("score", "Next score", f"points of {low:g} to {high:g}", (high - low) / 2),
    }
    if currency is not None:
        outcomes["spend"] = Outcome("spend", f"Spends within {HORIZON_DAYS} days", currency, 1.0)
    return outcomes


def usual_outcome(past: History) -> str:
    """What this log can speak of best: repurchase where customers do buy again, else scores, else coming back."""
    orders = np.diff(past.sums["order"])
    customer = past.key >> 34
    per_customer = np.bincount(customer, weights=orders, minlength=len(past.customers)) if len(customer) else orders
    buyers, repeaters = int((per_customer > 0).sum()), int((per_customer > 1).sum())
    if repeaters >= LEAST_REPEATERS and repeaters >= LEAST_REPEAT_SHARE * buyers:
        return "repurchase"
    return "score" if past.sums["scored"][-1] >= LEAST_REPEATERS else "return"


def observed(name: str, past: History, customer: Ints, second: Ints, *, told: bool) -> Floats:
    """The outcome after each encounter; NaN where there is none to observe.

    The score is the first one given within 30 days; after a friction that only the customer's own score shows, the first
    NPS. Buying again, spending and coming back (not to answer, complain or leave) count from the next day on.
    """
    if name == "score":
        if told:
            return past.next("nps", "felt_nps", customer, second - 3600, second + SCORE_DAYS * DAY)
        return past.next("scored", "felt", customer, second + 1, second + SCORE_DAYS * DAY)
    column = {"repurchase": "order", "return": "visit", "spend": "spend"}[name]
    later = past.between(column, customer, second + DAY, second + (HORIZON_DAYS + 1) * DAY)
    return later if name == "spend" else (later > 0).astype(float)


def ordered_before(past: History, customer: Ints, second: Ints) -> Floats:
    """The placebo outcome: bought in the 90 days before, which the friction cannot have moved."""
    bought = past.between("order", customer, second - HORIZON_DAYS * DAY, second - DAY)
    return (bought > 0).astype(float)


@dataclass(frozen=True)
class Worth:
    """Mean spend, in the 90 days after a first order, of customers who bought again; None without money."""

    value: float
    error: float
    n: int
    currency: str


def worth_of_return(log: ir.Table, past: History, last_second: int) -> Worth | None:
    """What a customer who buys again is worth. None where orders carry no money or several currencies."""
    paid = log.filter((log.kind == "Order Completed") & log.value.notnull())
    currencies = paid.group_by("currency").agg(n=paid.count()).to_pyarrow().to_pylist()
    if not currencies:
        return None
    commonest = max(currencies, key=lambda row: row["n"])
    if commonest["n"] < 0.95 * sum(row["n"] for row in currencies):
        return None
    spend = _spend_after_first(past, last_second)
    spend = spend[spend > 0]
    if len(spend) < 30:
        return None
    return Worth(
        float(spend.mean()), float(spend.std(ddof=1) / np.sqrt(len(spend))), len(spend), commonest["currency"] or ""
    )


def _spend_after_first(past: History, last_second: int) -> Floats:
    rows = np.flatnonzero(np.diff(past.sums["order"]))
    customer = past.key[rows] >> 34
    first = np.unique(customer, return_index=True)[1]
    customer, second = customer[first], past.key[rows[first]] & ((1 << 34) - 1)
    followed: npt.NDArray[np.bool_] = second <= last_second - (HORIZON_DAYS + 1) * DAY
    customer, second = customer[followed], second[followed]
    return past.between("spend", customer, second + DAY, second + (HORIZON_DAYS + 1) * DAY)
