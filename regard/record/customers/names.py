"""Identifiers in the words of a sentence."""

from typing import Protocol

WORDS = {
    "user_id": ("user id", "user ids"),
    "email": ("e-mail", "e-mail addresses"),
    "phone": ("phone number", "phone numbers"),
    "external_id": ("external id", "external ids"),
    "anonymous_id": ("anonymous id", "anonymous ids"),
}


class Identified(Protocol):
    """Whatever has a kind and a value."""

    @property
    def kind(self) -> str:
        """What kind of identifier it is."""

    @property
    def value(self) -> str:
        """The identifier itself."""


def named(identifier: Identified) -> str:
    """An identifier with its kind, as `e-mail ann@example.org`."""
    return f"{WORDS[identifier.kind][0]} {identifier.value}"


def plural(kind: str, n: int) -> str:
    """The word for `n` identifiers of a kind."""
    return WORDS[kind][n != 1]
