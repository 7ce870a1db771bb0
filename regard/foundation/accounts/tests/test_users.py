import pytest

from regard.foundation.accounts.api import (
    EmailRefused,
    PasswordRefused,
    UserUnknown,
    add_user,
    list_emails,
    list_users,
    set_password,
    set_rights,
)
from regard.foundation.accounts.models import ApiKey, User
from regard.foundation.accounts.tests.factories import EMAIL, PASSWORD, make_key, make_user
from regard.foundation.audit.api import list_entries

pytestmark = pytest.mark.django_db


def test_user__added__can_be_found_in_any_case() -> None:
    add_user(email=" Ada@Fernweh.example ", password=PASSWORD, name="Ada")
    assert User.objects.get_by_natural_key("ADA@fernweh.EXAMPLE").name == "Ada"
    assert list_emails() == ["ada@fernweh.example"]


def test_user__with_an_address_that_is_taken__is_refused() -> None:
    make_user()
    with pytest.raises(EmailRefused, match="has an account already"):
        add_user(email=EMAIL.upper(), password=PASSWORD)
    assert list_emails() == [EMAIL]


def test_user__with_no_address__is_refused() -> None:
    with pytest.raises(EmailRefused, match="'ada' is not an e-mail address"):
        add_user(email="ada", password=PASSWORD)
    assert list_emails() == []


@pytest.mark.parametrize("password", ["", "short", "1234567890123", "password123", "ada@fernweh.example"])
def test_user__with_a_password_that_is_easy_to_guess__is_refused(password: str) -> None:
    with pytest.raises(PasswordRefused):
        add_user(email=EMAIL, password=password)
    assert list_emails() == []


def test_password__changed__revokes_the_keys_made_under_the_old_one() -> None:
    make_user()
    make_key()
    set_password(email=EMAIL, password="another long password")
    assert ApiKey.objects.count() == 0
    assert User.objects.get(email=EMAIL).check_password("another long password")


def test_password__of_nobody__is_refused() -> None:
    with pytest.raises(UserUnknown, match="Nobody has the e-mail address"):
        set_password(email="eve@fernweh.example", password=PASSWORD)


def test_rights__given_and_taken__are_told_and_noted() -> None:
    make_user()
    assert [user.may_read_unmasked for user in list_users()] == [False]
    set_rights(email=EMAIL.upper(), may_read_unmasked=True)
    assert [user.may_read_unmasked for user in list_users()] == [True]
    assert list_entries().rows[0].verb == "rights_changed"
    with pytest.raises(UserUnknown, match="Nobody has the e-mail address"):
        set_rights(email="eve@fernweh.example", may_read_unmasked=True)
