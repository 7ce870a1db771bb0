"""The copy of schedules and targets beside the log: analyses read it, in any process and without a database."""

import os
from pathlib import Path

import msgspec

from regard.analytics.tickets.opening_hours import ServiceTerms
from regard.foundation.lake.api import Lake


def read_terms(*, lake: Lake) -> ServiceTerms:
    """Schedules and targets as last written; none where nothing was."""
    return decode_terms(_written(lake))


def decode_terms(written: bytes) -> ServiceTerms:
    """Schedules and targets from what was written."""
    return msgspec.json.decode(written, type=ServiceTerms) if written else ServiceTerms()


def terms_token(*, lake: Lake) -> bytes:
    """What changes whenever the terms do."""
    return _written(lake)


def write_terms(*, lake: Lake, terms: ServiceTerms) -> None:
    """Let everybody see the terms; the file appears whole or not at all."""
    written = msgspec.json.encode(terms)
    if written == _written(lake):
        return
    target = _file(lake)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.write_bytes(written)
    draft.replace(target)


def _written(lake: Lake) -> bytes:
    try:
        return _file(lake).read_bytes()
    except FileNotFoundError:
        return b""


def _file(lake: Lake) -> Path:
    return lake.root / "terms.json"
