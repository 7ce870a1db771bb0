"""What lies in `derived/opinions`, and the columns of its files."""

from pathlib import Path

import msgspec
import pyarrow as pa

from regard.analytics.schema.interactions import INTERACTION
from regard.foundation.lake.api import Lake

SHAPE = 1  # goes up when the files' shape changes: all is read anew then
EMOTIONS = ("joy", "anger", "sadness", "fear", "surprise", "disgust")
LABELS = ("positive", "neutral", "negative", "mixed", "unsure")
INTENTS = ("praise", "complaint", "question", "request", "bug", "leaving")
LEFT_OUT = ("month", "message_id", "text", "promised_at", "wait_seconds", "failed")
SAID = tuple(
    name for name in INTERACTION.names if name not in LEFT_OUT
)  # columns of who said something, beside its key
KEY_SQL = "left(sha256(text), 32)"  # what a text is known by
IS_SAID = "actor = 'customer' and text is not null and trim(text) <> ''"

TEXT = pa.schema(
    [
        pa.field("key", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("language", pa.string()),
        pa.field("model", pa.string(), nullable=False),
    ]
)
OPINION = pa.schema(
    [
        pa.field("key", pa.string(), nullable=False),
        pa.field("part", pa.int32(), nullable=False),  # which opinion of its text, from 0
        pa.field("first", pa.int32(), nullable=False),  # where in the text it begins, and ends
        pa.field("last", pa.int32(), nullable=False),
        pa.field("aspect", pa.string()),
        pa.field("sentiment", pa.float32()),  # -1 to 1, null where unsure
        pa.field("label", pa.string(), nullable=False),
        pa.field("certainty", pa.float32(), nullable=False),
        *(pa.field(name, pa.float32()) for name in EMOTIONS),  # null where not dared
        pa.field("intent", pa.string()),
        pa.field("is_topical", pa.bool_(), nullable=False),  # it says enough to be about something
        pa.field("taught", pa.int64()),  # the correction of a similar opinion that it followed
        pa.field("model", pa.string(), nullable=False),
    ]
)
PLACED = pa.schema(
    [
        pa.field("key", pa.string(), nullable=False),
        pa.field("part", pa.int32(), nullable=False),
        pa.field("leaf", pa.string()),  # null where no topic is near
        pa.field("parent", pa.string()),
        pa.field("near", pa.float32()),  # cosine with the middle of the topic
    ]
)


class Run(msgspec.Struct, frozen=True):
    """A folder of files, and how many rows it has: mentions, or texts."""

    name: str
    rows: int
    model: str = ""  # that read its texts; of mentions none


class Manifest(msgspec.Struct, frozen=True):
    """Of which version of the log the mentions are, the runs (oldest first), and the topics that opinions are placed in."""

    shape: int
    version: int
    rows: int  # of that version of the log
    mentions: tuple[Run, ...]
    readings: tuple[Run, ...]
    model: str  # that texts are read by
    topics: int  # number of the topics that runs are placed in, 0 before the first
    topics_of: int  # how many opinions there were when they were found
    next_number: int
    rate: float = 0.0  # texts a second, as last measured
    rated_at: float = 0.0  # seconds since 1970

    @property
    def token(self) -> str:
        """Changes whenever what questions are answered from may have."""
        return f"{self.next_number}.{self.version}.{self.topics}"


def folder_of(*, lake: Lake) -> Path:
    """Where the files lie."""
    return lake.root / "derived" / "opinions"
