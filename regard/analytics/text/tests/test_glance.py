"""What the first look says."""

import time

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.analytics.text import first_look


def test_first_look__of_plain_words__has_their_sign() -> None:
    values = first_look(["Terrible, rude and slow.", "Wonderful, thank you!", "", "xyzzy"])
    assert values.dtype == np.float32
    assert values[0] < -0.3
    assert values[1] > 0.3
    assert values[2] == values[3] == 0


@settings(suppress_health_check=[HealthCheck.too_slow])  # drawing texts takes long on a machine that has other work
@given(st.lists(st.text(max_size=200), max_size=5))
def test_first_look__of_any_texts__lies_between_minus_one_and_one(texts: list[str]) -> None:
    values = first_look(texts)
    assert values.shape == (len(texts),)
    assert (np.abs(values) <= 1).all()


def test_first_look__of_many_texts__is_quick() -> None:
    texts = ["The delivery was late again and nobody at the hotline could tell me where my parcel is."] * 5_000
    first_look(texts[:1])
    started = time.process_time()
    first_look(texts)
    assert time.process_time() - started < 2.5
