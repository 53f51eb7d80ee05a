"""Time from command to answer with 10,000 articles stored."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.corpus import NOW
from benchmarks.table import print_table
from bot.model.findings import EventClass
from bot.services import NameCache, Services
from bot.storage.database import open_database
from handlers.command import Request
from handlers.commands.table import answer_line
from tests.builders import FixedClock, Library, make_event, make_quote

ARTICLES = 10_000
DAYS = 365
RUNS = 30
ACTORS = ("vladimir-putin", "xi-jinping", *(f"minister-{number}" for number in range(60)))
THEMES = ("partnership", "energy", "sanctions", "taiwan", "ukraine")
SUBJECTS = ("gas pipeline", "trade treaty", "naval exercise", *(f"protocol {number}" for number in range(30)))
COMMANDS = (
    "/relations vladimir-putin xi-jinping",
    "/relations vladimir-putin xi-jinping 1y",
    "/relations vladimir-putin",
    "/quotes vladimir-putin",
    "/quotes vladimir-putin about xi-jinping 1y",
    "/digest energy 7d",
    '/digest "gas pipeline" 7d',
    "/subscriptions",
    "/media help",
)


def fill(library: Library, count: int) -> None:
    """A year of articles; the first two actors stand in a third of them."""
    chance = random.Random(3)  # noqa: S311 -- nothing secret
    library.know(*ACTORS, themes=THEMES)
    for number in range(count):
        first = chance.choice(ACTORS[:2] if chance.random() < 0.3 else ACTORS[2:])
        second = chance.choice(ACTORS[:2] if chance.random() < 0.3 else ACTORS[2:])
        at = NOW - timedelta(days=DAYS * (1 - number / count))
        quote = make_quote(
            f"We agreed on point {number} of the gas pipeline", by=first, about=[second, "energy"]
        )
        kind = chance.choice([EventClass.VERBAL_COOPERATION, EventClass.MATERIAL_CONFLICT])
        library.article(
            f"{first} and {second} meet, {number}",
            actors=list(dict.fromkeys([first, second])),
            themes=chance.sample(THEMES, 2),
            quotes=[quote],
            events=[make_event(first, second, kind)] if first != second else [],
            outlet=f"outlet-{chance.randrange(40)}.example",
            at=at,
            story=f"story {number // 3}",
        )


def run() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        clock = FixedClock(NOW)
        library = Library(database, database.local_workspace().id, clock)
        begun = time.perf_counter()
        fill(library, ARTICLES)
        stored = ARTICLES / (time.perf_counter() - begun)
        services = Services(database=database, clock=clock, names=NameCache(database, clock))
        request = Request(
            workspace_id=library.workspace_id, user_id="", channel_id="C1", text="", now=NOW, timezone="UTC"
        )
        rows = [_time(command, request, services) for command in COMMANDS]
        database.close()
    print_table(f"From command to answer, {ARTICLES:,} articles", ["command", "median ms", "p95 ms"], rows)
    print(f"\nStored at {stored:.0f} articles a second, one transaction each.")


def _time(command: str, request: Request, services: Services) -> list[object]:
    answer_line(command, request, services)
    spent = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        answer_line(command, request, services)
        spent.append(1000 * (time.perf_counter() - begun))
    return [command, statistics.median(spent), statistics.quantiles(spent, n=20)[-1]]


if __name__ == "__main__":
    run()
