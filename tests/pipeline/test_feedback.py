"""From marks to a theme that moved: nothing moves unseen, and everything can be taken back."""

from __future__ import annotations

import pytest

from bot.errors import NotFoundError, UsageError
from bot.pipeline.feedback import (
    apply_tuning,
    count_theme,
    list_marked,
    mark_match,
    preview_tuning,
    reset_tuning,
    undo_tuning,
)
from bot.pipeline.tuning import MarkCount
from bot.storage.database import Database
from bot.storage.themes import load_theme
from tests.builders import FixedClock, Library
from tests.rivers import RIVERS, UNWANTED, WANTED


@pytest.fixture
def desk(library: Library) -> Library:
    library.know(themes=[RIVERS])
    return library


def at(library: Library) -> tuple[Database, int]:
    """Where the calls of a workspace go, as a listener has them."""
    return library.database, library.workspace_id


def mark(library: Library, text: str, relevant: bool, times: int) -> MarkCount:
    for number in range(times):
        article = library.article(f"Headline {number}", text=text).id
        count = mark_match(*at(library), article, "rivers", relevant=relevant, by="U1", now=library.clock())
    return count


def shift(library: Library) -> tuple[tuple[str, float], ...]:
    with library.read() as scope:
        return load_theme(scope, "rivers").shift


def test_a_mark_counts_and_says_what_is_missing(desk: Library) -> None:
    count = mark(desk, WANTED, True, 3)
    assert (count.relevant, count.irrelevant, count.enough) == (3, 0, False)
    assert count.missing == "7 more “relevant” and 10 more “not relevant”"
    assert list_marked(*at(desk)) == (count,)
    with pytest.raises(UsageError, match="3 marks “relevant”"):
        preview_tuning(*at(desk), "rivers")


def test_enough_marks_show_what_would_change_and_change_nothing(desk: Library) -> None:
    mark(desk, WANTED, True, 12)
    assert mark(desk, UNWANTED, False, 12).enough
    preview = preview_tuning(*at(desk), "rivers")
    assert preview.looked_at == 24
    assert (preview.matched, preview.removed, preview.added) == (24, 12, 0)
    assert preview.sentence == "It would have removed 12 of the last 24 matches."
    assert len(preview.changes) == 12
    assert all(not change.gained and change.after < 0.5 <= change.before for change in preview.changes)
    assert (preview.right_before, preview.right_after) == (12, 24)
    assert shift(desk) == ()


def test_applied_undone_and_reset(desk: Library) -> None:
    mark(desk, WANTED, True, 12)
    mark(desk, UNWANTED, False, 12)
    for _ in range(2):
        preview = preview_tuning(*at(desk), "rivers")
        apply_tuning(*at(desk), preview, by="U1", now=desk.clock())
    assert shift(desk) == preview.shift != ()
    settled = preview_tuning(*at(desk), "rivers")
    assert settled.changes == (), "it is as the marks say already"
    assert settled.sentence == "None of the last 24 articles would have changed."
    assert undo_tuning(*at(desk), "rivers", desk.clock())
    assert shift(desk) == preview.shift, "the step before"
    assert reset_tuning(*at(desk), "rivers", desk.clock()) == 1
    assert not undo_tuning(*at(desk), "rivers", desk.clock())
    assert count_theme(*at(desk), "rivers").relevant == 12, "marks are kept"
    assert shift(desk) == ()


def test_another_workspace_is_not_moved(desk: Library) -> None:
    desk.database.adopt("T1", "ours")
    other = Library(desk.database, desk.database.adopt("T2", "theirs").id, FixedClock())
    other.know(themes=[RIVERS])
    mark(desk, WANTED, True, 10)
    mark(desk, UNWANTED, False, 10)
    apply_tuning(*at(desk), preview_tuning(*at(desk), "rivers"), by=None, now=desk.clock())
    assert shift(desk) != ()
    assert shift(other) == ()
    assert list_marked(*at(other)) == ()


def test_what_is_not_there_cannot_be_marked(desk: Library) -> None:
    article = desk.article().id
    with pytest.raises(NotFoundError):
        mark_match(*at(desk), article, "lakes", relevant=True, by="U1", now=desk.clock())
    with pytest.raises(NotFoundError):
        mark_match(*at(desk), 999, "rivers", relevant=True, by="U1", now=desk.clock())
