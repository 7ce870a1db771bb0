"""A disk that runs full, for real: a small file system of our own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("unshare"), reason="Mounting a small file system needs root.")
def test_disk__that_runs_full__is_refused_to_senders_read_on_and_recovered_from_without_restart(tmp_path: Path) -> None:
    command = ["unshare", "-m", sys.executable, "-m", "benchmarks.reliability.disk", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["before"] == seen["after"] == [200] * 20
    assert seen["nearly full"] == seen["full"] == [503, "30"]
    assert seen["reads while nearly full"] == seen["reads while full"] == 200
    assert seen["ran on"]
    assert seen["exit code"] == 0
    assert (seen["lost"], seen["repeated"]) == (0, 0)
    assert seen["stored"] >= seen["acked"] >= 41
