from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from regard.foundation.accounts.models import ApiKey, User
from regard.foundation.accounts.tasks import forget_expired
from regard.foundation.accounts.tests.factories import EMAIL, make_key, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir")]


def ask(key: str, method: str = "get") -> int:
    answer = getattr(Client(enforce_csrf_checks=True), method)(
        "/api/session", headers={"authorization": f"Bearer {key}"}
    )
    return int(answer.status_code)


def test_key__made__opens_the_api_and_says_when_it_was_used() -> None:
    make_user()
    before = timezone.now()
    assert ask(make_key()) == 200
    used_at = ApiKey.objects.get().last_used_at
    assert used_at is not None
    assert used_at >= before


def test_key__stored__cannot_be_read_back() -> None:
    make_user()
    key = make_key()
    stored = ApiKey.objects.values().get()
    assert key.startswith("regard_")
    assert len(key) > 40
    assert key not in str(stored)
    assert stored["prefix"] == key[:14]


@pytest.mark.parametrize("key", ["regard_wrong", "", "nothing", "regard_" + "a" * 4000])
def test_key__unknown__is_refused(key: str) -> None:
    assert ask(key) == 401


def test_key__expired__is_refused_and_forgotten_at_night() -> None:
    make_user()
    key = make_key()
    ApiKey.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert ask(key) == 401
    forget_expired(timestamp=0)
    assert ApiKey.objects.count() == 0


def test_key__of_a_closed_account__is_refused() -> None:
    make_user()
    key = make_key()
    User.objects.filter(email=EMAIL).update(is_active=False)
    assert ask(key) == 401


def test_key__without_expiry__outlives_the_night() -> None:
    make_user()
    key = make_key(days=None)
    forget_expired(timestamp=0)
    assert ask(key) == 200
