"""Which topics texts name that are not in the log: notes of staff."""

from collections.abc import Sequence

import numpy as np

from regard.analytics.topics import place
from regard.foundation.lake.api import Lake
from regard.understand.voice.endpoint.choosing import chosen_reader
from regard.understand.voice.opinions.mentions import followed
from regard.understand.voice.opinions.placing import read_topics
from regard.understand.voice.opinions.runs import says_enough


def topics_number(*, lake: Lake) -> int:
    """Changes when topics are found anew; 0 before the first."""
    return followed(lake=lake).topics


def topics_in(*, lake: Lake, texts: Sequence[str]) -> list[tuple[str, ...]]:
    """The topics that each text names, with their themes. Opens the models that read: call it where texts are read."""
    reader, topics = chosen_reader(lake=lake), read_topics(lake=lake, number=topics_number(lake=lake))
    if topics is None or topics.memory.model != reader.model:
        return [() for _ in texts]
    found = []
    for text, one in zip(texts, reader.read(list(texts)), strict=True):
        said = [
            each
            for each in one.opinions
            if says_enough(text[each.start : each.end], has_aspect=each.aspect is not None)
        ]
        named: dict[str, None] = {}
        if said:
            vectors = np.stack([each.vector for each in said]).astype(np.float32)
            places, _ = place(topics.memory, vectors, languages=[one.language] * len(said))
            for at in places.tolist():
                topic = None if at < 0 else topics.topics[at]
                named |= {} if topic is None else dict.fromkeys(filter(None, (topic.id, topic.theme)))
        found.append(tuple(named))
    return found
