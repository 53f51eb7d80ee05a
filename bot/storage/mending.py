"""Corrections in stored findings: made at once in all articles of a story, and taken back.

What is changed is taken out and put in anew, under its own number, so that buttons that name it stay true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, select

from bot.errors import UsageError
from bot.model.corrections import Correction, Voice
from bot.model.findings import Event, Quote
from bot.storage.articles import load_article
from bot.storage.corrections import (
    Kept,
    concerns,
    correct_event,
    correct_quote,
    load_correction,
    load_of_story,
    note_undone,
    save_correction,
)
from bot.storage.database import Scope
from bot.storage.findings import save_events, save_quotes
from bot.storage.mending_rows import Placed, load_placed_events, load_placed_quotes, read_finding
from bot.storage.passages import load_texts
from bot.storage.rereading import mark_doubtful
from bot.storage.speakers import retie_speaker, speaker_key
from bot.storage.tables import articles, events, quotes


def make_correction(scope: Scope, correction: Correction) -> Correction | None:
    """Correct what is stored and log it; None where nothing of the kind is stored (any more): it was done before.

    Raises:
        NotFoundError: there is no such article.
    """
    story = load_article(scope, correction.article).story
    found = [placed for placed in _load(scope, story, correction) if _is_wrong(placed.finding, correction)]
    if not found:
        return None
    kept: Kept = [{"article": placed.article, "finding": asdict(placed.finding)} for placed in found]
    for placed in found:
        _take_out(scope, placed)
        _put_in(scope, placed, _correct(placed.finding, correction))
    _retie(scope, correction)
    return save_correction(scope, correction, kept)


def undo_correction(scope: Scope, correction_id: int, *, by: str | None, now: datetime) -> Correction | None:
    """Put the findings back as they were; None where that was done before.

    Articles of which the text changed since, or that came later, are marked to be read again instead.

    Raises:
        NotFoundError: there is no such correction.
        UsageError: a later one stands on it.
    """
    correction, kept = load_correction(scope, correction_id)
    if correction.undone_at is not None:
        return None
    story = load_article(scope, correction.article).story
    _refuse_covered(correction, load_of_story(scope, story))
    note_undone(scope, correction_id, by=by, now=now)
    texts = load_texts(scope, sorted({row["article"] for row in kept}))
    doubtful = set(_came_later(scope, story, correction.made_at))
    for row in kept:
        finding = read_finding(row["finding"])
        if not _stands_in(texts.get(row["article"], ""), finding):
            doubtful.add(row["article"])
            continue
        _put_back(scope, story, row["article"], finding, correction)
    mark_doubtful(scope, sorted(doubtful))
    _retie(scope, correction)
    return correction


def _refuse_covered(correction: Correction, standing: Iterable[Correction]) -> None:
    for later in standing:
        if later.id > correction.id and later.before == correction.after and _shares(later, correction):
            raise UsageError("A later correction stands on this one.", advice="Undo that one first.")


def _shares(one: Correction, other: Correction) -> bool:
    return not one.fault.of_quote or bool(set(one.contents) & set(other.contents))


def _load(scope: Scope, story: int, correction: Correction) -> Sequence[Placed]:
    return load_placed_quotes(scope, story) if correction.fault.of_quote else load_placed_events(scope, story)


def _correct(finding: Quote | Event, correction: Correction) -> Quote | Event | None:
    if isinstance(finding, Quote):
        return correct_quote(finding, correction)
    return correct_event(finding, correction)


def _is_wrong(finding: Quote | Event, correction: Correction) -> bool:
    return concerns(correction, finding) and _correct(finding, correction) != finding


def _take_out(scope: Scope, placed: Placed) -> None:
    table = quotes if isinstance(placed.finding, Quote) else events
    here = and_(table.c.workspace_id == scope.workspace_id, table.c.id == placed.id)
    scope.connection.execute(delete(table).where(here))


def _put_in(scope: Scope, placed: Placed, finding: Quote | Event | None) -> None:
    row: dict[str, Any] = {
        "workspace_id": scope.workspace_id,
        "article_id": placed.article,
        "dated_at": placed.dated_at,
    }
    own = row | {"id": placed.id} if placed.id else row
    if isinstance(finding, Quote):
        save_quotes(scope, own, (finding,))
    elif isinstance(finding, Event):
        save_events(scope, own | {"story_id": placed.story}, (finding,))


def _put_back(scope: Scope, story: int, article: int, finding: Quote | Event, correction: Correction) -> None:
    """In place of what the correction made of it, wherever that is now."""
    made = _correct(finding, correction)
    now = [p for p in _load(scope, story, correction) if p.article == article and p.finding == made]
    for placed in now:
        _take_out(scope, placed)
    dated_at = load_article(scope, article).dated_at
    id = now[0].id if now else 0
    _put_in(scope, Placed(id=id, article=article, story=story, dated_at=dated_at, finding=finding), finding)


def _retie(scope: Scope, correction: Correction) -> None:
    """The names under which speakers are found are those of their quotes."""
    voices = (v for v in (correction.before, correction.after) if isinstance(v, Voice))
    for key in {speaker_key(voice.id, voice.name) for voice in voices}:
        if key:
            retie_speaker(scope, key)


def _stands_in(text: str, finding: Quote | Event) -> bool:
    """Whether the text still has it in its place."""
    if isinstance(finding, Quote):
        return text[finding.start : finding.end] == finding.content
    return 0 <= finding.start < finding.end <= len(text)


def _came_later(scope: Scope, story: int, moment: datetime) -> Sequence[int]:
    a = articles.c
    query = select(a.id).where(a.workspace_id == scope.workspace_id, a.story_id == story)
    return (
        scope.connection.execute(query.where((a.stored_at > moment) | (a.changed_at > moment)))
        .scalars()
        .all()
    )
