"""What customers say when asked and unasked: answers, reviews, mentions."""

import numpy as np
import pyarrow as pa

from regard.simulator.calendar import DAY, HOUR, Numbers, awake
from regard.simulator.company import PRODUCTS
from regard.simulator.rows import BROWSER, Columns
from regard.simulator.story import Story
from regard.simulator.telling.asking import Asked, days_late, named_cause, surveys
from regard.simulator.telling.buying import basket, ids
from regard.simulator.words import Talk, say

SCALES = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}
COMMENTS = 0.45  # of answers carry words
NETWORKS = (("mastodon", "social"), ("instagram", "social"), ("trail forum", "community"))


def tell_speaking(story: Story) -> None:
    """Tell every answer, review and mention."""
    for asked in surveys(story):
        _tell_survey(story, asked)
    _tell_reviews(story)
    _tell_mentions(story)


def _tell_survey(story: Story, asked: Asked) -> None:
    people, survey = story.block.people, asked.survey
    everybody = story.who[asked.positions]
    reachable = people.known[everybody] | (survey.channel in ("web", "chat"))
    sent = np.flatnonzero(reachable & (asked.at < story.leaves_at[everybody] + 3 * HOUR))
    who = everybody[sent]
    bits = np.where(people.known[who], story.buyer_bits(who), BROWSER)
    place: Columns = {
        "source": "survey",
        "channel": survey.channel,
        "stage": survey.stage,
        "touchpoint": survey.touchpoint,
    }
    named: Columns = {"survey_id": survey.survey_id, "metric": survey.metric}
    story.rows.add("Survey Sent", who, awake(asked.at[sent]), bits, **place, **named)
    answered = story.chosen(survey.answers, np.ones(len(sent), dtype=bool))
    chosen = sent[answered]
    low, high = SCALES[survey.metric]
    score = np.clip(np.round((asked.feeling[chosen] + 1) / 2 * (high - low) + low), low, high)
    delay = story.rng.exponential(0.2 if survey.channel else 9.0, len(chosen)) * HOUR
    comment = _comments(story, asked, chosen, tones(score, low, high))
    matter = {name: values.take(pa.array(chosen)) for name, values in asked.matter.items()}
    columns: Columns = {**named, "score": score, "scale_min": low, "scale_max": high, "comment": comment, **matter}
    story.rows.add(
        "Survey Answered", who[answered], awake(awake(asked.at[chosen]) + delay), bits[answered], **place, **columns
    )


def tones(score: Numbers, low: float, high: float) -> Numbers:
    """The tone in which a score is given: bad below the middle, good near the top."""
    place = (score - low) / (high - low)
    return np.where(place < 0.48, "bad", np.where(place > 0.72, "good", "neutral")).astype(object)


def _comments(story: Story, asked: Asked, chosen: Numbers, tone: Numbers) -> pa.Array:
    topic = np.broadcast_to(np.asarray(asked.topic, dtype=object), len(asked.positions))[chosen]
    number = None if asked.number is None else asked.number[chosen]
    return _some(story, Talk(_languages(story, asked.positions[chosen]), topic, tone, number), COMMENTS)


def _languages(story: Story, positions: Numbers) -> Numbers:
    return story.block.people.of_country("language")[story.who[positions]]


def _some(story: Story, talk: Talk, share: float) -> pa.Array:
    """Words for a share of the positions, null for the rest."""
    speaks = story.rng.random(len(talk.language)) < share
    said = say(story.rng, talk.only(speaks))
    return said.take(pa.array(np.cumsum(speaks) - 1, mask=~speaks))


def _tell_reviews(story: Story) -> None:
    episodes = story.episodes
    moved = np.where(np.abs(episodes.satisfied - 3.5) > 1, 0.13, 0.05)
    mine = story.chosen(moved, episodes.ordered & story.block.people.known[story.who])
    who, score, languages = story.who[mine], episodes.satisfied[mine], _languages(story, mine)
    topic = np.where(episodes.late[mine] & (score <= 3), "delivery", "product").astype(object)
    main, _ = basket(story)
    at = awake(episodes.ends_at[mine] + story.rng.exponential(9 * DAY, len(mine)))
    story.rows.add(
        *("Review Posted", who, at, story.buyer_bits(who)),
        source="reviews",
        score=score,
        scale_min=1,
        scale_max=5,
        text=_some(story, Talk(languages, topic, tones(score, 1, 5), days_late(story, mine)), 0.8),
        order_id=story.order_id.take(pa.array(mine)),
        product_id=pa.array([product.code for product in PRODUCTS]).take(pa.array(main[mine])),
        language=pa.array(languages.tolist(), pa.string()),
    )


def _tell_mentions(story: Story) -> None:
    mood = story.episodes.mood
    loud = np.where(mood < -1.2, 0.06, np.where(mood > 1.0, 0.03, 0.006))
    every = story.chosen(loud, story.block.people.known[story.who])
    network = story.rng.integers(0, len(NETWORKS), len(every))
    for number, (name, channel) in enumerate(NETWORKS):
        mine = every[network == number]
        who, languages = story.who[mine], _languages(story, mine)
        tone = np.where(mood[mine] < -0.8, "bad", np.where(mood[mine] > 0.8, "good", "neutral")).astype(object)
        topic = named_cause(story, mine, tone == "bad")
        at = awake(story.episodes.ends_at[mine] + story.rng.exponential(3 * DAY, len(mine)))
        story.rows.add(
            *("Mention Posted", who, at, story.buyer_bits(who)),
            source="social",
            channel=channel,
            text=say(story.rng, Talk(languages, topic, tone, days_late(story, mine))),
            network=name,
            url=ids("https://social.example/post", story, mine),
            language=pa.array(languages.tolist(), pa.string()),
        )
