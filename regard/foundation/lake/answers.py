"""Answers to questions about a version of the log, each worked out once."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar, cast

MOST_ANSWERS = 500
T = TypeVar("T")


@dataclass
class Answers:
    """The newest 500 answers."""

    _known: OrderedDict[Hashable, object] = field(default_factory=OrderedDict)
    _asking: dict[Hashable, threading.RLock] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def remember(self, key: Hashable, answer: Callable[[], T]) -> T:
        """The answer to a question. Who asks while it is being worked out waits for it."""
        with self._lock:
            asking = self._asking.setdefault(key, threading.RLock())
        with asking:
            with self._lock:
                if key in self._known:
                    self._known.move_to_end(key)
                    return cast(T, self._known[key])
            found = answer()
            with self._lock:
                self._known[key] = found
                self._asking.pop(key, None)
                while len(self._known) > MOST_ANSWERS:
                    self._known.popitem(last=False)
            return found
