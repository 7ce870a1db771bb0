"""Reading a condition: typed, capped in depth and size, with a sentence where it is wrong."""

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import TypeAdapter, ValidationError

from regard.analytics.errors import RegardError
from regard.analytics.segments.conditions import AllOf, AnyCondition, AnyOf, Condition, InSegment, Not

DEEPEST = 8
MOST_CONDITIONS = 200
MOST_EXPANDED = 1_000
_READER: TypeAdapter[AnyCondition] = TypeAdapter(Condition)
_TAGS = (
    "all",
    "any",
    "not",
    "trait",
    "performed",
    "score",
    "value",
    "property",
    "seen",
    "stage",
    "account",
    "segment",
    "bucket",
)
_OTHER_TYPES = ("bool_type", "float_type", "float_parsing", "string_type")  # of a value that may be one of several
Lookup = Callable[[str], AnyCondition | None]


class ConditionRefused(RegardError):
    """Raised for a condition that cannot be understood or is too large."""

    code = "condition_invalid"
    status = 422


def read_condition(written: Any) -> AnyCondition:
    """A condition from JSON that was parsed. Raises ConditionRefused with a sentence that says where it is wrong.

    >>> read_condition({"type": "stage", "one_of": ["loyalty"]})
    StageIs(type='stage', one_of=('loyalty',))
    """
    try:
        condition = _READER.validate_python(written)
    except ValidationError as error:
        raise ConditionRefused(_sentence(error)) from None
    except RecursionError:
        raise ConditionRefused(_too_deep()) from None
    return check_size(condition)


def check_size(condition: AnyCondition) -> AnyCondition:
    """The same condition. Raises ConditionRefused where it is too deep or too large."""
    for count, (depth, _) in enumerate(walk(condition), 1):
        if depth > DEEPEST:
            raise ConditionRefused(_too_deep())
        if count > MOST_CONDITIONS:
            raise ConditionRefused(
                f"The condition has more than {MOST_CONDITIONS} parts. Make segments of its parts and refer to those."
            )
    return condition


def write_condition(condition: AnyCondition) -> dict[str, Any]:
    """The condition as JSON that can be read again."""
    return dict(_READER.dump_python(condition, mode="json"))


def walk(condition: AnyCondition, depth: int = 1) -> Iterator[tuple[int, AnyCondition]]:
    """The condition and all within it, each with its depth."""
    yield depth, condition
    if isinstance(condition, AllOf | AnyOf):
        for inner in condition.conditions:
            yield from walk(inner, depth + 1)
    elif isinstance(condition, Not):
        yield from walk(condition.condition, depth + 1)


def expand(condition: AnyCondition, lookup: Lookup) -> AnyCondition:
    """The condition with each reference to a segment replaced by what that segment says.

    Raises ConditionRefused for a segment that does not exist, that refers to itself, or where the whole is too large.
    """
    room = [MOST_EXPANDED]
    return _expand(condition, lookup, (), room)


def references(condition: AnyCondition) -> set[str]:
    """The slugs of the segments a condition refers to itself."""
    return {inner.slug for _, inner in walk(condition) if isinstance(inner, InSegment)}


def _expand(condition: AnyCondition, lookup: Lookup, path: tuple[str, ...], room: list[int]) -> AnyCondition:
    room[0] -= 1
    if room[0] < 0:
        raise ConditionRefused(
            f"With the segments it refers to the condition has more than {MOST_EXPANDED} parts. Refer to fewer."
        )
    if isinstance(condition, AllOf | AnyOf):
        inner = tuple(_expand(one, lookup, path, room) for one in condition.conditions)
        return condition.model_copy(update={"conditions": inner})
    if isinstance(condition, Not):
        return condition.model_copy(update={"condition": _expand(condition.condition, lookup, path, room)})
    if not isinstance(condition, InSegment):
        return condition
    if condition.slug in path:
        circle = " → ".join([*path[path.index(condition.slug) :], condition.slug])
        raise ConditionRefused(f"The segments refer to each other in a circle: {circle}. Take one reference out.")
    found = lookup(condition.slug)
    if found is None:
        raise ConditionRefused(f"There is no segment {condition.slug!r} to refer to. Choose one that exists.")
    return _expand(found, lookup, (*path, condition.slug), room)


def _sentence(error: ValidationError) -> str:
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    first = next((fault for fault in faults if fault["type"] not in _OTHER_TYPES), faults[0])
    if first["type"].startswith("recursion"):
        return _too_deep()
    where = ".".join(_place(first["loc"])) or "the condition"
    what = first["msg"].removeprefix("Value error, ")
    return f"The condition is not valid at {where[:200]}: {what[:300]}."


def _place(parts: tuple[int | str, ...]) -> Iterator[str]:
    """The way to a fault as it is written: the reader also names the type of each condition it goes through."""
    for before, part in zip((None, *parts), parts, strict=False):
        if not (part in _TAGS and (before is None or before == "condition" or isinstance(before, int))):
            yield str(part)


def _too_deep() -> str:
    return f"The condition is nested more than {DEEPEST} deep. Make segments of its parts and refer to those."
