"""How a REST request says who it is: an API key, or the cookie of a signed-in person."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth

from regard.foundation.accounts.models import User
from regard.foundation.accounts.operations import note_key_used
from regard.foundation.accounts.queries import find_key


class KeyAuth(HttpBearer):
    """`Authorization: Bearer regard_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """Return the user on whose behalf the key was made."""
        found = find_key(key=token)
        if found is None:
            return None
        note_key_used(key_id=found.pk)
        request.user = found.user
        request.api_key_id = found.pk  # type: ignore[attr-defined]  # the audit log says which key it was
        return found.user


# The key first: a session is checked for forgery, which a program with a key need not pass.
WAYS_IN = [KeyAuth(), SessionAuth(csrf=True)]
