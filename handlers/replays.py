"""Calls that came before: each is done once, also where a signed request is sent again within five minutes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from bot.clock import Clock

KEPT = timedelta(minutes=6)  # a signature is valid for five
MOST_KEPT = 50_000


class Replays:
    """Remembers the ids of calls for a while. Safe to share between threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: OrderedDict[str, datetime] = OrderedDict()
        self._lock = threading.Lock()

    def is_new(self, id: str) -> bool:
        """Whether this id comes for the first time; it is remembered from now on."""
        now = self._clock()
        with self._lock:
            while self._seen and (
                len(self._seen) >= MOST_KEPT or now - next(iter(self._seen.values())) > KEPT
            ):
                self._seen.popitem(last=False)
            if id in self._seen:
                return False
            self._seen[id] = now
            return True
