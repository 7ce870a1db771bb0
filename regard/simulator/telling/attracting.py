"""First hearing of the company: ads, promotions, the app store."""

import numpy as np
import pyarrow as pa

from regard.simulator.calendar import DAY, Numbers, daytime
from regard.simulator.company import CAMPAIGNS, CREATIVES
from regard.simulator.rows import BROWSER, USER, Columns
from regard.simulator.story import Story


def tell_attracting(story: Story) -> None:
    """Tell what customers saw before they came, and now and then later."""
    _ads(story)
    _promotions(story)
    _installs(story)


def _ads(story: Story) -> None:
    people, rng = story.block.people, story.rng
    early = np.repeat(np.arange(len(people)), rng.poisson(1.8, len(people)))
    at = people.arrives_at[early] + rng.exponential(3 * DAY, len(early)) * 0.3
    later = np.repeat(np.arange(len(people)), rng.poisson(1.3, len(people)))
    span = np.maximum(story.last_at[later] - people.arrives_at[later], DAY)
    who = np.concatenate([early, later])
    at = daytime(np.concatenate([at, people.arrives_at[later] + rng.random(len(later)) * span]), rng.random(len(who)))
    columns = _campaign(story, len(who))
    story.rows.add("Ad Viewed", who, at, BROWSER, source="ads", **columns)
    clicked = story.chosen(0.22, np.ones(len(who), dtype=bool))
    story.rows.add("Ad Clicked", who[clicked], at[clicked] + 4, BROWSER, source="ads", **_at(columns, clicked))


def _campaign(story: Story, count: int) -> Columns:
    return {"campaign": _drawn(story, CAMPAIGNS, count), "creative": _drawn(story, CREATIVES, count)}


def _at(columns: Columns, positions: Numbers) -> Columns:
    return {name: values.take(pa.array(positions)) for name, values in columns.items()}


def _drawn(story: Story, words: tuple[str, ...], count: int) -> pa.Array:
    return pa.array(words).take(pa.array(story.rng.integers(0, len(words), count)))


def _promotions(story: Story) -> None:
    people, rng = story.block.people, story.rng
    who = np.repeat(np.arange(len(people)), rng.poisson(1.0, len(people)))
    span = np.maximum(story.last_at[who] - people.arrives_at[who], DAY)
    at = daytime(people.arrives_at[who] + rng.random(len(who)) * span, rng.random(len(who)))
    bits = story.web_bits(who, at)
    name = _drawn(story, CAMPAIGNS, len(who))
    story.rows.add("Promotion Viewed", who, at, bits, promotion_id="home-banner", name=name)
    mine = story.chosen(0.18, np.ones(len(who), dtype=bool))
    story.rows.add(
        *("Promotion Clicked", who[mine], at[mine] + 12, bits[mine]),
        promotion_id="home-banner",
        name=name.take(pa.array(mine)),
    )


def _installs(story: Story) -> None:
    mine: Numbers = np.flatnonzero(story.block.people.app & (story.known_at < story.horizon))
    at = story.known_at[mine] + story.rng.exponential(4 * DAY, len(mine))
    story.rows.add("Application Installed", mine, at, USER, source="app", version="3.2")
    attributed = story.chosen(0.5, np.ones(len(mine), dtype=bool))
    story.rows.add(
        *("Install Attributed", mine[attributed], at[attributed] + 30, USER),
        source="app",
        provider="app store",
        campaign=_drawn(story, CAMPAIGNS, len(attributed)),
    )
