"""Reading beside everything else: `regard up` runs it, so that what is said is understood seconds later."""

import time
from collections.abc import Callable

import duckdb

from regard.analytics.errors import RegardError
from regard.analytics.text import load_reader
from regard.foundation.lake.api import Lake
from regard.understand.voice.endpoint.choosing import chosen_reader
from regard.understand.voice.operations import find_topics_anew
from regard.understand.voice.opinions.flat import keep_flat
from regard.understand.voice.opinions.forgetting import forget_readings
from regard.understand.voice.opinions.mentions import followed
from regard.understand.voice.opinions.reading import progress, read_on
from regard.understand.voice.taught import taught
from regard.understand.voice.topics import is_due, is_soon_done, read_book

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_BETWEEN_OTHERS = 10
ENOUGH = 400  # opinions for the first topics
PASSING = (RegardError, OSError, duckdb.Error)  # busy, a full disk, a model that cannot be opened: tried again


def keep_reading(
    *,
    lake: Lake,
    is_ended: Callable[[], bool],
    say: Callable[[str], None] = lambda line: None,
    beside: Callable[[], object] = lambda: None,
) -> None:
    """Read what comes until told to end. Topics are found anew where much was said since; `beside` is done now and then."""
    seen, done_beside = -1, float("-inf")
    while not is_ended():
        if time.monotonic() - done_beside > SECONDS_BETWEEN_OTHERS:
            beside()
            done_beside = time.monotonic()
        try:
            if seen < 0 and progress(lake=lake).texts:
                load_reader().read(["Hello."])  # where texts come, the first must not wait until the models are opened
            version = lake.snapshot("interactions").version
            if version == seen or not _read_on(lake, is_ended):
                time.sleep(SECONDS_BETWEEN_LOOKS)
                continue
        except PASSING as error:
            say(f"Reading texts: {error}")
            time.sleep(20 * SECONDS_BETWEEN_LOOKS)
            continue
        seen = version


def _read_on(lake: Lake, is_ended: Callable[[], bool]) -> bool:
    """Read what waits; False where another process reads, which will read this too."""
    if read_waiting(lake=lake, is_ended=is_ended, on_chunk=lambda read: _first_topics(lake)) is None:
        return False
    if not is_ended() and is_soon_done(lake=lake):
        find_topics_anew(lake=lake)
    if not is_ended():
        keep_flat(lake=lake, found=followed(lake=lake))
    return True


def _first_topics(lake: Lake) -> None:
    """Find topics as soon as there is enough to find some in; the worker finds them anew as more is read."""
    if not read_book(lake=lake).number and is_due(lake=lake, least=ENOUGH):
        find_topics_anew(lake=lake)


def read_waiting(
    *, lake: Lake, is_ended: Callable[[], bool] = lambda: False, on_chunk: Callable[[int], None] = lambda read: None
) -> int | None:
    """Read every text not read yet. Returns how many; None where another process reads."""
    if not progress(lake=lake).waiting and not _has_other_model(lake):
        return 0
    return read_on(
        lake=lake, reader=taught(lake=lake, reader=chosen_reader(lake=lake)), is_ended=is_ended, on_chunk=on_chunk
    )


def build(*, lake: Lake, anew: bool = False, on_chunk: Callable[[int], None] = lambda read: None) -> int | None:
    """Read what waits, or everything anew, and find topics where that is due. None where another process reads."""
    if anew:
        forget_readings(lake=lake)
    done = read_waiting(lake=lake, on_chunk=on_chunk)
    if done is not None and (anew or is_due(lake=lake)):
        find_topics_anew(lake=lake)
    return done


def _has_other_model(lake: Lake) -> bool:
    told = progress(lake=lake)
    return told.texts > 0 and told.model != chosen_reader(lake=lake).model
