"""Making sources and keys, closing them, and what the list says of each."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from regard.foundation.audit.api import list_entries
from regard.foundation.lake.api import Lake
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import observation, observations
from regard.record.sources.api import (
    Day,
    NoSource,
    SourceRefused,
    Tally,
    change_source,
    close_source,
    create_key,
    create_source,
    digest_of,
    find_source,
    list_keys,
    list_open_keys,
    list_overviews,
    list_sources,
    make_first_source,
    note_recorded,
    overview_of,
    revoke_key,
)
from regard.record.sources.models import Key, Source

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_sources(db: None) -> None:
    Source.objects.all().delete()


def test_source__made__has_a_slug_of_its_name_and_a_random_write_key() -> None:
    first, second = (
        create_source(name="  Café  Lumen, Shop ", kind="web"),
        create_source(name="Café Lumen, Shop", kind="web"),
    )
    assert (first, second) == ("cafe-lumen-shop", "cafe-lumen-shop-2")
    keys = [row.write_keys[0] for row in list_sources()]
    assert len(set(keys)) == 2
    assert all(key.startswith("rgw_") and len(key) == 36 for key in keys)
    assert {key.digest for key in list_open_keys()} == {digest_of(key=key) for key in keys}


@pytest.mark.parametrize("name", ["", "  ", "x" * 121, "a\x00b", "bell\x07", "\u202egnp.exe"])
def test_source__named_so_that_nobody_could_read_it__is_refused(name: str) -> None:
    with pytest.raises(SourceRefused, match="needs a name"):
        create_source(name=name, kind="web")
    assert list_sources() == []


@pytest.mark.parametrize("slug", ["-x", "A", "a b", "a/b", "..", "x" * 65, "a\x00"])
def test_source__with_a_slug_that_no_address_could_hold__is_refused(slug: str) -> None:
    with pytest.raises(SourceRefused, match="A slug is made of"):
        create_source(name="Shop", kind="web", slug=slug)
    assert list_sources() == []


def test_source__of_a_kind_there_is_not__is_refused() -> None:
    with pytest.raises(SourceRefused, match="A source is of kind web, app, server, store, webhook, import, not 'fax'"):
        create_source(name="Shop", kind="fax")


def test_source__with_a_slug_that_is_taken__is_refused() -> None:
    create_source(name="Shop", kind="web", slug="shop")
    with pytest.raises(SourceRefused, match="There is a source 'shop' already"):
        create_source(name="Shop", kind="web", slug="shop")


def test_first_source__of_a_fresh_installation__is_made_once() -> None:
    assert (make_first_source(), make_first_source()) == ("website", None)
    assert [(row.slug, row.name, row.kind, len(row.write_keys)) for row in list_sources()] == [
        ("website", "Website", "web", 1)
    ]


def test_secret_key__made__is_told_once_and_kept_as_a_digest_only() -> None:
    slug = create_source(name="Back office", kind="server")
    made = create_key(slug=slug, kind="secret", scopes=["import", "receipts", "import"])
    assert made.text.startswith("rgs_")
    assert made.scopes == ("import", "receipts")
    stored = Key.objects.values().get(pk=made.key_id)
    assert made.text not in str(stored)
    assert stored["digest"] == digest_of(key=made.text)
    (shown,) = [key for key in list_keys(slug=slug) if key.kind == "secret"]
    assert (shown.text, shown.prefix) == (None, made.text[:10])


def test_write_key__asked_to_do_more_than_append__is_refused() -> None:
    slug = create_source(name="Shop", kind="web")
    with pytest.raises(SourceRefused, match="can only append"):
        create_key(slug=slug, kind="write", scopes=["write", "receipts"])
    with pytest.raises(SourceRefused, match="scopes are some of write, import, receipts"):
        create_key(slug=slug, kind="secret", scopes=["admin"])
    assert len(list_keys(slug=slug)) == 1


def test_keys__of_one_source__are_limited() -> None:
    slug = create_source(name="Shop", kind="web")
    for _ in range(49):
        create_key(slug=slug, kind="secret")
    with pytest.raises(SourceRefused, match="at most 50 open keys"):
        create_key(slug=slug, kind="secret")


def test_key__revoked__opens_nothing_and_cannot_be_revoked_by_way_of_another_source() -> None:
    slug, other = create_source(name="Shop", kind="web"), create_source(name="Other", kind="web")
    (key,) = list_keys(slug=slug)
    with pytest.raises(NoSource):
        revoke_key(slug=other, key_id=key.key_id)
    revoke_key(slug=slug, key_id=key.key_id)
    assert [one.source for one in list_open_keys()] == [other]
    with pytest.raises(NoSource, match="has no open key"):
        revoke_key(slug=slug, key_id=key.key_id)


def test_source__closed__keeps_its_history_and_opens_again_without_its_old_keys() -> None:
    slug = create_source(name="Shop", kind="web")
    note_recorded(tallies=[Tally(slug, 3, 2, 1, 0, NOW)])
    close_source(slug=slug)
    assert list_open_keys() == []
    change_source(slug=slug, is_enabled=True)
    assert list_open_keys() == []
    made = create_key(slug=slug, kind="write")
    assert [key.digest for key in list_open_keys()] == [digest_of(key=made.text)]


def test_source__switched_off__lets_nobody_in_and_keeps_its_keys() -> None:
    slug = create_source(name="Shop", kind="web")
    change_source(slug=slug, is_enabled=False, name="Old shop")
    assert list_open_keys() == []
    row = find_source(slug=slug)
    assert row is not None
    assert (row.name, row.is_enabled, len(row.write_keys)) == ("Old shop", False, 1)


def test_overview__of_a_source__counts_its_last_30_days(data_dir: Path) -> None:
    lake = Lake.open(data_dir)
    slug = create_source(name="Shop", kind="web")
    assert overview_of(lake=lake, slug=slug, now=NOW).state == "waiting"
    for days in (0, 29, 30):
        note_recorded(tallies=[Tally(slug, 10, 7, 2, 1, NOW - timedelta(days=days))])
    note_recorded(tallies=[Tally(slug, 5, 5, 0, 0, NOW)])
    found = overview_of(lake=lake, slug=slug, now=NOW)
    assert (found.received, found.duplicates, found.rejected, found.state) == (25, 4, 2, "live")
    assert len(found.days) == 30
    assert found.days[0] == Day(slug, date(2026, 10, 24), 10, 7, 2, 1)
    assert found.days[-1] == Day(slug, date(2026, 11, 22), 15, 12, 2, 1)
    assert overview_of(lake=lake, slug=slug, now=NOW + timedelta(days=2)).state == "quiet"
    change_source(slug=slug, is_enabled=False)
    assert overview_of(lake=lake, slug=slug, now=NOW).state == "off"


def test_overviews__of_a_log_with_imports__name_what_was_made_here_first(data_dir: Path) -> None:
    lake = Lake.open(data_dir)
    create_source(name="Shop", kind="web")
    with Recorder(lake=lake, clock=lambda: NOW) as recorder:
        recorder.record(observations(*(observation(source=name) for name in ["<b>old</b>"] * 3 + ["shop"] * 2)))
    made, met = list_overviews(lake=lake, now=NOW)
    assert (made.slug, made.interactions, made.is_made, made.received) == ("shop", 2, True, 0)
    assert (met.slug, met.interactions, met.is_made, met.state, met.kind) == (
        "<b>old</b>",
        3,
        False,
        "history",
        "import",
    )
    assert (met.days[-1].stored, met.received, met.last_seen_at) == (3, 3, NOW)
    with pytest.raises(NoSource):
        overview_of(lake=lake, slug="nobody", now=NOW)


def test_changes__of_sources_and_keys__are_audited_without_any_key(data_dir: Path) -> None:
    slug = create_source(name="Shop", kind="web")
    made = create_key(slug=slug, kind="secret")
    revoke_key(slug=slug, key_id=made.key_id)
    close_source(slug=slug)
    entries = list_entries(subject=f"source:{slug}").rows
    assert [entry.verb for entry in entries] == ["closed", "revoked", "created", "created"]
    assert made.text[4:] not in str(entries)
