"""Questions about what people say: the topics of a scope, and one of them closely."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import ibis.expr.types as ir

from regard.analytics.errors import RegardError
from regard.analytics.metrics.estimates import Change, Numbers, share
from regard.analytics.metrics.metric import ALL, answered, grouped
from regard.analytics.scope import Scope, course_edges
from regard.analytics.topics import Gathered, Pain, Praised, Request
from regard.analytics.topics.gathered import gather, pain_of, praised_of, request_of
from regard.analytics.topics.rising import Rise
from regard.foundation.lake.api import Lake
from regard.understand.voice.figures import (
    NO_FIGURES,
    Figures,
    Ratio,
    by_topic,
    corrected,
    courses,
    days_of,
    feeling_change,
    figures_by,
    ratio,
)
from regard.understand.voice.narrow import coded, narrow
from regard.understand.voice.opinions.log import opinion_log, opinion_token, scope_of_opinions
from regard.understand.voice.opinions.reading import Progress, progress
from regard.understand.voice.rising import rising_topics
from regard.understand.voice.topic_book import KnownTopic
from regard.understand.voice.topics import read_book
from regard.understand.voice.worth import spent_by

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NoTopic(RegardError):
    """There is no topic with this id."""

    code = "topic_not_found"
    status = 404


@dataclass(frozen=True)
class TopicRow:
    """One topic in a scope: what was said about it, how much of all customers who spoke, and how that changed."""

    topic: KnownTopic
    figures: Figures
    share: Numbers  # per cent of the customers who said anything
    before: Figures | None  # the period before, None for an open period
    volume: Ratio | None  # customers who name it, against the period before
    feeling: Change | None
    course: tuple[int, ...]  # opinions in eight periods, the last the scope's own
    rise: Rise | None  # it is named by more people than its season lets expect
    pain: Pain | None = None  # each None where it is none of the kind
    wanted: Request | None = None
    praised: Praised | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it is: pain_point, request, praise."""
        told = (("pain_point", self.pain), ("request", self.wanted), ("praise", self.praised))
        return tuple(name for name, one in told if one is not None)

    @property
    def is_small(self) -> bool:
        """Too few opinions to show more than how many there are."""
        return self.figures.is_small


@dataclass(frozen=True)
class Voice:
    """What people said in a scope."""

    progress: Progress
    whole: Figures
    before: Figures | None
    topics: tuple[TopicRow, ...]  # parents and leaves, those with most opinions first
    edges: tuple[date, ...]
    drift: float | None
    unplaced: int  # opinions near no topic


@dataclass(frozen=True)
class Cell:
    """One topic on one channel: how many of its opinions are negative."""

    topic: str
    channel: str
    n: int
    negative: Numbers


@dataclass(frozen=True)
class TopicDetail:
    """One topic closely: what it consists of, where it is said, and what about."""

    row: TopicRow
    parts: tuple[TopicRow, ...]
    channels: Mapping[str, Figures] = field(default_factory=dict)
    touchpoints: Mapping[str, Figures] = field(default_factory=dict)
    aspects: tuple[tuple[str, int], ...] = ()


def voice_of(*, lake: Lake, scope: Scope) -> Voice:
    """The topics that people name in a scope, with their figures and how these changed."""
    told = progress(lake=lake)
    return lake.remember(("voice", scope, opinion_token(lake=lake), told), lambda: _voice(lake, scope, told))


def topic_of(*, lake: Lake, scope: Scope, topic: str) -> TopicDetail:
    """One topic in a scope. Raises NoTopic."""
    known = find_topic(lake=lake, topic=topic)
    found = voice_of(lake=lake, scope=scope)
    rows = {row.topic.id: row for row in found.topics}
    row = rows.get(topic) or _empty_row(known)
    parts = tuple(rows[one] for one in read_book(lake=lake).leaves_of(topic) if one in rows)
    key = ("topic", scope, topic, opinion_token(lake=lake))
    places = lake.remember(key, lambda: _places(lake, scope, topic))
    return TopicDetail(row, tuple(sorted(parts, key=_most_first)), *places)


def heat_of(*, lake: Lake, scope: Scope, most: int = 8) -> list[Cell]:
    """Where it hurts: the share of negative opinions of the most named topics, by channel."""

    def answer() -> list[Cell]:
        rows = by_topic(_in_scope(lake, scope))
        rows = rows.mutate(cell=rows.topic + "\t" + rows.channel.fill_null("unknown"))
        found = figures_by(rows, "cell")
        book = read_book(lake=lake)
        listed = voice_of(lake=lake, scope=scope).topics
        tops = [row.topic.id for row in listed if not book.leaves_of(row.topic.id)][:most]
        cells = [(key.partition("\t"), one) for key, one in found.items()]
        return [Cell(at[0], at[2], one.n, one.negative) for at, one in cells if at[0] in tops]

    return lake.remember(("voice heat", scope, most, opinion_token(lake=lake)), answer)


def name_of_topic(*, lake: Lake, topic: str) -> str | None:
    """What a topic is called, None where there is none such, or no longer."""
    return read_book(lake=lake).name_of(topic)


def find_topic(*, lake: Lake, topic: str) -> KnownTopic:
    """A topic by its id. Raises NoTopic."""
    found = read_book(lake=lake).topics.get(topic)
    if found is None:
        raise NoTopic(
            f"There is no topic {topic[:64]!r}. It may have become part of another; look at the list of topics."
        )
    return found


