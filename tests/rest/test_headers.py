"""Every answer keeps the browser to this server, signed in or not, found or not."""

import pytest
from django.test import Client

from regard.foundation.accounts.tests.factories import make_key, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir")]

ADDRESSES = [
    "/",
    "/customers",
    "/accounts/login/",
    "/accounts/nowhere",
    "/api/session",
    "/api/docs",
    "/api/openapi.json",
    "/api/nowhere",
    "/static/accounts/sign-in.css",
    "/static/ninja/swagger-ui-bundle.js",
    "/static/nowhere.js",
]


def policy_of(address: str) -> dict[str, str]:
    answer = Client().get(address)
    rules = (rule.strip().partition(" ") for rule in answer.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in rules}


@pytest.mark.parametrize("address", ADDRESSES)
def test_answer__from_any_address__is_confined_to_this_server(address: str) -> None:
    policy = policy_of(address)
    assert policy["default-src"] == "'self'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["object-src"] == "'none'"
    assert policy["base-uri"] == "'none'"
    headers = Client().get(address).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/api/session"])
def test_page__with_something_personal__is_not_kept_by_caches(address: str) -> None:
    assert "no-store" in Client().get(address).headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/accounts/login/", "/api/docs"])
def test_page__loads_nothing_from_elsewhere_and_runs_no_inline_script(address: str) -> None:
    page = Client().get(address).content.decode()
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page
    assert "onclick" not in page
    scripts = [part.partition(">")[0] for part in page.split("<script")[1:]]
    assert all("src=" in script or "application/json" in script for script in scripts)


def test_static_file__asked_for_by_an_address_that_climbs__is_not_found() -> None:
    assert Client().get("/static/../settings.py").status_code in (302, 404)
    assert Client().get("/static/..%2fsettings.py").status_code == 404


def test_session_cookie__set__is_out_of_reach_of_scripts_and_other_sites() -> None:
    make_user()
    client = Client()
    client.post("/accounts/login/", {"login": "ada@fernweh.example", "password": "a lamp in the rain"})
    for name in ("regard_session", "regard_csrf"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


def test_host__that_is_not_ours__is_refused() -> None:
    key = make_user() and make_key()
    answer = Client().get("/api/session", headers={"authorization": f"Bearer {key}", "host": "evil.example"})
    assert answer.status_code == 400
