"""How a customer's orders follow one another, and what goes wrong on the way.

An *episode* is one order with everything around it: the visit, paying, delivery, contact with
service, how it felt, and whether and when the customer comes back. All customers of a block live
their k-th episode at once. Every draw is made for every customer whether it is needed or not, so
that the same block can be lived again with one friction switched off and differ in nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from regard.simulator import plan
from regard.simulator.calendar import DAY, HOUR, Calendar, Numbers, daytime, office_time
from regard.simulator.people import People

WEB, APP, STORE = 0, 1, 2
NO_CONTACT, TICKET, CALL, CHAT = 0, 1, 2, 3
MAX_EPISODES = 18

_UNIFORM = (
    *("hour", "channel", "voucher", "denied", "payment", "abandon", "late", "lost", "transit", "sign_in"),
    *("sign_in_fails", "contact", "contact_kind", "contact_delay", "contact_hour", "long", "reopen"),
    *("send_back", "returns", "lapse", "lapse_days", "leave", "leave_days"),
)
_NORMAL = ("total", "mood", "gap", "reply", "resolution", "recommend", "satisfied")
_EXPONENTIAL = ("late_days", "wait")

Draws = dict[str, Numbers]


def draw_episodes(seeds: tuple[int, ...], count: int) -> Iterator[Draws]:
    """The random numbers of a block's episodes, one set per episode, the same in every world."""
    for episode in range(MAX_EPISODES):
        rng = np.random.default_rng((*seeds, episode))
        yield {
            **{name: rng.random(count) for name in _UNIFORM},
            **{name: rng.standard_normal(count) for name in _NORMAL},
            **{name: rng.standard_exponential(count) for name in _EXPONENTIAL},
        }


@dataclass
class Past:
    """What a customer brings into an episode."""

    next_at: Numbers  # when the next visit to buy begins; infinite when there is none
    mood: Numbers
    orders: Numbers


def _later() -> Numbers:
    return field(default_factory=lambda: np.empty(0))


@dataclass
class Episode:
    """One episode of each customer; `here` says whose is real. Times are seconds, infinite when never."""

    here: Numbers
    at: Numbers
    first: Numbers
    channel: Numbers = _later()
    voucher: Numbers = _later()
    denied: Numbers = _later()
    payment_failed: Numbers = _later()
    ordered: Numbers = _later()
    total: Numbers = _later()
    shipped: Numbers = _later()  # whether a parcel is sent at all
    promised_at: Numbers = _later()
    late: Numbers = _later()
    lost: Numbers = _later()
    received_at: Numbers = _later()
    sign_in_at: Numbers = _later()
    signs_in: Numbers = _later()
    sign_in_failed: Numbers = _later()
    contact: Numbers = _later()
    contact_at: Numbers = _later()
    wait_seconds: Numbers = _later()
    reopened: Numbers = _later()
    reply_at: Numbers = _later()
    contact_end: Numbers = _later()
    sent_back: Numbers = _later()
    mood: Numbers = _later()
    recommend: Numbers = _later()  # the 0 to 10 answer the customer would give
    satisfied: Numbers = _later()  # the 1 to 5 answer about the order as a whole
    ends_at: Numbers = _later()
    chance: Numbers = _later()  # of coming back soon
    soon_at: Numbers = _later()  # when that would be
    returns: Numbers = _later()
    next_at: Numbers = _later()
    leaves_at: Numbers = _later()


def begin(people: People, draws: Draws) -> Past:
    """Nobody has bought yet; buyers come a few days after they first hear of the company."""
    first = people.arrives_at + np.exp(1.3 + 0.8 * draws["gap"]) * DAY
    nothing = np.zeros(len(people))
    return Past(next_at=np.where(people.buys, first, np.inf), mood=nothing, orders=nothing)


def live(people: People, past: Past, draws: Draws, calendar: Calendar, off: str = "") -> Episode:
    """Live one episode; `off` names a friction that cannot happen in this world."""
    episode = Episode(
        here=past.next_at < calendar.horizon,
        at=daytime(np.where(np.isfinite(past.next_at), past.next_at, 0.0), draws["hour"]),
        first=past.orders == 0,
    )
    _buy(episode, people, draws, off)
    _deliver(episode, people, draws, calendar, off)
    _sign_in(episode, people, draws, off)
    _get_in_touch(episode, people, draws, calendar, off)
    _feel(episode, people, past, draws)
    _come_back(episode, people, draws)
    return episode


