"""Door to voice. What needs the models of texts or of the database is loaded when it is asked for."""

from typing import TYPE_CHECKING

from regard.foundation.doors.api import opened_late
from regard.understand.voice.opinions.log import opinion_log, opinion_token, scope_of_opinions

if TYPE_CHECKING:
    from regard.understand.voice.angry import Angry, list_angry
    from regard.understand.voice.asked import TopicWritten, Written, written_in
    from regard.understand.voice.corrections import (
        Agreement,
        Corrected,
        agreement,
        correct_opinion,
        draw_to_check,
        list_corrections,
        take_back_correction,
    )
    from regard.understand.voice.endpoint.choosing import spent_today
    from regard.understand.voice.following import build, keep_reading
    from regard.understand.voice.leads import Leads, Noted, SaidFirst, leads_of, topic_names
    from regard.understand.voice.naming import topics_in, topics_number
    from regard.understand.voice.operations import (
        WishRow,
        find_topics_anew,
        list_wishes,
        merge_topics,
        pin_topic,
        rename_topic,
        split_topic,
        take_back_wish,
        teach_topic,
    )
    from regard.understand.voice.opinions.reading import Progress, progress
    from regard.understand.voice.queries import (
        TopicDetail,
        TopicRow,
        Voice,
        heat_of,
        name_of_topic,
        named_by,
        pain_points,
        praise,
        requests,
        rising,
        topic_of,
        voice_of,
    )
    from regard.understand.voice.sentences import Sentence, Sentences, Wanted, list_sentences, sentences_of

__all__ = [
    "Agreement",
    "Angry",
    "Corrected",
    "Leads",
    "Noted",
    "Progress",
    "SaidFirst",
    "Sentence",
    "Sentences",
    "TopicDetail",
    "TopicRow",
    "TopicWritten",
    "Voice",
    "Wanted",
    "WishRow",
    "Written",
    "agreement",
    "build",
    "correct_opinion",
    "draw_to_check",
    "find_topics_anew",
    "heat_of",
    "keep_reading",
    "leads_of",
    "list_angry",
    "list_corrections",
    "list_sentences",
    "list_wishes",
    "merge_topics",
    "name_of_topic",
    "named_by",
    "opinion_log",
    "opinion_token",
    "pain_points",
    "pin_topic",
    "praise",
    "progress",
    "rename_topic",
    "requests",
    "rising",
    "scope_of_opinions",
    "sentences_of",
    "spent_today",
    "split_topic",
    "take_back_correction",
    "take_back_wish",
    "teach_topic",
    "topic_names",
    "topic_of",
    "topics_in",
    "topics_number",
    "voice_of",
    "written_in",
]

__getattr__ = opened_late(
    package="regard.understand.voice",
    names=__all__,
    modules=(
        *("queries", "sentences", "angry", "asked", "opinions.reading", "endpoint.choosing"),
        *("operations", "corrections", "following", "leads", "naming"),
    ),
)
