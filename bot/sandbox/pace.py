"""How fast the Web API may be called: one post a second a channel, and, where asked for, Slack's tiers.

https://docs.slack.dev/apis/web-api/rate-limits
"""

from __future__ import annotations

import time
from collections.abc import Callable

Tick = Callable[[], float]

_TIER_CALLS = {2: 20, 3: 50, 4: 100}
"""Calls a minute."""

_TIERS = {
    "bots.info": 3,
    "chat.delete": 3,
    "chat.postEphemeral": 4,
    "chat.update": 3,
    "conversations.archive": 2,
    "conversations.create": 2,
    "conversations.history": 3,
    "conversations.info": 3,
    "conversations.invite": 3,
    "conversations.join": 3,
    "conversations.kick": 3,
    "conversations.leave": 3,
    "conversations.list": 2,
    "conversations.members": 4,
    "conversations.open": 3,
    "conversations.replies": 3,
    "files.completeUploadExternal": 4,
    "files.delete": 3,
    "files.getUploadURLExternal": 4,
    "files.info": 4,
    "reactions.add": 3,
    "team.info": 3,
    "users.conversations": 3,
    "users.info": 4,
    "users.list": 2,
    "views.open": 4,
    "views.publish": 4,
    "views.push": 4,
    "views.update": 4,
}
"""The tier of each method, from its page in Slack's docs; a method that is not here has limits of its own."""


class _Bucket:
    """Lets a number of calls through at once, and recovers at a steady rate."""

    def __init__(self, size: int, per_second: float) -> None:
        self.size = size
        self._rate = per_second
        self._level = 0.0
        self._since = 0.0

    def spend(self, now: float) -> int:
        """Count one call; the seconds to wait where it is too many, else 0."""
        self._level = max(0.0, self._level - (now - self._since) * self._rate)
        self._since = now
        if self._level + 1 > self.size:
            return max(1, round((self._level + 1 - self.size) / self._rate))
        self._level += 1
        return 0


class Pace:
    """What each channel and each method may still take."""

    def __init__(self, *, burst: int | None, tiers: bool = False, tick: Tick = time.monotonic) -> None:
        self._tick = tick
        self._burst = burst  # posts that a channel takes at once; None: no limit
        self._tiers = tiers
        self._channels: dict[str, _Bucket] = {}
        self._methods: dict[str, _Bucket] = {}

    def spend(self, method: str, channel: str) -> int:
        """Count one call; the seconds of `Retry-After` where it is too many, else 0."""
        now = self._tick()
        if method == "chat.postMessage":
            if self._burst is None:
                return 0
            return self._channels.setdefault(channel, _Bucket(self._burst, 1.0)).spend(now)
        if not self._tiers or method not in _TIERS:
            return 0
        calls = _TIER_CALLS[_TIERS[method]]
        return self._methods.setdefault(method, _Bucket(calls, calls / 60)).spend(now)
