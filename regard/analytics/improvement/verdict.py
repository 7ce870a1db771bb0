"""What is to be said of an improvement, in a word and a sentence."""

from dataclasses import dataclass
from enum import StrEnum

from regard.analytics.improvement.course import LEAST_AFTER, LEAST_BEFORE, MOST_AFTER
from regard.analytics.improvement.effect import Amount, Effect
from regard.analytics.watching.readings import Grain


class Answer(StrEnum):
    """Whether it worked."""

    WORKED = "worked"
    DID_NOT = "did_not"
    WORSE = "worse"
    NOT_YET = "not_yet"  # more days will tell
    CANNOT = "cannot"  # no number of days will


@dataclass(frozen=True)
class Verdict:
    """The answer, a sentence, and how many days more it takes where that can be said."""

    answer: Answer
    sentence: str
    days_more: int | None = None


def judge(found: Effect, *, is_more_better: bool, unit: str = "") -> Verdict:
    """Say whether an improvement worked, as far as that can be told.

    It worked where the interval leaves nought out on the good side. It did not where the interval reaches neither what was
    hoped for nor beyond, or lies on the bad side. Otherwise it cannot be told yet.
    """
    if found.effect is None:
        return _too_little(found)
    if found.is_restless:
        clear = sum(one.effect.is_clear for one in found.placebos)
        return Verdict(
            Answer.CANNOT,
            f"This cannot be told: {clear} of {len(found.placebos)} days on which nothing was shipped seem to show an "
            "effect as well, so this number moves by itself. Compare with something that moves alike.",
        )
    good = found.effect if is_more_better else Amount(-found.effect.value, -found.effect.high, -found.effect.low)
    told = _told(found.effect, unit)
    if good.low > 0:
        return Verdict(Answer.WORKED, f"It worked: {told}.")
    if good.high < 0:
        return Verdict(Answer.WORSE, f"It made things worse: {told}.")
    if good.high < found.worthwhile:
        hoped = "what it scatters anyway" if found.is_worthwhile_usual else "what was hoped for"
        best = _n(max(good.high, 0.0))
        return Verdict(
            Answer.DID_NOT,
            f"It did not work: {told}. At best that is {best} for the better, less than {hoped} ({_n(found.worthwhile)}).",
        )
    return _open(found, told)


def _open(found: Effect, told: str) -> Verdict:
    if found.periods_more:
        days = found.periods_more * found.grain.days
        return Verdict(Answer.NOT_YET, f"This cannot be told yet: {told}. About {days} days more will tell.", days)
    most = MOST_AFTER[found.grain] * found.grain.days
    return Verdict(
        Answer.CANNOT,
        f"This cannot be told: {told}, and within {most} days after shipping it will not get close enough to tell a "
        f"change of {_n(found.worthwhile)}. Look at a larger scope, a steadier metric, or a larger change.",
    )


def _too_little(found: Effect) -> Verdict:
    word = "week" if found.grain is Grain.WEEK else "day"
    least = LEAST_BEFORE[found.grain]
    if found.before < least:
        return Verdict(
            Answer.CANNOT,
            f"This cannot be told: there are {found.before} whole {word}s with values before it was shipped, and it takes "
            f"{least} to know what would have come without it.",
        )
    days = (found.periods_more or 0) * found.grain.days
    return Verdict(
        Answer.NOT_YET,
        f"This cannot be told yet: there are {found.after} whole {word}s with values since it was shipped, and it takes "
        f"{LEAST_AFTER[found.grain]}. {days} days more will do for a first answer.",
        days,
    )


def _told(effect: Amount, unit: str) -> str:
    ending = f" {unit}" if unit else ""
    return f"{_n(effect.value, sign=True)}{ending} ({_n(effect.low, sign=True)} to {_n(effect.high, sign=True)})"


def _n(value: float, *, sign: bool = False) -> str:
    digits = 1 if abs(value) >= 10 else 2
    return f"{value:+,.{digits}f}" if sign else f"{value:,.{digits}f}"
