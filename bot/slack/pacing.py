"""How fast we speak to Slack: about one post a second a channel.

https://docs.slack.dev/apis/web-api/rate-limits: "chat.postMessage generally allows posting one message per
second per channel".
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

SECONDS_BETWEEN = 1.05  # a little more than the limit, for clocks that differ
_FORGET_AFTER = 1_000  # channels that are remembered


class Pacer:
    """Lets one post through a second and channel; others wait. Safe to share between threads."""

    def __init__(
        self, *, tick: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._tick = tick
        self._sleep = sleep
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, channel: str) -> None:
        """Return when the channel may be posted to; the turn is taken before the wait."""
        with self._lock:
            now = self._tick()
            turn = max(now, self._next.get(channel, now))
            if len(self._next) >= _FORGET_AFTER:
                self._next = {c: at for c, at in self._next.items() if at > now}
            self._next[channel] = turn + SECONDS_BETWEEN
        if turn > now:
            self._sleep(turn - now)
