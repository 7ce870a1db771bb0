"""Looking and choosing: visits to the site, the app and the stores."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from regard.simulator import plan
from regard.simulator.calendar import DAY, Numbers, daytime, office_time
from regard.simulator.company import PAGES, PRODUCTS, SEARCHES, STORES
from regard.simulator.course import APP, STORE
from regard.simulator.rows import BROWSER, SECOND_BROWSER, TABLET, USER
from regard.simulator.story import Story
from regard.simulator.telling.buying import home_store, shelf


@dataclass(frozen=True)
class Sessions:
    """Visits to look around, on the web or in the app."""

    who: Numbers
    at: Numbers
    bits: Numbers
    in_app: Numbers


def tell_browsing(story: Story) -> None:
    """Tell every visit that comes before an order, and those that lead to none."""
    sessions = _sessions(story)
    for in_app in (False, True):
        mine = sessions.in_app == in_app
        _visits(story, Sessions(sessions.who[mine], sessions.at[mine], sessions.bits[mine], sessions.in_app[mine]))
    _store_visits(story)


def _sessions(story: Story) -> Sessions:
    episodes, people, rng = story.episodes, story.block.people, story.rng
    buying = np.flatnonzero(episodes.channel != STORE)
    idle = np.repeat(np.arange(len(people)), rng.poisson(np.where(people.buys, 2.3, 0.7)))
    start = people.arrives_at[idle]
    idle_at = daytime(
        start + rng.random(len(idle)) * np.maximum(story.last_at[idle] - start, DAY), rng.random(len(idle))
    )
    before = np.repeat(buying, rng.poisson(0.7, len(buying)))
    before_at = daytime(episodes.at[before] - rng.exponential(6 * DAY, len(before)) - DAY, rng.random(len(before)))
    who = np.concatenate([story.who[buying], idle, story.who[before]])
    at = np.concatenate([episodes.at[buying] - 900, idle_at, before_at])
    app_chance = np.concatenate(
        [episodes.channel[buying] == APP, people.app[idle] * 0.4, people.app[story.who[before]] * 0.4]
    )
    in_app = (rng.random(len(who)) < app_chance) & (at >= story.known_at[who])
    bits = np.where(in_app, USER, story.web_bits(who, at, rng.random(len(who)) < 0.4))
    bits[: len(buying)] = np.where(in_app[: len(buying)], USER, story.web_bits(who[: len(buying)], at[: len(buying)]))
    return Sessions(who, at, bits, in_app)


def _visits(story: Story, sessions: Sessions) -> None:
    rng = story.rng
    count = len(sessions.who)
    channel = "app" if len(sessions.in_app) and sessions.in_app[0] else None
    length = 120 + rng.exponential(300, count)

    def steps(mean: float) -> tuple[Numbers, Numbers, Numbers]:
        position = np.repeat(np.arange(count), rng.poisson(mean, count))
        place = rng.random(len(position))
        return (
            sessions.who[position],
            sessions.at[position] + place * np.minimum(length, 480)[position],
            sessions.bits[position],
        )

    source = channel or "shop"
    pages = steps(0.6 if channel else 1.3)
    page = pa.array(rng.integers(0, len(PAGES), len(pages[0])))
    if channel:
        story.rows.add("Screen Viewed", *pages, source=source, stage="consideration", name=_of(PAGES, 1).take(page))
    else:
        story.rows.add("Page Viewed", *pages, path=_of(PAGES, 0).take(page), title=_of(PAGES, 1).take(page))
    _searches(story, steps(0.45), channel, source)
    lists = steps(0.5)
    category = pa.array([product.category for product in PRODUCTS]).take(
        pa.array(rng.integers(0, len(PRODUCTS), len(lists[0])))
    )
    story.rows.add("Product List Viewed", *lists, source=source, channel=channel, category=category)
    for kind, mean in (("Product Viewed", 1.3), ("Product Clicked", 0.3), ("Product Added to Wishlist", 0.1)):
        seen = steps(mean)
        columns = shelf(rng.integers(0, len(PRODUCTS), len(seen[0])))
        story.rows.add(kind, *seen, source=source, channel=channel, **columns)


def _searches(story: Story, steps: tuple[Numbers, Numbers, Numbers], channel: str | None, source: str) -> None:
    count = len(steps[0])
    query = pa.array(SEARCHES).take(pa.array(story.rng.integers(0, len(SEARCHES), count)))
    results = story.rng.poisson(11, count)
    story.rows.add("Products Searched", *steps, source=source, channel=channel, query=query, results=results)


def _of(pairs: tuple[tuple[str, str], ...], position: int) -> pa.Array:
    return pa.array([pair[position] for pair in pairs])


def _store_visits(story: Story) -> None:
    episodes, people, rng = story.episodes, story.block.people, story.rng
    buying = np.flatnonzero(episodes.channel == STORE)
    idle = np.repeat(np.arange(len(people)), rng.poisson(0.35 * people.card))
    at = office_time(
        people.arrives_at[idle]
        + rng.random(len(idle)) * np.maximum(story.last_at[idle] - people.arrives_at[idle], DAY),
        rng.random(len(idle)),
    )
    who = np.concatenate([story.who[buying], idle])
    at = np.concatenate([episodes.at[buying] - 1500, at])
    store = home_store(story, who)
    long = rng.random(len(who)) < plan.STORE_LONG
    wait = np.where(long, 320 + rng.exponential(240, len(who)), np.minimum(rng.exponential(70, len(who)), 280))
    code = pa.array([each.code for each in STORES]).take(pa.array(store))
    story.rows.add(
        "Store Visited", who, at, story.till_bits(who), source="till", store_id=code, wait_seconds=np.round(wait)
    )
    _tablets(story, who, at, store)


def _tablets(story: Story, who: Numbers, at: Numbers, store: Numbers) -> None:
    """The tablet in the store is everybody's: it must join nobody."""
    mine = story.chosen(0.22, np.ones(len(who), dtype=bool))
    signs_in = story.block.people.account[who[mine]] & (at[mine] >= story.known_at[who[mine]])
    bits = TABLET | np.where(signs_in & (story.rng.random(len(mine)) < 0.6), USER, 0)
    columns = shelf(story.rng.integers(0, len(PRODUCTS), len(mine)))
    story.rows.add(
        *("Product Viewed", who[mine], at[mine] + 300, bits),
        source="store tablet",
        channel="store",
        store=store[mine],
        **columns,
    )


__all__ = ["BROWSER", "SECOND_BROWSER", "tell_browsing"]
