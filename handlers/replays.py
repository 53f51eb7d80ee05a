"""Calls that came before: each is done once, also where a signed request is sent again within five minutes.

A button that is clicked twice in a row makes two calls of Slack, each with an id of its own: they are one by what
was pressed, and when.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from bot.clock import Clock
from handlers.incoming import Call

KEPT = timedelta(minutes=6)  # a signature is valid for five
MOST_KEPT = 50_000
DOUBLE_CLICK = 0.8  # seconds between two presses of one button that are meant as one
MOST_PLACES = 5_000  # messages and forms whose latest press is remembered


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


class DoubleClicks:
    """Remembers the latest press of each person in each message. Safe to share between threads."""

    def __init__(self) -> None:
        self._latest: OrderedDict[tuple[str, ...], Call] = OrderedDict()
        self._lock = threading.Lock()

    def is_second(self, call: Call) -> bool:
        """Whether it is the second click on the button that this person pressed last there."""
        if not call.button:
            return False
        place = (
            call.team_id,
            call.user_id,
            call.channel_id,
            call.message_ts,
            call.view.id if call.view else "",
        )
        with self._lock:
            before = self._latest.pop(place, None)
            while len(self._latest) >= MOST_PLACES:
                self._latest.popitem(last=False)
            self._latest[place] = call
        same = before is not None and (before.button, before.line) == (call.button, call.line)
        return before is not None and same and 0 <= call.pressed_at - before.pressed_at < DOUBLE_CLICK
