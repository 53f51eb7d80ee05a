"""Articles to measure on: the demo's samples, varied so that none is a copy of another."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from bot.model.articles import ContentKind, Entry
from bot.sandbox.samples import SampleArticle, load_samples

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
NAMES = ("Tianjin", "Harbin", "Sochi", "Astana", "Hanoi", "Jakarta", "Oslo", "Lisbon", "Nairobi", "Quito")


def make_entries(count: int, *, seed: int = 1) -> list[Entry]:
    """So many plain-text articles of 150 to 350 words, the same at every call."""
    chance = random.Random(seed)  # noqa: S311 -- nothing secret
    samples = load_samples(NOW)
    return [
        _vary(samples[number % len(samples)].title, _paragraphs(samples, number, chance), number, chance)
        for number in range(count)
    ]


def _paragraphs(samples: list[SampleArticle], number: int, chance: random.Random) -> list[str]:
    """A sample's paragraphs, the first one in its place, the others in another order, one from elsewhere."""
    own = list(samples[number % len(samples)].paragraphs)
    rest = own[1:]
    chance.shuffle(rest)
    other = chance.choice(samples[chance.randrange(len(samples))].paragraphs)
    return [own[0], *rest, other]


def _vary(title: str, paragraphs: list[str], number: int, chance: random.Random) -> Entry:
    place = chance.choice(NAMES)
    text = "\n\n".join(
        [
            f"{title} ({number})",
            *paragraphs,
            f"The talks in {place} lasted {number + 3} hours, officials said.",
        ]
    )
    return Entry(address=f"/bench/{number}.txt", content=text, kind=ContentKind.TEXT)
