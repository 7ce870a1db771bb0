"""The door of jobs: register a task with `app`, work them off with `run_worker`.

A domain writes its tasks in `tasks.py`; the worker finds them there, and no other program loads what they need.

    from regard.foundation.jobs.api import app

    @app.periodic(cron="30 3 * * *")
    @app.task(queueing_lock="clear_expired_sessions")
    def clear_expired_sessions(timestamp: int) -> None: ...
"""

from __future__ import annotations

from django.utils.module_loading import autodiscover_modules
from procrastinate.contrib.django import app

__all__ = ["app", "run_worker"]

SECONDS_TO_FINISH = 10


def run_worker(*, wait: bool = True) -> None:
    """Work off jobs until told to stop by SIGINT or SIGTERM; `wait=False` stops when none is left."""
    autodiscover_modules("tasks")
    with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
        worker.run_worker(
            wait=wait,
            concurrency=1,
            shutdown_graceful_timeout=SECONDS_TO_FINISH,
            delete_jobs="successful",
        )