def pain_points(*, lake: Lake, scope: Scope) -> list[TopicRow]:
    """Topics that hurt, those first that hurt most people worst."""
    return _of_kind(lake, scope, "pain_point", lambda row: -row.pain.score if row.pain else 0)


def requests(*, lake: Lake, scope: Scope) -> list[TopicRow]:
    """Topics in which customers ask for something, those that most ask for first."""
    return _of_kind(lake, scope, "request", lambda row: -row.wanted.people if row.wanted else 0)


def praise(*, lake: Lake, scope: Scope) -> list[TopicRow]:
    """Topics that please, those that please most people first."""
    return _of_kind(lake, scope, "praise", lambda row: -row.praised.people if row.praised else 0)


def rising(*, lake: Lake, scope: Scope) -> list[TopicRow]:
    """Topics named more often than their season lets expect."""
    return [row for row in voice_of(lake=lake, scope=scope).topics if row.rise is not None]


def named_by(*, lake: Lake) -> ir.Table:
    """Who named which topic when: customer_id, time, topic, channel, touchpoint, sentiment, id. For what asks what it does."""
    rows = by_topic(opinion_log(lake=lake))
    return rows.select("customer_id", "time", "topic", "channel", "touchpoint", "sentiment", "label", "id")


def _of_kind(lake: Lake, scope: Scope, kind: str, order: Callable[[TopicRow], float]) -> list[TopicRow]:
    rows = [row for row in voice_of(lake=lake, scope=scope).topics if kind in row.kinds]
    return sorted(rows, key=order)


def _in_scope(lake: Lake, scope: Scope) -> ir.Table:
    return scope_of_opinions(lake=lake, scope=scope).rows(opinion_log(lake=lake, voices=scope.voices))


def _voice(lake: Lake, scope: Scope, told: Progress) -> Voice:
    book, scope, then = read_book(lake=lake), scope_of_opinions(lake=lake, scope=scope), scope.previous()
    always = narrow(rows=_in_scope(lake, scope.over(since=None, until=None)))
    rows = scope.in_period(always)
    whole = figures_by(grouped(rows, None, (), rows), "group").get(ALL, NO_FIGURES)
    now = figures_by(by_topic(rows), "topic")
    sides = gather(by_topic(rows), worth=coded(spent_by(lake=lake), "customer_id"))
    past_rows = None if then is None else then.in_period(always)
    past = {} if past_rows is None else figures_by(by_topic(past_rows), "topic")
    before = None if past_rows is None else figures_by(grouped(past_rows, None, (), rows), "group").get(ALL, NO_FIGURES)
    last_at = lake.last_at() or EPOCH
    edges = course_edges(scope, last_at)
    course = courses(by_topic(always), edges)
    volumes = _volumes(scope, now, past)
    rises = rising_topics(rows=always, until=min(scope.until or last_at.date(), last_at.date()))
    found = [
        _row(
            book.topics[name],
            one,
            whole,
            past.get(name, NO_FIGURES) if then else None,
            volumes.get(name),
            course,
            rises,
            sides[name],
        )
        for name, one in now.items()
        if name in book.topics
    ]
    placed = rows.filter(rows.leaf.isnull())
    unplaced = int(answered(placed.agg(n=placed.count()), rows)["n"][0].as_py())
    return Voice(told, whole, before, tuple(sorted(found, key=_most_first)), tuple(edges), book.drift, unplaced)


def _row(
    topic: KnownTopic,
    figures: Figures,
    whole: Figures,
    before: Figures | None,
    volume: Ratio | None,
    course: Mapping[str, list[int]],
    rises: Mapping[str, Rise],
    sides: Gathered,
) -> TopicRow:
    return TopicRow(
        topic,
        figures,
        share(figures.customers, whole.customers),
        before,
        volume,
        None if before is None else feeling_change(figures, before),
        tuple(course.get(topic.id, ())),
        rises.get(topic.id),
        pain_of(sides, spoke=whole.customers),
        request_of(sides, spoke=whole.customers),
        praised_of(sides, spoke=whole.customers),
    )


def _volumes(scope: Scope, now: Mapping[str, Figures], past: Mapping[str, Figures]) -> dict[str, Ratio]:
    then = scope.previous()
    if then is None:
        return {}
    found = {
        name: ratio(one.customers, past.get(name, NO_FIGURES).customers, days_of(scope), days_of(then))
        for name, one in now.items()
        if not one.is_small
    }
    return corrected({name: one for name, one in found.items() if one is not None})


def _places(
    lake: Lake, scope: Scope, topic: str
) -> tuple[dict[str, Figures], dict[str, Figures], tuple[tuple[str, int], ...]]:
    rows = _in_scope(lake, scope)
    rows = rows.filter((rows.leaf == topic) | (rows.parent == topic))
    channels = figures_by(grouped(rows, "channel", (), rows), "group")
    touchpoints = figures_by(grouped(rows, "touchpoint", (), rows), "group")
    named = rows.filter(rows.aspect.notnull())
    counts = answered(named.group_by("aspect").agg(n=named.id.nunique()), rows).to_pylist()
    listed = sorted(((row["aspect"], row["n"]) for row in counts), key=lambda pair: (-pair[1], pair[0]))
    return channels, touchpoints, tuple(listed[:12])


def _empty_row(topic: KnownTopic) -> TopicRow:
    return TopicRow(topic, NO_FIGURES, share(0, 0), None, None, None, (), None)


def _most_first(row: TopicRow) -> tuple[int, str]:
    return -row.figures.n, row.topic.id
