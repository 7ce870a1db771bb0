"""The public pages: what a stranger can do, what a member can, and what nobody can."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from django.test import Client

from regard.engage.community.boards import get_board, secret_of
from regard.engage.community.ideas import get_idea, title_of
from regard.engage.community.identity import ask_link
from regard.engage.community.merging import merge_ideas
from regard.engage.community.models import Comment, Idea, Member, Report, SignIn, Vote
from regard.engage.community.moderating import judge, list_queue
from regard.engage.community.tests.factories import Inbox, board, idea

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(inbox: Inbox) -> Client:
    return Client()


def sign_in(client: Client, inbox: Inbox, email: str = "ada@customers.example", **about: Any) -> Any:
    client.post("/b/ideas/sign-in", {"email": email, **about})
    return client.post(inbox.paths()[-1])


def vote_of(client: Client, number: int, wanted: str = "yes") -> Any:
    return client.post(f"/b/ideas/i/{number}/vote", {"wanted": wanted}, headers={"Accept": "application/json"})


def test_board__until_one_is_made__is_not_there(visitor: Client) -> None:
    assert visitor.get("/b/ideas").status_code == 404
    board()
    answer = visitor.get("/b/ideas")
    assert answer.status_code == 200
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "X-Robots-Tag" not in answer


def test_link__looked_at_by_programs__signs_in_only_whoever_confirms_it_and_once(visitor: Client, inbox: Inbox) -> None:
    board()
    number = idea()
    assert vote_of(visitor, number).json()["sign_in"] == f"/b/ideas/sign-in?want={number}"
    visitor.post("/b/ideas/sign-in", {"email": "Ada@Customers.example", "want": number})
    (path,) = inbox.paths()
    for _ in range(3):
        assert "a…@customers.example" in visitor.get(path).content.decode()
    assert not Member.objects.filter(value="ada@customers.example").exists()
    assert (visitor.post(path).status_code, get_idea(number).people) == (303, 1)
    assert visitor.post(path, {"want": number}).status_code == 401
    client = Client()
    assert client.get(path).status_code == 401
    assert client.get(path[:-1] + ("A" if path[-1] != "A" else "B")).status_code == 401


def test_vote__about_to_be_cast__is_cast_with_the_sign_in(visitor: Client, inbox: Inbox) -> None:
    board()
    number = idea()
    visitor.post("/b/ideas/sign-in", {"email": "ada@customers.example", "want": number})
    (path,) = inbox.paths()
    asked = visitor.get(path).content.decode()
    assert ("Sign in and vote" in asked, f'name="want" value="{number}"' in asked) == (True, True)
    assert visitor.post(path, {"want": number})["Location"] == f"/b/ideas/i/{number}"
    assert 'aria-pressed="true"' in visitor.get("/b/ideas").content.decode()
    assert visitor.post(f"/b/ideas/i/{number}/vote", {"wanted": "yes", "back": "board"})["Location"] == "/b/ideas"
    assert vote_of(visitor, number).json() == {"people": 2, "is_mine": True}
    assert vote_of(visitor, number, "no").json() == {"people": 1, "is_mine": False}


def test_sign_in__for_any_address__answers_the_same_and_stops_sending(visitor: Client, inbox: Inbox) -> None:
    board()
    sign_in(visitor, inbox)
    said = {
        visitor.post("/b/ideas/sign-in", {"email": email}).content
        for email in ["ada@customers.example", "nobody@customers.example", *["ada+x@customers.example"] * 9]
    }
    assert len({re.sub(rb'value="[A-Za-z0-9]{64}"', b"", one) for one in said}) == 1
    assert [mail["To"] for mail in inbox.mails].count("ada@customers.example") == 5
    assert Member.objects.count() == 1
    wrong = visitor.post("/b/ideas/sign-in", {"email": "no address"})
    assert (wrong.status_code, SignIn.objects.filter(value="no address").exists()) == (422, False)


def test_mailbox__written_in_several_ways__is_one_voter(visitor: Client, inbox: Inbox) -> None:
    board()
    number = idea(by=None)
    for email in ("ada@customers.example", "ada+1@customers.example", "ADA+2@customers.example"):
        client = Client()
        sign_in(client, inbox, email)
        vote_of(client, number)
    assert (get_idea(number).people, Vote.objects.count()) == (1, 1)


def test_identity__signed_by_the_companys_site__is_taken_on_a_post_and_nothing_else_is(visitor: Client) -> None:
    board(is_private=True)
    number, now = idea(), datetime.now(UTC)
    secret = secret_of(get_board("ideas"))
    told = {"sub": "u17", "name": "Ada <b>", "aud": "ideas", "exp": now + timedelta(minutes=5)}

    def token(key: str = secret, algorithm: str = "HS256", **changed: Any) -> str:
        return jwt.encode({**told, **changed}, key, algorithm=algorithm)

    wrong = [
        token("x" * 64),
        token(aud="others"),
        token(exp=now - timedelta(seconds=5)),
        token(exp=now + timedelta(days=2)),
        token(sub=""),
        jwt.encode(told, "", algorithm="none"),
        "no token",
        "",
    ]
    for one in wrong:
        assert visitor.post("/b/ideas/with", {"token": one}).status_code == 401
    assert visitor.get("/b/ideas")["Location"] == "/b/ideas/sign-in"
    assert "Go on as Ada &lt;b&gt;?" in visitor.get("/b/ideas/with", {"token": token()}).content.decode()
    assert visitor.get("/b/ideas").status_code == 303
    assert visitor.post("/b/ideas/with", {"token": token(), "want": number})["Location"] == f"/b/ideas/i/{number}"
    assert get_idea(number).people == 2
    page = visitor.get(f"/b/ideas/i/{number}")
    assert (page.status_code, page["X-Robots-Tag"]) == (200, "noindex")


def test_cookie__of_one_board__opens_no_other(visitor: Client, inbox: Inbox) -> None:
    board()
    board("inside", is_private=True, domains="acme.example")
    sign_in(visitor, inbox)
    sealed = visitor.cookies["regard_board"].value
    other = Client()
    other.cookies["regard_board"] = sealed
    assert other.get("/b/inside")["Location"] == "/b/inside/sign-in"
    assert other.get("/b/ideas").content.decode().count("Sign out") == 1
    for email, sent in (("eve@evil-acme.example", 1), ("ada@acme.example", 2)):
        other.post("/b/inside/sign-in", {"email": email})
        assert len(inbox.mails) == sent


def test_posting__of_something_like_what_is_there__shows_that_first(visitor: Client, inbox: Inbox) -> None:
    board()
    idea("Dark mode for the app")
    sign_in(visitor, inbox)
    rows = visitor.get("/b/ideas/similar", {"q": "dark modes please"}).json()["rows"]
    assert [(row["title"], row["people"]) for row in rows] == [("Dark mode for the app", 1)]
    said = visitor.post("/b/ideas/new", {"title": "A dark mode"}).content.decode()
    assert ("Is it one of these?" in said, Idea.objects.count()) == (True, 1)
    hostile = "<script>alert(1)</script> dark\u202e mode"
    answer = visitor.post("/b/ideas/new", {"title": hostile, "body": "a\x00b\n\n\n\nc", "anyway": "yes"})
    made = get_idea(int(answer["Location"].rpartition("/")[2]))
    assert (title_of(made), made.wording.body, made.people) == ("<script>alert(1)</script> dark mode", "ab\n\nc", 1)
    page = visitor.get(answer["Location"]).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_merged_idea__at_its_old_address__leads_to_what_it_is_part_of(visitor: Client, inbox: Inbox) -> None:
    board()
    one, two = idea(), idea("Pay on account", by="ben")
    sign_in(visitor, inbox)
    merge_ideas(idea_id=two, into=one)
    assert visitor.get(f"/b/ideas/i/{two}")["Location"] == f"/b/ideas/i/{one}"
    assert vote_of(visitor, two).json()["people"] == 3
    said = visitor.get(f"/b/ideas/i/{one}").content.decode()
    assert "Pay on account" in said
    assert visitor.get("/b/ideas").content.decode().count('class="idea"') == 1


def test_moderation__of_what_is_reported_and_new__decides_what_is_seen(visitor: Client, inbox: Inbox) -> None:
    board(is_reviewed=True)
    sign_in(visitor, inbox)
    answer = visitor.post("/b/ideas/new", {"title": "Cheap watches here"})
    number, stranger = int(answer["Location"].rpartition("/")[2]), Client()
    assert visitor.get(answer["Location"]).status_code == 200  # its author sees that it waits
    assert stranger.get(answer["Location"]).status_code == 404
    assert [(row.why, row.idea) for row in list_queue()] == [("new", number)]
    judge(idea_id=number, act="let_in")
    visitor.post(f"/b/ideas/i/{number}/comment", {"text": "Buy them at once"})
    said = Comment.objects.get()
    visitor.post(f"/b/ideas/i/{number}/report", {"comment": said.pk})
    assert [(row.why, row.text, row.times) for row in list_queue()] == [("reported", "Buy them at once", 1)]
    judge(idea_id=number, act="hide", comment_id=said.pk)
    assert (list_queue(), Report.objects.filter(settled_at=None).count()) == ([], 0)
    assert "Buy them" not in stranger.get(f"/b/ideas/i/{number}").content.decode()
    judge(idea_id=number, act="lock")
    assert visitor.post(f"/b/ideas/i/{number}/comment", {"text": "And again"}).status_code == 422
    judge(idea_id=number, act="hide")
    assert stranger.get(f"/b/ideas/i/{number}").status_code == 404


def test_post__without_the_pages_own_token__changes_nothing(inbox: Inbox) -> None:
    board()
    number = idea(by=None)
    strict = Client(enforce_csrf_checks=True)
    ask_link(slug="ideas", email="ada@customers.example")
    assert strict.post(inbox.paths()[0]).status_code == 403
    assert strict.post(f"/b/ideas/i/{number}/vote", {"wanted": "yes"}).status_code == 403
    assert (Member.objects.count(), Vote.objects.count()) == (0, 0)


@pytest.mark.parametrize("sort", ["votes", "rising", "new", "no such"])
def test_order__whichever_is_asked_for__lists_every_idea_once(visitor: Client, sort: str) -> None:
    board()
    for at in range(23):
        idea(f"Idea of number {at}", by=None)
    pages = [visitor.get("/b/ideas", {"sort": sort, "page": page}).content.decode() for page in ("1", "2", "x")]
    found = [re.findall(r"/i/(\d+)\"", page) for page in pages]
    assert len({*found[0], *found[1]}) == 23
    assert found[2] == found[0]
