"""The cascade: what is read of an article, and in which order. One place decides it.

1. Cheap, for every article: aliases of actors, terms of themes, fingerprint and features. About a hundredth
   of the parser's cost.
2. The gate: does anybody care? An article that no theme, subscription or followed actor matches stays
   stored and searchable, unparsed.
3. The parser, for the rest: actors, quotes, events.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from spacy.language import Language

from bot.analysis.actors import ActorTable, list_mentions, match_actors
from bot.analysis.copies import sign_text
from bot.analysis.events import extract_events
from bot.analysis.gate import Followed, passes_gate
from bot.analysis.parse import parse_document
from bot.analysis.quotes import extract_quotes
from bot.analysis.stories import extract_features
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
    return Tables(ActorTable(knowledge.actors), ThemeTable(knowledge.themes))


def analyse(article: Article, tables: Tables, nlp: Language, followed: Followed | None) -> Analysis:
    """Read one article.

    Args:
        article: the extracted article.
        tables: the workspace's themes and actors.
        nlp: the parser for English.
        followed: what the workspace cares about, for the gate; None reads every article in full.
    """
    raise NotImplementedError
