"""The types a value may have: how the text of a cell becomes a JSON value or a time."""

from dataclasses import dataclass

from regard.record.imports.mapping.literals import quoted

_JSON_NUMBER = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?"
_OTHER_NUMBER = r"[+-]?[0-9]*\.?[0-9]*([eE][+-]?[0-9]{1,3})?"
_HAS_OFFSET = r":[0-9.]+ ?(Z|z|[+-][0-9]{2}(:?[0-9]{2})?)$"
_ISO = r"^\s*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T].*)?$"
_YES = ("true", "yes", "y", "t", "1", "on")
_NO = ("false", "no", "n", "f", "0", "off")


@dataclass(frozen=True)
class Typed:
    """A JSON expression, and whether the text has that type (NULL text has every type)."""

    fragment: str
    wrong: str | None = None  # what to say of a text that has not the type
    is_wrong: str | None = None


def as_text(text: str) -> Typed:
    """Any text."""
    return Typed(f"to_json({text})")


def as_number(text: str, decimal: str) -> Typed:
    """A number with its own digits, so that 28.40 stays 28.40."""
    plain = f"trim({text})"
    if decimal == ",":
        plain = f"replace(replace({plain}, '.', ''), ',', '.')"
    return _numeric(text, plain, "is not a number")


def as_money(text: str, decimal: str) -> Typed:
    """A number that may carry a currency sign and separators of thousands."""
    grouping, point = (".", ",") if decimal == "," else (",", ".")
    bare = f"regexp_replace({text}, '[^0-9.,-]', '', 'g')"
    plain = f"replace(replace({bare}, {quoted(grouping)}, ''), {quoted(point)}, '.')"
    return _numeric(text, plain, "is not an amount of money")


def _numeric(text: str, plain: str, wrong: str) -> Typed:
    other = f"CASE WHEN regexp_full_match({plain}, {quoted(_OTHER_NUMBER)}) THEN try_cast({plain} AS DOUBLE) END"
    fragment = (
        f"CASE WHEN regexp_full_match({plain}, {quoted(_JSON_NUMBER)}) AND isfinite(try_cast({plain} AS DOUBLE)) "
        f"THEN {plain} WHEN isfinite({other}) THEN ({other})::VARCHAR END"
    )
    return Typed(fragment, wrong, f"{text} IS NOT NULL AND ({fragment}) IS NULL")


def as_boolean(text: str) -> Typed:
    """Yes or no."""
    lowered = f"lower(trim({text}))"
    yes, no = (", ".join(map(quoted, words)) for words in (_YES, _NO))
    fragment = f"CASE WHEN {lowered} IN ({yes}) THEN 'true' WHEN {lowered} IN ({no}) THEN 'false' END"
    return Typed(fragment, "is neither yes nor no", f"{text} IS NOT NULL AND ({fragment}) IS NULL")


def as_json(text: str) -> Typed:
    """JSON, as it is."""
    is_json = f"json_valid({text}) AND NOT regexp_matches({text}, '(?i)\\\\ud[89a-f]|nan|infinity')"
    fragment = f"CASE WHEN {is_json} THEN {text} END"
    return Typed(fragment, "is not JSON", f"{text} IS NOT NULL AND ({fragment}) IS NULL")


def as_date(text: str, formats: list[str]) -> Typed:
    """A day, where the clock and the zone do not matter."""
    moment = _local_time(text, formats) if formats else _iso_local(text)
    fragment = f"to_json(strftime({moment}, '%Y-%m-%d'))"
    return Typed(fragment, "is not a date", f"{text} IS NOT NULL AND ({moment}) IS NULL")


def as_time(text: str, formats: list[str], zone: str) -> Typed:
    """A moment, written in UTC."""
    moment = moment_of(text, formats, zone)
    written = f"strftime(timezone('UTC', {moment}), '%Y-%m-%dT%H:%M:%S.%fZ')"
    fragment = f"to_json(replace({written}, '.000000Z', 'Z'))"
    return Typed(fragment, "is not a time", f"{text} IS NOT NULL AND ({moment}) IS NULL")


def moment_of(text: str, formats: list[str], zone: str) -> str:
    """A TIMESTAMPTZ: ISO 8601 without a format, else by the first format that fits."""
    if not formats:
        offset = f"CASE WHEN regexp_matches({text}, {quoted(_ISO)}) THEN try_cast({text} AS TIMESTAMPTZ) END"
        local = f"timezone({quoted(zone)}, {_iso_local(text)})"
        return f"CASE WHEN regexp_matches({text}, {quoted(_HAS_OFFSET)}) THEN {offset} ELSE {local} END"
    return f"coalesce({', '.join(_by_format(text, one, zone) for one in formats)})"


def _by_format(text: str, one: str, zone: str) -> str:
    if one in ("epoch", "epoch_ms"):
        scale = "1000000" if one == "epoch" else "1000"
        micros = f"try_cast(try_cast(trim({text}) AS DECIMAL(24, 6)) * {scale} AS BIGINT)"
        return f"timezone('UTC', make_timestamp({micros}))"
    parsed = f"try_strptime(trim({text}), {quoted(one)})"
    return parsed if "%z" in one.lower() else f"timezone({quoted(zone)}, {parsed})"


def _local_time(text: str, formats: list[str]) -> str:
    return f"coalesce({', '.join(f'try_strptime(trim({text}), {quoted(one)})::TIMESTAMP' for one in formats)})"


def _iso_local(text: str) -> str:
    return f"CASE WHEN regexp_matches({text}, {quoted(_ISO)}) THEN try_cast({text} AS TIMESTAMP) END"
