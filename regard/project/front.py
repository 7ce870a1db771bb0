"""The front: one port for everything. `regard up` runs it as `python -m regard.project.front HOST PORT SOCKET`.

Collection is answered here, in one thin program that does nothing else; whatever is not collection goes on to the web
server behind it, so that a slow page never makes a sender wait.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING

import uvicorn

from regard.foundation.postgres.api import find_postgres_url
from regard.foundation.settings.api import default_data_dir, read_settings
from regard.project.bootstrap import start_django
from regard.project.forwarding import Forwarder
from regard.project.parent import stop_with_parent
from regard.record.collection.asgi import Receive, Scope, Send

if TYPE_CHECKING:
    from regard.record.collection.app import Collector
    from regard.record.collection.intake import TakesIn

SECONDS_TO_STOP = 5


class Front:
    """The ASGI application: collection here, the rest behind."""

    def __init__(self, collector: Collector, forwarder: Forwarder) -> None:
        self.collector = collector
        self.forwarder = forwarder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or begin and end with the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http" and self.collector.takes(scope["path"]):
            await self.collector(scope, receive, send)
        elif scope["type"] == "http":
            await self.forwarder(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await asyncio.to_thread(self.collector.start)
                await self.forwarder.start()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await asyncio.to_thread(self.collector.stop)
                await self.forwarder.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return


def make_collector() -> Collector:
    """The collector of this installation. Django is set up."""
    from regard.project.visitors import visitors_of
    from regard.record.collection.api import Admission, Collector, Intake, KeyRing, memory_of

    data_dir = default_data_dir().resolve()
    url = find_postgres_url(data_dir=data_dir)
    settings = read_settings()
    return Collector(
        intake=_intake_in_nats(settings.nats_url) if settings.nats_url else Intake(url=url),
        keys=KeyRing(),
        admission=Admission(url=url, folder=data_dir),
        memory=memory_of(data_dir=data_dir),
        visitor_of=visitors_of(data_dir=data_dir, has_proxy=settings.https),
    )


def _intake_in_nats(url: str) -> TakesIn:
    from regard.record.collection.gateways.nats import NatsIntake

    return NatsIntake(url=url)


def main(host: str, port: int, socket: str) -> None:
    """Serve until told to stop."""
    stop_with_parent()
    start_django(default_data_dir(), migrate=False)
    uvicorn.run(
        Front(make_collector(), Forwarder(socket)),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="on",
        timeout_keep_alive=75,
        timeout_graceful_shutdown=SECONDS_TO_STOP,
        backlog=2048,
    )
    os._exit(0)  # rather than tear down engines in threads that still run


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
