"""Sums that are the same in whatever order rows are added up, so that the same rows always give the same figure."""

from typing import Any, cast

import ibis
import ibis.expr.types as ir

LARGE = 1e9  # the squares of amounts from here on are added up as floating-point numbers


def total_of(amount: Any) -> ir.FloatingScalar:
    """The sum of decimals as a floating-point number."""
    return cast(ir.FloatingScalar, amount.sum().cast("float64"))


def products_of(one: Any, other: Any) -> ir.FloatingScalar:
    """The sum of the products of decimals, exact unless an amount is a thousand million or more."""
    is_small = (one.abs() < LARGE) & (other.abs() < LARGE)
    small = _small(one, is_small) * _small(other, is_small)
    large = ibis.ifelse(is_small, 0.0, one.cast("float64") * other.cast("float64"))
    return cast(ir.FloatingScalar, small.sum().cast("float64").fill_null(0.0) + large.sum().fill_null(0.0))


def squares_of(amount: Any) -> ir.FloatingScalar:
    """The sum of the squares of decimals."""
    return products_of(amount, amount)


def rounded(number: Any) -> Any:
    """A floating-point number of ordinary size as a decimal of twelve places, which add up exactly."""
    return number.try_cast("decimal(18, 12)")


def when(rows: ir.Table) -> Any:
    """What puts rows in order: the time, and the id where times are equal."""
    return ibis.struct({"time": rows.time, "id": rows.id})


def _small(amount: Any, is_small: Any) -> Any:
    return ibis.ifelse(is_small, amount, ibis.null(amount.type())).try_cast("decimal(18, 4)")
