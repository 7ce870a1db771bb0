"""What the reader that comes with Regard says of texts."""

import numpy as np
import pytest

from regard.analytics.text import Reading, load_reader

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


def test_model__names_the_encoder_and_the_heads() -> None:
    assert load_reader().model.startswith("bge-small-en-v1.5-int8.68807e3f+")
