"""What is personal in a text is found and masked, and what only looks like it is left."""

import time

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.analytics.text.personal import find_personal, mask

PERSONAL = [
    (
        "I'm Anna Schmidt, call me on +49 30 901820 about order A-104552.",
        "I'm [name], call me on [phone] about order [order].",
    ),
    ("My card 4111-1111-1111-1111 was charged twice", "My card [card] was charged twice"),
    (
        "Mein Name ist Jürgen Müller, Hauptstraße 12a, 10115 Berlin, Tel. 030 1234567",
        "Mein Name ist [name], [address], Tel. [phone]",
    ),
    (
        "Me llamo José García, vivo en Calle de Alcalá 45, 28014 Madrid, móvil 612 345 678",
        "Me llamo [name], vivo en [address], móvil [phone]",
    ),
    ("Meu nome é João da Silva, CPF 529.982.247-25, Rua das Flores, 123", "Meu nome é [name], CPF [number], [address]"),
    (
        "Ik ben Sanne de Vries, Kerkstraat 12, 1017 GC Amsterdam, bel 06-12345678",
        "Ik ben [name], [address], bel [phone]",
    ),
    (
        "Bonjour, je m'appelle Hélène Dupont, 12 rue de la Paix, 75002 Paris, 06 12 34 56 78",
        "Bonjour, je m'appelle [name], [address], [phone]",
    ),
    ("IBAN DE89 3704 0044 0532 0130 00 please", "IBAN [account] please"),
    ("Write to john.doe+x@mail.example.co.uk or jane (at) mail (dot) com", "Write to [email] or [email]"),
    ("It never came.\nBest regards,\nTom Baker", "It never came.\nBest regards,\n[name]"),
    ("I spoke to Priya and she was lovely", "I spoke to [name] and she was lovely"),
    ("Bestellnummer: 4711-0815 ist nicht da", "Bestellnummer: [order] ist nicht da"),
    ("I live at 221B Baker Street, London", "I live at [address]"),
    ("Ik sprak meneer van der Hoogwoud, mobiel 06-12345678", "Ik sprak meneer [name], mobiel [phone]"),
    ("Hablé con la señora Peñaflor del pedido es el ES0099812", "Hablé con la señora [name] del pedido es el [order]"),
    ("Vivo en Calle de la Higuera 14, 3º B, 28013 Madrid", "Vivo en [address]"),
    ("Rua das Amendoeiras, 150, apto 42, zap 85 9 9612-3344", "[address], zap [phone]"),
    ("hallo, hier ist Wiebke Sandmöller, Am Alten Markt 5, 50667 Köln", "hallo, hier ist [name], [address]"),
    ("Tél. 06.39.98.45.67, BSN 111222333, DNI 12345678Z", "Tél. [phone], BSN [number], DNI [number]"),
    ("Bestelnummer: GB2291847X, Kd.-Nr. 4711-889-02", "Bestelnummer: [order], Kd.-Nr. [order]"),
]
NOTHING_PERSONAL = [
    "I am Very disappointed with Amazon Prime. Flight 1234 on 2015-02-24 cost $345.50",
    "Version 10.0.19045.3803 of Windows 11 crashed 1000000 times",
    "ISBN 978-3-16-148410-0 and 3.14159265358979",
    "Paris in May is great. The Manager said no.",
    "Thank you Delta for nothing",
    "Hi Team, model WH-1000XM4 has 30 hours, 4111 1111 1111 1112 is no card",
    "We flew in circles. of @SomeAirline. Can you help @other_one. Me neither",
    "Das Hotel war super, 4 Sterne, 150 Euro für 3 Nächte",
]


@pytest.mark.parametrize(("text", "expected"), PERSONAL)
def test_mask__of_what_is_personal__leaves_its_kind(text: str, expected: str) -> None:
    assert mask(text) == expected


@pytest.mark.parametrize("text", NOTHING_PERSONAL)
def test_mask__of_what_only_looks_personal__leaves_it(text: str) -> None:
    assert mask(text) == text


WORDS = st.text(alphabet=st.characters(categories=["Ll", "Lu", "Zs", "Po"]), max_size=30)


@given(WORDS, st.from_regex(r"[a-z0-9]{1,10}(\.[a-z0-9]{1,8})?@[a-z0-9]{1,10}\.(com|de|co\.uk)", fullmatch=True), WORDS)
def test_mask__of_any_text_with_an_address_of_mail__leaves_none(before: str, mail: str, after: str) -> None:
    assert mail not in mask(f"{before} {mail} {after}")


@given(WORDS, st.integers(10**14, 10**15 - 1), st.sampled_from(["", " ", "-"]), WORDS)
def test_mask__of_any_text_with_a_card__leaves_no_valid_number(
    before: str, first: int, between: str, after: str
) -> None:
    doubled = [int(d) if place % 2 else sum(divmod(2 * int(d), 10)) for place, d in enumerate(str(first))]
    digits = f"{first}{-sum(doubled) % 10}"
    written = between.join(digits[at : at + 4] for at in range(0, 16, 4))
    masked = mask(f"{before} {written} {after}")
    assert written not in masked
    assert digits not in masked.replace(between or " ", "")


@given(st.sampled_from(["US", "GB", "DE", "FR", "ES", "BR", "NL"]), st.integers(0, 10**6), WORDS)
def test_mask__of_any_text_with_an_international_number__leaves_none(region: str, change: int, around: str) -> None:
    example = phonenumbers.example_number(region)
    assert example is not None
    assert example.national_number is not None
    number = phonenumbers.PhoneNumber(
        country_code=example.country_code, national_number=example.national_number // 10**6 * 10**6 + change
    )
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    text = f"{around} {written} {around}"
    found = [match.raw_string for match in phonenumbers.PhoneNumberMatcher(mask(text), None)]
    assert not found


@given(st.text(max_size=400))
def test_find_personal__of_any_text__gives_spans_in_order_that_do_not_touch_twice(text: str) -> None:
    at = 0
    for one in find_personal(text):
        assert at <= one.start < one.end <= len(text)
        at = one.end


HOSTILE = {
    "one word": "a" * 50_000,
    "digits": "1 " * 25_000,
    "greetings": "Dear " * 10_000,
    "names": "A b. " * 10_000,
    "signs": "@" * 50_000,
    "spelt signs": "(at) " * 10_000,
    "addresses": "1234 Aa " * 6_000,
    "places": "Am Aa Bb 12 " * 4_000,
    "floors": "Rua Aa 12, 3º B, apto 4" + ", apto 4" * 6_000,
    "phones": "+49 (0) " * 6_000,
    "states": "DNI number AA " * 4_000,
    "particles": "van der " * 6_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_mask__of_a_hostile_text__is_quick(kind: str) -> None:
    started = time.process_time()
    mask(HOSTILE[kind])
    assert time.process_time() - started < 5
