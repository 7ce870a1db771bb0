"""Secrets at rest: sealed with a key that follows from the installation's own, opened in memory only."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from regard.analytics.errors import RegardError

PURPOSE = b"regard webhook secrets 1"


class SecretLost(RegardError):
    """A sealed secret cannot be opened."""

    code = "secret_lost"
    status = 500


def seal(*, secret: str, key: str) -> bytes:
    """The secret as it may be stored."""
    return _fernet(key).encrypt(secret.encode())


def unseal(*, sealed: bytes, key: str) -> str:
    """The secret again. Raises SecretLost where the installation's key has changed since.

    >>> unseal(sealed=seal(secret="whsec_abc", key="k" * 32), key="k" * 32)
    'whsec_abc'
    """
    try:
        return _fernet(key).decrypt(sealed).decode()
    except InvalidToken:
        raise SecretLost("SECRET_KEY has changed since this secret was stored. Give the webhook a new one.") from None


def _fernet(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
