"""Telephone numbers as gateways want them: a plus, the country, the number (E.164)."""

from __future__ import annotations

import phonenumbers

from regard.analytics.errors import RegardError


class NoNumber(RegardError):
    """No text message can be sent to what was given."""

    code = "no_number"
    status = 422


def as_number(text: str) -> str:
    """A number written with its country, in whatever way. Raises NoNumber.

    >>> as_number("+49 151 23456789"), as_number("0049 (151) 2345 6789")
    ('+4915123456789', '+4915123456789')
    """
    told = text.strip()
    told = f"+{told[2:]}" if told.startswith("00") else told
    try:
        number = phonenumbers.parse(told, None)
        if phonenumbers.is_possible_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        pass
    raise NoNumber(f"{text[:40]!r} is no telephone number. Write it with its country, as +49 151 23456789.")
