"""What people say, in Python: `log.voice`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir

from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake
from regard.understand.voice import api as voice
from regard.understand.voice.api import Progress, Sentences, TopicDetail, TopicRow, Voice, Wanted


@dataclass(frozen=True)
class Said:
    """What people say. Filters are those of the log: since, until, channel, stage, touchpoint, segment."""

    lake: Lake
    scope: Callable[[dict[str, Any]], Scope]

    @property
    def progress(self) -> Progress:
        """How many texts there are, how many were read, and at which rate."""
        return voice.progress(lake=self.lake)

    @property
    def opinions(self) -> ir.Table:
        """The opinions as an Ibis table: who said it when and where, aspect, sentiment, emotions, intent, topic."""
        return voice.opinion_log(lake=self.lake)

    def show(self, **filters: Any) -> Voice:
        """All topics with their figures, and what was said altogether."""
        return voice.voice_of(lake=self.lake, scope=self.scope(filters))

    def topics(self, **filters: Any) -> list[TopicRow]:
        """The topics that people name, those with most opinions first."""
        return list(self.show(**filters).topics)

    def topic(self, topic: str, **filters: Any) -> TopicDetail:
        """One topic closely. Raises NoTopic."""
        return voice.topic_of(lake=self.lake, scope=self.scope(filters), topic=topic)

    def pain_points(self, **filters: Any) -> list[TopicRow]:
        """Topics that hurt: sentiment below 0 beyond doubt, those of most customers and worst sentiment first."""
        return voice.pain_points(lake=self.lake, scope=self.scope(filters))

    def requests(self, **filters: Any) -> list[TopicRow]:
        """Topics in which customers ask for something."""
        return voice.requests(lake=self.lake, scope=self.scope(filters))

    def praise(self, **filters: Any) -> list[TopicRow]:
        """Topics that please."""
        return voice.praise(lake=self.lake, scope=self.scope(filters))

    def rising(self, **filters: Any) -> list[TopicRow]:
        """Topics named more often than their season lets expect."""
        return voice.rising(lake=self.lake, scope=self.scope(filters))

    def sentences(
        self,
        topic: str | None = None,
        *,
        label: str | None = None,
        emotion: str | None = None,
        intent: str | None = None,
        language: str | None = None,
        aspect: str | None = None,
        order: str = "newest",
        limit: int = 20,
        offset: int = 0,
        masked: bool = True,
        **filters: Any,
    ) -> Sentences:
        """The texts behind a number. Order is newest, strongest, typical, unsure or drawn (at random)."""
        return voice.list_sentences(
            lake=self.lake,
            scope=self.scope(filters),
            wanted=Wanted(topic, label, emotion, intent, language, aspect),
            order=order,
            limit=limit,
            offset=offset,
            masked=masked,
        )
