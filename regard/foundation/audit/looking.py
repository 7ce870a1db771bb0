"""One place that notes every use of the API that shows or changes something about people.

Nobody needs to remember it: an operation is noted unless it is listed as showing no one.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection
from typing import Any

from django.http import HttpRequest

from regard.foundation.audit.acting import current_acting
from regard.foundation.audit.operations import note, note_look

View = Callable[..., Any]


def noting(*, impersonal: Collection[str]) -> Callable[[View], View]:
    """Return a decorator for all operations of an API; those named in `impersonal` are not noted.

    A GET is noted as looked at, at most every five minutes; anything else is noted as changed, unless what it
    called noted something itself.
    """

    def decorate(view: View) -> View:
        name = view.__name__
        if name in impersonal:
            return view

        @functools.wraps(view)
        def noted(request: HttpRequest, *args: Any, **values: Any) -> Any:
            acting = current_acting()
            before = acting.noted if acting else 0
            answer = view(request, *args, **values)
            if request.method == "GET":
                note_look(subject=subject_of(values), operation=name)
            elif acting is None or acting.noted == before:
                note(verb="changed", subject=subject_of(values), detail={"operation": name})
            return answer

        return noted

    return decorate


def subject_of(values: dict[str, Any]) -> str:
    """What an operation is about: a customer where one is named, else its first parameter, else everybody.

    >>> subject_of({"customer_id": "cus_1"}), subject_of({"slug": "web", "body": object()}), subject_of({})
    ('customer:cus_1', 'slug:web', 'all')
    """
    named = [value for value in (values.get("customer_id"), *_inner(values, "customer_id")) if value]
    if named:
        return f"customer:{named[0]}"
    plain = [(name, value) for name, value in values.items() if isinstance(value, str | int)]
    return f"{plain[0][0]}:{plain[0][1]}" if plain else "all"


def _inner(values: dict[str, Any], name: str) -> list[Any]:
    return [getattr(value, name, None) for value in values.values()]
