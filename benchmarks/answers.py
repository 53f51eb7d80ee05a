"""Time from command to answer with 10,000 articles stored, or as many as are named: `python -m benchmarks.answers 100000`."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import NOW
from benchmarks.newsroom import BATCH, fill
from benchmarks.table import print_table
from bot.services import NameCache, Services
from bot.storage.database import open_database
from handlers.command import Request
from handlers.commands.table import answer_line
from handlers.replies import render_message
from tests.builders import FixedClock, Library

ARTICLES = 10_000
RUNS = 30
COMMANDS = (
    "/relations vladimir-putin xi-jinping",
    "/relations vladimir-putin xi-jinping 1y",
    "/relations vladimir-putin xi-jinping 1y quotes:5",
    "/relations vladimir-putin xi-jinping 1y events:5",
    "/relations vladimir-putin minister-7 1y",
    "/relations vladimir-putin",
    "/relations vladimir-putin 1y",
    "/relations vladimir-putin 1y picture",
    "/actor vladimir-putin",
    "/actor vladimir-putin 1y",
    "/actor minister-7 1y",
    "/theme energy",
    "/theme energy 1y",
    "/theme",
    "/theme 1y",
    "/quotes vladimir-putin",
    "/quotes vladimir-putin about xi-jinping 1y",
    "/quotes about energy 1y page:5",
    "/quotes",
    "/find gas",
    "/find gas 1y by:relevance",
    '/find vladimir-putin energy "gas pipeline" -taiwan by:relevance',
    "/find (minister-7 OR minister-8) customs since:30d",
    "/find source:outlet-3.example page:5",
    "/find nowhere",
    "/find",
    "/digest energy 7d",
    '/digest "gas pipeline" 7d',
    "/subscriptions",
    "/media help",
)


def run(count: int = ARTICLES) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        clock = FixedClock(NOW)
        library = Library(database, database.local_workspace().id, clock)
        begun = time.perf_counter()
        fill(library, count)
        stored = count / (time.perf_counter() - begun)
        services = Services(database=database, clock=clock, names=NameCache(database, clock))
        request = Request(
            workspace_id=library.workspace_id, user_id="", channel_id="C1", text="", now=NOW, timezone="UTC"
        )
        rows = [_time(command, request, services) for command in COMMANDS]
        database.close()
    print_table(f"From command to answer, {count:,} articles", ["command", "median ms", "p95 ms"], rows)
    print(f"\nStored at {stored:.0f} articles a second, {BATCH} a transaction.")


def _time(command: str, request: Request, services: Services) -> list[object]:
    spent = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        render_message(answer_line(command, request, services), native=True)
        spent.append(1000 * (time.perf_counter() - begun))
    return [command, statistics.median(spent), statistics.quantiles(spent, n=20)[-1]]


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES)
