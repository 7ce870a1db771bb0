"""The carrier: `regard up` runs it where REGARD_NATS names a server. It takes what waits there to the intake."""

from __future__ import annotations

import asyncio
import signal
import threading

from regard.foundation.postgres.api import find_postgres_url
from regard.foundation.settings.api import default_data_dir, read_settings
from regard.project.bootstrap import start_django
from regard.project.parent import stop_with_parent


def main() -> None:
    """Carry until told to stop."""
    stop_with_parent()
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda number, frame: ended.set())
    data_dir = default_data_dir().resolve()
    start_django(data_dir, migrate=False)
    from regard.record.collection.gateways.nats import carry

    url = read_settings().nats_url
    if url:
        asyncio.run(carry(url=url, database=find_postgres_url(data_dir=data_dir), is_ended=ended.is_set))


if __name__ == "__main__":
    main()
