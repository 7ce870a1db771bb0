"""Numbers and addresses of machines' making: found by their shape, believed by their check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regard.analytics.text.languages import language_of
from regard.analytics.text.sentences import Span

REGIONS = {
    "en": ("US", "GB"),
    "de": ("DE", "AT", "CH"),
    "fr": ("FR", "BE"),
    "es": ("ES", "MX"),
    "pt": ("BR", "PT"),
    "nl": ("NL", "BE"),
    "it": ("IT",),
    "pl": ("PL",),
    "sv": ("SE",),
    "da": ("DK",),
}
"""Whose plan of numbers is asked where a number names no country, by the text's language."""

FEWEST_DIGITS = 7
_EMAIL = re.compile(
    r"[\w.+%'-]*\w\s?(?:@|[(\[{]\s?(?:at|arroba|ät)\s?[)\]}])\s?(?:[\w-]+\s?(?:\.|[(\[{]\s?(?:dot|punkt|punto|ponto|point|punt)\s?[)\]}])\s?)+[A-Za-z]{2,24}\b"
    r"|[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\w.])\d(?:[ .-]?\d){12,18}(?!\w)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_CPF = re.compile(r"(?<!\d)\d{3}\.?\d{3}\.?\d{3}-?\d{2}(?!\d)")
_SSN = re.compile(r"(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])")
_ORDER = re.compile(
    r"\b(?:order|booking|reservation|confirmation|invoice|ticket|tracking|reference|ref|case|account|customer|contract|policy|serial|parcel|"
    r"bestell\w*|auftrag\w*|rechnung\w*|buchung\w*|kunden\w*|vertrag\w*|sendung\w*|paket\w*|vorgang\w*|ticket\w*|"
    r"pedido|factura|reserva|localizador|referencia|env[ií]o|contrato|protocolo|nota fiscal|rastreio|c[oó]digo|encomenda|fatura|"
    r"commande|facture|r[ée]servation|dossier|r[ée]f[ée]rence|colis|suivi|bestelling|factuur|boeking|klant\w*|ordine|fattura|prenotazione)"
    r"(?:\s*[-_]?\s*(?:number|num|no|nr|nummer|n[uú]mero|num[ée]ro|numero|id|code|codes|n[º°o]|is|ist|es|est|é|was|war|el|o|der|die|le|la|#|[:.(–-]|de rastreio|de suivi))*"
    r"\s*[:#(]?\s*(?P<number>#?(?=[A-Z0-9/_-]*\d[A-Z0-9/_-]*\d[A-Z0-9/_-]*\d)[A-Z0-9][A-Z0-9/_-]{3,30}[A-Z0-9])",
    re.IGNORECASE,
)
_KNOWN_ORDER = re.compile(
    r"(?<!\w)(?:#[A-Z]{0,3}-?\d{5,}|1Z[A-Z0-9]{16}|\d{3}-\d{7}-\d{7}|[A-Z]{2}\d{9}[A-Z]{2})(?!\w)"
)
_CUED_PHONE = re.compile(
    r"\b(?:call|phone|tel|telephone|mobile|cell|ring|text|whatsapp|number is|telefon\w*|handy\w*|rufen|anruf\w*|m[óo]vil|tel[ée]fono|telefone|celular|"
    r"fone|contato|t[ée]l[ée]phone|portable|appel\w*|bel|gsm|mobiel|cellulare)\b[^\d+\n]{0,25}(?P<number>[+(]?\d[\d ()./-]{5,18}\d)",
    re.IGNORECASE,
)


def find_emails(text: str) -> Iterator[Span]:
    """Addresses of mail, also those written with "(at)"."""
    if any(sign in text for sign in "@([{"):
        yield from (found.span() for found in _EMAIL.finditer(text))


def find_cards(text: str) -> Iterator[Span]:
    """Numbers of payment cards: 13 to 19 digits whose last one is right (ISO/IEC 7812, Luhn)."""
    for found in _DIGITS.finditer(text):
        if _luhn(found[0]):
            yield found.span()


def find_accounts(text: str) -> Iterator[Span]:
    """Bank accounts (ISO 13616), believed by their two check digits."""
    for found in _IBAN.finditer(text):
        for end in range(found.end(), found.start() + 14, -1):
            plain = text[found.start() : end].replace(" ", "")
            if 15 <= len(plain) <= 34 and _mod_97(plain):
                yield found.start(), end
                break


def find_people_numbers(text: str) -> Iterator[Span]:
    """What states number people by: CPF with its check digits, American social security numbers."""
    for found in _CPF.finditer(text):
        if _cpf(found[0]):
            yield found.span()
    for found in _SSN.finditer(text):
        yield found.span()


def find_orders(text: str) -> Iterator[Span]:
    """Numbers of orders, bookings, invoices, parcels: after a word that says so, or of a known shape."""
    for found in _ORDER.finditer(text):
        yield found.span("number")
    for found in _KNOWN_ORDER.finditer(text):
        yield found.span()


def find_phones(text: str) -> Iterator[Span]:
    """Phone numbers: valid in the plan of the country they name or of the text's language, or after a word that says so."""
    if sum(map(str.isdigit, text)) < FEWEST_DIGITS:
        return
    import phonenumbers  # noqa: PLC0415  its tables take a while to load

    for region in REGIONS.get(language_of(text) or "en", REGIONS["en"]):
        for found in phonenumbers.PhoneNumberMatcher(text, region):
            yield found.start, found.end
    for cued in _CUED_PHONE.finditer(text):
        if sum(map(str.isdigit, cued["number"])) >= FEWEST_DIGITS:
            yield cued.span("number")


def _luhn(written: str) -> bool:
    digits = [int(sign) for sign in written if sign.isdigit()]
    doubled = [digit if place % 2 == 0 else sum(divmod(2 * digit, 10)) for place, digit in enumerate(reversed(digits))]
    return len(set(digits)) > 1 and sum(doubled) % 10 == 0


def _mod_97(plain: str) -> bool:
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def _cpf(written: str) -> bool:
    digits = [int(sign) for sign in written if sign.isdigit()]
    if len(set(digits)) == 1:
        return False
    return all(
        (sum(digit * weight for digit, weight in zip(digits, range(n + 1, 1, -1), strict=False)) * 10 % 11) % 10
        == digits[n]
        for n in (9, 10)
    )
