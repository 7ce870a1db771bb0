"""What belongs to what is known, and what people talk about."""

import numpy as np
import pytest

from regard.analytics.text.aspects import aspect_of, aspects_in
from regard.analytics.text.scope import learn_scope

WIDTH = 24


def drawn(rng: np.random.Generator, *places: int, n: int) -> np.ndarray:
    """Unit vectors about some axes."""
    vectors = rng.normal(0, 0.25, (n * len(places), WIDTH))
    for at, place in enumerate(places):
        vectors[at * n : (at + 1) * n, place] += 1
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def test_scope__of_three_kinds__keeps_them_and_turns_a_fourth_away() -> None:
    rng = np.random.default_rng(3)
    labels = ["pay"] * 40 + ["ship"] * 40 + ["lock"] * 40
    scope = learn_scope(vectors=drawn(rng, 0, 1, 2, n=40), labels=labels)
    new, other = drawn(rng, 0, 1, 2, n=40), drawn(rng, 7, n=100)
    assert np.mean([said == told for said, told in zip(scope.classify(new), labels, strict=True)]) > 0.95
    assert np.mean(scope.score(new) >= scope.threshold) > 0.88
    assert np.mean(scope.score(other) < scope.threshold) > 0.95


def test_scope__of_few_examples__still_answers() -> None:
    rng = np.random.default_rng(4)
    scope = learn_scope(vectors=drawn(rng, 0, 1, n=1), labels=["a", "b"])
    assert scope.classify(drawn(rng, 1, n=1)) == ["b"]
    assert scope.score(np.zeros((0, WIDTH), dtype=np.float32)).shape == (0,)


@pytest.mark.parametrize(
    ("clause", "aspect"),
    [
        ("Der Preis ist viel zu hoch.", "price"),
        ("Les serveuses étaient adorables", "staff"),
        ("La entrega llegó rota", "delivery"),
        ("A bateria dura pouco", "battery"),
        ("De kamer was vies", "room"),
        ("The screen is too dark", "screen"),
        ("Nunca más", None),
        ("", None),
    ],
)
def test_aspect__of_a_clause__is_what_it_names(clause: str, aspect: str | None) -> None:
    assert aspect_of(clause) == aspect


def test_aspects__of_a_clause_with_several__are_all_of_them() -> None:
    assert aspects_in("The food and the waiter were fine, the bill was not.") == {"food", "staff", "payment"}
