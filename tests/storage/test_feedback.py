"""Marks and the steps that were learnt from them: kept a workspace, the last word counts, all can be undone."""

from __future__ import annotations

from bot.model.feedback import Mark, Step
from bot.storage.feedback import (
    count_marks,
    load_marks,
    load_newest_texts,
    load_shifts,
    load_steps,
    save_mark,
    save_step,
    undo_steps,
)
from bot.storage.themes import load_theme, load_themes, sync_themes
from tests.builders import Library

SHIFT = (("bias", -0.5), ("hints", 0.25))


def mark(library: Library, article: int, relevant: bool, by: str = "U1") -> None:
    with library.write() as scope:
        save_mark(
            scope, "energy", article, Mark(relevant=relevant, features={"terms": 1.0}, by=by), library.clock()
        )


def step(library: Library, *shift: tuple[str, float]) -> None:
    with library.write() as scope:
        made = Step(shift=shift, relevant=10, irrelevant=11, made_at=library.clock(), made_by="U1")
        save_step(scope, "energy", made)


def shifts(library: Library) -> dict[str, tuple[tuple[str, float], ...]]:
    with library.read() as scope:
        return load_shifts(scope)


def test_each_person_has_one_word_on_a_match_the_last_one(library: Library) -> None:
    article = library.article().id
    mark(library, article, True, "U1")
    mark(library, article, True, "U2")
    mark(library, article, False, "U1")
    with library.read() as scope:
        assert count_marks(scope) == {"energy": (1, 1)}
        assert {m.by: m.relevant for m in load_marks(scope, "energy")} == {"U1": False, "U2": True}
        assert load_marks(scope, "energy")[0].features == {"terms": 1.0}


def test_the_last_step_is_in_force_and_undoing_brings_back_the_one_before(library: Library) -> None:
    library.know(themes=["energy"])
    step(library, *SHIFT)
    step(library, ("bias", 1.0))
    assert shifts(library) == {"energy": (("bias", 1.0),)}
    with library.write() as scope:
        assert undo_steps(scope, "energy", library.clock(), everything=False) == 1
    assert shifts(library) == {"energy": SHIFT}
    with library.write() as scope:
        assert undo_steps(scope, "energy", library.clock(), everything=True) == 1
        assert [s.undone_at is None for s in load_steps(scope, "energy")] == [False, False]
    assert shifts(library) == {}


def test_themes_are_loaded_with_what_moved_them_and_a_new_file_leaves_that_alone(library: Library) -> None:
    library.know(themes=["energy", "taiwan"])
    step(library, *SHIFT)
    with library.write() as scope:
        assert {theme.id: theme.shift for theme in load_themes(scope)} == {"energy": SHIFT, "taiwan": ()}
        sync_themes(scope, load_themes(scope), library.clock())
        assert load_theme(scope, "energy").shift == SHIFT


def test_copies_are_not_looked_at_and_the_newest_come_first(library: Library) -> None:
    first = library.article("One", actors=["russia"])
    library.article("One again", copy_of=first)
    second = library.article("Two")
    with library.read() as scope:
        found = load_newest_texts(scope, 10)
        assert [(article, headline) for article, headline, _, _ in found] == [
            (second.id, "Two"),
            (first.id, "One"),
        ]
        assert found[1][3] == {"russia"}
        assert len(load_newest_texts(scope, 1)) == 1
