"""Why an article matches a query: the first passage that says so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import select

from bot.model.stored import Excerpt
from bot.query.tree import And, Not, Or, Phrase, Query, Word, actors_in, themes_in
from bot.storage.database import Scope
from bot.storage.passages import load_texts, paragraph_around
from bot.storage.tables import article_themes, mentions

_Places = Mapping[int, Sequence[tuple[int, int]]]
_LONGEST_WORDS = 200  # characters of a search word that are looked for


def load_excerpts(scope: Scope, query: Query | None, article_ids: Sequence[int]) -> dict[int, Excerpt]:
    """Article → the passage in which most of what the query asks for stands, of those that have one.

    Search words count first, then the evidence of themes, then the mentions of actors.
    """
    if query is None or not article_ids:
        return {}
    texts = load_texts(scope, article_ids)
    kinds = [_theme_places(scope, themes_in(query), article_ids)]
    kinds += [_mention_places(scope, actor, article_ids) for actor in actors_in(query)]
    patterns = [_pattern(words) for words in dict.fromkeys(_words(query))]
    found: dict[int, Excerpt] = {}
    for article, text in texts.items():
        sought = [[m.span() for m in _first(pattern, text)] for pattern in patterns]
        places = [*sought, *(list(kind.get(article, ())) for kind in kinds)]
        if best := _best(text, places):
            found[article] = Excerpt(passage=paragraph_around(text, *best), words=text[slice(*best)])
    return found


def _first(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The first few places; more would only cost time."""
    for number, match in enumerate(pattern.finditer(text)):
        if number == 5:
            return
        yield match


def _best(text: str, kinds: Sequence[Sequence[tuple[int, int]]]) -> tuple[int, int] | None:
    """The first place of the paragraph that most kinds share; where several do, of the first such one."""
    by_paragraph: defaultdict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for kind, places in enumerate(kinds):
        for start, end in places:
            if 0 <= start < end <= len(text):
                by_paragraph[text.count("\n\n", 0, start)].setdefault(kind, (start, end))
    if not by_paragraph:
        return None
    best = min(by_paragraph, key=lambda number: (-len(by_paragraph[number]), number))
    return by_paragraph[best][min(by_paragraph[best])]


def _words(query: Query) -> Iterator[str]:
    """The search words and phrases that are asked for, not those that are excluded."""
    match query:
        case Not():
            return
        case And(parts) | Or(parts):
            for part in parts:
                yield from _words(part)
        case Word(words) | Phrase(words):
            yield words


def _pattern(words: str) -> re.Pattern[str]:
    """The words as they may be printed, whatever their case and the marks between them."""
    parts = re.findall(r"[^\W_]+", words[:_LONGEST_WORDS])
    if not parts:
        return re.compile(r"(?!)")
    return re.compile(r"(?<!\w)" + r"[\W_]{1,3}".join(map(re.escape, parts)) + r"(?!\w)", re.IGNORECASE)


def _mention_places(scope: Scope, actor: str, ids: Iterable[int]) -> _Places:
    m = mentions.c
    query = select(m.article_id, m.spans).where(
        m.workspace_id == scope.workspace_id, m.article_id.in_(list(ids)), m.actor_id == actor
    )
    return {row.article_id: [tuple(span) for span in row.spans] for row in scope.connection.execute(query)}


def _theme_places(scope: Scope, themes: Sequence[str], ids: Iterable[int]) -> _Places:
    t = article_themes.c
    mine = (t.workspace_id == scope.workspace_id, t.article_id.in_(list(ids)), t.theme_id.in_(themes))
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in scope.connection.execute(select(t.article_id, t.evidence).where(*mine)):
        found[row.article_id] += [(passage["start"], passage["end"]) for passage in row.evidence]
    return found
