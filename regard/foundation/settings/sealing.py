"""Secrets at rest: sealed with a key that follows from the installation's own and a purpose, opened in memory only."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from regard.analytics.errors import RegardError


class SecretLost(RegardError):
    """A sealed secret cannot be opened."""

    code = "secret_lost"
    status = 500


def seal(*, secret: str, key: str, purpose: str) -> bytes:
    """The secret as it may be stored."""
    return _fernet(key, purpose).encrypt(secret.encode())


def unseal(*, sealed: bytes, key: str, purpose: str) -> str:
    """The secret again. Raises SecretLost where the installation's key has changed since.

    >>> unseal(sealed=seal(secret="abc", key="k" * 32, purpose="doors"), key="k" * 32, purpose="doors")
    'abc'
    """
    try:
        return _fernet(key, purpose).decrypt(sealed).decode()
    except InvalidToken:
        raise SecretLost("SECRET_KEY has changed since this secret was stored. Give a new one.") from None


def _fernet(key: str, purpose: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
