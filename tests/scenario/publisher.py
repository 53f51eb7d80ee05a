"""A process that publishes what is due, and dies by SIGKILL at a point it is told."""

from __future__ import annotations

import os
import signal
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from bot.services import NameCache, Services
from bot.slack.client import SlackClient
from bot.storage.database import open_database
from digests.publish import publish_due


@dataclass(frozen=True, kw_only=True)
class Orders:
    """What one run shall do."""

    database_url: str
    api_url: str
    token: str
    team_id: str
    now: datetime
    die_at: str = ""  # name of a checkpoint; "" to live
    time: int = 1  # which time it is reached


def run(orders: Orders) -> None:
    """One pass of publishing, as the scheduler makes it."""
    passed: Counter[str] = Counter()

    def checkpoint(name: str) -> None:
        passed[name] += 1
        if name == orders.die_at and passed[name] == orders.time:
            os.kill(os.getpid(), signal.SIGKILL)

    def clock() -> datetime:
        return orders.now

    database = open_database(orders.database_url, migrate=False)
    services = Services(
        database=database,
        clock=clock,
        names=NameCache(database, clock),
        slack=SlackClient(orders.token, base_url=orders.api_url, sleep=lambda _: None, timeout=5),
        team_id=orders.team_id,
    )
    publish_due(services, checkpoint=checkpoint)
    database.close()
