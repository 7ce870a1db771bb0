"""What a period is known to be beforehand: its weekday, its place in the year, whether it is a holiday."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

import holidays
import numpy as np

from regard.analytics.errors import RegardError
from regard.analytics.watching.readings import Grain, Numbers, Readings

YEARS_FOR_A_YEARLY_SEASON = 2
HARMONICS = 2
DAYS_OF_A_YEAR = 365.2425


class UnknownCountry(RegardError):
    """Raised for a country whose holidays are not known."""

    code = "country_unknown"
    status = 422


def check_country(country: str) -> str:
    """The country's code in capitals, '' for none. Raises UnknownCountry.

    >>> check_country("de")
    'DE'
    """
    code = country.strip().upper()
    if code and code not in holidays.list_supported_countries():
        raise UnknownCountry(
            f"The holidays of {country[:20]!r} are not known. Give a country by its two letters, such as DE or FR."
        )
    return code


def season_of(readings: Readings, *, country: str = "") -> Numbers:
    """One row per period, one column per effect: six weekdays against their mean, the year's waves, the holiday."""
    columns = [*_weekdays(readings), *_waves(readings), *_holidays(readings, country)]
    return np.column_stack(columns) if columns else np.zeros((len(readings.days), 0))


def _weekdays(readings: Readings) -> list[Numbers]:
    if readings.grain is not Grain.DAY:
        return []
    weekday = np.array([day.weekday() for day in readings.days])
    return [(weekday == each).astype(float) - (weekday == 6) for each in range(6)]


def _waves(readings: Readings) -> list[Numbers]:
    if len(readings.days) * readings.grain.days < YEARS_FOR_A_YEARLY_SEASON * DAYS_OF_A_YEAR:
        return []
    turn = 2 * np.pi * np.array([day.toordinal() for day in readings.days]) / DAYS_OF_A_YEAR
    return [wave(number * turn) for number in range(1, HARMONICS + 1) for wave in (np.sin, np.cos)]


def _holidays(readings: Readings, country: str) -> list[Numbers]:
    if not country or not readings.days:
        return []
    free = _free_days(check_country(country), readings.days[0].year, readings.days[-1].year + 1)
    length = readings.grain.days
    share = [_share(day, length, free) for day in readings.days]
    return [np.array(share)] if any(share) else []


def _share(first: date, length: int, free: frozenset[date]) -> float:
    """How much of a period is holidays; Sundays count as Sundays."""
    span: Sequence[date] = [first + timedelta(days=index) for index in range(length)]
    return sum(day in free and day.weekday() < 6 for day in span) / length


@lru_cache(maxsize=64)
def _free_days(country: str, first_year: int, last_year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=range(first_year, last_year + 1)))
