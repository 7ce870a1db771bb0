"""Visitors of browsers that keep nothing are told apart by site, address and browser, where the request comes in."""

from pathlib import Path
from typing import Any

import pytest

from regard.project.visitors import visitors_of


def scope(peer: str = "203.0.113.7", **headers: str) -> dict[str, Any]:
    given = {"origin": "https://fernweh.example", "user-agent": "Firefox", "host": "cx.fernweh.example"} | headers
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in given.items()]
    return {"type": "http", "client": (peer, 5), "headers": named}


def test_visitor__of_one_browser_on_one_site__is_one_and_others_are_others(tmp_path: Path) -> None:
    visitor_of = visitors_of(data_dir=tmp_path, has_proxy=False)
    ada = visitor_of(scope())
    assert visitor_of(scope(referer="https://fernweh.example/boots")) == ada
    others = {visitor_of(scope(peer="203.0.113.8")), visitor_of(scope(origin="https://other.example"))}
    assert len({ada, visitor_of(scope(**{"user-agent": "Chromium"})), *others}) == 4


def test_visitor__behind_a_proxy__is_who_the_nearest_proxy_saw(tmp_path: Path) -> None:
    visitor_of = visitors_of(data_dir=tmp_path, has_proxy=True)
    direct = visitor_of(scope())
    assert visitor_of(scope(peer="10.0.0.1", x_forwarded_for="198.51.100.1, 203.0.113.7")) == direct
    assert visitor_of(scope(peer="10.0.0.1", x_forwarded_for="198.51.100.1")) != direct


def test_visitor__without_a_proxy__cannot_choose_an_address(tmp_path: Path) -> None:
    visitor_of = visitors_of(data_dir=tmp_path, has_proxy=False)
    assert visitor_of(scope(x_forwarded_for="198.51.100.1")) == visitor_of(scope())


@pytest.mark.parametrize("origin", ["null", "http://[", "", "\x00"])
def test_visitor__with_an_origin_that_is_none__still_is_somebody(tmp_path: Path, origin: str) -> None:
    assert visitors_of(data_dir=tmp_path, has_proxy=False)(scope(origin=origin))
