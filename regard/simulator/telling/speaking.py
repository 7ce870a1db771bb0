"""What customers say when asked and unasked: surveys, reviews, mentions."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from regard.simulator.calendar import DAY, HOUR, Numbers
from regard.simulator.company import PRODUCTS
from regard.simulator.course import CALL, CHAT, STORE, TICKET
from regard.simulator.rows import BROWSER
from regard.simulator.story import Story
from regard.simulator.telling.buying import basket, ids
from regard.simulator.telling.serving import topics
from regard.simulator.words import Talk, say

SCALES = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}
COMMENTS = 0.45  # of answers carry words

STAGE_MOOD = {  # where an ordinary answer lies between -1 and +1
    "awareness": 0.34,
    "consideration": 0.50,
    "purchase": 0.66,
    "delivery": 0.36,
    "use": 0.80,
    "service": 0.26,
    "loyalty": 0.45,
    "departure": -0.36,
}


@dataclass(frozen=True)
class Asked:
    """A survey at one touchpoint, about these episodes."""

    survey_id: str
    metric: str
    touchpoint: str
    stage: str
    topic: Numbers | str
    positions: Numbers  # of the episodes asked about
    at: Numbers  # when each is asked
    feeling: Numbers  # -1 to +1
    channel: str | None = None
    number: Numbers | None = None
    answers: float = 0.3  # share of those asked
    matter: dict[str, pa.Array] | None = None


def tell_speaking(story: Story) -> None:
    """Tell every answer, review and mention."""
    for asked in (*_on_the_way(story), *_after_service(story), *_about_all(story)):
        _survey(story, asked)
    _reviews(story)
    _mentions(story)


def _feeling(story: Story, stage: str, positions: Numbers, hurt: Numbers | float = 0.0) -> Numbers:
    """How it felt there, -1 to +1: the stage, the mood of the whole, and what went wrong at this place."""
    mood = story.episodes.mood[positions]
    noise = story.rng.normal(0, 0.36, len(positions))
    return np.clip(STAGE_MOOD[stage] + 0.22 * mood + noise - hurt, -1, 1)


def _on_the_way(story: Story) -> list[Asked]:
    episodes, rng = story.episodes, story.rng
    every = np.ones(len(story.who), dtype=bool)
    first = story.chosen(0.1, episodes.first)
    visit = story.chosen(0.08, episodes.channel != STORE)
    in_store = story.chosen(0.16, episodes.channel == STORE)
    paid = story.chosen(0.11, episodes.ordered & (episodes.channel != STORE))
    sent = story.chosen(0.30, episodes.shipped)
    used = story.chosen(0.36, episodes.ordered & ~episodes.lost)
    unpaid = episodes.payment_failed[paid]
    days_late = np.ceil((episodes.received_at - episodes.promised_at)[sent] / DAY)
    asked_at = episodes.received_at[sent] + 5 * HOUR
    where = np.where(rng.random(len(used)) < 0.3, "app", "product").astype(object)
    return [
        Asked("brand", "csat", "Advertising", "awareness", "ad", first, episodes.at[first] - 2 * HOUR, _feeling(story, "awareness", first), "web"),
        Asked("site", "ces", "Website", "consideration", "website", visit, episodes.at[visit] - 300, _feeling(story, "consideration", visit), "web"),
        Asked("store", "csat", "Store", "consideration", "store", in_store, episodes.at[in_store] + HOUR, _feeling(story, "consideration", in_store), "store", answers=0.45),
        Asked("checkout", "ces", "Checkout", "purchase", "payment", paid, episodes.at[paid] + 30, _feeling(story, "purchase", paid, 0.75 * unpaid), "web"),
        Asked("delivery", "csat", "Delivery", "delivery", "delivery", sent, asked_at, _feeling(story, "delivery", sent, 1.1 * episodes.late[sent]), number=days_late),
        Asked("product", "csat", "Product", "use", where, used, episodes.received_at[used] + 16 * DAY * (0.4 + rng.random(len(used))), _feeling(story, "use", used)),
    ] if every.any() else []


def _after_service(story: Story) -> list[Asked]:
    episodes = story.episodes
    ticket = story.chosen(0.9, episodes.contact == TICKET)
    call = story.chosen(0.8, episodes.contact == CALL)
    chat = story.chosen(0.8, episodes.contact == CHAT)
    long = episodes.wait_seconds[call] >= 300
    reopened = episodes.reopened[ticket]
    about = np.where(reopened, "reopened", "ticket").astype(object)
    end = episodes.contact_end
    return [
        Asked("ticket", "csat", "Support ticket", "service", about, ticket, end[ticket] + HOUR, _feeling(story, "service", ticket, 0.6 * reopened), matter={"ticket_id": ids("T", story, ticket)}),
        Asked("call", "ces", "Phone support", "service", "phone", call, end[call] + 240, _feeling(story, "service", call, 0.5 * long), "phone", number=np.round(episodes.wait_seconds[call] / 60), answers=0.4, matter={"call_id": ids("C", story, call)}),
        Asked("chat", "csat", "Live chat", "service", "ticket", chat, end[chat] + 60, _feeling(story, "service", chat, -0.15), "chat", matter={"conversation_id": ids("L", story, chat)}),
    ]


def _about_all(story: Story) -> list[Asked]:
    episodes = story.episodes
    loyal = story.chosen(0.45, episodes.ordered)
    leaving = story.chosen(0.5, np.isfinite(episodes.leaves_at))
    answer = episodes.recommend[loyal] / 5 - 1
    return [
        Asked("relationship", "nps", "Relationship", "loyalty", "general", loyal, episodes.ends_at[loyal] + 6 * DAY, answer, answers=0.34),
        Asked("goodbye", "csat", "Farewell", "departure", "departure", leaving, episodes.leaves_at[leaving] + 2 * HOUR, _feeling(story, "departure", leaving), answers=0.35),
    ]


def _survey(story: Story, asked: Asked) -> None:
    people = story.block.people
    reachable = people.known[story.who[asked.positions]] | (asked.channel in ("web", "chat"))
    sent = np.flatnonzero(reachable & (asked.at < story.leaves_at[story.who[asked.positions]] + 3 * HOUR))
    who = story.who[asked.positions[sent]]
    bits = np.where(people.known[who], story.buyer_bits(who), BROWSER)
    place = {"source": "survey", "channel": asked.channel, "stage": asked.stage, "touchpoint": asked.touchpoint}
    said = {"survey_id": asked.survey_id, "metric": asked.metric, "touchpoint": asked.touchpoint}
    story.rows.add("Survey Sent", who, asked.at[sent], bits, **place, **{key: said[key] for key in ("survey_id", "metric")})
    answered = story.chosen(asked.answers, np.ones(len(sent), dtype=bool))
    chosen = sent[answered]
    low, high = SCALES[asked.metric]
    feeling = asked.feeling[chosen]
    score = np.clip(np.round((feeling + 1) / 2 * (high - low) + low), low, high)
    at = asked.at[chosen] + story.rng.exponential(0.2 if asked.channel else 9, len(chosen)) * HOUR
    matter = {name: values.take(pa.array(chosen)) for name, values in (asked.matter or {}).items()}
    story.rows.add(
        *("Survey Answered", who[answered], at, bits[answered]),
        **place,
        **{key: said[key] for key in ("survey_id", "metric")},
        score=score,
        scale_min=low,
        scale_max=high,
        comment=_comment(story, asked, chosen, who[answered], score),
        **matter,
    )


def tones(score: Numbers, low: float, high: float) -> Numbers:
    """The tone a score is put in: bad below the middle, good near the top."""
    place = (score - low) / (high - low)
    return np.where(place < 0.48, "bad", np.where(place > 0.72, "good", "neutral")).astype(object)


def _comment(story: Story, asked: Asked, chosen: Numbers, who: Numbers, score: Numbers) -> pa.Array:
    low, high = SCALES[asked.metric]
    topic = np.broadcast_to(asked.topic, len(asked.positions))[chosen]
    if asked.topic == "general" if isinstance(asked.topic, str) else False:
        topic = _cause(story, asked.positions[chosen], score <= 6)
    number = None if asked.number is None else asked.number[chosen]
    return _some(story, Talk(story.block.people.of_country("language")[who], topic, tones(score, low, high), number), COMMENTS)


def _cause(story: Story, positions: Numbers, unhappy: Numbers) -> Numbers:
    """What an unhappy customer names when asked about the company as a whole."""
    episodes = story.episodes
    topic = np.full(len(positions), "general", dtype=object)
    for met, name in (
        (episodes.payment_failed, "payment"),
        ((episodes.contact == CALL) & (episodes.wait_seconds >= 300), "phone"),
        (episodes.reopened, "reopened"),
        (episodes.late, "delivery"),
    ):
        topic = np.where(unhappy & met[positions], name, topic)
    return topic


def _some(story: Story, talk: Talk, share: float) -> pa.Array:
    """Words for a share of the positions, null for the rest."""
    speaks = story.rng.random(len(talk.language)) < share
    said = say(story.rng, _kept(talk, speaks))
    place = np.cumsum(speaks) - 1
    return said.take(pa.array(place, mask=~speaks))


def _kept(talk: Talk, mask: Numbers) -> Talk:
    def part(values: Numbers | str | None) -> Numbers | str | None:
        return values[mask] if isinstance(values, np.ndarray) else values

    return Talk(part(talk.language), part(talk.topic), part(talk.tone), part(talk.number))  # type: ignore[arg-type]


def _reviews(story: Story) -> None:
    episodes = story.episodes
    moved = np.where(np.abs(episodes.satisfied - 3.5) > 1, 0.13, 0.05)
    mine = story.chosen(moved, episodes.ordered & story.block.people.known[story.who])
    who, score = story.who[mine], episodes.satisfied[mine]
    main, _ = basket(story)
    topic = np.where(episodes.late[mine] & (score <= 3), "delivery", "product").astype(object)
    languages = story.block.people.of_country("language")[who]
    days = np.ceil((episodes.received_at - episodes.promised_at)[mine] / DAY)
    story.rows.add(
        *("Review Posted", who, episodes.ends_at[mine] + story.rng.exponential(9 * DAY, len(mine)), story.buyer_bits(who)),
        source="reviews",
        score=score,
        scale_min=1,
        scale_max=5,
        text=_some(story, Talk(languages, topic, tones(score, 1, 5), days), 0.8),
        order_id=story.order_id.take(pa.array(mine)),
        product_id=pa.array([product.code for product in PRODUCTS]).take(pa.array(main[mine])),
        language=pa.array(languages.tolist(), pa.string()),
    )


def _mentions(story: Story) -> None:
    episodes = story.episodes
    loud = np.where(episodes.mood < -1.2, 0.06, np.where(episodes.mood > 1.0, 0.03, 0.006))
    mine = story.chosen(loud, story.block.people.known[story.who])
    who = story.who[mine]
    tone = np.where(episodes.mood[mine] < -0.8, "bad", np.where(episodes.mood[mine] > 0.8, "good", "neutral")).astype(object)
    topic = np.where(tone == "bad", _cause(story, mine, np.ones(len(mine), dtype=bool)), "general")
    languages = story.block.people.of_country("language")[who]
    days = np.ceil((episodes.received_at - episodes.promised_at)[mine] / DAY)
    where = pa.array(("mastodon", "instagram", "forum")).take(pa.array(story.rng.integers(0, 3, len(mine))))
    story.rows.add(
        *("Mention Posted", who, episodes.ends_at[mine] + story.rng.exponential(3 * DAY, len(mine)), story.buyer_bits(who)),
        source="social",
        text=say(story.rng, Talk(languages, topic, tone, days)),
        network=where,
        url=ids("https://social.example/post", story, mine),
        language=pa.array(languages.tolist(), pa.string()),
    )


__all__ = ["tell_speaking", "topics"]
