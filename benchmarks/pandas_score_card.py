"""The score card written by hand in pandas: the peer that `benchmarks.overview` compares with."""

import time
from pathlib import Path

import pandas as pd
from deltalake import DeltaTable

from regard.analytics.schema.vocabulary import ANSWERS, BOOKKEEPING

LEFT_OUT = (*BOOKKEEPING, *ANSWERS)
COLUMNS = ["customer_id", "time", "id", "kind", "actor", "metric", "score", "scale_min", "scale_max"]
DAYS = pd.Timedelta(days=90)


def score_card(folder: Path, since: str, until: str) -> tuple[float, dict[str, tuple[float, int]]]:
    """Seconds, and value and n of each headline over one period; the interval is left out."""
    started = time.perf_counter()
    files = DeltaTable(str(folder / "lake" / "interactions")).file_uris()
    log = pd.concat([pd.read_parquet(name, columns=COLUMNS) for name in files], ignore_index=True)
    first, last = pd.Timestamp(since, tz="UTC"), pd.Timestamp(until, tz="UTC")
    found = {**_scores(log[(log.time >= first) & (log.time < last)]), **_loyalty(log, first - DAYS, last - DAYS)}
    return time.perf_counter() - started, found


def _scores(rows: pd.DataFrame) -> dict[str, tuple[float, int]]:
    rows = rows[rows.score.notna()]
    nps = rows[rows.metric == "nps"].score
    csat, ces = (rows[rows.metric == name] for name in ("csat", "ces"))
    place = lambda part: (part.score - part.scale_min) / (part.scale_max - part.scale_min)  # noqa: E731
    return {
        "nps": (100 * ((nps >= 9).mean() - (nps <= 6).mean()), len(nps)),
        "csat": (100 * (place(csat) >= 0.75 - 1e-9).mean(), len(csat)),
        "ces": (100 * (place(ces) > 0.5 + 1e-7).mean(), len(ces)),
    }


def _loyalty(log: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> dict[str, tuple[float, int]]:
    known = log.time.max() - DAYS
    active = log[(log.actor == "customer") & ~log.kind.isin(LEFT_OUT)]
    days = active.assign(day=active.time.dt.floor("D")).groupby(["customer_id", "day"], as_index=False).time.min()
    orders = log[log.kind == "Order Completed"].sort_values(["customer_id", "time", "id"])
    found = {}
    for name, rows in (("retention", days.sort_values(["customer_id", "day"])), ("repeat_purchase", orders)):
        followed = rows.assign(next=rows.groupby("customer_id").time.shift(-1))
        within = (followed.time >= first) & (followed.time < last) & (followed.time <= known)
        cohort = followed[within].drop_duplicates("customer_id")
        found[name] = (100 * ((cohort.next - cohort.time) <= DAYS).mean(), len(cohort))
    return found
