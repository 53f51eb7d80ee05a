"""Rows of quotes → records: the quote, its first article, its passage, and who else carries it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from bot.model.findings import Quote, QuoteKind
from bot.model.stored import ArticleCard, StoredQuote, Wording
from bot.storage.cards import in_batches, load_cards
from bot.storage.database import Scope
from bot.storage.grouping import Group, Saying, group_sayings
from bot.storage.passages import load_texts, paragraph_around
from bot.storage.tables import articles, outlets, quote_about, quotes
from bot.storage.wordings.difference import compare_words

COLUMNS = (quotes, articles.c.story_id, outlets.c.name.label("outlet_name"))
"""What a row needs of quotes, articles and outlets."""

OF_ARTICLE = articles.c.id == quotes.c.article_id
OF_OUTLET = (outlets.c.workspace_id == articles.c.workspace_id) & (outlets.c.id == articles.c.outlet_id)


def tell_quotes(
    scope: Scope, rows: Sequence[Row[Any]], limit: int, others: Sequence[Row[Any]] = ()
) -> tuple[StoredQuote, ...]:
    """Each quote once, first appearance first in it, newest quote first, at most `limit`.

    Args:
        others: rows that are told only where they carry a quote of `rows`.
    """
    by_id = {row.id: row for row in (*rows, *others)}
    asked = {row.id for row in rows}
    groups = [
        group
        for group in group_sayings(_make_saying(row) for row in by_id.values())
        if any(member.id in asked for member in group.members)
    ][:limit]
    cards = load_cards(scope, (group.first.article for group in groups))
    texts = load_texts(scope, list(cards))
    about = load_about(scope, [group.first.id for group in groups])
    return tuple(
        _make_stored(group, by_id, cards[group.first.article], texts[group.first.article], about)
        for group in groups
    )


def _make_saying(row: Row[Any]) -> Saying:
    return Saying(
        id=row.id,
        article=row.article_id,
        story=row.story_id,
        dated_at=row.dated_at,
        speaker_key=row.speaker_key,
        content=row.content,
        verbatim=row.kind != QuoteKind.INDIRECT,
    )


def load_about(scope: Scope, quote_ids: Sequence[int]) -> defaultdict[int, list[str]]:
    """Quote → the ids of the actors and themes that it speaks of, in order of the text."""
    a = quote_about.c
    about: defaultdict[int, list[str]] = defaultdict(list)
    for batch in in_batches(quote_ids):
        query = select(a.quote_id, a.about_id).where(
            a.workspace_id == scope.workspace_id, a.quote_id.in_(batch)
        )
        for row in scope.connection.execute(query.order_by(a.quote_id, a.position)):
            about[row.quote_id].append(row.about_id)
    return about


def _make_stored(
    group: Group, by_id: dict[int, Row[Any]], card: ArticleCard, text: str, about: dict[int, list[str]]
) -> StoredQuote:
    row = by_id[group.first.id]
    voice = next((by_id[member.id] for member in group.members if member.speaker_key), row)
    return StoredQuote(
        id=row.id,
        quote=make_quote(row, voice, tuple(about.get(row.id, ()))),
        article=card,
        sentence=paragraph_around(text, row.start, row.end),
        outlets=_outlets(group.members, by_id),
        wordings=tuple(_make_wording(row.content, members, by_id) for members in group.wordings),
    )


def _make_wording(first: str, members: Sequence[Saying], by_id: dict[int, Row[Any]]) -> Wording:
    return Wording(
        content=members[0].content,
        verbatim=any(member.verbatim for member in members),
        article=members[0].article,
        dated_at=members[0].dated_at,
        outlets=_outlets(members, by_id),
        runs=compare_words(first, members[0].content),
    )


def _outlets(members: Sequence[Saying], by_id: dict[int, Row[Any]]) -> tuple[str, ...]:
    carried_by = (by_id[member.id].outlet_name for member in members)
    return tuple(dict.fromkeys(name for name in carried_by if name))


def make_quote(row: Row[Any], voice: Row[Any], about: tuple[str, ...]) -> Quote:
    """The quote of a row; who spoke is told by `voice`, which is another row where the first did not know."""
    return Quote(
        content=row.content,
        start=row.start,
        end=row.end,
        kind=QuoteKind(row.kind),
        speaker=voice.speaker,
        speaker_name=voice.speaker_name,
        speaker_id=voice.speaker_id,
        speaker_role=voice.speaker_role,
        cue=row.cue,
        confidence=voice.confidence,
        about=about,
        key=row.key,
    )
