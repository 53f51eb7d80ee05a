"""A desk that publishes: a library, a Slack that misbehaves, and a clock; with a small language of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from bot.model.subscriptions import QuietDay, Subscription
from bot.query.names import NameTable
from bot.services import NameCache, Services
from bot.storage.subscriptions import add_subscription, load_subscription
from digests.posting import GRACE
from digests.publish import PublishReport, publish_due
from digests.rhythm import parse_rhythm
from tests.builders import Library, make_quote
from tests.fakes.slack import FakeSlack

CHANNEL = "C-ENERGY"


class KilledError(BaseException):
    """The process dies here; nothing catches it."""


@dataclass
class PublishingDesk:
    """Everything around `publish_due`."""

    library: Library
    slack: FakeSlack
    points: Counter[str] = field(default_factory=Counter)

    @property
    def services(self) -> Services:
        return Services(
            database=self.library.database,
            clock=self.library.clock,
            names=NameCache(self.library.database, self.library.clock),
            slack=self.slack,
        )

    @property
    def names(self) -> NameTable:
        return self.services.names(self.library.workspace_id)

    def subscribe(
        self,
        rhythm: str = "daily 08:30",
        topic: str = "theme:energy",
        quiet: QuietDay = QuietDay.LINE,
        channel: str = CHANNEL,
    ) -> Subscription:
        with self.library.write() as scope:
            return add_subscription(
                scope,
                channel=channel,
                topic=topic,
                rhythm=parse_rhythm(rhythm)[0],
                timezone="UTC",
                created_by="U-ANA",
                quiet_day=quiet,
                now=self.library.clock(),
            )

    def subscription(self, id: int) -> Subscription:
        with self.library.read() as scope:
            return load_subscription(scope, id)

    def publish(self, *, die_at: int | None = None) -> PublishReport:
        """One pass; with `die_at` the process dies at the n-th point that it reaches."""
        reached: Iterator[int] = iter(range(1, 10_000))

        def checkpoint(name: str) -> None:
            self.points[name] += 1
            if next(reached) == die_at:
                raise KilledError(name)

        return publish_due(self.services, checkpoint=checkpoint)

    def publish_after_grace(self) -> PublishReport:
        self.library.clock.now += GRACE + timedelta(seconds=1)
        return self.publish()

    def bring_news(self, title: str = "Pipeline opens", **more: object) -> None:
        """An article on energy with a key quote."""
        words = make_quote(
            "This pipeline will keep our homes warm for thirty winters",
            "ana-silva",
            key=True,
            role="minister",
        )
        self.library.article(
            title,
            text=f"{title} on the coast after ten years of building. Ships will follow in the spring.",
            themes=["energy"],
            actors=["ana-silva", "russia"],
            quotes=[words],
            **more,  # type: ignore[arg-type]  # keywords of a builder
        )
