"""Installs: tokens sealed, uninstalled in either order, installed again, removed whole; each workspace for itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.errors import StorageError
from bot.model.permissions import Changers, ChangeRule
from bot.model.subscriptions import Workspace
from bot.query.tree import Word
from bot.storage import removal
from bot.storage.columns import metadata
from bot.storage.database import Database
from bot.storage.install_states import redeem_state, save_state
from bot.storage.installations import load_installation, mark_uninstalled, save_installation
from bot.storage.permissions import load_change_rule, save_change_rule
from bot.storage.removal import begin_removal, finish_removal, load_going
from bot.storage.sealing import Sealer, make_key
from bot.storage.search import find_articles
from tests.builders import NOW, FixedClock, Library
from tests.storage.test_workspaces import SECRET, fill

TOKEN = "xoxb-1234-of-the-desk"


def install(database: Database, workspace_id: int, sealer: Sealer, at: datetime = NOW) -> None:
    with database.write(workspace_id) as scope:
        save_installation(
            scope,
            sealed=sealer.seal(TOKEN),
            bot_user=f"U-{workspace_id}",
            scopes=("commands", "chat:write"),
            installed_by="U-ADMIN",
            now=at,
        )


@pytest.fixture
def sealer() -> Sealer:
    return Sealer([make_key()])


def test_a_token_is_kept_sealed_and_comes_back(database: Database, sealer: Sealer, tmp_path: Path) -> None:
    desk = database.adopt("T1", "Desk")
    install(database, desk.id, sealer)
    with database.read(desk.id) as scope:
        found = load_installation(scope)
    assert found is not None
    assert found.sealed is not None
    assert sealer.unseal(found.sealed) == TOKEN
    assert (found.bot_user, found.scopes) == (f"U-{desk.id}", ("commands", "chat:write"))
    assert TOKEN not in repr(found)
    assert repr(found.sealed) not in repr(found)
    assert not any(TOKEN.encode() in file.read_bytes() for file in tmp_path.glob("rapporteur.db*"))


def test_keys_are_rotated_and_a_wrong_one_says_what_to_do(sealer: Sealer) -> None:
    old_key, new_key = make_key(), make_key()
    sealed = Sealer([old_key]).seal(TOKEN)
    both = Sealer([new_key, old_key])
    assert both.unseal(sealed) == TOKEN
    assert not both.is_newest(sealed)
    assert both.is_newest(both.seal(TOKEN))
    with pytest.raises(StorageError) as caught:
        sealer.unseal(sealed)
    assert "RAPPORTEUR_SECRET_KEY" in caught.value.advice
    assert TOKEN not in repr(caught.value.__dict__)


@settings(deadline=None, max_examples=25)
@given(told=st.lists(st.integers(0, 300), min_size=1, max_size=4))
def test_however_often_it_is_told_the_token_goes_once_at_the_first_word(
    tmp_path_factory: pytest.TempPathFactory, migrated_file: Path, told: list[int]
) -> None:
    from bot.storage.database import open_database

    path = tmp_path_factory.mktemp("told") / "db"
    path.write_bytes(migrated_file.read_bytes())
    database = open_database(f"sqlite:///{path}")
    try:
        desk, other = database.adopt("T1", "Desk"), database.adopt("T2", "Other")
        sealer = Sealer([make_key()])
        for workspace in (desk, other):
            install(database, workspace.id, sealer)
        changed = []
        for seconds in told:
            with database.write(desk.id) as scope:
                changed.append(mark_uninstalled(scope, NOW + timedelta(seconds=seconds)))
        assert changed == [True] + [False] * (len(told) - 1)
        found = database.find_workspace("T1")
        assert found is not None
        assert found.uninstalled_at == NOW + timedelta(seconds=told[0])
        with database.read(desk.id) as scope:
            assert load_installation(scope).sealed is None  # type: ignore[union-attr]  # it is there
        with database.read(other.id) as scope:
            assert load_installation(scope).sealed is not None  # type: ignore[union-attr]  # as above
        assert database.find_workspace("T2") == other
    finally:
        database.close()


def test_installing_again_restores_everything_and_a_late_word_of_slacks_changes_nothing(
    library: Library, database: Database, sealer: Sealer
) -> None:
    desk = database.adopt("T1", "Desk")
    library.article("Kept")
    install(database, desk.id, sealer, NOW)
    with library.write() as scope:
        assert mark_uninstalled(scope, NOW + timedelta(days=1))
    again = database.adopt("T1", "Desk")
    install(database, again.id, sealer, NOW + timedelta(days=2))
    with library.write() as scope:
        assert not mark_uninstalled(scope, NOW + timedelta(days=1))
    assert (again.id, again.uninstalled_at) == (desk.id, None)
    with library.read() as scope:
        assert load_installation(scope).sealed is not None  # type: ignore[union-attr]  # it is there
        assert len(find_articles(scope, None, now=NOW)) == 1


def test_a_workspace_without_an_install_is_uninstalled_too(database: Database) -> None:
    """Its token stands in the environment."""
    desk = database.adopt("T1", "Desk")
    with database.write(desk.id) as scope:
        assert mark_uninstalled(scope, NOW)
    assert database.workspaces()[0].uninstalled_at == NOW
    assert database.adopt("T1", "Desk").uninstalled_at is None


def remove_workspace(database: Database, workspace: Workspace, now: datetime) -> int:
    with database.write(workspace.id) as scope:
        assert begin_removal(scope, now, workspace.uninstalled_at)
    return finish_removal(database, workspace.id)


def count_rows(database: Database, workspace_id: int) -> dict[str, int]:
    """Table → rows of a workspace."""
    with database.read(workspace_id) as scope:
        return {
            name: scope.connection.execute(
                text(f"SELECT count(*) FROM {name} WHERE workspace_id = {workspace_id}")  # noqa: S608 (our names)
            ).scalar_one()
            for name, table in metadata.tables.items()
            if "workspace_id" in table.c
        }


def test_removing_leaves_nothing_of_it_and_everything_of_others(
    library: Library, database: Database, sealer: Sealer, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removal, "BATCH", 1)
    gone = database.adopt("T1", "Gone")
    stays = Library(database, database.adopt("T2", "Stays").id, FixedClock())
    for one in (library, stays):
        fill(one, SECRET)
        one.article("A later talk")
        install(database, one.workspace_id, sealer)
    kept = count_rows(database, stays.workspace_id)
    assert count_rows(database, gone.id) == kept
    assert remove_workspace(database, gone, clock()) == 2
    assert set(count_rows(database, gone.id).values()) == {0}
    assert count_rows(database, stays.workspace_id) == kept
    assert [w.id for w in database.workspaces()] == [stays.workspace_id]
    with stays.read() as scope:
        assert scope.connection.execute(text("PRAGMA foreign_key_check")).all() == []
        assert len(find_articles(scope, Word(SECRET), now=NOW)) == 1
        assert scope.connection.execute(text("SELECT count(*) FROM article_search")).scalar_one() == 2


def test_a_removal_that_was_broken_off_goes_on(
    library: Library, database: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removal, "BATCH", 1)
    gone = database.adopt("T1", "Gone")
    for number in range(3):
        library.article(f"Article {number}")
    with database.write(gone.id) as scope:
        assert begin_removal(scope, clock(), None)
    with monkeypatch.context() as broken:
        broken.setattr(removal, "_remove_rest", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            finish_removal(database, gone.id)
    back = database.adopt("T1", "Back")
    assert back.id != gone.id, "a team that comes back meanwhile begins anew"
    assert load_going(database) == (gone.id,)
    finish_removal(database, gone.id)
    assert load_going(database) == ()
    assert set(count_rows(database, gone.id).values()) == {0}
    assert database.workspaces() == (back,)


def test_a_workspace_that_came_back_in_time_is_not_removed(database: Database, clock: FixedClock) -> None:
    desk = database.adopt("T1", "Desk")
    with database.write(desk.id) as scope:
        mark_uninstalled(scope, NOW)
    decided = database.workspaces()[0]
    database.adopt("T1", "Desk")
    with database.write(desk.id) as scope:
        assert not begin_removal(scope, clock(), decided.uninstalled_at)
    assert database.workspaces() == (desk,)


def test_what_comes_after_a_removed_workspace_is_never_mistaken_for_it(
    library: Library, database: Database, clock: FixedClock
) -> None:
    """Neither by its number nor through the full-text index, whose rows are numbered like the articles."""
    gone = database.adopt("T1", "Gone")
    library.article("Walrus parade")
    remove_workspace(database, gone, clock())
    later = Library(database, database.adopt("T1", "Back").id, clock)
    assert later.workspace_id != gone.id
    later.article("Harbour talks")
    with later.read() as scope:
        assert find_articles(scope, Word("walrus"), now=NOW) == ()
        assert len(find_articles(scope, Word("harbour"), now=NOW)) == 1


def test_an_install_under_way_counts_once_in_time_and_for_its_browser(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    for state in ("s1", "s2", "s3"):
        save_state(database, state, "browser", clock())
    assert redeem_state(database, "s1", "browser", clock())
    assert not redeem_state(database, "s1", "browser", clock())
    assert not redeem_state(database, "s2", "another", clock())
    assert not redeem_state(database, "s2", "browser", clock())
    assert not redeem_state(database, "s3", "browser", clock.move(minutes=10))


def test_the_rule_of_a_workspace_is_its_own(database: Database) -> None:
    desk, other = database.adopt("T1", "Desk"), database.adopt("T2", "Other")
    rule = ChangeRule(changers=Changers.LISTED, listed=("U1", "U2"))
    with database.write(desk.id) as scope:
        save_change_rule(scope, rule)
        assert load_change_rule(scope) == rule
    with database.read(other.id) as scope:
        assert load_change_rule(scope) == ChangeRule()


def test_an_install_of_another_workspace_is_not_there(database: Database, sealer: Sealer) -> None:
    desk, other = database.adopt("T1", "Desk"), database.adopt("T2", "Other")
    install(database, other.id, sealer)
    with database.write(desk.id) as scope:
        assert load_installation(scope) is None
        mark_uninstalled(scope, NOW)
    with database.read(other.id) as scope:
        assert load_installation(scope) is not None
