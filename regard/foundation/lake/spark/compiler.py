"""Ibis expressions in Spark's SQL, meaning what they mean in DuckDB.

Where the two engines differ (a row of several that is first in order, seconds since 1970 with their fraction, rounding,
weeks of the year, what is read out of a text) the translation that Ibis brings is replaced here.
"""

import re
from typing import Any

import ibis.expr.datatypes as dt
import ibis.expr.operations as ops
import sqlglot.expressions as sge
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from ibis.common.exceptions import UnsupportedOperationError

from regard.foundation.lake.spark import functions as f

NOT_PLAIN = re.compile(r"[\x00-\x1f\\'\x7f$]")
STRFTIME = {"%Y": "yyyy", "%m": "MM", "%d": "dd", "%H": "HH", "%M": "mm", "%S": "ss"}
WEEKS = "%G-W%V"


class Compiler(PySparkCompiler):  # type: ignore[misc]  # Ibis has no types
    """Ibis' compiler for Spark, with the meaning of DuckDB."""

    __slots__ = ()

    def visit_NonNullLiteral(self, op: Any, *, value: Any, dtype: Any) -> Any:  # noqa: N802
        """A text with signs that a literal of Spark's would read as something else is given by its bytes."""
        if dtype.is_string() and NOT_PLAIN.search(value):
            return self.f.decode(self.f.unhex(sge.convert(value.encode().hex())), sge.convert("UTF-8"))
        return super().visit_NonNullLiteral(op, value=value, dtype=dtype)

    def visit_Cast(self, op: Any, *, arg: Any, to: Any) -> Any:  # noqa: N802
        """Fractions become whole numbers by rounding, not by cutting."""
        if to.is_integer() and (op.arg.dtype.is_floating() or op.arg.find(ops.ExtractEpochSeconds)):
            return self.cast(self.f.rint(self.cast(arg, dt.float64)), to)
        return super().visit_Cast(op, arg=arg, to=to)

    def visit_TryCast(self, op: Any, *, arg: Any, to: Any) -> Any:  # noqa: N802
        """Moments are read out of texts by DuckDB."""
        if to.is_timestamp() and op.arg.dtype.is_string():
            return self.f[f.READ_MOMENT.name](arg)
        return super().visit_TryCast(op, arg=arg, to=to)

    def visit_IsNull(self, op: Any, *, arg: Any) -> Any:  # noqa: N802
        """Nothing is null but null."""
        return arg.is_(sge.null())

    def visit_NotNull(self, op: Any, *, arg: Any) -> Any:  # noqa: N802
        """What is not a number is not null either."""
        return arg.is_(sge.not_(sge.null()))

    def visit_ExtractEpochSeconds(self, op: Any, *, arg: Any) -> Any:  # noqa: N802
        """With the fraction."""
        return sge.paren(self.f.unix_micros(self.cast(arg, op.arg.dtype)) / self.cast(sge.convert(1e6), dt.float64))

    def visit_Strftime(self, op: Any, *, arg: Any, format_str: Any) -> Any:  # noqa: N802
        """Years, months, days and weeks as ISO 8601 has them."""
        told = op.format_str.value
        if told == WEEKS:
            year, week = self.f.extract(self.v.yearofweek, arg), self.f.extract(self.v.week, arg)
            week = self.f.lpad(self.cast(week, dt.string), sge.convert(2), sge.convert("0"))
            return self.f.concat(self.cast(year, dt.string), sge.convert("-W"), week)
        pattern = re.sub("%.", lambda found: _java(found[0]), told)
        return self.f.anon.date_format(arg, sge.convert(pattern))

    def visit_JSONGetItem(self, op: Any, *, arg: Any, index: Any) -> Any:  # noqa: N802
        """A member of a JSON object, as JSON."""
        if not isinstance(op.index, ops.Literal) or op.index.dtype.is_integer():
            raise UnsupportedOperationError("Members of JSON are asked for by a name.")
        name = op.index.value.replace('"', '\\"')
        return self.f[f.JSON_MEMBER.name](arg, sge.convert(f'$."{name}"'))

    def visit_UnwrapJSONString(self, op: Any, *, arg: Any) -> Any:  # noqa: N802
        """A text without its quotes."""
        return self.f[f.JSON_TEXT.name](arg)

    def visit_RegexSearch(self, op: Any, *, arg: Any, pattern: Any) -> Any:  # noqa: N802
        """Whether a pattern is found."""
        return self.f[f.MATCHES.name](arg, pattern)

    def visit_RegexReplace(self, op: Any, *, arg: Any, pattern: Any, replacement: Any) -> Any:  # noqa: N802
        """What a pattern finds, replaced."""
        return self.f[f.REPLACED.name](arg, pattern, replacement)

    def visit_Lowercase(self, op: Any, *, arg: Any) -> Any:  # noqa: N802
        """Letters in lower case."""
        return self.f[f.LOWER.name](arg)

    def visit_Strip(self, op: Any, *, arg: Any) -> Any:  # noqa: N802
        """Without white space around it."""
        return self.f[f.STRIPPED.name](arg)

    def visit_ArgMin(self, op: Any, *, arg: Any, key: Any, where: Any) -> Any:  # noqa: N802
        """The value where a key is lowest."""
        return self.agg.min_by(arg, key, where=where)

    def visit_ArgMax(self, op: Any, *, arg: Any, key: Any, where: Any) -> Any:  # noqa: N802
        """The value where a key is highest."""
        return self.agg.max_by(arg, key, where=where)

    def visit_First(self, op: Any, *, arg: Any, where: Any, order_by: Any, include_null: bool) -> Any:  # noqa: N802
        """The first value in an order."""
        return self._at_the_end(arg, where, order_by, include_null, is_last=False)

    def visit_Last(self, op: Any, *, arg: Any, where: Any, order_by: Any, include_null: bool) -> Any:  # noqa: N802
        """The last value in an order."""
        return self._at_the_end(arg, where, order_by, include_null, is_last=True)

    def _at_the_end(self, arg: Any, where: Any, order_by: Any, include_null: bool, *, is_last: bool) -> Any:
        directions = {bool(key.args.get("desc")) for key in order_by}
        if len(directions) != 1:
            raise UnsupportedOperationError("First and last need an order of one direction.")
        if not include_null:
            known = arg.is_(sge.not_(sge.null()))
            where = known if where is None else sge.and_(where, known)
        key = self.f.anon.struct(*[one.this for one in order_by])
        takes_highest = is_last != directions.pop()
        return self.agg.max_by(arg, key, where=where) if takes_highest else self.agg.min_by(arg, key, where=where)


def _java(directive: str) -> str:
    if directive not in STRFTIME:
        raise UnsupportedOperationError(f"{directive} is not among what Spark is asked to write of a time.")
    return STRFTIME[directive]
