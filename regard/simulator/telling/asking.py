"""Who is asked what, where and when: the surveys of all eight stages, and how each occasion felt."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from regard.simulator import plan
from regard.simulator.calendar import DAY, HOUR, Numbers
from regard.simulator.course import CALL, CHAT, STORE, TICKET
from regard.simulator.story import Story
from regard.simulator.telling.buying import ids

STAGE_MOOD = {  # where an ordinary answer lies between -1 and +1
    "awareness": 0.34,
    "consideration": 0.50,
    "purchase": 0.66,
    "delivery": 0.36,
    "use": 0.80,
    "service": 0.26,
    "departure": -0.36,
}


@dataclass(frozen=True)
class Survey:
    """A survey: what it measures, where, and through which channel it comes."""

    survey_id: str
    metric: str
    touchpoint: str
    stage: str
    channel: str | None = None
    answers: float = 0.3  # share of those asked


@dataclass(frozen=True)
class Asked:
    """A survey sent about these episodes."""

    survey: Survey
    topic: Numbers | str  # of the words, one per position or one for all
    positions: Numbers  # of the episodes asked about
    at: Numbers
    feeling: Numbers  # -1 to +1
    number: Numbers | None = None  # days late, minutes waited
    matter: dict[str, pa.Array] = field(default_factory=dict)


def surveys(story: Story) -> Iterator[Asked]:
    """Every survey that is sent, from the first ad to the goodbye."""
    yield from _before_buying(story)
    yield from _around_the_order(story)
    yield from _after_service(story)
    yield _about_all(story)
    yield _goodbye(story)


def _felt(story: Story, stage: str, positions: Numbers, hurt: Numbers | float = 0.0) -> Numbers:
    """How it felt: the stage, the mood of the whole episode, and what went wrong at this very place."""
    mood = story.episodes.mood[positions]
    noise = story.rng.normal(0, 0.36, len(positions))
    return np.clip(STAGE_MOOD[stage] + 0.22 * mood + noise - hurt, -1, 1)


def _before_buying(story: Story) -> Iterator[Asked]:
    episodes = story.episodes
    first = story.chosen(0.1, episodes.first)
    brand = Survey("brand", "csat", "Advertising", "awareness", "web")
    yield Asked(brand, "ad", first, episodes.at[first] - 2 * HOUR, _felt(story, "awareness", first))
    visit = story.chosen(0.08, episodes.channel != STORE)
    site = Survey("site", "ces", "Website", "consideration", "web")
    yield Asked(site, "website", visit, episodes.at[visit] - 300, _felt(story, "consideration", visit))
    tried = story.chosen(0.16, episodes.channel == STORE)
    store = Survey("store", "csat", "Store", "consideration", "store", answers=0.45)
    yield Asked(store, "store", tried, episodes.at[tried] + HOUR, _felt(story, "consideration", tried))


def _around_the_order(story: Story) -> Iterator[Asked]:
    episodes, rng = story.episodes, story.rng
    paid = story.chosen(0.11, episodes.ordered & (episodes.channel != STORE))
    felt = _felt(story, "purchase", paid, 0.75 * episodes.payment_failed[paid])
    yield Asked(Survey("checkout", "ces", "Checkout", "purchase", "web"), "payment", paid, episodes.at[paid] + 30, felt)
    sent = story.chosen(0.30, episodes.shipped)
    felt = _felt(story, "delivery", sent, 1.1 * episodes.late[sent])
    parcel = Survey("delivery", "csat", "Delivery", "delivery")
    received_at = episodes.received_at[sent] + 5 * HOUR
    yield Asked(parcel, "delivery", sent, received_at, felt, number=days_late(story, sent))
    used = story.chosen(0.36, episodes.ordered & ~episodes.lost)
    topic = np.where(rng.random(len(used)) < 0.25, "app", "product").astype(object)
    later = episodes.received_at[used] + (6 + 10 * rng.random(len(used))) * DAY
    yield Asked(Survey("product", "csat", "Product", "use"), topic, used, later, _felt(story, "use", used))


def days_late(story: Story, positions: Numbers) -> Numbers:
    """How many days after the promise each order came."""
    return np.ceil((story.episodes.received_at - story.episodes.promised_at)[positions] / DAY)


def _after_service(story: Story) -> Iterator[Asked]:
    episodes = story.episodes
    ticket = story.chosen(0.9, episodes.contact == TICKET)
    reopened = episodes.reopened[ticket]
    topic = np.where(reopened, "reopened", "ticket").astype(object)
    felt = _felt(story, "service", ticket, 0.6 * reopened)
    survey, matter = Survey("ticket", "csat", "Support ticket", "service"), {"ticket_id": ids("T", story, ticket)}
    yield Asked(survey, topic, ticket, episodes.contact_end[ticket] + HOUR, felt, matter=matter)
    call = story.chosen(0.8, episodes.contact == CALL)
    wait = episodes.wait_seconds[call]
    felt = _felt(story, "service", call, 0.5 * (wait >= plan.WAIT_SECONDS))
    survey = Survey("call", "ces", "Phone support", "service", "phone", answers=0.4)
    end, matter = episodes.contact_end[call] + 240, {"call_id": ids("C", story, call)}
    yield Asked(survey, "phone", call, end, felt, number=np.round(wait / 60), matter=matter)
    chat = story.chosen(0.8, episodes.contact == CHAT)
    survey, matter = Survey("chat", "csat", "Live chat", "service", "chat"), {"conversation_id": ids("L", story, chat)}
    end = episodes.contact_end[chat] + 60
    yield Asked(survey, "ticket", chat, end, _felt(story, "service", chat, -0.15), matter=matter)


def _about_all(story: Story) -> Asked:
    episodes = story.episodes
    loyal = story.chosen(0.45, episodes.ordered)
    recommend = episodes.recommend[loyal]
    survey = Survey("relationship", "nps", "Relationship", "loyalty", answers=0.34)
    topic = named_cause(story, loyal, recommend <= 6)
    felt, days = recommend / 5 - 1, days_late(story, loyal)
    return Asked(survey, topic, loyal, episodes.ends_at[loyal] + 6 * DAY, felt, number=days)


def _goodbye(story: Story) -> Asked:
    episodes = story.episodes
    leaving = story.chosen(0.5, np.isfinite(episodes.leaves_at))
    survey = Survey("goodbye", "csat", "Farewell", "departure", answers=0.35)
    at = episodes.leaves_at[leaving] + 2 * HOUR
    return Asked(survey, "departure", leaving, at, _felt(story, "departure", leaving))


def named_cause(story: Story, positions: Numbers, unhappy: Numbers) -> Numbers:
    """What customers name when they speak of the company as a whole: the unhappy, what went wrong last."""
    episodes = story.episodes
    topic = np.full(len(positions), "general", dtype=object)
    for met, name in (
        (episodes.payment_failed, "payment"),
        ((episodes.contact == CALL) & (episodes.wait_seconds >= plan.WAIT_SECONDS), "ticket"),
        (episodes.reopened, "reopened"),
        (episodes.late, "delivery"),
    ):
        topic = np.where(unhappy & met[positions], name, topic)
    return topic
