"""The recorder: `regard up` runs it beside the web server. It takes what was collected to the log."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

from regard.foundation.failpoints.api import failpoint
from regard.foundation.settings.api import default_data_dir
from regard.project.bootstrap import start_django
from regard.project.parent import stop_with_parent

NICENESS = 5  # who answers senders comes first


def main() -> None:
    """Record until told to stop."""
    stop_with_parent()
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda number, frame: ended.set())
    signal.signal(signal.SIGINT, lambda number, frame: ended.set())
    os.nice(NICENESS)
    start_django(default_data_dir(), migrate=False)
    from regard.foundation.lake.api import Lake
    from regard.record.collection.api import Drain, run_drain
    from regard.record.interactions.api import Recorder

    lake = Lake.open(default_data_dir())
    with Recorder(lake=lake, compacts=False, failpoint=lambda name: failpoint(name=name)) as recorder:
        run_drain(drain=Drain(lake, recorder, ahead=ThreadPoolExecutor(1, "prepare")), is_ended=ended.is_set)


if __name__ == "__main__":
    main()
