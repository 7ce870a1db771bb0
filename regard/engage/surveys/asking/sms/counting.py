"""How long a text message is: GSM 03.38 packs 160 characters into one, anything else goes as UCS-2, 70 in one.

What is longer is cut into parts that each lose room to the header that says how to join them (3GPP TS 23.040).
"""

from __future__ import annotations

from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")  # two septets each: an escape and a character
GSM_ONE, GSM_PART = 160, 153  # septets
UCS_ONE, UCS_PART = 70, 67  # 16-bit units


@dataclass(frozen=True)
class Counted:
    """A text as it is sent: how it is written, how long that is, and in how many parts."""

    encoding: str  # gsm7 | ucs2
    units: int  # septets, or 16-bit units
    parts: int
    left: int  # units still free in the last part
    culprits: str  # characters that keep it from being gsm7, each once


def count(text: str) -> Counted:
    """Count a text.

    >>> count("How was it? €1"), count("x" * 161).parts, count("Wie war’s?").culprits
    (Counted(encoding='gsm7', units=15, parts=1, left=145, culprits=''), 2, '’')
    """
    culprits = "".join(dict.fromkeys(sign for sign in text if sign not in BASIC and sign not in EXTENDED))
    sizes = [_ucs(sign) if culprits else 1 + (sign in EXTENDED) for sign in text]
    one, part = (UCS_ONE, UCS_PART) if culprits else (GSM_ONE, GSM_PART)
    units = sum(sizes)
    if units <= one:
        return Counted("ucs2" if culprits else "gsm7", units, 1, one - units, culprits)
    parts, room = 1, part
    for size in sizes:  # no character is cut in two
        if size > room:
            parts, room = parts + 1, part
        room -= size
    return Counted("ucs2" if culprits else "gsm7", units, parts, room, culprits)


def _ucs(sign: str) -> int:
    return 2 if ord(sign) > 0xFFFF else 1
