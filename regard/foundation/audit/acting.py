"""Who acts: the person or key behind a request, a command, or a job."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse


@dataclass
class Acting:
    """One request, command or job: who is behind it and how much it has noted."""

    actor: str
    request: HttpRequest | None = None
    noted: int = 0

    def name(self) -> str:
        """The actor as the log says it: `user:3`, `key:5`, `visitor`, or what was given."""
        if self.request is None:
            return self.actor
        key_id = getattr(self.request, "api_key_id", None)
        if key_id is not None:
            return f"key:{key_id}"
        user = getattr(self.request, "user", None)
        return f"user:{user.pk}" if user is not None and user.is_authenticated else "visitor"


_acting: ContextVar[Acting | None] = ContextVar("regard_acting", default=None)


@contextmanager
def acting_as(*, actor: str, request: HttpRequest | None = None) -> Iterator[Acting]:
    """Everything noted inside is noted as done by `actor`, or by whoever is behind `request`."""
    acting = Acting(actor, request)
    token = _acting.set(acting)
    try:
        yield acting
    finally:
        _acting.reset(token)


def current_acting() -> Acting | None:
    """Who acts now, None where nobody said (a command, a job)."""
    return _acting.get()


class KnowWhoActs:
    """Middleware: whatever is noted while a request is answered is noted as done by who sent it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, remembering who asked."""
        with acting_as(actor="visitor", request=request):
            return self.get_response(request)
