"""Whether the foresight can be relied on, in plain words: what the newest back-test says, and whether it says it still."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from regard.analytics.metrics.estimates import Numbers, change
from regard.analytics.risk.judging import Gain, Judged

LEAST_OFF = 0.1  # of those who left, before a difference that chance does not explain is worth a sentence
TOO_GOOD = 0.985


@dataclass(frozen=True)
class BackTest:
    """One back-test judged: what was foreseen at `cut`, the plain model beside it, and what the trees add to that."""

    cut: date
    learnt_from: int
    judged: Judged
    plain: Judged
    gain: Gain | None


@dataclass(frozen=True)
class Verdict:
    """`state` is predicts, doubtful or stopped; `is_off` where the chances as a whole came out wrong."""

    state: str
    is_off: bool
    sentences: tuple[str, ...]


def verdict_of(tests: Sequence[BackTest], bound: float) -> Verdict:
    """What back-tests, oldest first, come to. The newest decides; those before tell whether it fell.

    It *stopped* where the newest interval lies under the bound, or reaches under it after a fall beyond chance; it is
    *doubtful* where the interval merely reaches under it.
    """
    if not tests or tests[-1].judged.auc.value is None:
        return Verdict(
            "doubtful", False, ("Nobody left, or nobody stayed, where it could be tested: nothing is known of it.",)
        )
    last, earlier = tests[-1], tests[:-1]
    state, sentence = _state(last, earlier, bound)
    off = _off(last.judged)
    more = [off or "", _against_plain(last), _too_good(last.judged.auc)]
    return Verdict(state, bool(off), (sentence, *[one for one in more if one]))


def _state(last: BackTest, earlier: Sequence[BackTest], bound: float) -> tuple[str, str]:
    auc = last.judged.auc
    told = f"{_share(auc.value)} {_between(auc)}"
    when = f" after {last.cut.day} {last.cut:%B %Y}" if last.learnt_from else ""
    if auc.low is None or auc.high is None:
        return "doubtful", f"Too few left{when} to tell how good the scores were."
    before = [one.judged.auc for one in earlier if one.judged.auc.value is not None]
    best = max(before, key=lambda one: one.low or 0.0, default=None)
    fall = change(auc, best) if best is not None else None
    has_fallen = fall is not None and fall.word == "lower"
    if auc.high < bound or (auc.low < bound and has_fallen):
        was = f" It was {_share(best.value)} {_between(best)} before." if best is not None and has_fallen else ""
        return "stopped", (
            f"It no longer predicts: of two customers, one who left{when} and one who stayed, the scores told who is who "
            f"in {told} of cases; under {_share(bound)} they are not to be relied on.{was}"
        )
    if auc.low < bound:
        return "doubtful", (
            f"It may not predict: of two customers, one who left{when} and one who stayed, the scores told who is who in "
            f"{told} of cases, which reaches under the bound of {_share(bound)}."
        )
    return "predicts", (
        f"It predicts: of two customers, one who left{when} and one who stayed, the scores told who is who in {told} of "
        "cases; tossing a coin does in 50 %."
    )


def _off(judged: Judged) -> str | None:
    expected = judged.expected
    if expected.value is None or expected.low is None or expected.high is None:
        return None
    outside = not expected.low <= judged.left <= expected.high
    if not outside or abs(judged.left - expected.value) < LEAST_OFF * max(judged.left, 1):
        return None
    word = "low" if judged.left > expected.value else "high"
    return (
        f"The chances were too {word}: {expected.value:,.0f} were expected to leave, {judged.left:,} did, and chance alone "
        f"explains {expected.low:,.0f} to {expected.high:,.0f}."
    )


def _against_plain(last: BackTest) -> str:
    if last.gain is None:
        return ""
    shown = f"{100 * last.gain.value:+.1f} points [{100 * last.gain.low:+.1f}, {100 * last.gain.high:+.1f}]".replace(
        "-", "−"
    )
    if last.gain.low > 0:
        return f"The trees do better than plain logistic regression on the same columns, by {shown}."
    if last.gain.high < 0:
        return f"Plain logistic regression on the same columns does better: the trees differ by {shown}."
    return f"Plain logistic regression on the same columns does as well, as far as can be told: the trees differ by {shown}."


def _too_good(auc: Numbers) -> str:
    if auc.low is None or auc.low < TOO_GOOD:
        return ""
    return (
        "This is too good to be true. Look at the strongest reasons for a trait that is only known after customers left, and leave "
        "it out."
    )


def _share(value: float | None) -> str:
    return f"{100 * (value or 0.0):.0f} %"


def _between(numbers: Numbers) -> str:
    return "" if numbers.low is None or numbers.high is None else f"[{100 * numbers.low:.0f}, {100 * numbers.high:.0f}]"
