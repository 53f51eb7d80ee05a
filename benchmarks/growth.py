"""How the time of reading grows with the length of a text, by kind of text: 8 is linear, 64 would be square."""

from __future__ import annotations

import time
from collections.abc import Callable

from benchmarks.table import print_table
from tests.analysis.strange_texts import SPEECH, news_of
from tests.analysis.whole_reading import print_reading

SHORT, TIMES = 2_000, 8  # words of the shorter text; how much longer the other one is

GROWING: dict[str, Callable[[int], str]] = {  # texts of about n words
    "news": news_of,
    "one line": lambda n: news_of(n).replace("\n", " "),
    "capitals": lambda n: news_of(n).upper(),
    "no points": lambda n: " ".join(word.strip(".,“”") for word in news_of(n).split()),
    "short quotes": lambda n: "“Yes,” he said. " * (n // 3),
    "open marks": lambda n: "“Yes, said Putin. " * (n // 3),
    "straight marks": lambda n: 'a " b ' * (n // 2),
    "one name": lambda n: f"{SPEECH}\n\n" * (n // 17),
    "many names": lambda n: "".join(f"“Yes,” said Anna Berg{i:x}.\n\n" for i in range(n // 4)),
    "two women": lambda n: "Anna Berg met Eva Lind. “Yes,” she said. “No,” she replied.\n\n" * (n // 11),
    "reports": lambda n: "Putin said that Xi would wait, and that the US would pay. " * (n // 12),
    "short paragraphs": lambda n: "Yes, said Putin.\n" * (n // 3),
    "a quote over all": lambda n: "“We wait for the ships.\n\n" * (n // 5),
    "labels": lambda n: "PUTIN: Yes, we wait.\n\nXI: No.\n\n" * (n // 6),
    "and": lambda n: "Putin and " * (n // 2) + "Xi said: “Yes.”",
}


def run() -> None:
    """Print the table."""
    rows = []
    for kind, make in GROWING.items():
        short, long = make(SHORT), make(SHORT * TIMES)
        print_reading(short)  # fills the caches
        base, longer = (min(_seconds(text) for _ in range(2)) for text in (short, long))
        rows.append([kind, f"{longer / base:.1f}"])
    print_table(f"Reading {TIMES} times the words: times the CPU seconds", ["kind of text", "times"], rows)


def _seconds(text: str) -> float:
    begun = time.process_time()
    print_reading(text)
    return time.process_time() - begun
