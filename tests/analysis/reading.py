"""A small language for tests of reading: `read("…")` gives quotes and mentions of one invented article.

    reading = read('“The gate is shut,” said Anna Berg, a harbour pilot.')
    assert reading.said_by("Anna Berg") == ["The gate is shut,"]

The actors are a handful of real offices with invented terms, so that no test depends on the default table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from spacy.language import Language

from bot.analysis.actors import ActorTable, list_mentions, match_actors
from bot.analysis.document import Cast, Document
from bot.analysis.nlp import load_nlp
from bot.analysis.parse import parse_document
from bot.analysis.quotes import extract_quotes
from bot.model.findings import ActorMention, Quote
from bot.model.knowledge import Actor, Role


def _person(name: str, surname: str, gender: str, *roles: Role) -> Actor:
    slug = name.lower().replace(" ", "-")
    return Actor(id=slug, name=name, kind="person", surname=surname, gender=gender, roles=roles)


def _state(name: str, demonym: str, *metonyms: str, aliases: tuple[str, ...] = ()) -> Actor:
    slug = name.lower().replace(" ", "-")
    return Actor(id=slug, name=name, kind="state", demonyms=(demonym,), metonyms=metonyms, aliases=aliases)


ACTORS = (
    _state("Russia", "Russian", "Moscow", "the Kremlin"),
    _state("China", "Chinese", "Beijing"),
    _state("United States", "American", "Washington", "White House", "State Department", aliases=("US", "U.S.")),
    _state("France", "French", "Paris"),
    _state("Georgia", "Georgian", "Tbilisi"),
    _person("Vladimir Putin", "Putin", "m", Role(title="president", of="russia", start=date(2012, 5, 7))),
    _person("Xi Jinping", "Xi", "m", Role(title="president", of="china", start=date(2013, 3, 14))),
    _person("Sergey Lavrov", "Lavrov", "m", Role(title="foreign minister", of="russia", start=date(2004, 3, 9))),
    _person("Maria Zakharova", "Zakharova", "f", Role(title="spokesperson", of="russia")),
    _person("Li Qiang", "Li", "m", Role(title="premier", of="china", start=date(2023, 3, 11))),
    _person("Joe Biden", "Biden", "m", Role(title="president", of="united-states", start=date(2021, 1, 20), end=date(2025, 1, 20))),
    _person("Donald Trump", "Trump", "m", Role(title="president", of="united-states", start=date(2025, 1, 20))),
    Actor(id="reuters", name="Reuters", kind="organisation", sector="media"),
    Actor(id="gazprom", name="Gazprom", kind="organisation", sector="company"),
    Actor(id="rosneft", name="Rosneft", kind="organisation", sector="company"),
)  # fmt: skip


@cache
def english() -> Language:
    """The default model, loaded once for all tests."""
    return load_nlp()


@cache
def small_table() -> ActorTable:
    return ActorTable(ACTORS)


@dataclass(frozen=True)
class Reading:
    """What was found in one text."""

    document: Document
    cast: Cast
    quotes: tuple[Quote, ...]
    mentions: tuple[ActorMention, ...]

    @property
    def quote(self) -> Quote:
        """The only quote."""
        (only,) = self.quotes
        return only

    def said_by(self, name: str | None) -> list[str]:
        return [quote.content for quote in self.quotes if quote.speaker_name == name]

    def speakers(self) -> list[str | None]:
        return [quote.speaker_name for quote in self.quotes]

    def contents(self) -> list[str]:
        return [quote.content for quote in self.quotes]

    def places(self, actor: str) -> list[str]:
        """The words by which an actor is named, in order."""
        found = [mention for mention in self.mentions if mention.id == actor]
        return [self.document.text[start:end] for mention in found for start, end in mention.spans]

    def actors(self) -> set[str]:
        return {mention.id for mention in self.mentions}


def read(text: str, published: date | None = None) -> Reading:
    document = parse_document(text, None, english())
    cast = match_actors(document, small_table(), published)
    quotes = extract_quotes(document, cast, small_table())
    return Reading(document, cast, quotes, list_mentions(cast))
