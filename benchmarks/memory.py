"""Peak memory of a real worker process: many usual articles, and one of 200,000 words."""

from __future__ import annotations

import multiprocessing
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.corpus import make_entries
from benchmarks.table import print_table
from bot.analysis.lexicon.load import default_knowledge
from bot.analysis.nlp import DEFAULT_MODEL
from bot.model.articles import Entry
from bot.work import Workers, pack_interest

USUAL = 300  # articles
LONG = 200_000  # words
MOST = 500  # MB that a worker may take


def read_in_worker(entries: Sequence[Entry]) -> tuple[int, float, float]:
    """Words read, seconds of wall time without the start, and the worker's peak in MB; NaN where the system hides it."""
    interest = pack_interest(default_knowledge(None, None), None)
    workers = Workers(1, DEFAULT_MODEL)
    try:
        workers.analyse(workers.extract(make_entries(1, seed=9)[0]), interest)  # loads the model
        begun = time.perf_counter()
        words = 0
        for entry in entries:
            article = workers.extract(entry)
            workers.analyse(article, interest)
            words += len(article.text.split())
        spent = time.perf_counter() - begun
        return words, spent, max(_peak(child.pid) for child in multiprocessing.active_children())
    finally:
        workers.close()


def _peak(process: int | None) -> float:
    status = Path(f"/proc/{process}/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found.group(1)) / 1024 if found else float("nan")


def _long_entry(*, lines: bool) -> Entry:
    """One text of 200,000 words; in lines, or all in one."""
    paragraphs: list[str] = []
    words = seed = 0
    while words < LONG:
        seed += 1
        for entry in make_entries(USUAL, seed=seed):
            paragraphs.append(entry.content)
            words += len(entry.content.split())
    taken = " ".join(" \n\n ".join(paragraphs).split(" ")[:LONG])
    return replace(make_entries(1)[0], content=taken if lines else " ".join(taken.split()))


def run() -> None:
    """Print the table."""
    kinds = {
        f"{USUAL} usual articles": make_entries(USUAL),
        f"one of {LONG:,} words": [_long_entry(lines=True)],
        f"one of {LONG:,} words in one line": [_long_entry(lines=False)],
    }
    rows: list[list[object]] = []
    for name, entries in kinds.items():
        words, spent, peak = read_in_worker(entries)
        rows.append([name, words, f"{words / spent:.0f}", f"{peak:.0f}"])
    head = ["text", "words", "words a second", "peak MB"]
    print_table(f"Memory of one worker (at most {MOST} MB wanted)", head, rows)


if __name__ == "__main__":
    run()
