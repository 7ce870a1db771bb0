"""What explains a deviation: the planted part is named, and none where there is none."""

import numpy as np

from regard.analytics.metrics.estimates import Numbers, share
from regard.analytics.watching.explaining import Part, explain
from regard.analytics.watching.readings import Nature

CHANNELS = {"web": 4000, "app": 3000, "phone": 1000, "chat": 900, "store": 1100}
COUNTRIES = {"DE": 5000, "FR": 3000, "ES": 2000}


def counted(before: float, after: float) -> tuple[Numbers, Numbers]:
    return Numbers(before, int(before), None, None), Numbers(after, int(after), None, None)


def parts_of(rng: np.random.Generator, *, extra: int, where: str) -> tuple[list[Part], float, float]:
    after = {name: int(rng.poisson(n / 8)) for name, n in CHANNELS.items()}
    if where:
        after[where] += extra
    else:
        more = rng.multinomial(extra, np.array(list(CHANNELS.values())) / sum(CHANNELS.values()))
        after = {name: count + int(more[index]) for index, (name, count) in enumerate(after.items())}
    total = sum(after.values())
    spread = rng.multinomial(total, np.array(list(COUNTRIES.values())) / sum(COUNTRIES.values()))
    found = [Part("channel", name, *counted(size, after[name])) for name, size in CHANNELS.items()]
    for (name, size), count in zip(COUNTRIES.items(), spread, strict=True):
        found.append(Part("trait.country", name, *counted(size, int(count))))
    return found, 10_000.0, float(total)


def test_explain__one_channel_has_all_the_extra__is_named_with_its_share() -> None:
    parts, before, after = parts_of(np.random.default_rng(1), extra=400, where="phone")
    whole = counted(before, after)
    found = explain(parts, nature=Nature.COUNT, before=whole[0], after=whole[1], expected=1250)
    named = [row for row in found if row.explains]
    assert [(row.dimension, row.value) for row in named] == [("channel", "phone")]
    assert 0.75 < named[0].share < 1.25


def test_explain__extra_spread_over_all__names_nobody_in_most_of_300_draws() -> None:
    wrong = 0
    for seed in range(300):
        parts, before, after = parts_of(np.random.default_rng(seed), extra=300, where="")
        whole = counted(before, after)
        found = explain(parts, nature=Nature.COUNT, before=whole[0], after=whole[1], expected=1250)
        wrong += any(row.explains for row in found)
    assert wrong <= 0.05 * 300


def shares(rng: np.random.Generator, after: dict[str, float]) -> tuple[list[Part], Numbers, Numbers]:
    parts, good, n = [], [0, 0], [0, 0]
    for name, size in CHANNELS.items():
        told = []
        for index, (count, chance) in enumerate(((size, 0.8), (size // 2, after.get(name, 0.8)))):
            part = int(rng.binomial(count, chance))
            good[index], n[index] = good[index] + part, n[index] + count
            told.append(share(part, count))
        parts.append(Part("channel", name, *told))
    return parts, share(good[0], n[0]), share(good[1], n[1])


def test_explain__csat_of_one_channel_falls__is_named() -> None:
    parts, before, after = shares(np.random.default_rng(3), {"chat": 0.4})
    found = explain(parts, nature=Nature.SHARE, before=before, after=after)
    assert [row.value for row in found if row.explains] == ["chat"]
    assert 0.6 < found[0].share < 1.4
    assert abs(sum(row.share for row in found) - 1) < 1e-6


def test_explain__csat_falls_everywhere__names_nobody_in_most_of_300_draws() -> None:
    wrong = 0
    for seed in range(300):
        parts, before, after = shares(np.random.default_rng(seed), dict.fromkeys(CHANNELS, 0.65))
        wrong += any(row.explains for row in explain(parts, nature=Nature.SHARE, before=before, after=after))
    assert wrong <= 0.05 * 300


def test_explain__nothing_before_or_after__explains_nothing() -> None:
    none = Numbers(None, 0, None, None)
    assert explain([], nature=Nature.MEAN, before=none, after=none) == []
    assert explain([Part("channel", "web", none, none)], nature=Nature.COUNT, before=none, after=none, expected=3) == []
