"""The log of corrections, and what they make of an analysis before it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Row, and_, insert, select, update

from bot.errors import NotFoundError
from bot.model.corrections import Act, Correction, Fault, Voice
from bot.model.findings import Analysis, Event, EventClass, Quote
from bot.storage.database import Scope
from bot.storage.mending_tables import corrections
from bot.storage.redirects import load_redirects
from bot.storage.speakers import speaker_key
from bot.storage.tables import articles
from bot.storage.words import fold_words

MOST_LISTED = 20
_Finding = TypeVar("_Finding", Quote, Event)

CERTAIN = 1.0  # the confidence of what a person said

Kept = list[dict[str, Any]]
"""Findings as they were: {"article": id, "finding": {…}}."""


def correct_analysis(analysis: Analysis, standing: Sequence[Correction]) -> Analysis:
    """What was read, with the corrections of its story: re-reading an article brings no error back. Pure."""
    if not standing:
        return analysis
    quotes: tuple[Quote, ...] = analysis.quotes
    events: tuple[Event, ...] = analysis.events
    for correction in standing:
        if correction.fault.of_quote:
            quotes = _each(correct_quote(q, correction) if concerns(correction, q) else q for q in quotes)
        else:
            events = _each(correct_event(e, correction) if concerns(correction, e) else e for e in events)
    return replace(analysis, quotes=quotes, events=events)


def _each(found: Iterable[_Finding | None]) -> tuple[_Finding, ...]:
    return tuple(finding for finding in found if finding is not None)


def concerns(correction: Correction, finding: Quote | Event) -> bool:
    """Whether a finding of the correction's story is the one that was wrong. Pure."""
    before = correction.before
    if isinstance(before, Voice) and isinstance(finding, Quote):
        key = speaker_key(finding.speaker_id, finding.speaker_name)
        known = (speaker_key(before.id, before.name), "")
        return key in known and fold_words(finding.content) in map(fold_words, correction.contents)
    if isinstance(before, Act) and isinstance(finding, Event):
        same = (finding.event_class, finding.negated) == (before.event_class, before.negated)
        return same and _sides(finding) == _sides(before)
    return False


def _sides(sides: Event | Act) -> tuple[frozenset[str], frozenset[str]]:
    """Who and to whom: by actors, and where none is known as printed."""
    source, target = sides.source or sides.source_text, sides.target or sides.target_text
    return frozenset(source), frozenset(target)


def correct_quote(quote: Quote, correction: Correction) -> Quote | None:
    """The quote as corrected; None where it is none. Pure."""
    voice = correction.after
    if not isinstance(voice, Voice):
        return None
    return replace(
        quote,
        speaker=voice.name,
        speaker_name=voice.name,
        speaker_id=voice.id,
        speaker_role=voice.role,
        confidence=CERTAIN,
    )


def correct_event(event: Event, correction: Correction) -> Event | None:
    """The event as corrected; None where it is retracted. Pure."""
    act = correction.after
    return replace(event, **_act_values(act)) if isinstance(act, Act) else None


def _act_values(act: Act) -> dict[str, Any]:
    return {name: getattr(act, name) for name in Act.__slots__}


def voice_of(quote: Quote) -> Voice:
    """Who said it, as a correction notes it."""
    return Voice(name=quote.speaker_name, id=quote.speaker_id, role=quote.speaker_role)


def act_of(event: Event) -> Act:
    """Who did what to whom, as a correction notes it."""
    return Act(**{name: getattr(event, name) for name in Act.__slots__})


def load_of_story(scope: Scope, story: int) -> tuple[Correction, ...]:
    """The standing corrections of a story, oldest first; actors that were merged are those that they became."""
    c, a = corrections.c, articles.c
    there = and_(a.workspace_id == c.workspace_id, a.id == c.article_id, a.story_id == story)
    query = select(corrections).join(articles, there)
    query = query.where(c.workspace_id == scope.workspace_id, c.undone_at.is_(None))
    rows = scope.connection.execute(query.order_by(c.id)).all()
    if not rows:
        return ()
    redirects = load_redirects(scope)
    return tuple(_redirect(_make_correction(row), redirects) for row in rows)


def _redirect(correction: Correction, redirects: Mapping[str, str]) -> Correction:
    def follow(finding: Voice | Act | None) -> Voice | Act | None:
        if isinstance(finding, Voice) and finding.id:
            return replace(finding, id=redirects.get(finding.id, finding.id))
        if isinstance(finding, Act):
            source, target = (
                tuple(redirects.get(id, id) for id in ids) for ids in (finding.source, finding.target)
            )
            return replace(finding, source=source, target=target)
        return finding

    before = follow(correction.before) or correction.before
    return replace(correction, before=before, after=follow(correction.after))


def save_correction(scope: Scope, correction: Correction, kept: Kept) -> Correction:
    """Log a correction with the findings as they were; returns it with its number."""
    row = {
        "workspace_id": scope.workspace_id,
        "fault": correction.fault.value,
        "article_id": correction.article,
        "before": asdict(correction.before),
        "after": asdict(correction.after) if correction.after else {},
        "contents": list(correction.contents),
        "kept": kept,
        "made_at": correction.made_at,
        "made_by": correction.made_by,
    }
    added = insert(corrections).values(row).returning(corrections.c.id)
    return replace(correction, id=scope.connection.execute(added).scalar_one())


def note_undone(scope: Scope, correction_id: int, *, by: str | None, now: datetime) -> None:
    """Note that a correction was taken back, by whom and when."""
    here = and_(corrections.c.workspace_id == scope.workspace_id, corrections.c.id == correction_id)
    scope.connection.execute(update(corrections).where(here).values(undone_at=now, undone_by=by))


def load_correction(scope: Scope, correction_id: int) -> tuple[Correction, Kept]:
    """One correction, also an undone one, and the findings as they were. Raises NotFoundError."""
    here = and_(corrections.c.workspace_id == scope.workspace_id, corrections.c.id == correction_id)
    row = scope.connection.execute(select(corrections).where(here)).one_or_none()
    if row is None:
        raise NotFoundError(
            "That correction is not known.", advice="/media corrections lists the latest ones."
        )
    return _make_correction(row), row.kept


def load_corrections(scope: Scope, limit: int = MOST_LISTED) -> tuple[Correction, ...]:
    """The latest corrections, newest first, undone ones too."""
    query = select(corrections).where(corrections.c.workspace_id == scope.workspace_id)
    rows = scope.connection.execute(query.order_by(corrections.c.id.desc()).limit(limit))
    return tuple(_make_correction(row) for row in rows)


def _make_correction(row: Row[Any]) -> Correction:
    read = _read_voice if Fault(row.fault).of_quote else _read_act
    return Correction(
        id=row.id,
        fault=Fault(row.fault),
        article=row.article_id,
        before=read(row.before),
        after=read(row.after) if row.after else None,
        contents=tuple(row.contents),
        made_at=row.made_at,
        made_by=row.made_by,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
    )


def _read_voice(data: Mapping[str, Any]) -> Voice | Act:
    return Voice(**data)


def _read_act(data: Mapping[str, Any]) -> Voice | Act:
    lists = {name: tuple(data[name]) for name in ("source", "target", "source_text", "target_text")}
    return Act(**lists, event_class=EventClass(data["event_class"]), negated=data["negated"])
