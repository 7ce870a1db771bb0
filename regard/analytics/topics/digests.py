"""Digests: which texts are the same, and ids that last."""

from base64 import b32encode
from collections.abc import Container, Sequence
from hashlib import blake2b

import numpy as np

from regard.analytics.topics.contracts import Hashes
from regard.analytics.topics.neighbours import Floats, Ints


def digests_of(texts: Sequence[str]) -> Hashes:
    """64 bits for each text."""
    told = b"".join(blake2b(text.encode(errors="replace"), digest_size=8).digest() for text in texts)
    return np.frombuffer(told, dtype=np.uint64)


def rows_apart(texts: Sequence[str], vectors: Floats) -> tuple[Ints, Ints]:
    """One row of each kind of text and vector, in an order that does not depend on the rows', and each row's kind."""
    told = b"".join(
        blake2b(vector.tobytes(), key=blake2b(text.encode(errors="replace")).digest(), digest_size=8).digest()
        for text, vector in zip(texts, vectors, strict=True)
    )
    keys = np.frombuffer(told, dtype=">u8")
    _, first, kind = np.unique(keys, return_index=True, return_inverse=True)
    return first, kind


def id_for(seed: str, *, taken: Container[str]) -> str:
    """A short id made from what founded a topic, the same each time, that nothing else has.

    >>> id_for("Where is my parcel?", taken=())
    't_...'
    """
    for turn in range(1000):
        digest = blake2b(f"{turn}\n{seed}".encode(errors="replace"), digest_size=5).digest()
        found = "t_" + b32encode(digest).decode().lower()
        if found not in taken:
            return found
    raise AssertionError("a thousand ids are taken")
