"""Models out of packages: tokens as others cut them, files that are checked, graphs that run."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from regard.analytics.text.encoders import english, files, multilingual
from regard.analytics.text.encoders.four_bits import FOUR_BITS, as_floats
from regard.analytics.text.encoders.onnx import Graph
from regard.analytics.text.encoders.sessions import open_session
from regard.analytics.text.encoders.unigram import Unigram
from regard.analytics.text.errors import ModelsDamaged, ModelsMissing

PUBLISHED = {
    "i love how unaffable this is": [101, 1045, 2293, 2129, 14477, 20961, 3468, 2023, 2003, 102],
    "Hello, world!": [101, 7592, 1010, 2088, 999, 102],
    "Café ÜBER": [101, 7668, 19169, 102],
    "don't": [101, 2123, 1005, 1056, 102],
    "中文": [101, 1746, 1861, 102],
    "🤷zzz": [101, 100, 102],
}
"""What the reference code of BERT's uncased vocabulary gives, checked against the package tokenizers 0.23."""


@pytest.mark.parametrize("text", PUBLISHED)
def test_word_pieces__of_a_text__are_those_of_the_reference(text: str) -> None:
    assert english.english()._pieces.ids_of(text, longest=64) == PUBLISHED[text]


def test_unigram__of_a_word__takes_the_likeliest_pieces() -> None:
    pieces = Unigram(
        pieces=["<unk>", "▁a", "b", "▁ab", "bc", "c"],
        scores=[0.0, -1.0, -1.0, -3.5, -1.5, -2.0],
        replaced={9: " "},
        unknown=0,
    )
    assert pieces.ids_of("abc") == [1, 4]
    assert pieces.ids_of("ab\tab") == [1, 2, 1, 2]
    assert pieces.ids_of("a?") == [1, 0]


def test_four_bits__of_a_block__are_weights_about_eight() -> None:
    block = np.zeros(1, dtype=FOUR_BITS)
    block["scale"], block["halves"][0, 0] = 0.5, 0xF7
    assert as_floats(block[None])[0, [0, 16, 1]].tolist() == [-0.5, 3.5, -4.0]


def test_graph__written_by_hand__runs() -> None:
    graph = Graph()
    graph.hold("weights", np.array([[1.0, 2.0], [3.0, 4.0]], dtype=np.float32))
    graph.add("MatMul", ["given", "weights"], "found")
    session = open_session(graph.model(takes={"given": ["n", 2]}, gives={"found": ["n", 2]}))
    found = session.run(None, {"given": np.array([[1.0, 1.0], [0.0, 2.0]], dtype=np.float32)})[0]
    assert found.tolist() == [[4.0, 6.0], [6.0, 8.0]]


def test_multilingual__of_the_same_said_in_other_words__is_closer_than_of_another_thing() -> None:
    late, spaet, love = multilingual.multilingual().encode(
        ["The delivery is late.", "Die Lieferung ist verspätet.", "I love this phone."]
    )
    assert late @ spaet > 0.9 > late @ love


@pytest.mark.parametrize("encoder", [english.english, multilingual.multilingual])
def test_encoder__of_clauses_together__puts_each_where_it_stands_alone(encoder: Callable[[], Any]) -> None:
    clauses = [
        "The room was clean,",
        "but breakfast was cold and the coffee undrinkable after nine.",
        "Never again!",
        "Parking is free.",
    ]
    alone, together = encoder().encode(clauses), encoder().encode(clauses, together=True)
    assert (alone * together).sum(axis=1).min() > 0.98
    assert (alone @ together.T).argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_alike__of_any_lengths__puts_each_row_in_one_group() -> None:
    groups = english.alike([3, 200, 7, 7, 90, 250, 8])
    assert sorted(row for group in groups for row in group) == list(range(7))
    assert max(map(len, groups)) > 1


def test_find_file__that_is_not_the_one_expected__is_refused() -> None:
    with pytest.raises(ModelsDamaged, match="constraints"):
        files.find_file(package=english.PACKAGE, name=f"{english.FOLDER}/vocab.txt", sha256="0" * 64)
    with pytest.raises(ModelsMissing, match="no-such-package"):
        files.find_file(package="no-such-package", name="x", sha256="0" * 64)
