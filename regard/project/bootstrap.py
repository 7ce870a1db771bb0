"""Start Django for a command: the right data folder, a running database, migrations applied."""

from __future__ import annotations

import atexit
import os
from pathlib import Path

from regard.analytics.errors import RegardError
from regard.foundation.postgres.api import Postgres, open_postgres


class NoFolder(RegardError):
    """The data folder is none."""

    code = "no_folder"
    status = 400


class DatabaseUnreachable(RegardError):
    """The database that DATABASE_URL names does not answer, or lets us not in."""

    code = "database_unreachable"
    status = 503


_open: dict[Path, Postgres] = {}
MIGRATION_LOCK = 7_236_410_255  # any number, as long as it stays the same


def start_django(data_dir: Path | str, *, migrate: bool = True) -> None:
    """Make Django ready to use the database of `data_dir`, which stays open until we exit."""
    folder = _folder(data_dir)
    if is_started(folder):
        return
    if _open:
        raise RuntimeError("Django is set up for another data folder in this process.")
    if folder.exists() and not folder.is_dir():
        raise NoFolder(f"{folder} is a file, not a data folder. Name a folder with --data.")
    os.environ["REGARD_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regard.project.settings")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # customers' lives are in there
    _open[folder] = open_postgres(data_dir=folder)
    atexit.register(stop_django)

    import django

    django.setup()
    if migrate:
        apply_migrations()


def is_started(data_dir: Path | str) -> bool:
    """Return whether Django is ready for this data folder."""
    return _folder(data_dir) in _open


def keep_database(data_dir: Path | str) -> None:
    """Start the embedded database again where it ended by itself."""
    if (opened := _open.get(_folder(data_dir))) is not None:
        opened.keep_running()


def stop_django() -> None:
    """Let go of the database; the last one to do so stops it."""
    from django.conf import settings

    if _open and settings.configured:
        from django.db import connections

        connections.close_all()
    while _open:
        _open.popitem()[1].close()


def apply_migrations() -> None:
    """Bring the tables up to date, one at a time, and only when they are not."""
    from django.core.management import call_command
    from django.db import OperationalError, connection

    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = str(error).strip().splitlines()[-1].strip()
        raise DatabaseUnreachable(f"The database does not answer: {reason}. Check DATABASE_URL.") from error
    if not _is_behind():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        try:
            call_command("migrate", verbosity=0, interactive=False)
            _make_first_source()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


def _make_first_source() -> None:
    """Give a fresh installation a source, so that it can collect without another step."""
    from regard.record.sources.api import make_first_source

    make_first_source()


def _folder(data_dir: Path | str) -> Path:
    return Path(data_dir).expanduser().resolve()


def _is_behind() -> bool:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    applied = set(MigrationRecorder(connection).applied_migrations())
    return not set(_migrations_on_disk()) <= applied


def _migrations_on_disk() -> list[tuple[str, str]]:
    from importlib import import_module
    from importlib.util import find_spec
    from pkgutil import iter_modules

    from django.apps import apps

    found = []
    for app in apps.get_app_configs():
        if find_spec(f"{app.name}.migrations") is None:
            continue
        package = import_module(f"{app.name}.migrations")
        names = (module.name for module in iter_modules(package.__path__))
        found += [(app.label, name) for name in names if name[0] not in "_~"]
    return found
