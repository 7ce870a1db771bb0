"""Asking addresses that people type in: the public internet alone, in bounded time and size."""

import gzip
import ipaddress
import socket
import threading
from collections.abc import Iterator

import pytest

from regard.foundation.outgoing.fetching import MOST_BYTES, FetchFailed, checked_address, fetch
from regard.foundation.outgoing.places import TargetRefused, is_open
from regard.foundation.outgoing.tests.serving import Page, Served, serving

HERE = ("127.0.0.1",)


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    """One server for all tests."""
    with serving() as served:
        yield served


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/",
        "http://100.64.0.1/",
        "http://[fd00::1]/",
        "http://[fe80::1]/",
        "http://localhost/",
        "http://224.0.0.1/",
        "http://user:secret@example.com/",
        "http://example.com:22/",
        "http://example.com:6379/",
        "gopher://example.com/",
        "file:///etc/hostname",
        "ftp://example.com/",
        "http://",
        "http:///x",
        "http://exa mple.com/",
        "http://example.com\\@127.0.0.1/",
        "http://example.com/\r\nHost: x",
        "http://[",
        "http://example.com:99999/",
        "https://" + "a" * 2_000,
    ],
)
def test_fetch__address_that_is_not_of_the_public_web__is_refused(address: str) -> None:
    with pytest.raises(TargetRefused):
        fetch(address=address)


def test_fetch__name_with_one_private_address__is_refused_whatever_the_others_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 80)) for one in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(TargetRefused, match="REGARD_INTERNAL_HOSTS"):
        fetch(address="http://rebinding.example/")


def test_fetch__redirect_to_this_machine__is_refused(server: Served) -> None:
    server.pages["/out"] = Page(status=302, headers={"Location": f"http://localhost:{server.port}/secret"})
    server.asked.clear()
    with pytest.raises(TargetRefused):
        fetch(address=server.at("/out"), internal=HERE)
    assert [path for path, _, _ in server.asked] == ["/out"]


def test_fetch__redirects_without_end__are_given_up(server: Served) -> None:
    server.pages["/round"] = Page(status=302, headers={"Location": "/round"})
    with pytest.raises(FetchFailed, match="on and on"):
        fetch(address=server.at("/round"), internal=HERE)


def test_fetch__redirect_to_another_host__takes_no_secret_along(server: Served) -> None:
    server.pages["/away"] = Page(status=302, headers={"Location": f"http://localhost:{server.port}/there"})
    server.pages["/there"] = Page(b"hello")
    server.asked.clear()
    answer = fetch(address=server.at("/away"), headers={"Authorization": "Bearer x"}, internal=(*HERE, "localhost"))
    assert answer.body == b"hello"
    assert ["authorization" in headers for _, _, headers in server.asked] == [True, False]


@pytest.mark.parametrize("is_packed", [False, True], ids=["plain", "bomb"])
def test_fetch__answer_without_end__is_given_up(server: Served, is_packed: bool) -> None:
    body = bytes(MOST_BYTES + 1)
    server.pages["/large"] = Page(
        gzip.compress(body * 4) if is_packed else body, headers={"Content-Encoding": "gzip"} if is_packed else {}
    )
    with pytest.raises(FetchFailed, match="more than 5 MB"):
        fetch(address=server.at("/large"), internal=HERE)


def test_fetch__server_that_drips__is_given_up_in_time() -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    is_over = threading.Event()

    def drip() -> None:
        made, _ = listening.accept()
        with made:
            made.sendall(b"HTTP/1.1 200 OK\r\n")
            while not is_over.wait(0.05):
                try:
                    made.sendall(b"X-More: y\r\n")
                except OSError:
                    return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    with listening, pytest.raises(FetchFailed):
        fetch(address=f"http://127.0.0.1:{listening.getsockname()[1]}/", internal=HERE, seconds=0.3)
    is_over.set()
    thread.join(5)


def test_checked_address__names_given_as_private__may_have_any_port() -> None:
    assert checked_address(text="http://127.0.0.1:9999/x", internal=HERE).port == 9999


def test_is_open__public_addresses__are() -> None:
    assert all(is_open(ipaddress.ip_address(one)) for one in ("1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"))
