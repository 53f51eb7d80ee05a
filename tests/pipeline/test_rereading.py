"""A new subscription looks back: stored articles that concerned nobody are read when somebody follows them."""

from __future__ import annotations

from datetime import timedelta

from bot.model.subscriptions import Rhythm, RhythmKind
from bot.pipeline.pipeline import Pipeline
from bot.pipeline.rereading import Rereader
from bot.storage.database import Database
from bot.storage.subscriptions import add_subscription
from tests.builders import FixedClock, Library
from tests.fakes.workers import InProcessWorkers
from tests.pipeline.desk import GRAIN, TRAMS, entry, received


def follow(library: Library, topic: str) -> None:
    with library.write() as scope:
        add_subscription(
            scope,
            channel="C1",
            topic=topic,
            rhythm=Rhythm(kind=RhythmKind.HOURLY),
            timezone="UTC",
            created_by=None,
            now=library.clock(),
        )


def test_a_new_subscription_reads_what_was_stored_unread(
    database: Database, library: Library, clock: FixedClock
) -> None:
    workers = InProcessWorkers()
    pipeline = Pipeline(database, workers, clock)  # type: ignore[arg-type]  # stands in for Workers
    list(pipeline.take(library.workspace_id, [received(entry(GRAIN)), received(entry(TRAMS, "b.txt"))]))
    rereader = Rereader(database, workers, clock)  # type: ignore[arg-type]  # as above
    workers.analysed.clear()

    assert rereader.run(library.workspace_id) == 0
    assert workers.analysed == []  # nothing has changed since

    follow(library, "trams")
    assert rereader.run(library.workspace_id) == 1
    workers.analysed.clear()
    assert rereader.run(library.workspace_id) == 0
    assert workers.analysed == []  # each is looked at once for each change
    pipeline.close()


def test_it_looks_back_ninety_days_and_no_further(
    database: Database, library: Library, clock: FixedClock
) -> None:
    workers = InProcessWorkers()
    pipeline = Pipeline(database, workers, clock)  # type: ignore[arg-type]  # stands in for Workers
    list(pipeline.take(library.workspace_id, [received(entry(TRAMS))]))
    clock.now += timedelta(days=91)
    follow(library, "trams")
    assert Rereader(database, workers, clock).run(library.workspace_id) == 0  # type: ignore[arg-type]  # as above
    pipeline.close()
