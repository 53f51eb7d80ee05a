"""The cascade: what is read of an article, and in which order. One place decides it.

1. Cheap, for every article: terms of themes, aliases of actors, fingerprint and features. About a hundredth
   of the parser's cost.
2. The gate: does anybody care? An article that no theme, subscription or followed actor matches stays
   stored and searchable, unparsed.
3. The parser, for the rest: actors, quotes, events.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from spacy.language import Language

from bot.analysis.actors import ActorTable, list_mentions, match_actors
from bot.analysis.copies import sign_text
from bot.analysis.events import extract_events
from bot.analysis.gate import Followed, passes_gate
from bot.analysis.parse import parse_document
from bot.analysis.quotes import extract_quotes
from bot.analysis.story_terms import extract_features
from bot.analysis.theme_passages import match_passage_themes
from bot.analysis.themes import ThemeTable, match_themes
from bot.model.articles import Article
from bot.model.findings import Analysis, Depth
from bot.model.knowledge import Knowledge

PARSED_LANGUAGES = frozenset({"en"})


@dataclass(frozen=True, slots=True)
class Tables:
    """One workspace's knowledge, compiled for matching."""

    actors: ActorTable
    themes: ThemeTable


def compile_tables(knowledge: Knowledge) -> Tables:
    """Compile themes and actors; done once for each version of the knowledge."""
    return Tables(ActorTable(knowledge.actors), ThemeTable(knowledge.themes, knowledge.actors))


def analyse(article: Article, tables: Tables, nlp: Language, followed: Followed | None) -> Analysis:
    """Read one article.

    Args:
        article: the extracted article.
        tables: the workspace's themes and actors.
        nlp: the parser for English.
        followed: what the workspace cares about, for the gate; None reads every article in full.
    """
    named = tables.actors.name_actors(f"{article.title or ''}\n{article.text}")
    depth = _depth(article, tables, named, followed)
    if depth is not Depth.FULL:
        return _shallow(article, depth, named)
    return _read_in_full(article, tables, nlp)


def _depth(article: Article, tables: Tables, named: set[str], followed: Followed | None) -> Depth:
    if article.language not in PARSED_LANGUAGES:
        return Depth.LANGUAGE
    if followed is None or passes_gate(article.text, article.title, named, tables.themes, followed):
        return Depth.FULL
    return Depth.GATED


def _shallow(article: Article, depth: Depth, named: set[str]) -> Analysis:
    """What tells copies and stories; nothing is said about what the article says."""
    return Analysis(
        depth=depth,
        fingerprint=sign_text(article.text, article.title).to_bytes(),
        features=extract_features(article.text, article.title, named),
    )


def _read_in_full(article: Article, tables: Tables, nlp: Language) -> Analysis:
    document = parse_document(article.text, article.title, nlp)
    cast = match_actors(document, tables.actors, _day(article.published))
    cast_known = {member.id for member in cast.members.values() if member.known}
    quotes = extract_quotes(document, cast, tables.actors, _themes_of(tables.themes, cast_known))
    actors = list_mentions(cast)  # only now: the labels of a transcript add their speakers to the cast
    named = {actor.id for actor in actors}
    known = {actor.id for actor in actors if actor.known}
    return Analysis(
        depth=Depth.FULL,
        themes=match_themes(article.text, article.title, known, tables.themes),
        actors=actors,
        quotes=quotes,
        events=extract_events(document, cast),
        fingerprint=sign_text(article.text, article.title).to_bytes(),
        features=extract_features(article.text, article.title, named),
    )


def _themes_of(table: ThemeTable, named: set[str]) -> Callable[[str], tuple[str, ...]]:
    """Tells the themes of a passage."""
    return lambda passage: match_passage_themes(passage, named, table)


def _day(published: datetime | date | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published
