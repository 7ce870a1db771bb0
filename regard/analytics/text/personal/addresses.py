"""Streets with a number, and what stands behind them: the way addresses are written in eight languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regard.analytics.text.sentences import Span

_WORD = r"[A-ZÀ-Þ][\w'’.-]*"
_SMALL = r"(?:de|du|des|au|aux|à|del|della|dos|das|da|do|la|le|les|los|las|el|van|von|der|den|the|of|e|y|et|d'|l'|am|an|auf|zum|zur)"
_NAME = rf"(?:{_SMALL}\s?)*{_WORD}(?:\s(?:{_SMALL}\s)*{_WORD}){{0,4}}"
_UK = r"(?:GIR 0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{2})"
_POSTCODE = r"(?:[A-Z]{1,2}-)?(?:\d{5}(?:-\d{3,4})?|\d{4}-\d{3}|\d{4}(?:\s?[A-Z]{2})?)\b"
_TOWN = rf"{_WORD}(?:\s{_WORD}){{0,2}}"
_PLACE = rf"(?:,?\s+{_POSTCODE}(?:\s+{_TOWN})?)?"
_NUMBER = r"\d{1,4}(?:\s?[a-zA-Z]\b|[/-]\w{1,3}\b)?"
_FLOOR = r"(?:,\s*(?:\d{1,2}\s?[ºª°]\.?(?:\s?(?:[A-Z]\b|izq\w*|dcha|esq\w*|dto|frente))?|(?i:apto?\.?|apartamento|andar|bloco|casa|piso|puerta|bte|bus)\s*\w{1,5}))*"
_HOME = r"(?:Flat|Apt|Apartment|Unit|Suite|#)\.?\s*\w{1,5}"
_STREETS = (
    rf"(?:\b{_HOME},?\s+)?\b\d{{1,5}}[a-zA-Z]?,?\s+(?:[NSEW]\.?\s+)?{_WORD}(?:\s{_WORD}){{0,3}}\s+(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|"
    rf"Way|Place|Pl|Square|Sq|Terrace|Close|Crescent|Gardens|Parkway|Highway)\b\.?(?:,?\s+{_HOME})?(?:,\s+{_TOWN}?)?(?:,?\s+(?:[A-Z]{{2}}\s+\d{{5}}(?:-\d{{4}})?|{_UK}))?",
    r"\b[A-ZÄÖÜ][\w.-]*(?:\s[A-ZÄÖÜ][\w.-]*)?(?:straße|strasse|str\.|weg|platz|allee|gasse|damm|ufer|straat|laan|plein|gracht|kade|singel|dijk|-Straße|-Allee|-Platz"
    rf"|\s(?:Straße|Strasse|Str\.|Weg|Platz|Allee|Singel|Gracht|Markt))\s*{_NUMBER}{_PLACE}",
    rf"\b\d{{1,4}}\s?(?:bis|ter)?,?\s+(?i:rue|avenue|boulevard|place|impasse|chemin|allée|quai|cours|route)\s+{_NAME}{_PLACE}",
    rf"(?<!\w)(?i:calle|c/|avenida|avda\.?|av\.|plaza|paseo|carrera|ronda|camino|glorieta|carretera|rambla|rua|r\.|travessa|praça|alameda|estrada|via|viale|piazza|corso)\s+{_NAME}"
    rf",?\s+(?:n[º°o.]\s*|número\s+)?\d{{1,5}}\b{_FLOOR}{_PLACE}",
    rf"\b(?:(?:Am|An|Auf|Im|In|Zum|Zur|Unter|Hinter|Vor|Bei|Neben)\s(?:(?:der|dem|den)\s)?)?{_WORD}(?:\s{_WORD}){{0,2}}\s{_NUMBER},?\s+{_POSTCODE}\s+{_TOWN}",
    r"\b(?:P\.?\s?O\.?\s+Box|Postfach|Postbus|Apartado|Caixa Postal)\s+\d+",
    rf"\b{_UK}\b",
)
_ADDRESS = re.compile("|".join(f"(?:{street})" for street in _STREETS))


def find_addresses(text: str) -> Iterator[Span]:
    """Streets with their number, and the postcode and town that follow."""
    for found in _ADDRESS.finditer(text):
        yield found.span()
