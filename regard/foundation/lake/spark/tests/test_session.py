"""What is said where Spark cannot be had. Nothing of Spark is started here."""

import socket
import sys
from pathlib import Path

import pytest

from regard.foundation.lake.api import Lake
from regard.foundation.lake.spark import session
from regard.foundation.lake.spark.session import EngineMissing, EngineUnreachable


def asked(folder: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGINE_URL", url)
    Lake.open(folder).interactions()


def test_spark__without_java__says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(EngineMissing, match=r"needs Java 17 or newer, and JAVA_HOME is .*unset ENGINE_URL"):
        asked(tmp_path, "local[2]", monkeypatch)
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineMissing, match="none was found"):
        asked(tmp_path, "local[2]", monkeypatch)


def test_spark__not_installed__says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "_check_java", lambda: None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(EngineMissing, match=r"pip install 'regard\[spark\]'"):
        asked(tmp_path, "local[2]", monkeypatch)


def test_spark__with_no_master_there__says_so_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "_check_java", lambda: None)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]  # nobody listens
        with pytest.raises(EngineUnreachable, match=rf"No Spark master answers at 127.0.0.1:{port}\."):
            asked(tmp_path, f"spark://127.0.0.1:{port}", monkeypatch)


def test_lake__whose_analyses_run_on_spark__looks_up_single_rows_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENGINE_URL", "spark://127.0.0.1:1")
    lake = Lake.open(tmp_path)
    assert lake.sql("select count(*) as n from interactions").to_pylist() == [{"n": 0}]
    assert lake.interactions_here().columns == lake.of_customer(customer_id="cus_0000000000000001").columns
