"""Maps over HTTP: kept in versions, filled, drawn, and the people behind them; who did what is audited."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regard.analytics.journeys.map_definition import read_map
from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.audit.models import Entry
from regard.understand.journeys import api as journeys
from regard.understand.journeys.models import MapVersion
from regard.understand.journeys.tests.factories import company_log

pytestmark = pytest.mark.django_db
MAP = {
    "name": "Kaufen – größer",
    "stages": [
        {"name": "Choose", "steps": [{"name": "Looks", "matches": "Product Viewed"}, {"name": "Hopes"}]},
        {"name": "Buy", "steps": [{"name": "Orders", "matches": "Order Completed"}]},
    ],
}
MAPS = "/api/journeys/maps"


@pytest.fixture
def client() -> Client:
    make_user()
    return Client(headers={"Authorization": f"Bearer {make_key()}"})


def send(client: Client, method: str, path: str, body: object = None) -> tuple[int, Any]:
    ask = getattr(client, method)
    found = ask(path, json.dumps(body), content_type="application/json") if body is not None else ask(path)
    return found.status_code, found.json()


def test_map__is_kept_in_versions__and_nothing_is_lost_where_two_change_it(client: Client) -> None:
    status, made = send(client, "post", MAPS, {"definition": MAP})
    assert (status, made["slug"], made["version"]) == (200, "kaufen-groer", 1)
    path = f"{MAPS}/{made['slug']}"
    renamed = MAP | {"owner": "Shop", "name": "Anders"}
    status, changed = send(client, "put", path, {"definition": renamed, "based_on": 1})
    assert (status, changed["version"], changed["definition"]["owner"]) == (200, 2, "Shop")
    status, refused = send(client, "put", path, {"definition": MAP, "based_on": 1})
    assert (status, refused["code"]) == (409, "map_changed")
    assert "version 2" in refused["detail"]
    assert send(client, "get", path)[1]["definition"]["owner"] == "Shop"
    assert send(client, "get", f"{path}?version=1")[1]["definition"]["owner"] == ""
    names = [send(client, "get", f"{path}/figures{which}")[1]["name"] for which in ("?version=1", "", "?version=2")]
    assert names == [MAP["name"], "Anders", "Anders"]
    for told in ("figures", "drawing", "evidence"):
        assert send(client, "get", f"{path}/{told}?version=3")[0] == 404
    assert [one["number"] for one in send(client, "get", f"{path}/versions")[1]["rows"]] == [2, 1]
    (row,) = send(client, "get", MAPS)[1]["rows"]
    assert (row["steps"], row["unseen"], row["owner"], row["version"]) == (3, 1, "Shop", 2)
    assert list(Entry.objects.filter(subject=f"map:{made['slug']}").values_list("verb", flat=True)) == [
        "created",
        "changed",
    ]
    assert send(client, "delete", path) == (200, {"rows": []})
    assert send(client, "get", path)[0] == 404


@pytest.mark.parametrize(
    ("definition", "wrong"),
    [
        (MAP | {"colour": "red"}, "colour"),
        (MAP | {"stages": []}, "stages"),
        (MAP | {"window_days": 0}, "window_days"),
        (MAP | {"persona": "everybody"}, "trait:NAME=VALUE or segment:SLUG"),
        (MAP | {"stages": [{"name": "A", "steps": [{"name": "B", "matches": "stage:"}]}]}, "names no value"),
        (MAP | {"stages": [{"name": "A", "steps": [{"name": "B", "feeling": 9}]}]}, "feeling"),
        (MAP | {"name": "a\x00b"}, "name"),
        (MAP | {"version": 2}, "version"),
    ],
    ids=["extra", "no stages", "window", "persona", "matcher", "feeling", "nul", "version"],
)
def test_map__that_is_none__is_refused_with_the_place(client: Client, definition: Any, wrong: str) -> None:
    status, told = send(client, "post", MAPS, {"definition": definition})
    assert status == 422
    assert wrong in json.dumps(told)
    assert not MapVersion.objects.exists()


def test_map__over_rest__has_the_figures_of_the_log_and_leads_to_people(client: Client, data_dir: Path) -> None:
    company_log(data_dir, customers=60, days=120)
    slug = send(client, "post", MAPS, {"definition": MAP, "slug": "buying"})[1]["slug"]
    figures = send(client, "get", f"{MAPS}/{slug}/figures")[1]
    draft = send(client, "post", "/api/journeys/map-figures", MAP)[1]
    assert draft == figures
    looks, hopes, orders = figures["steps"]
    assert (hopes["is_assumption"], looks["onward"]["to"]) == (True, 2)
    behind = send(client, "get", f"{MAPS}/{slug}/customers?whom=went_on&step=0&to=2")[1]
    assert behind["total"] == looks["onward"]["way"]["days"]["n"] > 0
    shown = send(client, "get", f"{MAPS}/{slug}/interactions?step=2&what=valued&limit=5")[1]
    assert shown["total"] == orders["money"][0]["n"]
    assert len(shown["rows"]) == 5
    assert send(client, "get", f"{MAPS}/{slug}/evidence")[0] == 200
    looked = set(Entry.objects.filter(verb="viewed").values_list("detail__operation", flat=True))
    assert looked >= {"list_map_customers", "list_map_interactions", "list_map_evidence"}
    assert not looked & {"get_map_figures", "fill_one_map", "get_map"}
    assert send(client, "get", f"{MAPS}/{slug}/customers?whom=visited&step=9")[1]["code"] == "journey_invalid"
    drawing = client.get(f"{MAPS}/{slug}/drawing?form=svg")
    assert drawing["Content-Type"].startswith("image/svg+xml")
    assert "attachment" in drawing["Content-Disposition"]
    assert "sandbox" in drawing["Content-Security-Policy"]
    assert f"{looks['customers']:,} customers" in drawing.content.decode()


def test_map__that_was_emptied_by_an_erasure__is_as_it_was_before_it_named_somebody() -> None:
    slug = journeys.create_map(journey_map=read_map(json.dumps(MAP)))
    journeys.change_map(slug=slug, journey_map=read_map(json.dumps(MAP | {"notes": "Ask ada@example.com."})))
    MapVersion.objects.filter(number=2).update(definition="")
    assert (journeys.find_map(slug=slug).version, journeys.find_map(slug=slug).newest) == (1, 2)
    assert [one.slug for one in journeys.list_maps()] == [slug]


def test_map__whose_slug_is_taken_or_none__is_refused() -> None:
    written = read_map(json.dumps(MAP))
    assert journeys.create_map(journey_map=written) == "kaufen-groer"
    assert journeys.create_map(journey_map=written) == "kaufen-groer-2"
    for slug in ("kaufen-groer", "new", "No Slug", "../up"):
        with pytest.raises(journeys.MapRefused):
            journeys.create_map(journey_map=written, slug=slug)
    assert len(journeys.list_maps()) == 2
    with pytest.raises(journeys.NoMap, match="regard maps list"):
        journeys.find_map(slug="nothing")
