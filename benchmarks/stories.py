"""Streams invented articles through the indexes of copies and stories: time an article and memory, as it grows.

python -m benchmarks.stories [ARTICLES]
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from bot.analysis.copies import sign_text
from bot.analysis.copy_index import CopyIndex
from bot.analysis.stories import StoryIndex, extract_features
from bot.pipeline.agreement import Merge, choose_story, decide_steps, list_compared, list_near

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


class Stream:
    """Copies looked for, stories found and grouped anew as the pipeline does, without a database."""

    def __init__(self) -> None:
        self.copies, self.stories = CopyIndex(), StoryIndex()
        self.begun = self.merged = self.split = self.copied = 0

    def take(self, number: int, title: str, text: str, when: datetime) -> None:
        """File one article."""
        features, fingerprint = extract_features(text, title), sign_text(text, title)
        self.copied += bool(self.copies.query(fingerprint))
        ranked = self.stories.rank(features, when)
        story = choose_story(ranked) or self._begin()
        self.copies.add(str(number), fingerprint, when)
        self.stories.add(story, features, when, article=number)
        self._regroup((story, *list_near(ranked)))

    def _begin(self) -> int:
        self.begun += 1
        return self.begun

    def _regroup(self, stories: Sequence[int]) -> None:
        told = list_compared(stories, self.stories.list_latest)
        steps = decide_steps(told, self.stories.relate([article.id for article in told])) if told else ()
        home = {article.id: article.story for article in told}
        for step in steps:
            if isinstance(step, Merge):
                self.stories.move(step.gone, step.kept)
                home = {
                    article: step.kept if story == step.gone else story for article, story in home.items()
                }
                self.merged += 1
            else:
                into = self._begin() if step.beside is None else home[step.beside]
                self.stories.move(step.story, into, step.leaving)
                home |= dict.fromkeys(step.leaving, into)
                self.split += 1


def main(count: int) -> None:
    """Print a line every tenth of the stream."""
    stream, started = Stream(), time.perf_counter()
    step = max(1, count // 10)
    for at, (title, text) in enumerate(invent_articles(count), 1):
        stream.take(at, title, text, BEGIN + timedelta(days=at / A_DAY))
        if at % step == 0:
            each = 1_000 * (time.perf_counter() - started) / step
            room = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
            print(
                f"{at:>8} articles  {each:6.2f} ms each  {stream.stories.articles:>6} + {len(stream.copies):>6} remembered  "
                f"{stream.begun:>6} stories, {stream.merged} merged, {stream.split} split  {room:6.0f} MB",
                flush=True,
            )
            started = time.perf_counter()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
