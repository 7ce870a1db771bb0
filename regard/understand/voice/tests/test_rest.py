"""Voice over HTTP: topics, the sentences behind them, corrections and wishes."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.audit.api import list_entries
from regard.foundation.lake.api import Lake
from regard.understand.voice.operations import find_topics_anew

pytestmark = pytest.mark.django_db
PERIOD = "since=2026-10-02&until=2026-11-01"
Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def ask(read_shop: Lake, data_dir: Path) -> Ask:
    for name in ("lake", "derived"):
        shutil.rmtree(data_dir / name, ignore_errors=True)
        shutil.copytree(read_shop.root / name, data_dir / name)
    make_user()
    headers = {"Authorization": f"Bearer {make_key()}"}
    find_topics_anew(lake=Lake.shared(data_dir))

    def asked(method: str, path: str, body: Any = None, *, known: bool = True) -> tuple[int, Any]:
        client = Client(headers=headers if known else {})
        found = client.generic(method, f"/api/voice{path}", json.dumps(body), content_type="application/json")
        return found.status_code, found.json() if found.content else None

    return asked


def leaf_of(ask: Ask, word: str) -> dict[str, Any]:
    """The smallest topic that most texts with a word are about."""
    rows = ask("GET", "/sentences?limit=200")[1]["rows"]
    named = [one["topic"] for row in rows for one in row["opinions"] if word in row["text"] and one["topic"]]
    found = max(set(named), key=named.count)
    return next(row for row in ask("GET", "")[1]["topics"] if row["id"] == found)


def test_voice__over_rest__tells_topics_with_their_figures_and_change(ask: Ask) -> None:
    status, found = ask("GET", f"?{PERIOD}")
    assert status == 200
    assert found["progress"]["waiting"] == 0
    assert found["whole"]["customers"] == 230
    assert found["before"]["customers"] == 170
    late = next(row for row in found["topics"] if row["id"] == leaf_of(ask, "parcel")["id"])
    figures = late["figures"]
    assert 30 <= figures["customers"] <= 80
    assert figures["sentiment"]["high"] < 0
    assert sum(figures["labels"].values()) == figures["n"]
    assert "pain_point" in late["kinds"]
    assert late["volume"]["value"] == pytest.approx(300, abs=1)
    assert late["volume"]["word"] == "higher"
    assert len(late["course"]) == 8
    assert late["course"][-1] == figures["n"]


def test_topic__closely__leads_to_its_sentences(ask: Ask) -> None:
    topic = leaf_of(ask, "app")
    status, detail = ask("GET", f"/topics/{topic['id']}")
    assert status == 200
    assert detail["channels"]["app"]["n"] > 0
    status, page = ask("GET", f"/sentences?topic={topic['id']}&limit=3&order=typical")
    assert (status, len(page["rows"]), page["next_offset"]) == (200, 3, 3)
    assert page["total"] == topic["figures"]["texts"]
    second = ask("GET", f"/sentences?topic={topic['id']}&limit=3&order=typical&offset=3")[1]
    ids = [row["interaction_id"] for row in (*page["rows"], *second["rows"])]
    assert len(set(ids)) == 6
    one = page["rows"][0]
    wanted = next(each for each in one["opinions"] if each["is_wanted"])
    assert one["text"][wanted["first"] : wanted["last"]].strip()


def test_correction__rescores_at_once_and_can_be_taken_back(ask: Ask) -> None:
    page = ask("GET", "/sentences?label=negative&limit=1")[1]
    row, total = page["rows"][0], page["total"]
    part = next(one["part"] for one in row["opinions"] if one["is_wanted"])
    body = {"interaction_id": row["interaction_id"], "part": part, "label": "positive", "emotion": "joy"}
    status, made = ask("POST", "/corrections", body)
    assert status == 200
    after = ask("GET", "/sentences?checked=true")[1]
    assert after["total"] == 10  # whoever said the same
    now = next(one for one in after["rows"][0]["opinions"] if one["part"] == part)
    assert (now["label"], now["sentiment"] > 0, list(now["emotions"])) == ("positive", True, ["joy"])
    assert ask("GET", "/sentences?label=negative")[1]["total"] == total - 10
    listed = ask("GET", "/corrections")[1]["rows"][0]
    assert (listed["was"]["label"], listed["label"], "@" in listed["made_by"]) == ("negative", "positive", True)
    verbs = [entry.verb for entry in list_entries().rows]
    assert "opinion_corrected" in verbs
    assert ask("DELETE", f"/corrections/{made['id']}")[0] == 200
    assert ask("GET", "/sentences?label=negative")[1]["total"] == total
    assert ask("DELETE", f"/corrections/{made['id']}")[0] == 404


def test_wishes__hold_when_topics_are_found_anew(ask: Ask, data_dir: Path) -> None:
    app, late = leaf_of(ask, "app"), leaf_of(ask, "parcel")
    assert ask("POST", "/wishes", {"kind": "rename", "topic": app["id"], "name": "The app breaks"})[0] == 200
    names = {row["id"]: row["name"] for row in ask("GET", "")[1]["topics"]}
    assert names[app["id"]] == "The app breaks"
    assert ask("POST", "/wishes", {"kind": "merge", "topic": late["id"], "into": app["id"]})[0] == 200
    rows = {row["id"]: row for row in ask("GET", "")[1]["topics"]}
    assert late["id"] not in rows
    assert rows[app["id"]]["figures"]["n"] >= app["figures"]["n"] + late["figures"]["n"]
    find_topics_anew(lake=Lake.shared(data_dir))
    assert {row["id"]: row["name"] for row in ask("GET", "")[1]["topics"]}[app["id"]] == "The app breaks"
    wish = ask("GET", "/wishes")[1]["rows"][0]
    assert (wish["kind"], wish["into"]) == ("merge", app["id"])
    assert ask("DELETE", f"/wishes/{wish['id']}")[0] == 200


REFUSED: list[tuple[str, str, Any, int]] = [
    ("GET", "/topics/t_nothing", None, 404),
    ("GET", "/topics/..%2f..%2fx", None, 404),
    ("GET", "/sentences?order=best", None, 422),
    ("GET", "/sentences?emotion=envy", None, 422),
    ("GET", "/sentences?limit=100000", None, 422),
    ("GET", "?since=2026-10-01&until=2026-09-01", None, 422),
    ("POST", "/corrections", {"interaction_id": "nobody", "part": 0, "label": "positive"}, 404),
    ("POST", "/corrections", {"interaction_id": "nobody", "part": 0}, 422),
    ("POST", "/corrections", {"interaction_id": "nobody", "part": 0, "topic": "t_none"}, 422),
    ("POST", "/wishes", {"kind": "rename", "topic": "t_none", "name": "x"}, 404),
    ("POST", "/wishes", {"kind": "teach", "topic": "", "name": "New"}, 422),
    ("POST", "/wishes", {"kind": "burn", "topic": "t_none"}, 422),
    ("DELETE", "/wishes/99", None, 404),
]


def test_question__that_cannot_be__is_refused_in_a_sentence(ask: Ask) -> None:
    for method, path, body, status in REFUSED:
        found, problem = ask(method, path, body)
        assert found == status, (method, path)
        assert not problem or problem["title"].strip()


def test_voice__for_a_stranger__says_nothing(ask: Ask) -> None:
    for path in ("", "/sentences", "/corrections", "/wishes", "/heat"):
        assert ask("GET", path, known=False)[0] == 401
