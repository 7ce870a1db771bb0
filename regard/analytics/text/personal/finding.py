"""What in a text belongs to a person: names, e-mail, phone, card, account, address, order numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from regard.analytics.text.personal.addresses import find_addresses
from regard.analytics.text.personal.names import find_names
from regard.analytics.text.personal.numbers import (
    find_accounts,
    find_cards,
    find_emails,
    find_orders,
    find_people_numbers,
    find_phones,
)

Kind = Literal["email", "card", "account", "number", "phone", "order", "address", "name"]


class Personal(NamedTuple):
    """`text[start:end]` is of this kind."""

    start: int
    end: int
    kind: Kind


def find_personal(text: str) -> list[Personal]:
    """What is personal, in the order of the text, nothing twice.

    Rules alone: check digits where a number has them, the plan of numbers of its country for a phone, words that lead to a name
    ("Dear ...", "I spoke to ...", "Regards, ...") or to an order. A bare surname in the middle of a sentence is not found.

    >>> [one.kind for one in find_personal("I'm Anna Schmidt, call me on +49 30 901820 about order A-104552.")]
    ['name', 'phone', 'order']
    """
    found = sorted(_all(text), key=lambda one: (one.start, -one.end))
    kept: list[Personal] = []
    for one in found:
        if kept and one.start < kept[-1].end:
            last = kept[-1]
            kept[-1] = Personal(last.start, max(last.end, one.end), last.kind)
        else:
            kept.append(one)
    return kept


def mask(text: str) -> str:
    """The text with what is personal replaced by its kind in brackets.

    >>> mask("Write to anna@example.com, card 4111 1111 1111 1111.")
    'Write to [email], card [card].'
    """
    parts, at = [], 0
    for one in find_personal(text):
        parts += [text[at : one.start], f"[{one.kind}]"]
        at = one.end
    return "".join([*parts, text[at:]])


def _all(text: str) -> Iterator[Personal]:
    yield from (Personal(*span, "email") for span in find_emails(text))
    yield from (Personal(*span, "name") for span in find_names(text))
    yield from (Personal(*span, "address") for span in find_addresses(text))
    if not any(map(str.isdigit, text)):
        return
    yield from (Personal(*span, "card") for span in find_cards(text))
    yield from (Personal(*span, "account") for span in find_accounts(text))
    yield from (Personal(*span, "number") for span in find_people_numbers(text))
    yield from (Personal(*span, "order") for span in find_orders(text))
    yield from (Personal(*span, "phone") for span in find_phones(text))
