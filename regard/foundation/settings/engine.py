"""Which engine analyses run on: DuckDB in this process, or Apache Spark."""

from __future__ import annotations

import os
import re

from regard.foundation.settings.secrets import SettingRefused

IN_PROCESS = "duckdb"
LOCAL = re.compile(r"local\[(?:\*|[1-9]\d{0,3})\]")
LOCAL_CLUSTER = re.compile(r"local-cluster\[\s*[1-9]\d{0,3}\s*,\s*[1-9]\d{0,3}\s*,\s*(\d{1,7})\s*\]")
MASTERS = re.compile(r"spark://[A-Za-z0-9._-]+:\d{1,5}(?:,[A-Za-z0-9._-]+:\d{1,5})*")
LEAST_MEMORY = 512  # megabytes: with less, Spark's workers do not start


def chosen_engine() -> str | None:
    """The address of Spark from ENGINE_URL, None for DuckDB. Raises SettingRefused."""
    return checked_engine(url=os.environ.get("ENGINE_URL") or None)


def checked_engine(*, url: str | None) -> str | None:
    """The address of Spark as Spark wants it, None for DuckDB. Raises SettingRefused for one that cannot be.

    >>> checked_engine(url="spark://head.example.org:7077")
    'spark://head.example.org:7077'
    """
    told = (url or "").strip()
    if told in ("", IN_PROCESS):
        return None
    cluster = LOCAL_CLUSTER.fullmatch(told)
    if cluster is not None and int(cluster[1]) < LEAST_MEMORY:
        raise SettingRefused(
            f"ENGINE_URL gives each of Spark's workers {cluster[1]} MB of memory. They need {LEAST_MEMORY} at least, as in "
            "local-cluster[2,1,1024]."
        )
    if cluster is None and LOCAL.fullmatch(told) is None and not _names_masters(told):
        raise SettingRefused(
            f"ENGINE_URL is {told[:80]!r}, which is no engine. Leave it unset for DuckDB, or write spark://HOST:PORT for a "
            "cluster, local[2] for threads of this machine, or local-cluster[WORKERS,CORES,MEGABYTES] for processes of it."
        )
    return re.sub(r"\s", "", told)


def _names_masters(url: str) -> bool:
    if MASTERS.fullmatch(url) is None:
        return False
    return all(0 < int(one.rsplit(":", 1)[1]) < 1 << 16 for one in url.removeprefix("spark://").split(","))
