"""One Spark for the tests of a program: a cluster of two worker processes on this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from regard.foundation.lake.api import Lake, OnSpark
from regard.understand.journeys.tests.factories import company_log
from tests.needs import need

CLUSTER = "local-cluster[2,1,1024]"
NASTY = "a [b] {c}, ä*"  # what Spark would take for patterns of names


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    need(Path(shutil.which("java") or "/usr/bin/java"), "apt-get install default-jre-headless brings what runs Spark.")
    found = find_spec("pyspark")
    need(Path(found.origin if found and found.origin else "pyspark"), "pip install 'regard[spark]' brings Spark.")
    from regard.foundation.lake.spark.session import spark_at, stop_spark

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_CONF_DIR", str(Path(__file__).parent / "conf"))
        spark_at(url=CLUSTER)
    yield CLUSTER
    stop_spark()


@pytest.fixture(scope="session")
def here(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """A log of the imaginary company, asked on DuckDB."""
    return company_log(tmp_path_factory.mktemp("duckdb"), customers=120, days=160)


@pytest.fixture(scope="session")
def there(here: Lake, cluster: str, tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """The same log in a folder of its own, asked on Spark."""
    root = tmp_path_factory.mktemp("spark") / NASTY
    shutil.copytree(here.root / "lake", root / "lake")
    return Lake(root, OnSpark(cluster, root))
