"""Service: tickets, calls, chats, returns and refunds."""

from typing import Any

import numpy as np
import pyarrow as pa

from regard.simulator.calendar import DAY, HOUR, Numbers
from regard.simulator.company import ARTICLES
from regard.simulator.course import CALL, CHAT, TICKET
from regard.simulator.rows import BROWSER, EMAIL, PHONE
from regard.simulator.story import Story
from regard.simulator.telling.buying import ids
from regard.simulator.words import Talk, say

ASK, ANSWER = "ask", "answer"


def tell_serving(story: Story) -> None:
    """Tell every contact with service, from the question to the end."""
    _tickets(story)
    _calls(story)
    _chats(story)
    _returns(story)
    _articles(story)


def topics(story: Story, positions: Numbers) -> Numbers:
    """What each contact is about, as a word: what went wrong, else something ordinary."""
    episodes, rng = story.episodes, np.random.default_rng((story.block.seed, story.block.number, 6))
    ordinary = np.array(["product", "return", "account", "store", "product", "voucher"], dtype=object)
    topic = ordinary[rng.integers(0, len(ordinary), len(story.who))]
    topic = np.where(episodes.denied & (rng.random(len(topic)) < 0.5), "voucher", topic)
    topic = np.where(episodes.payment_failed, "payment", topic)
    topic = np.where(episodes.late, "delivery", topic)
    return topic[positions]


def _tickets(story: Story) -> None:
    episodes = story.episodes
    mine = np.flatnonzero(episodes.contact == TICKET)
    who, at = story.who[mine], episodes.contact_at[mine]
    ticket = ids("T", story, mine)
    topic = topics(story, mine)
    tone = np.where(episodes.late[mine] | episodes.payment_failed[mine], "bad", "question").astype(object)
    languages = story.block.people.of_country("language")[who]

    def add(kind: str, chosen: Numbers, when: Numbers, bits: int = EMAIL, **columns: Any) -> None:
        named = ticket.take(pa.array(chosen))
        story.rows.add(kind, who[chosen], when, bits, source="helpdesk", ticket_id=named, **columns)

    def words(chosen: Numbers, about: Numbers | str, tone: Numbers | str) -> pa.Array:
        return say(story.rng, Talk(languages[chosen], about, tone))

    every = np.arange(len(mine))
    reply, end, reopened = episodes.reply_at[mine], episodes.contact_end[mine], episodes.reopened[mine]
    solved = np.where(reopened, end - 50 * HOUR, end)
    order = story.order_id.take(pa.array(mine))
    subject = pa.array(topic.tolist(), pa.string())
    add(
        "Ticket Opened",
        every,
        at,
        public=True,
        author="customer",
        subject=subject,
        text=words(every, topic, tone),
        about_order_id=order,
    )
    assigned = at + (reply - at) * 0.3
    add("Ticket Assigned", every, assigned, author="agent", team="customer care")
    add("Ticket Replied", every, reply, public=True, author="agent", text=words(every, ANSWER, topic))
    back = story.chosen(0.4, np.ones(len(mine), dtype=bool))
    add("Ticket Pending", back, reply[back] + 20, author="agent")
    middle = reply[back] + 0.5 * (solved[back] - reply[back])
    add(
        "Ticket Replied",
        back,
        middle,
        public=True,
        author="customer",
        text=words(back, *_answering(topic[back], tone[back])),
    )
    add("Ticket Solved", every, solved, author="agent")
    again = np.flatnonzero(reopened)
    moment = solved[again] + 6 * HOUR
    add("Ticket Reopened", again, moment, public=True, author="customer", text=words(again, "reopened", "bad"))
    add(
        "Ticket Replied",
        again,
        end[again] - 10 * HOUR,
        public=True,
        author="agent",
        text=words(again, ANSWER, "neutral"),
    )
    add("Ticket Solved", again, end[again], author="agent")
    add("Ticket Closed", every, end + 4 * DAY, author="agent")


def _answering(topic: Numbers, tone: Numbers) -> tuple[Numbers, Numbers]:
    """What a customer answers an agent: more of the same when it went wrong, else thanks."""
    wrong = tone == "bad"
    return np.where(wrong, topic, "thanks").astype(object), np.where(wrong, "bad", "good").astype(object)


