"""Starting Spark, once for a process, and stopping it."""

import atexit
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
import warnings
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regard.analytics.errors import RegardError
from regard.foundation.lake.spark.functions import SHARED

if TYPE_CHECKING:
    from regard.foundation.lake.spark.backend import Backend

SECONDS_TO_ANSWER = 5.0
SECONDS_TO_GIVE_CORES = 60.0
WHATEVER_THE_CLUSTER = {
    "spark.app.name": "regard",
    "spark.log.level": "ERROR",
    "spark.sql.ansi.enabled": "true",  # what cannot be a number, or is too large for one, is an error, as on DuckDB
    "spark.sql.caseSensitive": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.variable.substitute": "false",  # ${…} in a text is a text
    "spark.ui.showConsoleProgress": "false",
}
ON_THIS_MACHINE = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",  # a page without a password
}


class EngineMissing(RegardError):
    """Raised where Spark is asked for and is not installed."""

    code = "engine_missing"
    status = 501


class EngineUnreachable(RegardError):
    """Raised where no Spark cluster answers, or it gives nothing to work with."""

    code = "engine_unreachable"
    status = 503


@dataclass
class _Running:
    url: str
    process: int
    backend: "Backend"


_lock = threading.Lock()
_running: list[_Running] = []


def spark_at(*, url: str) -> "Backend":
    """The one Spark session of this process, started on first use. Raises EngineMissing, EngineUnreachable."""
    with _lock:
        if _running and _running[0].process != os.getpid():
            _running.clear()  # of the process this one was forked from
        if _running and _running[0].url != url:
            _running.pop().backend.disconnect()
        if not _running:
            _running.append(_Running(url, os.getpid(), _started(url)))
        return _running[0].backend


def stop_spark() -> None:
    """End the session, where there is one; its workers end with it."""
    with _lock:
        while _running:
            one = _running.pop()
            if one.process == os.getpid():
                one.backend.disconnect()


atexit.register(stop_spark)  # before Java learns by a closed pipe, and its workers by nothing at all


def _started(url: str) -> "Backend":
    _check_java()
    is_here = url.startswith("local")
    if not is_here:
        _check_masters(url)
    told = WHATEVER_THE_CLUSTER | (_of_this_machine(url) if is_here else {})
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")  # which nothing here goes through
    try:
        sql = import_module("pyspark.sql")
        backend_class = import_module("regard.foundation.lake.spark.backend").Backend
    except ImportError:
        raise EngineMissing(
            "ENGINE_URL asks for Spark, which is not installed. Install it with `pip install 'regard[spark]'`, or unset "
            "ENGINE_URL to have DuckDB answer."
        ) from None
    session = _session(sql, url, told)
    backend: Backend = backend_class()
    backend.do_connect(session)
    _teach(session)
    return backend


def _session(sql: Any, url: str, told: dict[str, str]) -> Any:
    builder = sql.SparkSession.builder.master(url)
    for name, value in told.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:  # Java's exceptions come in many classes
        raise EngineUnreachable(
            f"Spark did not start at {url}: {str(error).strip().splitlines()[0][:200]} Look at the cluster, or unset "
            "ENGINE_URL to have DuckDB answer."
        ) from error
    if not url.startswith("local["):
        _wait_for_workers(session, url)
    return session


def _wait_for_workers(session: Any, url: str) -> None:
    context, until = session.sparkContext, time.monotonic() + SECONDS_TO_GIVE_CORES
    while context._jsc.sc().getExecutorMemoryStatus().size() < 2:  # the driver itself is one
        if time.monotonic() > until:
            session.stop()
            raise EngineUnreachable(
                f"The Spark master at {url} gave no worker within {SECONDS_TO_GIVE_CORES:.0f} s. Start workers, or free "
                "cores: another program may hold them all (spark.cores.max limits one)."
            )
        time.sleep(0.1)


def _teach(session: Any) -> None:
    functions = import_module("pyspark.sql.functions")
    for one in SHARED:
        session.udf.register(one.name, functions.arrow_udf(one.of_columns(), one.gives))


def _of_this_machine(url: str) -> dict[str, str]:
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if "SPARK_WORKER_DIR" not in os.environ:  # else it is where Spark is installed
        os.environ["SPARK_WORKER_DIR"] = place = tempfile.mkdtemp(prefix="regard-spark-")
        atexit.register(shutil.rmtree, place, ignore_errors=True)
    numbers = [int(one) for one in url.partition("[")[2].rstrip("]").split(",") if one.isdigit()]
    cores = numbers[0] * numbers[1] if len(numbers) == 3 else numbers[0] if numbers else os.cpu_count() or 1
    return ON_THIS_MACHINE | {
        "spark.sql.shuffle.partitions": str(2 * cores),
        "spark.default.parallelism": str(2 * cores),
    }


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    found = Path(home, "bin", "java").exists() if home else shutil.which("java") is not None
    if not found:
        where = f"JAVA_HOME is {home!r}, where there is none" if home else "none was found"
        raise EngineMissing(
            f"ENGINE_URL asks for Spark, which needs Java 17 or newer, and {where}. Install it (on Debian: apt-get install "
            "default-jre-headless), or unset ENGINE_URL to have DuckDB answer."
        )


def _check_masters(url: str) -> None:
    masters = url.removeprefix("spark://").split(",")
    for one in masters:
        host, _, port = one.rpartition(":")
        try:
            socket.create_connection((host, int(port)), SECONDS_TO_ANSWER).close()
        except OSError:
            continue
        return
    raise EngineUnreachable(
        f"No Spark master answers at {', '.join(masters)}. Look whether it runs and can be reached from here, correct "
        "ENGINE_URL, or unset it to have DuckDB answer."
    )
