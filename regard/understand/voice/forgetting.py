"""What goes when rows leave the log: readings of texts that nobody says any more, and what topics quoted of them."""

from regard.foundation.lake.api import Lake
from regard.understand.voice.opinions.forgetting import forget_unsaid
from regard.understand.voice.topics import forget_quotes


def forget(*, lake: Lake) -> None:
    """Leave nothing of what the log no longer has."""
    forget_unsaid(lake=lake)
    forget_quotes(lake=lake)
