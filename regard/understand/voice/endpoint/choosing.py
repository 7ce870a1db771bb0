"""Which reader reads: Regard's own, or the endpoint that the settings name."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from regard.analytics.text import Reader, load_reader
from regard.foundation.lake.api import Lake
from regard.foundation.settings.api import ReaderEndpoint, chosen_endpoint
from regard.understand.voice.endpoint.spending import Day, Spending
from regard.understand.voice.opinions.shapes import folder_of


def chosen_reader(*, lake: Lake) -> Reader:
    """The reader of an installation. Raises SettingRefused where the settings name an endpoint that cannot be."""
    endpoint = chosen_endpoint()
    return load_reader() if endpoint is None else _reader(folder_of(lake=lake), endpoint)


def spent_today(*, lake: Lake) -> Day | None:
    """What the endpoint cost today and how many texts it judged; None where none is chosen."""
    endpoint = chosen_endpoint()
    return None if endpoint is None else _spending(folder_of(lake=lake), endpoint).read()


@lru_cache(maxsize=4)
def _reader(folder: Path, endpoint: ReaderEndpoint) -> Reader:
    """One per folder, so that it remembers when nothing was answered."""
    from regard.understand.voice.endpoint.reader import EndpointReader  # noqa: PLC0415  a client, spared to who asks nobody

    return EndpointReader(load_reader(), endpoint, _spending(folder, endpoint))


def _spending(folder: Path, endpoint: ReaderEndpoint) -> Spending:
    return Spending(endpoint.tokens_a_day, folder / "spent.json")
