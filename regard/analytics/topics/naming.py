"""Names in words people use: the phrases that a topic's texts share and others lack.

Phrases are one to three words as they were written, weighed by class tf-idf: how many of the topic's texts use one, times
log(1 + texts of an average topic / texts of all topics that use it), after Grootendorst (2022). A phrase neither begins nor ends
with a stop word, though "not" and "no" may begin one. A second phrase joins where the first speaks for few.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from regard.analytics.topics.neighbours import Floats, Ints, unit
from regard.analytics.topics.stop_words import NEGATIONS, STOP_WORDS

READ = 400  # texts of a topic that are read for its name
LONGEST = 3  # words
LONGER_IS_CLEARER = (1.0, 1.6, 1.8)  # how much one, two, three words say
SPEAKS_FOR = 0.45  # of the texts: then one phrase is enough
KEPT = 8  # phrases
SPOKEN = 0.15  # of a topic's texts in the language of most texts, and
LEAST_SPOKEN = 3  # so many: then it is named in it
EXAMPLES = 3
SHOWN = 160  # characters of a text that names a topic where no word does
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", re.UNICODE)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, apostrophes alike.

    >>> words_of("I can’t PAY, 3 times!")
    ['i', "can't", 'pay', 'times']
    """
    return [word.replace("’", "'") for word in WORD.findall(text.lower())]


def phrases_of(words: Sequence[str]) -> set[str]:
    """The phrases that may name something.

    What is denied is named as denied: who writes that nothing came says nothing of what came.

    >>> sorted(phrases_of(["my", "card", "is", "not", "working"]))
    ['card', 'not working']
    >>> sorted(phrases_of("ainda não recebi o produto".split()))
    ['não recebi', 'não recebi o produto', 'produto']
    """
    found = set()
    for start, first in enumerate(words):
        if start and words[start - 1] in NEGATIONS:
            continue
        for length in range(1, LONGEST + 1 + (first in NEGATIONS)):
            phrase = words[start : start + length]
            if len(phrase) == length and _may_begin(first, length) and _may_end(phrase[-1]):
                found.add(" ".join(phrase))
    return found


def _may_begin(word: str, length: int) -> bool:
    return len(word) > 1 and (word not in STOP_WORDS or (word in NEGATIONS and length > 1))


def _may_end(word: str) -> bool:
    return len(word) > 1 and word not in STOP_WORDS and word not in NEGATIONS


def distinctive(
    texts: Sequence[str], group: Ints, *, count: int, languages: Sequence[str | None] | None = None
) -> list[list[tuple[str, float]]]:
    """For each group its most distinctive phrases with the share of its texts that use them, best first.

    A name is in one language: the one that most of all texts are in, where the group speaks it too, so that names read
    alike; otherwise the one that most of the group's texts are in.
    """
    usual = _commonest(languages) if languages else None
    used: list[Counter[str]] = []
    read: list[int] = []
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], np.arange(count + 1))
    for one in range(count):
        rows = order[starts[one] : starts[one + 1]]
        rows = _in_one_language(rows, languages, usual)
        rows = rows[np.linspace(0, len(rows) - 1, min(len(rows), READ)).astype(int)] if len(rows) else rows
        used.append(Counter(phrase for row in rows for phrase in phrases_of(words_of(texts[row]))))
        read.append(len(rows))
    everywhere: Counter[str] = Counter()
    for mine in used:
        everywhere.update(mine)
    average = sum(read) / max(count, 1)
    return [_ranked(mine, everywhere, average, read[one]) for one, mine in enumerate(used)]


def _in_one_language(rows: Ints, languages: Sequence[str | None] | None, usual: str | None) -> Ints:
    """Those in the usual language if it is spoken enough, else in the one most are in; all where nobody knows of any."""
    if languages is None:
        return rows
    own = [languages[row] for row in rows.tolist()]
    spoken = max(len(own) - own.count(None), 1)
    chosen = usual if own.count(usual) >= max(SPOKEN * spoken, LEAST_SPOKEN) else _commonest(own)
    return (
        rows
        if chosen is None
        else np.array([row for row in rows.tolist() if languages[row] in (chosen, None)], np.int64)
    )


def _commonest(languages: Sequence[str | None]) -> str | None:
    spoken = Counter(one for one in languages if one)
    return max(sorted(spoken), key=lambda one: spoken[one], default=None)


def _ranked(mine: Counter[str], everywhere: Counter[str], average: float, n: int) -> list[tuple[str, float]]:
    least = 1 if n < 6 else 2
    weighed = [
        (
            n_used
            / n
            * np.log(1 + average / everywhere[phrase])
            * LONGER_IS_CLEARER[min(phrase.count(" "), LONGEST - 1)],
            phrase,
            n_used / n,
        )
        for phrase, n_used in mine.items()
        if n_used >= least
    ]
    weighed.sort(key=lambda each: (-each[0], each[1]))
    kept: list[tuple[str, float]] = []
    for _, phrase, share in weighed:
        if len(kept) == KEPT:
            break
        if not any(_says_the_same(phrase, other) for other, _ in kept):
            kept.append((phrase, share))
    return kept


def _says_the_same(phrase: str, other: str) -> bool:
    """Whether one is within the other, or they share all but a word's ending, small words aside.

    >>> _says_the_same("recebi o produto", "recebi meu produto"), _says_the_same("not working", "working")
    (True, True)
    >>> _says_the_same("recebi um e-mail", "recebi um email"), _says_the_same("não recebi", "nao recebi")
    (True, True)
    """
    one, two = ([_plain(word) for word in each.split() if word not in STOP_WORDS] for each in (phrase, other))
    if set(one) <= set(two) or set(two) <= set(one):
        return True
    stems = {word[:5] for word in one}, {word[:5] for word in two}
    return stems[0] <= stems[1] or stems[1] <= stems[0]


def _plain(word: str) -> str:
    """A word without accents and hyphens."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word) if sign.isalnum())


def named(phrases: Sequence[tuple[str, float]], medoid: str, *, taken: Iterable[str], before: str | None = None) -> str:
    """A name that no other topic has.

    The name it had is kept while one of its phrases is still among the most distinctive.
    """
    used = set(taken)
    told = [phrase for phrase, _ in phrases]
    if before and before not in used and any(part in told for part in before.lower().split(", ")):
        return before
    if not phrases:
        return _unlike(_cut(medoid) or "…", used)
    first, share = phrases[0]
    parts = [first] if share >= SPEAKS_FOR or len(told) == 1 else told[:2]
    for further in range(len(parts), len(told) + 1):
        name = _as_title(", ".join([*parts, *told[len(parts) : further]]))
        if name not in used:
            return name
    return _unlike(_as_title(", ".join(parts)), used)


def _unlike(name: str, used: set[str]) -> str:
    found, turn = name, 1
    while found in used:
        turn += 1
        found = f"{name} ({turn})"
    return found


def _as_title(name: str) -> str:
    return name[:1].upper() + name[1:]


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rsplit(" ", 1)[0] + "…"


def nearest_to_middle(vectors: Floats, rows: Ints, texts: Sequence[str]) -> list[int]:
    """The medoid and further examples: rows nearest to their middle, each saying something else."""
    middle = unit(vectors[rows].mean(axis=0, dtype=np.float64)[None])[0]
    near = vectors[rows] @ middle
    found: list[int] = []
    said: set[str] = set()
    for row in rows[np.lexsort((rows, -near))][: 20 * EXAMPLES]:
        told = " ".join(words_of(texts[row]))
        if told not in said or not found:
            said.add(told)
            found.append(int(row))
        if len(found) == 1 + EXAMPLES:
            break
    return found
