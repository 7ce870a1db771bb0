"""The job worker: `regard up` runs it beside the web server."""

from __future__ import annotations

from regard.foundation.settings.api import default_data_dir
from regard.project.bootstrap import start_django
from regard.project.parent import stop_with_parent


def main() -> None:
    """Work off jobs until told to stop."""
    stop_with_parent()
    start_django(default_data_dir(), migrate=False)
    from regard.foundation.jobs.api import run_worker
    from regard.foundation.lake.api import Lake
    from regard.understand.metrics.api import publish_terms

    publish_terms(lake=Lake.open(default_data_dir()))  # after a restore the copy is missing
    run_worker()


if __name__ == "__main__":
    main()