def carry_on(past: Past, episode: Episode) -> Past:
    """What the customer brings into the episode after this one."""
    return Past(
        next_at=np.where(episode.here, episode.next_at, np.inf),
        mood=np.where(episode.here, episode.mood, past.mood),
        orders=past.orders + (episode.here & episode.ordered),
    )


def _buy(episode: Episode, people: People, draws: Draws, off: str) -> None:
    in_store = (draws["channel"] < people.of_segment("store")) & people.known
    in_app = ~in_store & people.app & (draws["channel"] > 0.62)
    episode.channel = np.where(in_store, STORE, np.where(in_app, APP, WEB))
    # Vouchers are sent by mail, so only the known have them.
    episode.voucher = (draws["voucher"] < people.of_segment("voucher")) & ~in_store & people.known
    episode.denied = episode.voucher & (draws["denied"] < people.of_segment("denied")) & (off != "voucher_denied")
    rate = np.where(in_store, plan.STORE_PAYMENT_FAILS, people.of_segment("payment_fails") * np.where(in_app, 1.3, 1.0))
    episode.payment_failed = (draws["payment"] < rate) & (off != "payment_failed")
    episode.ordered = ~(episode.payment_failed & (draws["abandon"] < plan.ABANDONS))
    episode.total = np.round(people.of_segment("basket") * np.exp(0.55 * draws["total"] + 0.08 * people.affinity), 2)


def _deliver(episode: Episode, people: People, draws: Draws, calendar: Calendar, off: str) -> None:
    episode.shipped = episode.ordered & (episode.channel != STORE)
    rate = people.of_country("late") * np.where(episode.at >= calendar.rise_at, plan.LATE_RISE, 1.0)
    rate = rate * np.where(calendar.is_winter(episode.at), plan.LATE_WINTER, 1.0)
    episode.late = episode.shipped & (draws["late"] < rate) & (off != "late_delivery")
    episode.lost = episode.late & (draws["lost"] < plan.LOST)
    days = 3.0 + np.floor(3 * draws["transit"])
    midnight = np.floor(episode.at / DAY) * DAY
    episode.promised_at = midnight + days * DAY + 20 * HOUR
    on_time = midnight + (days - np.floor(2 * draws["transit"])) * DAY + (9 + 10 * draws["transit"]) * HOUR
    behind = on_time + np.ceil(1.0 + 3.0 * draws["late_days"]) * DAY
    arrives = np.where(episode.late, np.maximum(behind, episode.promised_at + 13 * HOUR), on_time)
    arrives = np.where(episode.lost, episode.promised_at + 8 * DAY, arrives)
    episode.received_at = np.where(episode.shipped, arrives, episode.at)


def _sign_in(episode: Episode, people: People, draws: Draws, off: str) -> None:
    episode.sign_in_at = daytime(episode.at + (0.5 + draws["sign_in"]) * DAY, draws["hour"])
    episode.signs_in = episode.shipped & people.account & (draws["sign_in"] < plan.SIGN_INS)
    rate = np.where(episode.first, plan.SIGN_IN_FAILS_NEW, plan.SIGN_IN_FAILS_LATER)
    episode.sign_in_failed = episode.signs_in & (draws["sign_in_fails"] < rate) & (off != "sign_in_failed")


def _get_in_touch(episode: Episode, people: People, draws: Draws, calendar: Calendar, off: str) -> None:
    chance = plan.CONTACTS + plan.CONTACTS_MORE["late_delivery"] * episode.late
    chance = chance + plan.CONTACTS_MORE["payment_failed"] * episode.payment_failed
    kind = np.where(draws["contact_kind"] < plan.TICKETS, TICKET, CALL)
    kind = np.where((draws["contact_kind"] > plan.TICKETS + plan.CALLS) | ~people.known, CHAT, kind)
    episode.contact = np.where(draws["contact"] < chance, kind, NO_CONTACT)
    since = np.where(episode.late, episode.promised_at + 6 * HOUR, episode.received_at)
    asked = since + (0.3 + np.where(episode.late, 1.5, 5.0) * draws["contact_delay"]) * DAY
    hour = np.where(
        episode.contact == CALL, office_time(asked, draws["contact_hour"]), daytime(asked, draws["contact_hour"])
    )
    episode.contact_at = np.maximum(hour, since + 0.2 * HOUR)
    _wait(episode, draws, calendar, off)
    episode.reopened = (episode.contact == TICKET) & (draws["reopen"] < plan.REOPENS) & (off != "ticket_reopened")
    episode.reply_at = episode.contact_at + np.exp(1.4 + 1.0 * draws["reply"]) * HOUR
    solved = episode.reply_at + np.exp(2.3 + 0.9 * draws["resolution"]) * HOUR + 50 * HOUR * episode.reopened
    at_once = episode.contact_at + episode.wait_seconds + 15 * 60
    episode.contact_end = np.where(episode.contact == TICKET, solved, at_once)
    episode.sent_back = episode.ordered & ~episode.lost & (draws["send_back"] < plan.RETURNS)


