"""Relevant, not relevant: marks of matches, and themes that move by them once somebody has seen what would change."""

from __future__ import annotations

import re

from bot.errors import NotFoundError, UsageError
from bot.model.feedback import Step
from bot.pipeline.feedback import apply_tuning, count_theme, mark_match, preview_tuning, undo_tuning
from bot.pipeline.tuning import Change, MarkCount, Preview
from bot.storage.articles import load_article
from bot.storage.feedback import load_steps
from bot.storage.themes import load_theme
from digests.items import count_of
from digests.mrkdwn import clean, clip
from digests.page import Bullets, Button, Paragraph, Part, Small, bold, line
from handlers.feature import Feature
from handlers.permissions import require_change
from handlers.replies import Reply
from handlers.visit import Visit

RELEVANT, IRRELEVANT = "match_relevant", "match_irrelevant"  # the value is a match: "17:energy"
APPLY, LATER, UNDO = "tuning_apply", "tuning_later", "tuning_undo"
MOST_EXAMPLES = 3
WORKING = Small("I look at what they would change among the last articles; that takes a few seconds.")
_MATCH = re.compile(r"(\d{1,18}):(\S{1,100})")
_COUNTED = re.compile(r"(\S{1,100}?):(\d{1,9})(?::(\d{1,9}))?")


def match_buttons(article: int, theme: str, name: str) -> tuple[Button, Button]:
    """The two buttons under a match of a theme."""
    value, shown = f"{article}:{theme}", clip(clean(name), 40)
    return (
        Button(f"Relevant to {shown}", RELEVANT, value),
        Button(f"Not relevant to {shown}", IRRELEVANT, value),
    )


def mark_matches(visit: Visit, articles: tuple[int, ...], theme: str, *, relevant: bool) -> None:
    """Store a person's word on these articles of a theme, and tell what the marks would change.

    Raises:
        NotFoundError: an article or the theme is not there any more.
    """
    for article in articles:
        mark_match(
            visit.services.database,
            visit.workspace.id,
            article,
            theme,
            relevant=relevant,
            by=visit.call.user_id,
            now=visit.services.clock(),
        )
    with visit.services.database.read(visit.workspace.id) as scope:
        name = load_theme(scope, theme).name
        titles = tuple(load_article(scope, article).title for article in articles)
    word = "relevant" if relevant else "not relevant"
    said = tuple(line(f"{clip(clean(title), 150)}: ", bold(f"{word} to {name}")) for title in titles)
    _tell_marks(visit, theme, name, (Bullets(said),))


def _tell_marks(
    visit: Visit, theme: str, name: str, before: tuple[Part, ...], *, replace: bool = False
) -> None:
    """How many marks there are, at once; where they are enough, what they would change, seconds later."""
    count = count_theme(visit.services.database, visit.workspace.id, theme)
    parts: list[Part] = [*before, Paragraph((line(describe_marks(count, name)),))]
    if count.enough:
        parts.append(WORKING)
    visit.answer(Reply(heading="Marked", parts=tuple(parts)), replace=replace)
    if count.enough:
        visit.answer(_offer(visit, theme), replace=replace)


def _offer(visit: Visit, theme: str) -> Reply:
    """What the marks would change, with the buttons to have it so or not."""
    preview = preview_tuning(visit.services.database, visit.workspace.id, theme)
    value = f"{theme}:{preview.marks.relevant}:{preview.marks.irrelevant}"
    buttons = (Button("Apply", APPLY, value, primary=True), Button("Not now", LATER, theme))
    return Reply(
        heading=f"What the marks of {preview.theme.name} would change",
        parts=compose_preview(preview),
        buttons=buttons if preview.changes else (),
    )


def describe_marks(count: MarkCount, name: str) -> str:
    """ "Energy has 3 marks “relevant” and 1 “not relevant”. Still missing: 2 more “not relevant”." """
    marks = count_of(count.relevant, "mark", "marks")
    said = f"{name} has {marks} “relevant” and {count.irrelevant} “not relevant”."
    return said if count.enough else f"{said} Before anything can be learnt: {count.missing}."


