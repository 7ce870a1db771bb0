"""Somebody is erased, and then everything there is is searched for them: with a real database, through commands."""

import json
from pathlib import Path
from typing import Any

import duckdb

from regard.foundation.lake.api import Lake
from regard.record.privacy.places import FOLDERS
from regard.record.privacy.tests.canaries import EMAIL, NEEDLES, canary_events, other_events, regard, write_events


def search(folder: Path) -> dict[str, Any]:
    return dict(json.loads(regard(folder, "privacy", "search", "--json", *NEEDLES, code=None)))


def rows_of_others(folder: Path) -> list[Any]:
    lake = Lake.open(folder / "data", create=False)
    found, engine = [], duckdb.connect()
    for name in ("interactions", "rejected"):
        files = lake.delta(name).file_uris()
        query = f"select to_json(log) from read_parquet({files}, hive_partitioning=false) log where to_json(log)::text"
        found += sorted(engine.execute(f"{query} not ilike '%canar%'").fetchall())
    return found


def derive(folder: Path) -> None:
    """Build the caches that pages are served from."""
    code = (
        "from regard.project.bootstrap import start_django; start_django('data')\n"
        "from regard.foundation.lake.api import Lake, encounter_table\n"
        "from regard.record.customers.queries import list_customers\n"
        "lake = Lake.open('data'); print(list_customers(lake=lake, words='canaria').total); encounter_table(lake=lake)\n"
    )
    (folder / "derive.py").write_text(code)
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "derive.py"], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


def test_person__erased__is_nowhere_and_does_not_come_back(tmp_path: Path) -> None:
    mine, others = canary_events(), other_events()
    file = write_events(tmp_path / "events.ndjson", mine[:3] + others[:3])
    more = write_events(tmp_path / "more.ndjson", others[3:] + mine[3:])
    regard(tmp_path, "import", str(file), "--source", "shop")
    regard(tmp_path, "import", str(more), "--source", "shop")
    derive(tmp_path)
    assert json.loads(regard(tmp_path, "voice", "build", "--json"))["read"] > 1  # what was said is read
    before = rows_of_others(tmp_path)
    places = {hit["place"].split("/")[0] for hit in search(tmp_path)["hits"]}
    assert {"lake", "derived", "postgres", "table customers_identifier", "table consents_consent"} <= places

    regard(tmp_path, "privacy", "erase", "--identifier", f"email:{EMAIL}", typed="yes\n", code=2)  # not their id
    outcome = json.loads(regard(tmp_path, "privacy", "erase", "--identifier", f"email:{EMAIL}", "--yes", "--json"))

    assert outcome["is_done"]
    left = json.loads(regard(tmp_path, "voice", "show", "--json"))
    assert (left["texts"], left["waiting"]) == (5, 0)  # what others said stays, as it was read
    assert {store: count for store, count in outcome["counts"].items() if count} == {
        "interactions": 4,
        "rejected": 1,
        "customers_identifier": 4,
        "customers_link": 3,
        "consents_consent": 2,
    }
    assert search(tmp_path)["hits"] == []
    assert rows_of_others(tmp_path) == before

    again = json.loads(regard(tmp_path, "import", str(file), str(more), "--source", "shop", "--json"))
    assert again == {"read": 12, "stored": 0, "duplicates": 6, "rejected": 6}
    assert search(tmp_path)["hits"] == []

    returned = [one | {"timestamp": "2030-01-01T00:00:00Z", "messageId": "later"} for one in mine[:1]]
    later = write_events(tmp_path / "later.ndjson", returned)
    assert json.loads(regard(tmp_path, "import", str(later), "--source", "shop", "--json"))["stored"] == 1
    assert regard(tmp_path, "audit", "verify").startswith("The audit log is whole")
    assert unplaced(tmp_path / "data") == []


def unplaced(data: Path) -> list[str]:
    found = [str(path.relative_to(data)) for path in data.rglob("*") if path.is_file()]
    return [
        name for name in found if not any(name == one or name.startswith((f"{one}/", f"{one}.")) for one in FOLDERS)
    ]
