"""The one gate for what customers wrote: whole for those with the right to read it so, masked for everybody else.

Every answer over REST that holds customers' words types them as `CustomerWords` (or `CustomerFields`, of what a sender made up),
and is masked as it leaves unless whoever asks may read unmasked. What leaves as a file asks `require_unmasked`.
"""

from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from regard.analytics.errors import RegardError
from regard.foundation.audit.api import current_acting

MARK = "x-customer-words"  # in the contract: a test finds answers with words that lack it


class MayNotReadUnmasked(RegardError):
    """Somebody without the right to read unmasked texts asked for a file that holds them."""

    code = "may_not_read_unmasked"
    status = 403


def may_read_unmasked() -> bool:
    """Whether whoever is behind the present request may read what customers wrote as they wrote it."""
    acting = current_acting()
    user = getattr(acting.request, "user", None) if acting is not None and acting.request is not None else None
    return bool(getattr(user, "is_authenticated", False) and getattr(user, "may_read_unmasked", False))


def require_unmasked() -> None:
    """Raise MayNotReadUnmasked for those without the right."""
    if not may_read_unmasked():
        raise MayNotReadUnmasked(
            "This file holds what customers wrote, with names and addresses, and you may read that masked only. "
            "Whoever runs Regard gives you the right: `regard users rights EMAIL --unmasked`."
        )


def shown(text: str) -> str:
    """A text as whoever asks may read it."""
    return text if may_read_unmasked() else _masked(text)


def shown_within(value: Any) -> Any:
    """The same of every text within what a sender made up."""
    if may_read_unmasked():
        return value
    return _masked_within(value)


def _masked_within(value: Any) -> Any:
    if isinstance(value, str):
        return _masked(value)
    if isinstance(value, dict):
        return {name: _masked_within(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_masked_within(one) for one in value]
    return value


@lru_cache(maxsize=8192)
def _masked(text: str) -> str:
    from regard.analytics.text import mask  # noqa: PLC0415 - opened by those only who must not read all

    return mask(text)


_MARKED = Field(json_schema_extra={MARK: True})
CustomerWords = Annotated[str, AfterValidator(shown), _MARKED]
CustomerFields = Annotated[dict[str, Any], AfterValidator(shown_within), _MARKED]
CustomerValue = Annotated[Any, AfterValidator(shown_within), _MARKED]