def _wait(episode: Episode, draws: Draws, calendar: Calendar, off: str) -> None:
    rate = plan.PHONE_LONG * np.where(calendar.is_winter(episode.contact_at), plan.PHONE_LONG_WINTER, 1.0)
    rate = np.where(episode.contact == CALL, rate * (off != "phone_wait"), plan.CHAT_LONG)
    long = draws["long"] < rate
    episode.wait_seconds = np.where(
        long,
        plan.WAIT_SECONDS + 15 + 260 * draws["wait"],
        np.minimum(8 + 75 * draws["wait"], plan.WAIT_SECONDS - 20),
    )


def _feel(episode: Episode, people: People, past: Past, draws: Draws) -> None:
    hurt = sum(_met(episode, cause) * cause.hurt for cause in plan.CAUSES)
    own = 0.35 * people.affinity + 0.7 * draws["mood"] + 0.25 * past.mood
    episode.mood = own - people.weight * hurt
    episode.recommend = np.clip(np.round(8.75 + 1.55 * episode.mood + 0.9 * draws["recommend"]), 0, 10)
    episode.satisfied = np.clip(np.round(4.1 + 0.8 * episode.mood + 0.45 * draws["satisfied"]), 1, 5)


def _come_back(episode: Episode, people: People, draws: Draws) -> None:
    chance = people.of_segment("returns") - plan.FIRST_ORDER_DROP * episode.first
    chance = chance + 0.08 * people.affinity + 0.04 * draws["mood"]
    drop = sum(_met(episode, cause) * cause.drop for cause in plan.CAUSES)
    episode.chance = np.clip(chance - people.weight * drop, 0.02, 0.95)
    episode.ends_at = np.maximum(episode.received_at, np.where(episode.contact > 0, episode.contact_end, 0))
    episode.returns = draws["returns"] < episode.chance
    episode.soon_at = episode.ends_at + np.exp(3.2 + 0.5 * draws["gap"]) * DAY
    lapses = draws["lapse"] < 0.2
    much_later = episode.ends_at + (115 + 150 * draws["lapse_days"]) * DAY
    episode.next_at = np.where(episode.returns, episode.soon_at, np.where(lapses, much_later, np.inf))
    leaves = ~np.isfinite(episode.next_at) & (draws["leave"] < 0.4)
    episode.leaves_at = np.where(
        leaves, daytime(episode.ends_at + (1 + 45 * draws["leave_days"]) * DAY, draws["hour"]), np.inf
    )


def _met(episode: Episode, cause: plan.Friction) -> Numbers:
    return frictions(episode)[cause.key].exposed


@dataclass(frozen=True)
class Meeting:
    """Who reached a touchpoint in an episode, whom the friction met there, and when."""

    reached: Numbers
    exposed: Numbers
    at: Numbers


def frictions(episode: Episode) -> dict[str, Meeting]:
    """The planted frictions of an episode, causes and decoys, by key."""
    called = episode.contact == CALL
    ticket = episode.contact == TICKET
    long = episode.wait_seconds >= plan.WAIT_SECONDS
    everybody = np.ones(len(episode.here), dtype=bool)
    return {
        "late_delivery": Meeting(episode.shipped, episode.late, episode.received_at),
        "payment_failed": Meeting(everybody, episode.payment_failed, episode.at),
        "phone_wait": Meeting(called, called & long, episode.contact_at),
        "ticket_reopened": Meeting(ticket, episode.reopened, episode.contact_at),
        "voucher_denied": Meeting(episode.voucher, episode.denied, episode.at),
        "sign_in_failed": Meeting(episode.signs_in, episode.sign_in_failed, episode.sign_in_at),
    }
