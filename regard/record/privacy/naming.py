"""Which rejected rows name a person. They were never understood, so that only their text can tell."""

import json
import re
from collections.abc import Iterable, Iterator

import pyarrow as pa

from regard.analytics.schema.interactions import REJECTED
from regard.foundation.lake.api import Lake
from regard.record.tombstones.api import words_of

_SURE = 6  # a shorter value may stand for anything, unless a key says that it is an identifier
_KEYS = re.compile(
    r"^(user|anonymous|external|customer|previous|profile|member|client)?[_-]?(id|email|phone|mail|tel)s?$", re.I
)


def list_naming(*, lake: Lake, identifiers: Iterable[tuple[str, str]]) -> pa.Table:
    """The rejected rows (shape REJECTED) that name one of these identifiers."""
    wanted = sorted(set(identifiers))
    files = lake.delta("rejected").file_uris()
    if not files or not wanted:
        return REJECTED.empty_table()
    values = [value.lower() for kind, value in wanted]
    engine = lake.connection()
    engine.register("wanted", pa.table({"value": pa.array(values, pa.string())}))
    near = engine.sql(
        "select * from read_parquet($files) kept where exists (select 1 from wanted where contains(lower(kept.raw), value)"
        " or contains(regexp_replace(kept.raw, '[^0-9+]', '', 'g'), value))",
        params={"files": files},
    ).to_arrow_table()
    engine.unregister("wanted")
    mask = [names_one_of(raw=raw, identifiers=wanted) for raw in near["raw"].to_pylist()]
    return near.filter(pa.array(mask, pa.bool_())).select(REJECTED.names).cast(REJECTED)


def names_one_of(*, raw: str, identifiers: Iterable[tuple[str, str]]) -> bool:
    """Whether a text names one of the identifiers: as a whole word, and a short one only where a key says so.

    >>> ada = [("email", "ada@b.example"), ("user_id", "17"), ("phone", "+442079460000")]
    >>> [
    ...     names_one_of(raw=raw, identifiers=ada)
    ...     for raw in (
    ...         "ADA@b.example;x",
    ...         "ada@b.example.org",
    ...         '{"user_id": 17}',
    ...         '{"quantity": 17}',
    ...         "tel +44 20 7946-0000",
    ...     )
    ... ]
    [True, False, True, False, True]
    """
    lowered = raw.lower()
    words: set[str] = set()
    for _, value in identifiers:
        wanted = value.lower()
        if len(wanted) >= _SURE:
            if re.search(rf"(?<![\w.+-]){re.escape(wanted)}(?![\w-]|\.\w)", lowered):
                return True
            words = words or words_of(raw=raw)
            if wanted in words:
                return True
        elif wanted in _values_of_keys(lowered):
            return True
    return False


def _values_of_keys(text: str) -> set[str]:
    """What stands under a key that names an identifier, in a text that is JSON."""
    try:
        return set(_under_keys(json.loads(text)))
    except (ValueError, RecursionError):
        return set()


def _under_keys(tree: object) -> Iterator[str]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            if isinstance(value, str | int) and _KEYS.match(str(key)):
                yield str(value).strip().lower()
            yield from _under_keys(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _under_keys(value)
