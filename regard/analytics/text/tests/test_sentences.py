"""Where sentences and clauses begin and end."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.analytics.text.sentences import clauses_of, sentences_of


def said(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Meier was kind. It cost 3.5 EUR! Why?", ["Dr. Meier was kind.", "It cost 3.5 EUR!", "Why?"]),
        ("Das Paket kam, z.B. gestern, spät. Schade.", ["Das Paket kam, z.B. gestern, spät.", "Schade."]),
        ("Me encantó la comida pero el servicio fue lento.", ["Me encantó la comida", "pero el servicio fue lento."]),
        ("Het eten was lekker, maar wij wachtten een uur.", ["Het eten was lekker,", "maar wij wachtten een uur."]),
        ("A entrega foi rápida, mas veio com defeito.", ["A entrega foi rápida,", "mas veio com defeito."]),
        ("Le produit est beau mais il est trop cher.", ["Le produit est beau", "mais il est trop cher."]),
        ("Die Lieferung kam leider zu spät", ["Die Lieferung kam leider zu spät"]),
        ("All but one arrived", ["All but one arrived"]),
        ("first line\r\nsecond line\n\n- third", ["first line", "second line", "- third"]),
        ("料理は美味しい。サービスが遅い！", ["料理は美味しい。", "サービスが遅い！"]),
        ("الخدمة ممتازة. لكن السعر مرتفع؟", ["الخدمة ممتازة.", "لكن السعر مرتفع؟"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_clauses__of_a_text__are_what_was_said(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@given(st.text(max_size=1500))
def test_sentences__of_any_text__hold_every_sign_once_and_in_order(text: str) -> None:
    for spans in (sentences_of(text), clauses_of(text)):
        assert all(start < end for start, end in spans)
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
        kept = "".join(text[start:end] for start, end in spans)
        assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


def test_sentences__of_a_long_text_without_an_end__are_cut_at_blanks() -> None:
    text = "word " * 1000
    spans = sentences_of(text)
    assert len(spans) > 10
    assert all(text[start:end].startswith("word") and text[start:end].endswith("word") for start, end in spans)
