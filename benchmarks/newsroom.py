"""A base of invented articles to ask: a year of them, the first two actors in a third each."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from benchmarks.corpus import NOW
from bot.model.findings import EventClass
from bot.storage.articles import save_article
from bot.storage.database import Scope
from tests.builders import Library, compose_text, make_analysis, make_article, make_event, make_quote

DAYS = 365
BATCH = 500  # articles a transaction
ACTORS = ("vladimir-putin", "xi-jinping", *(f"minister-{number}" for number in range(300)))
THEMES = ("partnership", "energy", "sanctions", "taiwan", "ukraine")
TEXT = (
    "The delegations met for two days in the old customs house by the river. Officials on both sides spoke of "
    "the long winter, of the price of gas and of ships that wait outside the harbour. A communiqué is to follow. "
) * 5


def fill(library: Library, count: int) -> None:
    """So many articles over a year, three a story, the same at every call."""
    library.know(*ACTORS, themes=THEMES)
    chance = random.Random(3)  # noqa: S311 -- nothing secret
    stories: dict[int, int] = {}
    for numbers in _batches(count):
        with library.write() as scope:
            for number in numbers:
                at = NOW - timedelta(days=DAYS * (1 - number / count))
                stories[number // 3] = _store(scope, chance, number, at, stories.get(number // 3))


def _batches(count: int) -> Iterator[Sequence[int]]:
    for first in range(0, count, BATCH):
        yield range(first, min(first + BATCH, count))


def _store(scope: Scope, chance: random.Random, number: int, at: datetime, story: int | None) -> int:
    first, second = _pick(chance), _pick(chance)
    named = list(dict.fromkeys([first, second, *chance.sample(ACTORS[2:], 2)]))
    words = f"We agreed on point {number} of the gas pipeline"
    quote = make_quote(words, by=first, about=[second, "energy"], key=number % 7 == 0)
    kind = chance.choice([EventClass.VERBAL_COOPERATION, EventClass.MATERIAL_CONFLICT])
    events = [make_event(first, "meet", second, kind)] if first != second else []
    title = f"{first} and {second} meet, {number}"
    text, placed = compose_text(f"{title}. {TEXT}", [quote], events)
    found = make_analysis(actors=named, themes=chance.sample(THEMES, 2))
    return save_article(
        scope,
        make_article(title, text, outlet=f"outlet-{chance.randrange(40)}.example", at=at),
        replace(found, quotes=placed.quotes, events=placed.events),
        story=story,
        copy_of=None,
        source_id=None,
        relevant=True,
        backfill=False,
        now=at,
        fingerprint=b"\x01\x02",
        knowledge_version="bench",
    ).story


def _pick(chance: random.Random) -> str:
    return chance.choice(ACTORS[:2] if chance.random() < 0.4 else ACTORS[2:])