def compose_preview(preview: Preview) -> tuple[Part, ...]:
    """What would have changed among the newest articles, with examples. Pure."""
    gone = [change for change in preview.changes if not change.gained]
    come = [change for change in preview.changes if change.gained]
    parts: list[Part] = [Paragraph((line(bold(preview.sentence)),))]
    for title, changes in (("Removed, for example", gone), ("Added, for example", come)):
        if changes:
            examples = tuple(line(_tell_change(change)) for change in changes[:MOST_EXAMPLES])
            parts += [Paragraph((line(title),)), Bullets(examples)]
    if preview.changes:
        parts.append(Small(f"Looked at the last {count_of(preview.looked_at, 'article', 'articles')}."))
    return tuple(parts)


def _tell_change(change: Change) -> str:
    return f"{clip(clean(change.headline), 150)} ({change.before:.2f} → {change.after:.2f})"


def _mark(visit: Visit, *, relevant: bool) -> None:
    match = _MATCH.fullmatch(visit.call.line)
    if match is None:
        raise NotFoundError(
            "That match is not known any more.", advice="“Why is this here?” shows the present ones."
        )
    mark_matches(visit, (int(match[1]),), match[2], relevant=relevant)


def _apply(visit: Visit) -> None:
    """Move the theme by its marks, if they are those that the person saw the effect of."""
    theme, *seen = _read_counts(visit.call.line)
    require_change(visit.request(), visit.services)
    with visit.services.database.read(visit.workspace.id) as scope:
        name = load_theme(scope, theme).name
    marks = count_theme(visit.services.database, visit.workspace.id, theme)
    standing = _standing(visit, theme)
    if standing and _has_marks(standing[-1], marks):
        visit.answer(_applied(theme, name, "These marks are applied already.", len(standing)), replace=True)
        return
    if [marks.relevant, marks.irrelevant] != seen:
        said = Paragraph((line("There are other marks by now. This is what they would change:"),))
        _tell_marks(visit, theme, name, (said,), replace=True)
        return
    visit.answer(Reply(heading=f"{name} is being tuned", parts=(WORKING,)), replace=True)
    preview = preview_tuning(visit.services.database, visit.workspace.id, theme)
    now = visit.services.clock()
    apply_tuning(visit.services.database, visit.workspace.id, preview, by=visit.call.user_id, now=now)
    told = f"{preview.sentence} It holds for what comes in from now on, in this workspace."
    visit.answer(_applied(theme, name, told, len(standing) + 1), replace=True)


def _has_marks(step: Step, marks: MarkCount) -> bool:
    return (step.relevant, step.irrelevant) == (marks.relevant, marks.irrelevant)


def _applied(theme: str, name: str, told: str, steps: int) -> Reply:
    undo = Button("Undo", UNDO, f"{theme}:{steps}")
    return Reply(heading=f"{name} is tuned", parts=(Paragraph((line(told),)),), buttons=(undo,))


def _undo(visit: Visit) -> None:
    """Take back the step that the button stands under; a second press takes back no other."""
    theme, steps, _ = _read_counts(visit.call.line)
    require_change(visit.request(), visit.services)
    with visit.services.database.read(visit.workspace.id) as scope:
        name = load_theme(scope, theme).name
    if len(_standing(visit, theme)) != steps:
        raise UsageError(f"{name} was changed since, or that was undone already.")
    undo_tuning(visit.services.database, visit.workspace.id, theme, visit.services.clock())
    said = "It is as it was before. The marks stay, and count when others come."
    visit.answer(Reply(heading=f"{name}: undone", parts=(Paragraph((line(said),)),)), replace=True)


def _standing(visit: Visit, theme: str) -> tuple[Step, ...]:
    with visit.services.database.read(visit.workspace.id) as scope:
        return tuple(step for step in load_steps(scope, theme) if step.undone_at is None)


def _later(visit: Visit) -> None:
    said = "Nothing was changed. The marks are kept, and count with the next ones."
    visit.answer(Reply(heading="Not now", parts=(Paragraph((line(said),)),)), replace=True)


def _read_counts(value: str) -> tuple[str, int, int]:
    match = _COUNTED.fullmatch(value)
    if match is None:
        raise UsageError("That button belongs to an older version.", advice="Mark a match again.")
    return match[1], int(match[2]), int(match[3] or 0)


def _mark_relevant(visit: Visit) -> None:
    _mark(visit, relevant=True)


def _mark_irrelevant(visit: Visit) -> None:
    _mark(visit, relevant=False)


FEATURE = Feature(
    actions={
        RELEVANT: _mark_relevant,
        IRRELEVANT: _mark_irrelevant,
        APPLY: _apply,
        LATER: _later,
        UNDO: _undo,
    }
)
