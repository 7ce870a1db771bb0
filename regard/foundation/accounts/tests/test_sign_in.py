import statistics
import time

import pytest
from django.test import Client

from regard.foundation.accounts.api import set_password
from regard.foundation.accounts.models import User
from regard.foundation.accounts.tests.factories import EMAIL, PASSWORD, make_key, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir")]

SIGN_IN = "/accounts/login/"


def sign_in(client: Client, *, email: str = EMAIL, password: str = PASSWORD, to: str = "") -> tuple[int, str]:
    answer = client.post(SIGN_IN, {"login": email, "password": password, "next": to})
    return answer.status_code, answer.headers.get("Location", "")


def test_sign_in__with_the_right_password__opens_the_console_and_the_api() -> None:
    make_user()
    client = Client()
    assert sign_in(client, email="Ada@Fernweh.Example") == (302, "/")
    session = client.get("/api/session").json()
    assert session["user"] == {"email": EMAIL, "name": "Ada", "may_read_unmasked": False}
    assert session["log"]["interactions"] == 0


def test_sign_in__with_the_wrong_password__says_nothing_about_who_exists() -> None:
    make_user()
    known = Client().post(SIGN_IN, {"login": EMAIL, "password": "wrong"}).content
    unknown = Client().post(SIGN_IN, {"login": "eve@fernweh.example", "password": "wrong"}).content
    strip = [line for line in known.decode().splitlines() if "csrf" not in line and "value=" not in line]
    same = [line for line in unknown.decode().splitlines() if "csrf" not in line and "value=" not in line]
    assert strip == same
    assert any('role="alert"' in line for line in strip)


def test_sign_in__of_nobody__takes_as_long_as_of_somebody(settings: pytest.FixtureRequest) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]  # type: ignore[attr-defined]
    settings.ACCOUNT_RATE_LIMITS = False  # type: ignore[attr-defined]
    make_user()
    seconds = {EMAIL: [], "eve@fernweh.example": []}  # type: dict[str, list[float]]
    for _ in range(3):
        for email, taken in seconds.items():
            began = time.process_time()
            sign_in(Client(), email=email, password="wrong")
            taken.append(time.process_time() - began)
    somebody, nobody = (statistics.median(taken) for taken in seconds.values())
    assert nobody == pytest.approx(somebody, rel=0.4)


def test_sign_in__guessed_ten_times__is_answered_with_429_and_how_long_to_wait() -> None:
    make_user()
    codes = [sign_in(Client(), password=f"guess {number}")[0] for number in range(10)]
    assert codes == [200] * 5 + [429] * 5
    locked = Client().post(SIGN_IN, {"login": EMAIL, "password": PASSWORD})
    assert locked.status_code == 429
    assert int(locked["Retry-After"]) == 300


def test_sign_in__guessed_for_many_people_from_one_address__is_answered_with_429() -> None:
    codes = [sign_in(Client(), email=f"p{number}@fernweh.example", password="guess")[0] for number in range(12)]
    assert codes == [200] * 10 + [429] * 2


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "https://evil.example/x",
        "javascript:alert(1)",
        "\t//evil.example",
    ],
)
def test_sign_in__sent_on_to_elsewhere__leads_to_the_console(to: str) -> None:
    make_user()
    assert sign_in(Client(), to=to) == (302, "/")


def test_sign_in__sent_on_within_the_console__leads_there() -> None:
    make_user()
    assert sign_in(Client(), to="/customers?q=a%26b") == (302, "/customers?q=a%26b")


def test_console__without_a_session__leads_to_sign_in_and_back() -> None:
    answer = Client().get("/journey?period=2026-Q3")
    assert answer.headers["Location"] == "/accounts/login/?next=/journey%3Fperiod%3D2026-Q3"


def test_session__after_the_password_changed__has_ended() -> None:
    make_user()
    client = Client()
    sign_in(client)
    set_password(email=EMAIL, password="another long password")
    assert client.get("/api/session").status_code == 401


def test_password_page__used__ends_other_sessions_and_revokes_keys() -> None:
    make_user()
    here, elsewhere = Client(), Client()
    sign_in(here)
    sign_in(elsewhere)
    key = make_key()
    new = "another long password"
    answer = here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 302
    assert here.get("/api/session").status_code == 200
    assert elsewhere.get("/api/session").status_code == 401
    assert Client().get("/api/session", headers={"authorization": f"Bearer {key}"}).status_code == 401


def test_sign_in__without_the_forgery_token__is_refused() -> None:
    make_user()
    answer = Client(enforce_csrf_checks=True).post(SIGN_IN, {"login": EMAIL, "password": PASSWORD})
    assert answer.status_code == 403


def test_sign_in__of_a_closed_account__is_refused() -> None:
    make_user()
    User.objects.update(is_active=False)
    client = Client()
    sign_in(client)
    assert client.get("/api/session").status_code == 401


def test_sign_up__is_not_offered() -> None:
    assert Client().get("/accounts/signup/").status_code == 404
    assert "sign up" not in Client().get(SIGN_IN).content.decode().lower()


def test_sign_out__asked_for__ends_the_session() -> None:
    make_user()
    client = Client()
    sign_in(client)
    client.post("/accounts/logout/")
    assert client.get("/api/session").status_code == 401
