"""Door to feeds."""

from regard.record.feeds.looking import Looked, list_due, look_at
from regard.record.feeds.operations import (
    FeedRefused,
    NoFeed,
    change_feed,
    create_feed,
    delete_feed,
    take_file,
)
from regard.record.feeds.proofs import ask_for_code, list_proofs, settle, take_word, undo_proof
from regard.record.feeds.queries import FeedRow, feed_of, list_feeds

__all__ = [
    "FeedRefused",
    "FeedRow",
    "Looked",
    "NoFeed",
    "ask_for_code",
    "change_feed",
    "create_feed",
    "delete_feed",
    "feed_of",
    "list_due",
    "list_feeds",
    "list_proofs",
    "look_at",
    "settle",
    "take_file",
    "take_word",
    "undo_proof",
]
