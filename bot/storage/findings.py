"""What was found in an article → rows, and away with them when the article changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, insert

from bot.model.findings import ActorMention, Analysis, Event, Quote, ThemeMatch
from bot.query.names import fold
from bot.storage.actor_tables import merged_articles, rereadings
from bot.storage.corrections import correct_analysis, load_of_story
from bot.storage.database import Scope
from bot.storage.speakers import speaker_key, surname_of
from bot.storage.sqlite_dialect import insert_new
from bot.storage.tables import (
    actors,
    article_themes,
    event_sides,
    events,
    mentions,
    quote_about,
    quotes,
    speakers,
)
from bot.storage.words import fold_words

FOUND = "found"  # origin of actors that stand in texts only
SOURCE, TARGET = "source", "target"  # sides of an event


def save_findings(
    scope: Scope, article_id: int, story: int, dated_at: datetime, analysis: Analysis, now: datetime
) -> None:
    """Store all that was found in an article which has no findings yet, with what people corrected in its story."""
    analysis = correct_analysis(analysis, load_of_story(scope, story))
    row = {"workspace_id": scope.workspace_id, "article_id": article_id, "dated_at": dated_at}
    _save_found_actors(scope, analysis, now)
    _add(scope, article_themes, (row | _theme_row(match) for match in analysis.themes))
    _add(scope, mentions, (row | _mention_row(mention) for mention in _each_once(analysis.actors)))
    save_quotes(scope, row, analysis.quotes)
    save_events(scope, row | {"story_id": story}, analysis.events)


def remove_findings(scope: Scope, article_id: int) -> None:
    """Remove all that was found in an article; what belongs to its quotes and events goes with them.

    What merges of actors had changed in it is forgotten too: it holds of these rows only.
    """
    for table in (article_themes, mentions, quotes, events, merged_articles, rereadings):
        here = (table.c.workspace_id == scope.workspace_id, table.c.article_id == article_id)
        scope.connection.execute(delete(table).where(*here))


def _add(scope: Scope, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    if listed := list(rows):
        scope.connection.execute(insert(table), listed)


def _add_numbered(scope: Scope, table: Table, rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows and return their numbers, in the same order."""
    if not rows:
        return []
    added = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(scope.connection.execute(added, rows).scalars())


def _each_once(found: Iterable[ActorMention]) -> Iterable[ActorMention]:
    return {mention.id: mention for mention in found}.values()


def _save_found_actors(scope: Scope, analysis: Analysis, now: datetime) -> None:
    """Give every actor that the findings name a row; those who have one keep theirs."""
    named = {mention.id: (mention.name, mention.kind) for mention in analysis.actors}
    for quote in analysis.quotes:
        if quote.speaker_id:
            named.setdefault(quote.speaker_id, (quote.speaker_name or quote.speaker_id, "person"))
    rows = [
        {
            "workspace_id": scope.workspace_id,
            "id": actor,
            "name": name,
            "kind": kind,
            "origin": FOUND,
            "data": {},
            "updated_at": now,
        }
        for actor, (name, kind) in named.items()
    ]
    if rows:
        scope.connection.execute(insert_new(actors), rows)


def _theme_row(match: ThemeMatch) -> dict[str, Any]:
    evidence = [{"start": e.start, "end": e.end, "terms": list(e.terms)} for e in match.evidence]
    return {
        "theme_id": match.id,
        "score": match.score,
        "threshold": match.threshold,
        "evidence": evidence,
    }


def _mention_row(mention: ActorMention) -> dict[str, Any]:
    return {
        "actor_id": mention.id,
        "count": len(mention.spans),
        "spans": [list(span) for span in mention.spans],
        "role": mention.role,
    }


def save_quotes(scope: Scope, row: dict[str, Any], found: tuple[Quote, ...]) -> None:
    """Store quotes with what belongs to them.

    Args:
        row: what they share: the values of `workspace_id`, `article_id`, `dated_at`, and an `id` where one is kept.
    """
    ids = _add_numbered(scope, quotes, [row | _quote_row(quote) for quote in found])
    scoped = {"workspace_id": scope.workspace_id, "dated_at": row["dated_at"]}
    about = (
        scoped | {"quote_id": quote_id, "about_id": subject, "position": position}
        for quote_id, quote in zip(ids, found, strict=True)
        for position, subject in enumerate(dict.fromkeys(quote.about))
    )
    _add(scope, quote_about, about)
    rows = [
        _speaker_row(scope, quote.speaker_id, quote.speaker_name) for quote in found if quote.speaker_name
    ]
    if rows:
        scope.connection.execute(insert_new(speakers), rows)


def _quote_row(quote: Quote) -> dict[str, Any]:
    return {
        "content": quote.content,
        "words": fold_words(quote.content),
        "start": quote.start,
        "end": quote.end,
        "kind": quote.kind.value,
        "cue": quote.cue,
        "speaker_key": speaker_key(quote.speaker_id, quote.speaker_name),
        "speaker": quote.speaker,
        "speaker_name": quote.speaker_name,
        "speaker_id": quote.speaker_id,
        "speaker_role": quote.speaker_role,
        "confidence": quote.confidence,
        "key": quote.key,
    }


def _speaker_row(scope: Scope, speaker_id: str | None, name: str | None) -> dict[str, Any]:
    folded = fold(name or "")
    return {
        "workspace_id": scope.workspace_id,
        "folded": folded,
        "speaker_key": speaker_key(speaker_id, name),
        "surname": surname_of(folded),
        "name": name,
    }


def save_events(scope: Scope, row: dict[str, Any], found: tuple[Event, ...]) -> None:
    """Store events with their sides; `row` as in `save_quotes`, with `story_id`."""
    ids = _add_numbered(scope, events, [row | _event_row(event) for event in found])
    scoped = {"workspace_id": scope.workspace_id, "dated_at": row["dated_at"]}
    sides = (
        scoped | {"event_id": event_id, "actor_id": actor, "side": side, "position": position}
        for event_id, event in zip(ids, found, strict=True)
        for side, actors_of in ((SOURCE, event.source), (TARGET, event.target))
        for position, actor in enumerate(dict.fromkeys(actors_of))
    )
    _add(scope, event_sides, sides)


def _event_row(event: Event) -> dict[str, Any]:
    return {
        "verb": event.verb,
        "event_class": event.event_class.value,
        "negated": event.negated,
        "source_text": list(event.source_text),
        "target_text": list(event.target_text),
        "start": event.start,
        "end": event.end,
    }
