"""`rapporteur themes mark` and `themes feedback`: say what is relevant, see what that would change, let it change."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.common import add_json_option, open_rooms, print_json, print_text
from bot.errors import UsageError

if TYPE_CHECKING:
    from bot.app.build import Rooms
    from bot.pipeline.tuning import MarkCount, Preview

LOCAL = "local"
"""Who marks on the command line."""
RELEVANT, IRRELEVANT = "relevant", "not-relevant"
SHOWN = 20
"""Most articles that are listed; the rest are counted."""


def add_feedback(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the sub-commands."""
    mark = actions.add_parser("mark", help="say that an article is, or is not, relevant to a theme")
    mark.add_argument("theme", metavar="THEME", help="id of the theme")
    mark.add_argument(
        "article", metavar="ARTICLE", type=int, help="number of the article, as ingest --json tells it"
    )
    mark.add_argument("word", choices=(RELEVANT, IRRELEVANT), help="what it is")
    mark.set_defaults(action=mark_article)
    feedback = actions.add_parser("feedback", help="what marks would change in a theme, before and after")
    feedback.add_argument(
        "theme", metavar="THEME", nargs="?", help="id of the theme; without it all marked themes"
    )
    feedback.add_argument(
        "--last", metavar="N", type=int, default=200, help="look at the last N articles (200)"
    )
    what = feedback.add_mutually_exclusive_group()
    what.add_argument("--apply", action="store_true", help="let the theme change so, in this workspace")
    what.add_argument("--undo", action="store_true", help="take back the last change")
    what.add_argument("--reset", action="store_true", help="take back all changes")
    add_json_option(feedback)
    feedback.set_defaults(action=show_feedback)


def mark_article(options: argparse.Namespace) -> int:
    """Store a mark, and say whether the theme has enough of them."""
    from bot.pipeline.feedback import mark_match

    with open_rooms(options) as rooms:
        count = mark_match(
            rooms.database,
            rooms.workspace.id,
            options.article,
            options.theme,
            relevant=options.word == RELEVANT,
            by=LOCAL,
            now=rooms.services.clock(),
        )
    print_text(_describe_count(count) + "\n")
    return 0


def _describe_count(count: MarkCount) -> str:
    told = f"{count.theme}: {count.relevant} relevant, {count.irrelevant} not relevant"
    if count.enough:
        return f"{told}. “rapporteur themes feedback {count.theme}” shows what they would change."
    return f"{told}; {count.missing} until they can change it."


def show_feedback(options: argparse.Namespace) -> int:
    """Show, apply or take back what marks change."""
    if not 0 < options.last <= 5_000:
        raise UsageError("--last must be a number from 1 to 5000.")
    with open_rooms(options) as rooms:
        if options.undo or options.reset:
            return _take_back(rooms, _named(options), everything=options.reset)
        if options.theme is None:
            _named(options) if options.apply else None
            return list_feedback(rooms)
        return _show_one(rooms, options)


def _named(options: argparse.Namespace) -> str:
    if options.theme is None:
        raise UsageError("Which theme?", advice="Name it: rapporteur themes feedback THEME --apply.")
    return str(options.theme)


def list_feedback(rooms: Rooms) -> int:
    """The marks of every theme that has some."""
    from bot.pipeline.feedback import list_marked

    marked = list_marked(rooms.database, rooms.workspace.id)
    for count in marked:
        print_text(_describe_count(count) + "\n")
    if not marked:
        print_text("No match was marked yet.\n")
    return 0


def _take_back(rooms: Rooms, theme: str, *, everything: bool) -> int:
    from bot.pipeline.feedback import reset_tuning, undo_tuning

    where, now = (rooms.database, rooms.workspace.id), rooms.services.clock()
    undone = reset_tuning(*where, theme, now) if everything else int(undo_tuning(*where, theme, now))
    print_text(f"{theme}: {undone} change(s) taken back; the marks are kept.\n")
    return 0


def _show_one(rooms: Rooms, options: argparse.Namespace) -> int:
    from bot.pipeline.feedback import apply_tuning, preview_tuning

    where = (rooms.database, rooms.workspace.id)
    preview = preview_tuning(*where, options.theme, options.last)
    if options.json:
        print_json(preview_as_json(preview))
    else:
        print_text(describe_preview(preview))
    if options.apply:
        apply_tuning(*where, preview, by=LOCAL, now=rooms.services.clock())
        if not options.json:
            print_text("It is so from now on; --undo takes it back.\n")
    return 0


def describe_preview(preview: Preview) -> str:
    """Before and after, for a terminal."""
    marks = preview.marks
    total = marks.relevant + marks.irrelevant
    lines = [
        f"{preview.theme.name} ({preview.theme.id}): {marks.relevant} relevant, {marks.irrelevant} not relevant",
        f"  marks that the score agrees with: {preview.right_before} before, {preview.right_after} after, of {total}",
        f"  {preview.sentence}",
    ]
    for change in preview.changes[:SHOWN]:
        sign = "+" if change.gained else "-"
        lines.append(
            f"  {sign} {change.before:.2f} → {change.after:.2f}  {change.headline} (article {change.article})"
        )
    if len(preview.changes) > SHOWN:
        lines.append(f"  … and {len(preview.changes) - SHOWN} more")
    return "\n".join(lines) + "\n"


def preview_as_json(preview: Preview) -> dict[str, object]:
    """Before and after, as one object."""
    return {
        "theme": preview.theme.id,
        "relevant": preview.marks.relevant,
        "not_relevant": preview.marks.irrelevant,
        "right_before": preview.right_before,
        "right_after": preview.right_after,
        "shift": dict(preview.shift),
        "looked_at": preview.looked_at,
        "matched": preview.matched,
        "removed": preview.removed,
        "added": preview.added,
        "changes": [
            {
                "article": change.article,
                "headline": change.headline,
                "before": change.before,
                "after": change.after,
                "gained": change.gained,
            }
            for change in preview.changes
        ],
    }


def show_enough(rooms: Rooms) -> int:
    """Before and after of every theme that has enough marks; returns how many there are."""
    from bot.pipeline.feedback import list_marked, preview_tuning

    where = (rooms.database, rooms.workspace.id)
    previews = [preview_tuning(*where, count.theme) for count in list_marked(*where) if count.enough]
    for preview in previews:
        print_text(describe_preview(preview))
    return len(previews)
