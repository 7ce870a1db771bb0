"""The reader: `regard up` runs it beside the recorder. It understands texts as they come."""

from __future__ import annotations

import os
import signal
import threading

from regard.foundation.saying.api import say
from regard.foundation.settings.api import default_data_dir
from regard.project.bootstrap import start_django
from regard.project.parent import stop_with_parent

NICENESS = 10  # who answers, and who records, come first


def main() -> None:
    """Read until told to stop."""
    stop_with_parent()
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda number, frame: ended.set())
    signal.signal(signal.SIGINT, lambda number, frame: ended.set())
    os.nice(NICENESS)
    start_django(default_data_dir(), migrate=False)
    from django.db import DatabaseError, close_old_connections

    from regard.analytics.errors import RegardError
    from regard.engage.surveys.api import place_notes
    from regard.foundation.lake.api import Lake
    from regard.understand.voice.api import keep_reading

    lake = Lake.open(default_data_dir())

    def read_notes() -> None:
        close_old_connections()
        try:
            place_notes(lake=lake)
        except (DatabaseError, RegardError) as error:  # the notes wait until the next look
            say(line=f"Reading notes: {error}")

    keep_reading(lake=lake, is_ended=ended.is_set, say=lambda line: say(line=line), beside=read_notes)


if __name__ == "__main__":
    main()
