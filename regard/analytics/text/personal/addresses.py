"""Streets with a number, and what stands behind them: the way addresses are written in eight languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regard.analytics.text.sentences import Span

_WORD = r"[A-ZÀ-Þ][\w'’.-]*"
_SMALL = (
    r"(?:de|du|des|del|della|dos|das|da|do|la|le|les|los|las|el|van|von|der|den|the|of|e|y|et|d'|l'|am|an|auf|zum|zur)"
)
_NAME = rf"(?:{_SMALL}\s?)*{_WORD}(?:\s(?:{_SMALL}\s)*{_WORD}){{0,4}}"
_PLACE = rf"(?:,?\s+(?:[A-Z]{{1,2}}-?)?(?:\d{{5}}(?:-\d{{3,4}})?|\d{{4}}(?:\s?[A-Z]{{2}})?)\b(?:\s+{_WORD}(?:\s{_WORD}){{0,2}})?)?"
_STREETS = (
    rf"\b\d{{1,5}}[a-zA-Z]?,?\s+(?:[NSEW]\.?\s+)?{_WORD}(?:\s{_WORD}){{0,3}}\s+(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|"
    rf"Place|Pl|Square|Sq|Terrace|Close|Crescent|Gardens|Parkway|Highway)\b\.?(?:,?\s+(?:Apt|Apartment|Unit|Suite|Flat|#)\.?\s*\w+)?"
    rf"(?:,\s+{_WORD}(?:\s{_WORD}){{0,2}})?(?:,?\s+[A-Z]{{2}}\s+\d{{5}}(?:-\d{{4}})?)?",
    r"\b[A-ZÄÖÜ][\w.-]*(?:\s[A-ZÄÖÜ][\w.-]*)?(?:straße|strasse|str\.|weg|platz|allee|gasse|damm|ufer|straat|laan|plein|gracht|kade|singel|dijk|-Straße|-Allee|-Platz"
    rf"|\s(?:Straße|Strasse|Str\.|Weg|Platz|Allee))\s*\d{{1,4}}\s?[a-zA-Z]?\b{_PLACE}",
    rf"\b\d{{1,4}}\s?(?:bis|ter)?,?\s+(?i:rue|avenue|boulevard|place|impasse|chemin|allée|quai|cours|route)\s+{_NAME}{_PLACE}",
    rf"\b(?i:calle|c/|avenida|avda\.?|av\.|plaza|paseo|carrera|rua|r\.|travessa|praça|alameda|estrada|via|viale|piazza|corso)\s+{_NAME}"
    rf",?\s+(?:n[º°o.]\s*|número\s+)?\d{{1,5}}\b{_PLACE}",
    r"\b(?:P\.?\s?O\.?\s+Box|Postfach|Postbus|Apartado|Caixa Postal)\s+\d+",
    r"\b(?:GIR 0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{2})\b",
)
_ADDRESS = re.compile("|".join(f"(?:{street})" for street in _STREETS))


def find_addresses(text: str) -> Iterator[Span]:
    """Streets with their number, and the postcode and town that follow."""
    for found in _ADDRESS.finditer(text):
        yield found.span()
