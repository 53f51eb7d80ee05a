"""A bot that publishes once and may be killed on the way: `python -m tests.scenario.killed_bot …`.

Arguments: database URL, Slack's API URL, bot token, the present instant, a checkpoint's name, and at which
time it is reached the process kills itself.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime

from bot.services import NameCache, Services
from bot.slack.client import SlackClient
from bot.storage.database import open_database
from digests.publish import publish_due


def main(url: str, api_url: str, token: str, instant: str, point: str, time: str) -> None:
    """Publish what is due at that instant; die at the checkpoint."""
    now = datetime.fromisoformat(instant)
    left = int(time)

    def checkpoint(name: str) -> None:
        nonlocal left
        if name == point:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    database = open_database(url)
    services = Services(
        database=database,
        clock=lambda: now,
        names=NameCache(database, lambda: now),
        slack=SlackClient(token, base_url=api_url),
    )
    publish_due(services, now, checkpoint=checkpoint)


if __name__ == "__main__":
    main(*sys.argv[1:])
