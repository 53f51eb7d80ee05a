"""Quotes, each once, however many outlets carry it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from bot.model.knowledge import Actor
from bot.model.stored import StoredQuote
from bot.storage.actors import find_actor
from bot.storage.database import Scope
from bot.storage.planning import Window
from bot.storage.quote_records import tell_quotes
from bot.storage.quote_search import (
    MOST,
    ROWS_EACH,
    Start,
    fetch_newest,
    fetch_told_with,
    from_quotes,
    from_rarest,
    has_word,
    speaks_of,
)
from bot.storage.speakers import load_speakers
from bot.storage.sqlite_dialect import newest_matching_ids
from bot.storage.stories import follow_story
from bot.storage.tables import articles as article_table
from bot.storage.tables import quotes

SEARCHED = 5_000  # newest articles with the words, where there is nothing else to begin from


def load_quotes(
    scope: Scope,
    *,
    speaker: str | None = None,
    speaker_name: str | None = None,
    about: Sequence[str] = (),
    words: Sequence[str] = (),
    story: int | None = None,
    articles: Sequence[int] | None = None,
    key_only: bool = False,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 20,
) -> tuple[StoredQuote, ...]:
    """Quotes that meet all conditions, newest first appearance first.

    Appearances are looked for among the newest rows only (20 for each quote wanted, at most 2,000). An outlet that
    carries a quote without the words, subjects, importance or speaker asked for is named beside those that have them.

    Args:
        speaker: an actor's id.
        speaker_name: a full name or surname, also of people who are in no table.
        about: ids of actors and themes, all of which the quote speaks of.
        words: search words, all of which stand in the quote.
        story: only quotes of that story's articles.
        articles: only quotes of these articles.
        key_only: only quotes worth a digest.
        since, until: since <= dated < until.
    """
    keys = _keys(scope, speaker, speaker_name)
    if keys is not None and not keys:
        return ()
    window = Window(since=since, until=until)
    placed = _placed(scope, story, articles)
    if placed:
        spoken = [] if keys is None else [quotes.c.speaker_key.in_(keys)]
        subjects = (speaks_of(scope, subject) for subject in about)
        start = from_quotes(scope, window, *placed, *spoken, *subjects)
    elif keys is None and not about and words:
        start = _from_words(scope, window, words)
    else:
        start = from_rarest(scope, window, keys, about)
    wanted = [has_word(word) for word in words] + ([quotes.c.key.is_(True)] if key_only else [])
    rows = fetch_newest(scope, start, limit, *wanted)
    narrowed = bool(wanted or about)
    others = fetch_told_with(scope, rows, limit, narrowed, window, *placed) if narrowed or keys else ()
    return tell_quotes(scope, rows, limit, others)


def _keys(scope: Scope, speaker: str | None, name: str | None) -> Sequence[str] | None:
    """The speakers asked for; None for any."""
    if name is None:
        return None if speaker is None else (speaker,)
    found = tuple(load_speakers(scope, name))
    return found if speaker is None else tuple(key for key in found if key == speaker)


def _placed(scope: Scope, story: int | None, articles: Sequence[int] | None) -> list[ColumnElement[bool]]:
    """The conditions on where the quotes stand."""
    a = article_table.c
    conditions: list[ColumnElement[bool]] = []
    if articles is not None:
        conditions.append(quotes.c.article_id.in_(articles))
    if story is not None:
        told = select(a.id).where(
            a.workspace_id == scope.workspace_id, a.story_id == follow_story(scope, story)
        )
        conditions.append(quotes.c.article_id.in_(told))
    return conditions


def _from_words(scope: Scope, window: Window, words: Sequence[str]) -> Start:
    """From the newest articles that have the words anywhere."""
    found = newest_matching_ids(*words, limit=SEARCHED).subquery()
    return from_quotes(scope, window, quotes.c.article_id.in_(select(found.c[0])))


def quotes_between(
    scope: Scope,
    a: str,
    b: str,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 20,
) -> tuple[StoredQuote, ...]:
    """What each of two actors said about the other, newest first; at most `limit` by each.

    A quote is about an actor where its reader says so, or where it holds one of the actor's names. Names are
    looked for in the newest 2,000 quotes of the speaker.
    """
    window = Window(since=since, until=until)
    rows = [*_said_about(scope, a, b, window, limit), *_said_about(scope, b, a, window, limit)]
    told = [tell_quotes(scope, [row for row in rows if row.speaker_key == key], limit) for key in (a, b)]
    in_order = sorted((quote for side in told for quote in side), key=lambda quote: quote.id)
    return tuple(sorted(in_order, key=lambda quote: quote.article.dated_at, reverse=True))


def _said_about(scope: Scope, speaker: str, subject: str, window: Window, limit: int) -> list[Row[Any]]:
    rows = list(fetch_newest(scope, from_rarest(scope, window, (speaker,), (subject,)), limit))
    actor = find_actor(scope, subject)
    if actor is None or speaker == subject:
        return rows
    spoken = from_quotes(scope, window, quotes.c.speaker_key == speaker)
    names = _name_pattern(actor)
    named = (row for row in fetch_newest(scope, spoken, MOST // ROWS_EACH) if names.search(row.content))
    return [*rows, *named]


def _name_pattern(actor: Actor) -> re.Pattern[str]:
    """The names of an actor as printed, not those of its people ("Russian")."""
    names = {actor.name, *actor.aliases, *actor.metonyms, *([actor.surname] if actor.surname else [])}
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(names))) + r")(?!\w)")
