"""What the reader that comes with Regard says of texts."""

import numpy as np
import pytest

from regard.analytics.text import Reading, load_reader
from regard.analytics.text.languages import language_of

ODD = ["", "   ", "!!!", "12:30", "\0\0", "a" * 5000, "שירות מצוין אבל איטי", "🙃" * 50, "\ud800 broken", "ok"]


def read(text: str) -> Reading:
    return load_reader().read([text])[0]


def test_read__praise_and_complaint_in_one_sentence__are_two_opinions() -> None:
    text = "The app is lovely, but it crashes when I pay."
    found = [(text[o.start : o.end], o.label) for o in read(text).opinions]
    assert found == [("The app is lovely,", "positive"), ("but it crashes when I pay.", "negative")]


@pytest.mark.parametrize("text", ODD)
def test_read__odd_texts__are_answered(text: str) -> None:
    reading = read(text)
    assert reading.vector.shape == (384,)
    assert np.linalg.norm(reading.vector) == pytest.approx(1 if reading.opinions else 0, abs=1e-4)
    assert all(0 <= o.start < o.end <= len(text) for o in reading.opinions)


def test_read__in_any_company_and_order__is_the_same() -> None:
    texts = [
        "Never again.",
        "Delivery took three weeks and nobody answered the phone.",
        "Great support, thank you Anna!",
        "ok",
    ]
    forth, back = load_reader().read(texts), load_reader().read(texts[::-1])[::-1]
    for one, other, text in zip(forth, back, texts, strict=True):
        alone = read(text)
        assert np.array_equal(one.vector, other.vector)
        assert np.array_equal(one.vector, alone.vector)
        assert [(o.label, o.sentiment) for o in one.opinions] == [(o.label, o.sentiment) for o in other.opinions]


def test_read__of_two_sides_that_differ__is_mixed_as_a_whole() -> None:
    reading = read("The food was good and the price terrible.")
    assert [o.label for o in reading.opinions] == ["positive", "negative"]
    assert [o.aspect for o in reading.opinions] == ["food", "price"]
    assert reading.label == "mixed"


SAID = [
    ("en", "I am cancelling my contract and moving to a competitor.", None, "leaving"),
    ("en", "The app crashes whenever I open the camera.", "negative", "bug"),
    ("de", "Die Lieferung kam leider viel zu spät.", "negative", "complaint"),
    ("de", "Der Kundendienst war sehr freundlich und schnell.", "positive", "praise"),
    ("fr", "J'adore ce restaurant, tout était délicieux !", "positive", "praise"),
    ("fr", "Comment puis-je changer mon mot de passe ?", None, "question"),
    ("es", "El personal fue muy amable.", "positive", "praise"),
    ("es", "La habitación estaba sucia y olía mal.", "negative", "complaint"),
    ("pt", "O produto veio com defeito e ninguém responde.", "negative", "complaint"),
    ("pt", "Adorei, chegou antes do prazo!", "positive", "praise"),
    ("nl", "Het eten was koud en de ober was onbeleefd.", "negative", "complaint"),
    ("nl", "Heel blij met dit product, echt een aanrader!", "positive", "praise"),
    ("it", "Camera sporca e personale scortese.", "negative", "complaint"),
]


@pytest.mark.parametrize(("language", "text", "label", "intent"), SAID)
def test_read__in_seven_languages__says_what_was_meant(
    language: str, text: str, label: str | None, intent: str
) -> None:
    reading = read(text)
    assert reading.language == language
    assert [o.intent for o in reading.opinions] == [intent]
    assert label is None or reading.opinions[0].label == label


@pytest.mark.parametrize(
    ("text", "emotion"),
    [
        ("I was terrified when the plane dropped.", "fear"),
        ("😡😡", "anger"),
        ("I am so happy with my new phone, thank you!", "joy"),
        ("Ich bin so traurig, dass der Laden schließt.", "sadness"),
    ],
)
def test_read__what_was_felt__is_dared(text: str, emotion: str) -> None:
    assert emotion in read(text).opinions[0].emotions


def test_read__the_same_in_two_languages__lies_close_together() -> None:
    texts = [
        "My parcel arrived two weeks late.",
        "Mein Paket kam zwei Wochen zu spät an.",
        "The soup was delicious and hot.",
    ]
    parcel, paket, soup = (reading.vector for reading in load_reader().read(texts))
    assert parcel @ paket > 0.5
    assert parcel @ paket > parcel @ soup + 0.3


def test_read__a_language_given__is_believed() -> None:
    assert load_reader().read(["ok super"], languages=["nl"])[0].language == "nl"


def test_model__names_the_encoder_and_the_heads() -> None:
    assert load_reader().model.startswith("bge-small-en-v1.5-int8.68807e3f+")


@pytest.mark.parametrize(
    ("text", "language"), [("Bad app", "en"), ("Te laat", "nl"), ("Alles gut", "de"), ("Recomendo", "pt")]
)
def test_language__of_two_words__is_one_that_many_write(text: str, language: str) -> None:
    assert language_of(text) == language


def test_language__of_two_words__is_one_of_those_asked_for() -> None:
    assert language_of("Not ok", among=("sv", "da")) in ("sv", "da")
    assert language_of("Ganz okay", among=("de", "pl")) == "de"


def test_read__a_text_in_company__is_read_as_alone() -> None:
    texts = [
        "The food was lovely. But we waited an hour. Never again!",
        "Schön. Aber teuer, und der Service war langsam.",
        "Ok",
    ]
    alone = [load_reader().read([text])[0] for text in texts]
    for one, other in zip(alone, load_reader().read(texts[::-1])[::-1], strict=True):
        assert [o.vector.tolist() for o in one.opinions] == [o.vector.tolist() for o in other.opinions]
        assert one.vector.tolist() == other.vector.tolist()
