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

LENGTHS = dict(
    zip(
        "DE FR ES PT NL IT BE AT CH GB IE PL SE DK".split(),
        (22, 27, 24, 25, 18, 27, 16, 20, 21, 22, 22, 28, 24, 18),
        strict=True,
    )
)
FEWEST_DIGITS = 7
_AT = r"[(\[{]\s?(?:at|arroba|ät)\s?[)\]}]"
_DOT = r"[(\[{]\s?(?:dot|punkt|punto|ponto|point|punt)\s?[)\]}]"
_EMAIL = re.compile(
    rf"[\w.+%'-]*\w(?:@|\s@\s|\s?{_AT}\s?)[\w-]+(?:(?:\.|\s?{_DOT}\s?)[\w-]+)+",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\w.])\d(?:[ .-]?\d){12,18}(?!\w)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_CPF = re.compile(r"(?<!\d)\d{3}\.?\d{3}\.?\d{3}-?\d{2}(?!\d)")
_SSN = re.compile(r"(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])")
_STATES_NUMBER = re.compile(
    r"\b(?:DNI|NIE|NIF|NIPC|BSN|CPF|RG|SSN|NIN|NI|AHV|INSEE|IdNr|[Ss]teuer-?ID|[Ss]teuernummer|[Ss]ozialversicherungsnummer|[Nn]ational [Ii]nsurance|[Ss]ocial security|"
    r"sécurité sociale|[Pp]assport|[Rr]eisepass\w*|[Pp]ersonalausweis\w*|[Pp]asaporte|[Pp]assaporte|[Pp]aspoort\w*|[Cc]odice [Ff]iscale)\b[^\d\n]{0,16}?(?<![A-Z\d])"
    r"(?P<number>(?=(?:[A-Z]{0,2}[ .-]?\d){4})(?:[A-Z]{1,3} ?)?\d[\d ./-]{3,20}\d(?: ?-?[A-Z])?\b)"
)
_ITALIAN = re.compile(r"\b[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]\b")
_ORDER = re.compile(
    r"\b(?:order\w*|(?:kd|best|re|auftr)\.?-?\s?nr|track(?:ing)?(?:\s?&\s?trace)?|booking|reservation|confirmation|invoice|ticket|reference|ref|case|account|customer|contract|policy|serial|parcel|"
    r"bestel\w*|auftrag\w*|rechnung\w*|buchung\w*|kunden\w*|vertrag\w*|sendung\w*|paket\w*|vorgang\w*|ticket\w*|"
    r"pedido|factura|reserva|localizador|referencia|env[ií]o|contrato|protocolo|nota fiscal|rastreio|c[oó]digo|encomenda|fatura|"
    r"commande|facture|r[ée]servation|dossier|r[ée]f[ée]rence|colis|suivi|factuur\w*|boeking\w*|klant\w*|ordine|fattura|prenotazione)"
    r"(?:\s*[-_]?\s*(?:(?:number|num|no|nr|nummer|n[uú]mero|num[ée]ro|numero|id|codes?|is|ist|es|est|é|was|war|el|o|der|die|le|la|de rastreio|de suivi)"
    r"(?![^\W_])|n[º°]|[#:.(–-]))*"
    r"\s*[:#(]?\s*(?P<number>#?(?=[A-Z0-9/_-]*\d[A-Z0-9/_-]*\d[A-Z0-9/_-]*\d)[A-Z0-9][A-Z0-9/_-]{3,30}[A-Z0-9]|[A-Z]{0,3} ?\d{2,4}(?: \d{2,4}){1,4}\b)",
    re.IGNORECASE,
)
_KNOWN_ORDER = re.compile(
    r"(?<!\w)(?:#[A-Z]{0,3}-?\d{5,}|1Z[A-Z0-9]{16}|\d{3}-\d{7}-\d{7}|[A-Z]{2}\d{9}[A-Z]{2})(?!\w)"
)
_SHAPED_PHONE = re.compile(
    r"(?<![\w+])(?:"
    r"(?:\+|00)[1-9]\d{0,2}[ ./-]?(?:\(0\)[ ./-]?)?\(?\d(?:[ ./)-]{0,2}\d){6,12}"  # of any country, named
    r"|0\d(?:[ .-]\d{2}){4}"  # in pairs
    r"|0\d{2,4}[ /-]\d{5,8}|0\d{9,10}"  # a prefix
    r"|\d{2} 9 ?\d{4}-\d{4}|\(\d{2,3}\) ?9?\d{3,4}[ -]\d{4})(?!\w)"
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
    """Bank accounts (ISO 13616), believed by their two check digits, or by their country's length where one was mistyped."""
    for found in _IBAN.finditer(text):
        for end in range(found.end(), found.start() + 14, -1):
            plain = text[found.start() : end].replace(" ", "")
            if 15 <= len(plain) <= 34 and (_mod_97(plain) or LENGTHS.get(plain[:2]) == len(plain)):
                yield found.start(), end
                break


def find_people_numbers(text: str) -> Iterator[Span]:
    """What states number people by: CPF with its check digits, others by their shape or by the words before them."""
    for found in _CPF.finditer(text):
        if _cpf(found[0]):
            yield found.span()
    for found in (*_SSN.finditer(text), *_ITALIAN.finditer(text)):
        yield found.span()
    for found in _STATES_NUMBER.finditer(text):
        yield found.span("number")


def find_orders(text: str) -> Iterator[Span]:
    """Numbers of orders, bookings, invoices, parcels: after a word that says so, or of a known shape."""
    for found in _ORDER.finditer(text):
        yield found.span("number")
    for found in _KNOWN_ORDER.finditer(text):
        yield found.span()


def find_phones(text: str) -> Iterator[Span]:
    """Phone numbers: valid in the plan of the country they name or of the text's language, of a phone's shape, or after a word that says so."""
    if sum(map(str.isdigit, text)) < FEWEST_DIGITS:
        return
    import phonenumbers  # noqa: PLC0415  its tables take a while to load

    for region in REGIONS.get(language_of(text) or "en", REGIONS["en"]):
        for found in phonenumbers.PhoneNumberMatcher(text, region):
            yield found.start, found.end
    yield from (shaped.span() for shaped in _SHAPED_PHONE.finditer(text))
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
