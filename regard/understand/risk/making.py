"""Making scores: learn from the log, back-test, score everybody who is there now, and keep it all beside the log."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from regard.analytics.metrics.loyalty import PURCHASE
from regard.analytics.risk.features import known_of
from regard.analytics.risk.judging import gain, judge
from regard.analytics.risk.learning import Learnt, Tested, cuts_before, features_before, known_then, learn, window_at
from regard.analytics.risk.terms import CannotForesee, Terms, midnight_after, terms_named
from regard.analytics.risk.verdict import BackTest, verdict_of
from regard.foundation.lake.api import Lake
from regard.understand.risk.store import SCORES, SHAPE, TESTS, TREES, Card, Made, drafting, publish

TRIES = 2


def make_risk(*, lake: Lake, name: str, terms: Terms | None = None, now: datetime | None = None) -> Made:
    """Learn who leaves, and score everybody; see `regard.analytics.risk.learning`. Raises CannotForesee or RiskRefused.

    `name` is one of `USUAL`, whose terms may be changed.
    """
    asked = terms or terms_named(name)
    terms_named(name)
    with drafting(lake=lake, name=name) as draft:
        return _make(lake, draft, name, asked, now or datetime.now(UTC))


def _make(lake: Lake, draft: Path, name: str, terms: Terms, now: datetime) -> Made:
    log, log_version, last = lake.interactions(), lake.version, lake.last_at()
    first = log.time.min().to_pyarrow().as_py()
    if last is None or first is None:
        raise CannotForesee("The log is empty. Import a file first (`regard import FILE`).")
    as_of = midnight_after(last)
    cuts = cuts_before(as_of, first, terms)
    if not cuts:
        raise CannotForesee(
            f"The log covers fewer than {terms.days} days, so nobody could be followed for as long. Record more."
        )
    features = features_before(log, cut=cuts[-1], terms=terms)
    learnt = learn([window_at(log, cut=cut, features=features, terms=terms) for cut in cuts], terms)
    now_known = known_then(log, cut=as_of, features=features, terms=terms)
    known = known_of(now_known, features)
    chances = learnt.hazard.chances(known.matrix)
    _write(draft, learnt, now_known, chances)
    tests = tuple(judged(one) for one in learnt.tests)
    weights, base = weigh(learnt, known.matrix)
    card = Card(
        SHAPE,
        name,
        terms,
        sha256(learnt.hazard.text.encode() + repr((terms, as_of)).encode()).hexdigest()[:12],
        log_version,
        as_of,
        now,
        len(known),
        learnt.windows,
        learnt.is_over_time,
        features,
        weights,
        base,
        learnt.hazard.rows,
        learnt.hazard.left,
        learnt.hazard.rounds,
        learnt.hazard.intercept,
        learnt.hazard.slope,
        tests,
        verdict_of(tests, terms.bound),
        _currency(lake),
        learnt.notes,
    )
    return publish(draft=draft, card=card)


def judged(tested: Tested) -> BackTest:
    """A back-test against what happened."""
    return BackTest(
        tested.cut.date(),
        tested.learnt_from,
        judge(tested.chances, tested.left),
        replace(judge(tested.plain, tested.left)),
        gain(tested.chances, tested.plain, tested.left),
    )


def weigh(learnt: Learnt, matrix: np.ndarray) -> tuple[tuple[float, ...], float]:
    """How much each feature moves the log-odds, over a few thousand customers, and the base they all share."""
    some = matrix[:: max(1, len(matrix) // 5_000)] if len(matrix) else np.zeros((1, matrix.shape[1]))
    explained = learnt.hazard.explain(some)
    return tuple(float(one) for one in np.abs(explained.parts).mean(axis=0)), explained.base


def _write(draft: Path, learnt: Learnt, known: pa.Table, chances: np.ndarray) -> None:
    (draft / TREES).write_text(learnt.hazard.text, "utf-8")
    scores = known.append_column("chance", pa.array(chances))
    scores = scores.append_column("health", pa.array(health_of(chances)))
    pq.write_table(scores, draft / SCORES)
    tests = [
        pa.table(
            {
                "customer_id": one.known.customers,
                "cut": pa.array([one.cut.date()] * len(one.left), pa.date32()),
                "chance": one.chances,
                "plain": one.plain,
                "left": one.left,
            }
        )
        for one in learnt.tests
    ]
    pq.write_table(pa.concat_tables(tests), draft / TESTS)


def health_of(chances: np.ndarray) -> np.ndarray:
    """The health score: of a hundred customers with this chance, how many stay. 0 to 100.

    >>> health_of(np.array([0.0, 0.124, 1.0])).tolist()
    [100, 88, 0]
    """
    return np.asarray(np.rint(100 * (1 - chances)), dtype=np.int64)


def _currency(lake: Lake) -> str | None:
    log = lake.interactions()
    paid = log.filter(log.kind.isin((PURCHASE, "Subscription Started")) & log.value.notnull())
    found = paid.group_by("currency").agg(n=paid.count()).to_pyarrow().to_pylist()
    return max(found, key=lambda row: row["n"])["currency"] if found else None
