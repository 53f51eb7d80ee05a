"""Streams invented articles through the index of stories: time an article and memory, as the stream grows.

python -m benchmarks.stories [ARTICLES]
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.analysis.stories import StoryIndex, extract_features

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
A_DAY = 2_000  # articles, of a desk that follows some hundred feeds
REPORTS = 4  # of an event
_WORDS = 120  # of a report
_SYLLABLES = (
    "ba",
    "dor",
    "fel",
    "gim",
    "hu",
    "jo",
    "kar",
    "lin",
    "mos",
    "nev",
    "pra",
    "rul",
    "sta",
    "tem",
    "vok",
    "zan",
)


def invent_articles(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """So many (title, text): each event is reported a few times over, among the reports of others."""
    chance = random.Random(seed)  # noqa: S311 — invented words
    common = [_word(chance) for _ in range(3_000)]
    events: list[list[str]] = []
    for _ in range(count):
        if not events or chance.random() < 1 / REPORTS:
            events.append([_word(chance).capitalize() for _ in range(6)] + chance.choices(common, k=30))
            events = events[-50:]
        event = chance.choice(events)
        names, matter = event[:6], event[6:]
        words = [chance.choice(matter if chance.random() < 0.4 else common) for _ in range(_WORDS)]
        for at in range(3, _WORDS, 9):
            words[at] = chance.choice(names)
        yield f"the {names[0]} {matter[0]} {names[1]}", " ".join(words) + "."


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4)))


def main(count: int) -> None:
    """Print a line every tenth of the stream."""
    index, stories, started = StoryIndex(), 0, time.perf_counter()
    step = max(1, count // 10)
    for at, (title, text) in enumerate(invent_articles(count), 1):
        features, when = extract_features(text, title), BEGIN + timedelta(days=at / A_DAY)
        story = index.assign(features, when).story_id
        if story is None:
            stories += 1
            story = stories
        index.add(story, features, when)
        if at % step == 0:
            each = 1_000 * (time.perf_counter() - started) / step
            room = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
            print(
                f"{at:>8} articles  {each:6.2f} ms each  {index.articles:>6} remembered  {stories:>6} stories  {room:6.0f} MB"
            )
            started = time.perf_counter()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
