"""A pipeline on an empty library, and invented articles to put into it."""

from __future__ import annotations

import random
from dataclasses import replace

from bot.errors import RapporteurError
from bot.fetch.dedupe import text_hash
from bot.model.articles import ContentKind, Entry, SourceKind
from bot.pipeline.memory import load_interest
from bot.pipeline.pipeline import Pipeline
from bot.pipeline.records import Outcome, Received
from bot.storage.articles import SavedArticle, count_articles, load_article, save_article
from bot.storage.database import Database
from bot.storage.sources import add_source
from tests.builders import FixedClock, Library
from tests.fakes.workers import InProcessWorkers

GRAIN = """Ministers agree on grain corridor

ODESA (Harbour Wire) — Ministers from four countries agreed on Monday to keep the grain corridor open until the spring.
The agreement covers 18 ports and 240 ships, said Olena Hrytsak, who led the talks for the port authority.
"We count ships, not speeches," Hrytsak told reporters after eleven hours of talks in the harbour office.
Insurers asked for written guarantees, and the ministers promised them within ten days."""

TRAMS = """City orders new trams

The city council of Rivermouth ordered 26 trams on Tuesday after a debate that lasted until midnight.
The first ones are to run along the harbour in two years, the transport office said in a short statement.
Shopkeepers on Mill Street asked for wider pavements while the rails are being laid between the two bridges."""


def entry(text: str, name: str = "a.txt", address: str | None = None) -> Entry:
    return Entry(address=address or f"/news/{name}", content=text, kind=ContentKind.TEXT)


def received(item: Entry | RapporteurError, label: str = "") -> Received:
    return Received(entry=item, label=label or (item.address if isinstance(item, Entry) else "bad"))


class Desk:
    """A pipeline on an empty library, with a word or two for what goes in and comes out."""

    def __init__(self, database: Database, library: Library, clock: FixedClock) -> None:
        self.database, self.library, self.clock = database, library, clock
        self.workers = InProcessWorkers()
        self.pipeline = self._open()

    def _open(self) -> Pipeline:
        return Pipeline(self.database, self.workers, self.clock)  # type: ignore[arg-type]  # stands in for Workers

    def take(self, *items: Entry | RapporteurError | Received) -> list[Outcome]:
        ready = [item if isinstance(item, Received) else received(item) for item in items]
        return list(self.pipeline.take(self.library.workspace_id, ready))

    def add_feed(self) -> int:
        with self.library.write() as scope:
            return add_source(scope, SourceKind.FEED, "https://news.example/feed", "News", self.clock()).id

    def restart(self) -> None:
        self.pipeline.close()
        self.pipeline = self._open()

    def count(self) -> int:
        with self.library.read() as scope:
            return count_articles(scope)

    def put(self, item: Entry, story: int | None = None, *, copy_of: int | None = None) -> SavedArticle:
        """Store an article in a story that it would not have come to by itself; the pipeline takes note."""
        article = self.workers.extract(item)
        with self.library.write() as scope:
            analysis = self.workers.analyse(article, load_interest(scope))
            return save_article(
                scope,
                replace(article, canonical=f"text:{item.address}{copy_of or ''}"),
                analysis,
                story=story,
                copy_of=copy_of,
                source_id=None,
                relevant=True,
                backfill=False,
                now=self.clock(),
                fingerprint=analysis.fingerprint,
                knowledge_version="test",
                text_hash=text_hash(article.text),
            )

    def story_of(self, article: int | None) -> int:
        assert article is not None
        with self.library.read() as scope:
            return load_article(scope, article).story


_SHAPES = (  # of sentences; {0} and {1} are names
    "{0} said that the {2} of {1} was {3} and {4}.",
    "In {1} many people saw a {2} which had been {3} by {4} before {5}.",
    "After {2} came {3}, and {0} did not know what {4} would bring.",
    "The {2} is to be {3} in {0}, as it was with the {4} of {1} once.",
    "There will be no {2} without {3}; so they told {0} on the {4}.",
    "{0} and {1} have never {2} for so long over {3} or {4}.",
    "What {1} wants from {0} is {2}, not another {3} at the {4}.",
    "Who takes the {2} to {1}? It may be {0}, with {3} and {4} behind.",
    "Some of the {2} were still {3} when {0} left {1} under {4}.",
    "It all began as {2}, because {1} could {3} its {4} only there.",
    "“They {2} us,” said {0}, “but our {3} will {4} them.”",
    "Without {0} this {2} has {3} more than {4} ever did to {1}.",
)
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
)


def report(event: int, number: int) -> Entry:
    """One of many reports of an event, in words of its own, by the same invented people and places."""
    told, own = random.Random(event), random.Random(event * 1_000 + number)
    names = [_word(told).capitalize() for _ in range(6)]
    matter = [_word(told) for _ in range(24)]
    sentences = []
    for shape in own.sample(_SHAPES, k=8):
        words = [own.choice(matter) if own.random() < 0.8 else _word(own) for _ in range(4)]
        sentences.append(shape.format(own.choice(names), own.choice(names), *words))
    title = f"{names[0]} {matter[0]} the {matter[1]} of {names[1]} with {_word(own)}"
    return entry(f"{title}\n\n{' '.join(sentences)}", f"{event}-{number}.txt")


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4)))
