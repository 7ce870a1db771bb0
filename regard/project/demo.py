"""The demo: an imaginary company in a data folder, and somebody who may look at it."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from regard.analytics.errors import RegardError
from regard.foundation.saying.api import say
from regard.project.bootstrap import start_django
from regard.project.demo_work import begin_work
from regard.project.server import check_port, serve

EMAIL = "demo@fernweh.example"
CUSTOMERS = 16_000
DAYS = 730
SEED = 7


class NotTheDemo(RegardError):
    """The folder holds a log that the demo did not make."""

    code = "not_the_demo"
    status = 409


def run_demo(*, data_dir: Path, host: str, port: int, customers: int = CUSTOMERS) -> None:
    """Fill the folder when it is empty, then serve it and say how to sign in."""
    check_port(host=host, port=port)
    os.environ["REGARD_DEMO"] = "yes"
    os.environ.setdefault("REGARD_ORGANISATION", "Fernweh Outfitters")
    say(line=f"Opening the database in {data_dir} …")
    start_django(data_dir)
    fill(data_dir=data_dir, customers=customers)
    password = let_somebody_in(data_dir=data_dir)
    begin_work(data_dir=data_dir, email=EMAIL)
    welcome = f"Sign in with\n    e-mail    {EMAIL}\n    password  {password}"
    serve(data_dir=data_dir, host=host, port=port, welcome=welcome)


def fill(*, data_dir: Path, customers: int) -> None:
    """Let the imaginary company live, unless it did so already.

    The day it ends on is written down first: a run that was interrupted starts again with the same
    company, of which only what is missing is recorded.
    """
    done = data_dir / "demo_ready"
    if done.exists():
        return
    refuse_real_log(data_dir=data_dir)
    say(line=f"Letting an imaginary company live for {DAYS} days with {customers:,} customers …")
    began = time.monotonic()
    stored = record_demo(data_dir=data_dir, customers=customers, end=_last_day(data_dir / "demo_last_day"))
    done.write_text(f"{stored}\n")
    say(line=f"  {stored:,} interactions in {time.monotonic() - began:.0f} s")


def refuse_real_log(*, data_dir: Path) -> None:
    """Raise `NotTheDemo` rather than mix the imaginary company into a log that is somebody's."""
    from regard.foundation.lake.api import Lake

    started_here = (data_dir / "demo_last_day").exists()
    if not started_here and int(Lake.open(data_dir).interactions_here().count().execute()) > 0:
        raise NotTheDemo(f"{data_dir} holds a log already. Name an empty folder: regard demo --data FOLDER.")


def record_demo(*, data_dir: Path, customers: int, end: date) -> int:
    """Simulate and record; return how many interactions the log got out of it."""
    from regard.project.recording import record_company
    from regard.simulator import Company

    company = Company(customers=customers, days=DAYS, seed=SEED, end=end)
    total = record_company(
        company=company,
        data=data_dir,
        on_batch=lambda counts: say(line=f"  {counts.read:,} of about {company.expected_rows:,} interactions …"),
        on_compact=lambda month: say(line=f"  sorting {month} …"),
    )
    (data_dir / "truth.json").write_text(json.dumps(company.truth(), indent=2, ensure_ascii=False) + "\n")
    return total.stored + total.duplicates


def let_somebody_in(*, data_dir: Path) -> str:
    """Return the demo user's password: made once, kept in the data folder, readable by its owner only."""
    from regard.foundation.accounts.api import add_user, has_user
    from regard.foundation.settings.api import read_or_write_secret

    password = read_or_write_secret(path=data_dir / "demo_password", length=12)
    if not has_user(email=EMAIL):
        add_user(email=EMAIL, password=password, name="Demo", may_read_unmasked=True)
    return password


def _last_day(path: Path) -> date:
    if not path.exists():
        yesterday = datetime.now(UTC).date() - timedelta(days=1)
        path.write_text(yesterday.isoformat())
    return date.fromisoformat(path.read_text().strip())
