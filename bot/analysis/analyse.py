"""Article → Analysis: as far as the cascade lets it through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from spacy.language import Language

from bot.analysis.actors import list_mentions, match_actors
from bot.analysis.cascade import Decision, decide_depth
from bot.analysis.copies import sign_text
from bot.analysis.events import extract_events
from bot.analysis.gate import Followed
from bot.analysis.parse import parse_document
from bot.analysis.quotes import extract_quotes
from bot.analysis.story_terms import extract_features
from bot.analysis.tables import Tables, compile_tables
from bot.analysis.theme_passages import match_passage_themes
from bot.analysis.themes import ThemeTable, match_themes
from bot.model.articles import Article
from bot.model.findings import Analysis, Depth

__all__ = ["Tables", "analyse", "compile_tables"]


def analyse(article: Article, tables: Tables, nlp: Language, followed: Followed | None) -> Analysis:
    """Read one article.

    Args:
        article: the extracted article.
        tables: the workspace's themes and actors.
        nlp: the parser for English.
        followed: what the workspace cares about, for the gate; None reads every article in full.
    """
    decision = decide_depth(article, tables, followed)
    if decision.depth is not Depth.FULL:
        return _shallow(article, decision)
    return _read_in_full(article, decision, tables, nlp)


def _shallow(article: Article, decision: Decision) -> Analysis:
    """What tells copies and stories; nothing is said about what the article says."""
    return Analysis(
        depth=decision.depth,
        depth_why=decision.why,
        fingerprint=sign_text(article.text, article.title).to_bytes(),
        features=extract_features(article.text, article.title, decision.named),
    )


def _read_in_full(article: Article, decision: Decision, tables: Tables, nlp: Language) -> Analysis:
    document = parse_document(article.text, article.title, nlp)
    cast = match_actors(document, tables.actors, _day(article.published))
    cast_known = {member.id for member in cast.members.values() if member.known}
    quotes = extract_quotes(document, cast, tables.actors, _themes_of(tables.themes, cast_known))
    actors = list_mentions(cast)  # only now: the labels of a transcript add their speakers to the cast
    named = {actor.id for actor in actors}
    known = {actor.id for actor in actors if actor.known}
    return Analysis(
        depth=decision.depth,
        depth_why=decision.why,
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
