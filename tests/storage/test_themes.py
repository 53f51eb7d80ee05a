"""Themes: defaults that follow the file, edits of the team that stay."""

from __future__ import annotations

import pytest

from bot.errors import NotFoundError
from bot.model.knowledge import Theme
from bot.storage.themes import load_theme, load_themes, save_theme, sync_themes
from tests.builders import NOW, Library

ENERGY = Theme(
    id="energy",
    name="Energy",
    description="Gas and oil",
    include=("gas", "pipeline*"),
    exclude=("gas chamber",),
    examples=("The line will carry gas.",),
    actors=("gazprom",),
    actors_min=1,
    threshold=0.6,
)
TAIWAN = Theme(id="taiwan", name="Taiwan", include=("taipei",))


def sync(library: Library, *themes: Theme) -> None:
    with library.write() as scope:
        sync_themes(scope, themes, library.clock())


def stored(library: Library) -> tuple[Theme, ...]:
    with library.read() as scope:
        return load_themes(scope)


def test_themes_come_back_in_the_order_of_their_file(library: Library) -> None:
    sync(library, TAIWAN, ENERGY)
    assert stored(library) == (TAIWAN, ENERGY)
    sync(library, ENERGY, TAIWAN)
    assert stored(library) == (ENERGY, TAIWAN)


def test_the_same_themes_again_change_nothing(library: Library) -> None:
    sync(library, ENERGY, TAIWAN)
    with library.read() as scope:
        before = scope.connection.exec_driver_sql("SELECT * FROM themes").all()
    library.clock.move(days=1)
    sync(library, ENERGY, TAIWAN)
    with library.read() as scope:
        assert scope.connection.exec_driver_sql("SELECT * FROM themes").all() == before


def test_the_teams_own_themes_win_and_come_last(library: Library) -> None:
    sync(library, ENERGY, TAIWAN)
    ours = Theme(id="taiwan", name="Taiwan Strait", include=("strait",))
    fresh = Theme(id="ports", name="Ports")
    with library.write() as scope:
        save_theme(scope, ours, NOW)
        save_theme(scope, fresh, NOW)
    sync(library, TAIWAN)
    assert stored(library) == (ours, fresh)


def test_a_theme_that_goes_leaves_its_matches(library: Library) -> None:
    sync(library, ENERGY)
    saved = library.article(themes=["energy"])
    sync(library)
    assert stored(library) == ()
    assert library.card(saved).themes == ("energy",)


def test_a_theme_that_is_not_there_is_said_so(library: Library) -> None:
    sync(library, ENERGY)
    with library.read() as scope:
        assert load_theme(scope, "energy") == ENERGY
        with pytest.raises(NotFoundError, match="wine"):
            load_theme(scope, "wine")
