"""Staying in touch and parting: newsletters, referrals, goodbyes."""

import numpy as np
import pyarrow as pa

from regard.simulator.calendar import DAY, HOUR, Numbers
from regard.simulator.company import NEWSLETTERS, PRODUCTS
from regard.simulator.rows import EMAIL, USER
from regard.simulator.story import Story
from regard.simulator.telling.buying import shelf

EVERY = 26 * DAY  # a newsletter goes out


def tell_keeping(story: Story) -> None:
    """Tell the messages the company sends, and those who pass it on or leave."""
    _newsletters(story)
    _referrals(story)
    _goodbyes(story)


def _newsletters(story: Story) -> None:
    readers = np.flatnonzero(story.block.people.newsletter & (story.known_at < story.horizon))
    for number, sent_at in enumerate(np.arange(9 * DAY + 7 * HOUR, story.horizon, EVERY)):
        reading = (story.known_at[readers] < sent_at) & (story.leaves_at[readers] > sent_at)
        _issue(story, readers[reading], float(sent_at), NEWSLETTERS[number % len(NEWSLETTERS)])


def _issue(story: Story, who: Numbers, sent_at: float, campaign: str) -> None:
    at = sent_at + story.rng.random(len(who)) * HOUR
    bounced = story.rng.random(len(who)) < 0.008
    story.rows.add("Email Bounced", who[bounced], at[bounced], EMAIL, source="mail", campaign_id=campaign)
    who, at = who[~bounced], at[~bounced]
    story.rows.add("Email Delivered", who, at, EMAIL, source="mail", campaign_id=campaign)
    opened = story.chosen(0.36, np.ones(len(who), dtype=bool))
    opened_at = at[opened] + story.rng.exponential(9 * HOUR, len(opened))
    story.rows.add("Email Opened", who[opened], opened_at, EMAIL, source="mail", campaign_id=campaign)
    clicked = story.chosen(0.2, np.ones(len(opened), dtype=bool))
    story.rows.add(
        *("Email Link Clicked", who[opened[clicked]], opened_at[clicked] + 40, EMAIL),
        source="mail",
        campaign_id=campaign,
        link_url="https://fernweh.example/new",
    )


def _referrals(story: Story) -> None:
    episodes = story.episodes
    mine = story.chosen(
        np.where(episodes.recommend >= 9, 0.05, 0.006), episodes.ordered & story.block.people.account[story.who]
    )
    at = episodes.ends_at[mine] + story.rng.exponential(5 * DAY, len(mine))
    story.rows.add("Invite Sent", story.who[mine], at, USER, source="shop", programme="bring a friend")
    shares = story.chosen(0.03, episodes.recommend >= 8)
    at = episodes.ends_at[shares] + story.rng.exponential(3 * DAY, len(shares))
    columns = shelf(story.rng.integers(0, len(PRODUCTS), len(shares)))
    who = story.who[shares]
    story.rows.add("Product Shared", who, at, story.web_bits(who, at), **columns)


def _goodbyes(story: Story) -> None:
    people, leaves_at = story.block.people, story.leaves_at
    leaving = np.flatnonzero(leaves_at < story.horizon)
    way = story.rng.random(len(leaving))
    reads = people.newsletter[leaving]
    unsubscribes = leaving[reads & (way < 0.75)]
    story.rows.add(
        *("Unsubscribed", unsubscribes, leaves_at[unsubscribes], EMAIL), source="mail", campaign_id=NEWSLETTERS[0]
    )
    spam = leaving[reads & (way > 0.96)]
    story.rows.add("Email Marked as Spam", spam, leaves_at[spam], EMAIL, source="mail", campaign_id=NEWSLETTERS[0])
    deletes = leaving[people.account[leaving] & (way > 0.45)]
    story.rows.add("Account Deleted", deletes, leaves_at[deletes] + 60, USER, reason=_reasons(story, len(deletes)))
    removes = leaving[people.app[leaving]]
    story.rows.add("Application Uninstalled", removes, leaves_at[removes] + 600, USER, source="app", version="3.2")


def _reasons(story: Story, count: int) -> pa.Array:
    words = ("too many mails", "bad experience", "shop elsewhere", "privacy")
    return pa.array(words).take(pa.array(story.rng.integers(0, len(words), count)))
