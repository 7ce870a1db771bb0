import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from regard.record.tracking.api import DailySalts, cookieless_id

MONDAY = date(2026, 3, 2)
ADA = {"host": "fernweh.example", "ip": "203.0.113.7", "user_agent": "Mozilla/5.0 (X11) Firefox/150.0"}


def id_of(salt: bytes = b"s" * 32, day: date = MONDAY, **changed: str) -> str:
    return cookieless_id(salt=salt, day=day, **(ADA | changed))


def test_id__of_the_same_browser_on_the_same_site_and_day__is_the_same() -> None:
    assert id_of() == id_of()
    assert id_of() == id_of(host="Fernweh.Example")


@pytest.mark.parametrize(
    "changed",
    [
        {"day": MONDAY + timedelta(days=1)},
        {"salt": b"t" * 32},
        {"host": "shop.fernweh.example"},
        {"ip": "203.0.113.8"},
        {"user_agent": "Mozilla/5.0 (X11) Firefox/151.0"},
    ],
)
def test_id__of_another_day_salt_site_address_or_browser__is_another(changed: dict[str, object]) -> None:
    assert id_of(**changed) != id_of()  # type: ignore[arg-type]


def test_id__tells_nothing_of_what_it_is_made_from_and_its_parts_cannot_be_shifted() -> None:
    assert id_of().startswith("cookieless-")
    assert not any(part in id_of() for part in ADA.values())
    assert id_of(host="a", ip="b\x1fc", user_agent="d") != id_of(host="a", ip="b", user_agent="c\x1fd")


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_salt__of_a_day__is_one_for_all_processes_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    clock, file = Clock(), tmp_path / "derived" / "salts"
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: DailySalts(file, clock).today(), range(40)))
    assert len(found) == 1
    ((day, salt),) = found
    assert (day, len(salt)) == (MONDAY, 32)
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600


def test_salt__two_days_old__is_nowhere_any_more(tmp_path: Path) -> None:
    clock, file = Clock(), tmp_path / "salts"
    salts = DailySalts(file, clock)
    found = []
    for _ in range(4):
        found.append(salts.today())
        clock.now += timedelta(days=1)
    assert len({salt for _, salt in found}) == 4
    kept = "".join(path.read_text() for path in tmp_path.iterdir())
    assert [salt.hex() in kept for _, salt in found] == [False, False, True, True]
    assert set(salts._known) == {"2026-03-04", "2026-03-05"}


def test_salts__in_a_damaged_file__are_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "salts"
    file.write_text('{"2026-03-02": 7')
    day, salt = DailySalts(file, Clock()).today()
    assert (day, len(salt)) == (MONDAY, 32)
    assert DailySalts(file, Clock()).today() == (day, salt)


def test_day__turns_at_midnight_utc_wherever_the_clock_stands(tmp_path: Path) -> None:
    clock = Clock()
    clock.now = datetime.fromisoformat("2026-03-03T01:30:00+02:00")
    assert DailySalts(tmp_path / "salts", clock).today()[0] == MONDAY
