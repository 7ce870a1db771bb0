"""What a feed is opened with: sealed where it is kept, opened in memory only."""

from django.conf import settings

from regard.foundation.settings.api import seal, unseal
from regard.record.feeds.models import Feed

PURPOSE = "regard feed secrets 1"


def sealed(*, secret: str) -> bytes | None:
    """A secret as it may be stored."""
    return seal(secret=secret, key=settings.SECRET_KEY, purpose=PURPOSE) if secret else None


def opened(*, feed: Feed) -> str:
    """The secret of a feed, empty where it has none. Raises SecretLost."""
    if feed.sealed is None:
        return ""
    return unseal(sealed=bytes(feed.sealed), key=settings.SECRET_KEY, purpose=PURPOSE)
