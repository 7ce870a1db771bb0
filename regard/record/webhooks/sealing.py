"""Secrets of webhooks at rest: sealed with the installation's own key, opened in memory only."""

from regard.foundation.settings.api import seal as seal_for
from regard.foundation.settings.api import unseal as unseal_for

PURPOSE = "regard webhook secrets 1"


def seal(*, secret: str, key: str) -> bytes:
    """The secret as it may be stored."""
    return seal_for(secret=secret, key=key, purpose=PURPOSE)


def unseal(*, sealed: bytes, key: str) -> str:
    """The secret again. Raises SecretLost where the installation's key has changed since.

    >>> unseal(sealed=seal(secret="whsec_abc", key="k" * 32), key="k" * 32)
    'whsec_abc'
    """
    return unseal_for(sealed=sealed, key=key, purpose=PURPOSE)
