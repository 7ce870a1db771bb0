"""The bare endpoint to compare with: it commits each body like the intake does, and does nothing else.

`python -m benchmarks.collection.bare PORT DATABASE` serves it.
"""

import asyncio
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn

from regard.project.bootstrap import start_django


def main(port: int, data_dir: str) -> None:
    """Serve until told to stop."""
    start_django(data_dir, migrate=False)
    from regard.foundation.postgres.api import find_postgres_url
    from regard.record.collection.decoding import IntakeRequest
    from regard.record.collection.intake import Intake

    intake = Intake(url=find_postgres_url(data_dir=Path(data_dir)))

    async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await asyncio.to_thread(intake.start)
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await asyncio.to_thread(intake.stop)
            await send({"type": "lifespan.shutdown.complete"})
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        request = IntakeRequest(str(uuid.uuid4()), "bare", "batch", datetime.now(UTC), None, None, body)
        await intake.put(request=request, events=1)
        headers = [(b"content-type", b"application/json"), (b"content-length", b"16")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"success":true}'})

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False, ws="none", lifespan="on")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
