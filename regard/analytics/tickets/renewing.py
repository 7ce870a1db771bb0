"""Histories with some tickets taken out and others put in, without looking at the tickets that stay.

So that a few tickets that went on cost what they are, and not what all tickets ever opened are: what stays is copied as
arrays of numbers, and its texts are not touched at all.
"""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from regard.analytics.tickets.histories import TOLD, Codes, Flags, Histories


def renewed(before: Histories, *, gone: Flags, fresh: Histories) -> Histories:
    """The histories of the tickets that are not `gone` (one element per ticket), and behind them the fresh ones.

    No ticket is in both, and `customer` has the same code for the same customer in both.
    """
    kept = ~gone[before.ticket] if len(before.ticket) else np.zeros(0, dtype=np.bool_)
    opens = np.concatenate((_opens(before)[kept], _opens(fresh)))
    starts = np.flatnonzero(opens)
    lasts = np.append(starts[1:], len(opens)) - 1 if len(starts) else starts
    said, words = {}, {}
    for name in TOLD:
        codes, words[name] = _one_list(before.words[name], fresh.words[name])
        said[name] = np.concatenate((before.told[name][kept], codes[fresh.told[name]]))
    return replace(
        before,
        starts=starts,
        lasts=lasts,
        ticket=np.cumsum(opens) - 1,
        time=np.concatenate((before.time[kept], fresh.time)),
        rows=pa.concat_tables([before.rows, fresh.rows]),
        lies=np.concatenate((before.lies[kept], fresh.lies + before.rows.num_rows)),
        customer=np.concatenate((before.customer[kept], fresh.customer)),
        status=np.concatenate((before.status[kept], fresh.status)),
        replied=np.concatenate((before.replied[kept], fresh.replied)),
        by_company=np.concatenate((before.by_company[kept], fresh.by_company)),
        told=said,
        words=words,
    )


def _opens(histories: Histories) -> Flags:
    found = np.zeros(len(histories.time), dtype=np.bool_)
    found[histories.starts] = True
    return found


def _one_list(words: list[str], others: list[str]) -> tuple[Codes, list[str]]:
    """The code of each of the other words in a list of both, and that list."""
    places = {word: place for place, word in enumerate(words)}
    codes = [places.setdefault(word, len(places)) for word in others]
    return np.array(codes, dtype=np.int64), list(places)
