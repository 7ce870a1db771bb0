"""A mail server on this machine that speaks as much IMAP (RFC 3501) as reading a mailbox takes."""

import contextlib
import re
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Box:
    """The mails by UID, what was asked, and whether the next mail is announced larger than any is."""

    mails: dict[int, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    validity: int = 7
    port: int = 0
    announces: int | None = None


class Conversation:
    """What is said to one client."""

    def __init__(self, made: socket.socket, box: Box) -> None:
        self.file, self.box = made.makefile("rwb", buffering=0), box

    def hold(self) -> None:
        """Answer until the client leaves."""
        answers = {"CAPABILITY": self.tell_all, "LOGIN": self.let_in, "EXAMINE": self.open, "UID": self.find}
        self.say("* OK ready")
        while line := self.file.readline().decode().strip():
            tag, _, asked = line.partition(" ")
            self.box.asked.append(asked)
            word = asked.split(" ")[0].upper()
            self.say(f"{tag} {answers[word](asked) if word in answers else 'OK done'}")
            if word == "LOGOUT":
                return

    def say(self, text: str) -> None:
        with contextlib.suppress(OSError):  # who asked has had enough
            self.file.write(f"{text}\r\n".encode())

    def tell_all(self, asked: str) -> str:
        self.say("* CAPABILITY IMAP4rev1")
        return "OK done"

    def let_in(self, asked: str) -> str:
        return "OK in" if asked == 'LOGIN ann "s3cret pass"' else "NO who are you"

    def open(self, asked: str) -> str:
        if asked != 'EXAMINE "INBOX"':
            return "NO such folder"
        self.say(f"* {len(self.box.mails)} EXISTS")
        self.say(f"* OK [UIDVALIDITY {self.box.validity}] valid")
        return "OK [READ-ONLY] done"

    def find(self, asked: str) -> str:
        mails = self.box.mails
        if asked.upper().startswith("UID SEARCH"):
            first = int(re.findall(r"(\d+):\*", asked)[0])
            found = [uid for uid in mails if uid >= first] or [max(mails, default=0)]
            self.say("* SEARCH " + " ".join(map(str, found)))
            return "OK done"
        uid = int(asked.split(" ")[2])
        mail = mails[uid]
        if "SIZE" in asked:
            self.say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(mail)})")
            return "OK done"
        part = re.search(r"<0\.(\d+)>", asked)
        mail = mail[: int(part[1])] if part else mail
        self.say(f"* 1 FETCH (UID {uid} BODY[] {{{self.box.announces or len(mail)}}}")
        with contextlib.suppress(OSError):
            self.file.write(mail)
        self.say(")")
        return "OK done"


class Server(socketserver.ThreadingTCPServer):
    """One conversation for each client."""

    daemon_threads = True
    box = Box()

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Talk."""
        Conversation(request, self.box).hold()


@contextmanager
def mailing() -> Iterator[Box]:
    """Serve one mailbox, of `ann` with the password `s3cret pass`."""
    with Server(("127.0.0.1", 0), socketserver.BaseRequestHandler) as server:
        server.box = Box(port=server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server.box
        server.shutdown()
        thread.join(5)