def _calls(story: Story) -> None:
    episodes = story.episodes
    mine = np.flatnonzero(episodes.contact == CALL)
    who, at = story.who[mine], episodes.contact_at[mine]
    call = ids("C", story, mine)
    wait = np.round(episodes.wait_seconds[mine])
    order = story.order_id.take(pa.array(mine))
    story.rows.add(
        "Call Started", who, at, PHONE, source="telephony", call_id=call, wait_seconds=wait, about_order_id=order
    )
    talked = np.round(90 + story.rng.exponential(210, len(mine)))
    tone = np.where(episodes.mood[mine] < -0.4, "bad", "question").astype(object)
    languages = story.block.people.of_country("language")[who]
    text = say(story.rng, Talk(languages, topics(story, mine), tone))
    known = PHONE | story.buyer_bits(who)
    story.rows.add(
        *("Call Ended", who, at + wait + talked, known),
        source="telephony",
        call_id=call,
        duration_seconds=talked,
        text=text,
    )


def _chats(story: Story) -> None:
    episodes = story.episodes
    mine = np.flatnonzero(episodes.contact == CHAT)
    who, at = story.who[mine], episodes.contact_at[mine]
    bits = story.web_bits(who, at) | np.where(story.block.people.known[who], story.buyer_bits(who), 0)
    chat, wait = ids("L", story, mine), np.round(episodes.wait_seconds[mine])
    order = story.order_id.take(pa.array(mine))
    languages = story.block.people.of_country("language")[who]
    tone = np.where(episodes.mood[mine] < -0.4, "bad", "question").astype(object)
    topic = topics(story, mine)
    question = say(story.rng, Talk(languages, topic, tone))
    answer = say(story.rng, Talk(languages, ANSWER, topic))
    thanks = say(story.rng, Talk(languages, "thanks", np.where(tone == "bad", "bad", "good").astype(object)))
    named = {"source": "chat", "conversation_id": chat}
    story.rows.add("Live Chat Conversation Started", who, at, bits, wait_seconds=wait, about_order_id=order, **named)
    story.rows.add("Live Chat Message Sent", who, at + 5, bits, message_body=question, author="customer", **named)
    story.rows.add(
        "Live Chat Message Received", who, at + wait + 30, bits, message_body=answer, author="agent", **named
    )
    story.rows.add(
        "Live Chat Message Sent", who, at + wait + 200, bits, message_body=thanks, author="customer", **named
    )
    story.rows.add("Live Chat Conversation Ended", who, at + wait + 420, bits, **named)


def _returns(story: Story) -> None:
    episodes = story.episodes
    sent_back = np.flatnonzero(episodes.sent_back)
    asked = episodes.received_at[sent_back] + (1 + 9 * story.rng.random(len(sent_back))) * DAY
    reasons = pa.array(("too small", "too big", "not as shown", "changed my mind", "damaged"))
    reason = reasons.take(pa.array(story.rng.integers(0, 5, len(sent_back))))
    who = story.who[sent_back]
    named = story.order_id.take(pa.array(sent_back))
    story.rows.add(
        "Return Requested",
        who,
        asked,
        story.web_bits(who, asked) | story.buyer_bits(who),
        order_id=named,
        reason=reason,
    )
    _refund(story, sent_back, asked + (3 + 8 * story.rng.random(len(sent_back))) * DAY)
    lost = np.flatnonzero(episodes.lost)
    _refund(story, lost, episodes.received_at[lost] + DAY)


def _refund(story: Story, mine: Numbers, at: Numbers) -> None:
    who = story.who[mine]
    story.rows.add(
        *("Order Refunded", who, at, story.buyer_bits(who)),
        source="till",
        order_id=story.order_id.take(pa.array(mine)),
        total=story.episodes.total[mine],
        currency="EUR",
    )


def _articles(story: Story) -> None:
    episodes = story.episodes
    mine = story.chosen(np.where(episodes.contact > 0, 0.35, 0.07), np.ones(len(story.who), dtype=bool))
    soon = np.where(episodes.contact[mine] > 0, episodes.contact_at[mine] - HOUR, episodes.received_at[mine] + DAY)
    article = pa.array(story.rng.integers(0, len(ARTICLES), len(mine)))
    who = story.who[mine]
    story.rows.add(
        *("Article Viewed", who, soon, story.web_bits(who, soon) | BROWSER),
        source="help centre",
        article_id=pa.array([code for code, _ in ARTICLES]).take(article),
        title=pa.array([title for _, title in ARTICLES]).take(article),
    )
