"""`workspaces` and `--workspace`: seen, chosen, removed with a confirmation, and ruled."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bot.app.lock import hold_folder
from bot.app.secret_key import load_sealer
from bot.config import load_settings
from bot.storage.database import Database, open_database
from bot.storage.installations import mark_uninstalled, save_installation
from tests.builders import NOW
from tests.cli.conftest import Run

TOKEN = "xoxb-token-of-the-desk"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Two workspaces, installed by OAuth."""
    environment = {"RAPPORTEUR_DATA_DIR": str(tmp_path / "data")}
    settings = load_settings(environment, search=False)
    settings.data_dir.mkdir()
    opened = open_database(settings.database_url)
    sealer = load_sealer(settings, make=True)
    assert sealer is not None
    for team, name in (("T1", "Desk"), ("T2", "Archive")):
        with opened.write(opened.adopt(team, name).id) as scope:
            sealed = sealer.seal(TOKEN)
            save_installation(scope, sealed=sealed, bot_user="U0", scopes=(), installed_by=None, now=NOW)
    return opened


def test_a_fresh_folder_has_none_and_then_local(run: Run) -> None:
    assert "No workspaces yet" in run("workspaces").out
    run("sources")
    assert "local  (not connected to Slack yet)" in run("workspaces").out


def test_they_are_listed_with_when_their_data_go(run: Run, database: Database) -> None:
    with database.write(2) as scope:
        mark_uninstalled(scope, NOW)
    database.close()
    lines = run("workspaces", "list").out.splitlines()
    assert lines[0] == "   1  T1  Desk  (installed)"
    assert lines[1] == (
        "   2  T2  Archive  (uninstalled 2026-11-21 09:00 UTC; its data are removed after 2026-12-21)"
    )
    second = json.loads(run("workspaces", "--json").out.splitlines()[1])
    assert (second["team_id"], second["removed_after"]) == ("T2", "2026-12-21T09:00:00+00:00")


def test_with_several_a_command_must_be_told_which_one(run: Run, database: Database) -> None:
    database.close()
    ran = run("sources")
    assert ran.code == 2
    assert "Desk (T1), Archive (T2)" in ran.err
    for name in ("desk", "T1", "1"):
        assert run("sources", "--workspace", name).code == 0
        assert run("--workspace", name, "sources").code == 0
    assert run("sources", "--workspace", "nobody").code == 2
    assert run("migrate").code == 0


def test_removing_asks_first(run: Run, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    database.close()
    refused = run("workspaces", "remove", "Archive")
    assert refused.code == 2
    assert "--yes" in refused.err
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: "yes")
    assert "Nothing was removed" in run("workspaces", "remove", "Archive").out
    assert len(run("workspaces").out.splitlines()) == 2
    monkeypatch.setattr("builtins.input", lambda _: "Archive")
    assert "Archive is removed" in run("workspaces", "remove", "T2").out
    assert run("workspaces").out.splitlines() == ["   1  T1  Desk  (installed)"]
    assert run("workspaces", "remove", "Archive", "--yes").code == 2


def test_removing_waits_until_the_bot_is_stopped(run: Run, database: Database, tmp_path: Path) -> None:
    database.close()
    with hold_folder(tmp_path / "data"):
        ran = run("workspaces", "remove", "T2", "--yes")
    assert ran.code == 1
    assert "Another bot" in ran.err
    assert run("workspaces", "remove", "T2", "--yes").code == 0


def test_who_may_change_things_is_shown_and_set(run: Run, database: Database) -> None:
    database.close()
    assert run("workspaces", "rule", "Desk").out == "Desk: admins may change sources, themes and settings.\n"
    ran = run("workspaces", "rule", "Desk", "listed", "--user", "U1", "--user", "U2")
    assert ran.out == "Desk: only U1, U2 may change sources, themes and settings.\n"
    assert "only U1, U2" in run("workspaces", "rule", "Desk").out
    assert "Archive: admins may" in run("workspaces", "rule", "Archive").out
    assert "everyone may" in run("workspaces", "rule", "Archive", "everyone").out
    assert run("workspaces", "rule", "Archive", "--user", "U1").code == 2


def test_check_tells_whether_the_tokens_can_be_read_and_shows_none(
    run: Run, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.close()
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-shared-token")
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "the-client-secret")
    monkeypatch.setenv("RAPPORTEUR_PUBLIC_URL", "https://news.example.org/")
    fine = run("check", "--offline")
    assert "Socket Mode, OAuth installs" in fine.out
    assert "2 installed by OAuth" in fine.out
    (tmp_path / "data" / "secret.key").unlink()
    lost = run("check", "--offline")
    assert lost.code == 1
    assert "stored bot tokens, but no key" in lost.err
    for ran in (fine, lost):
        for secret in (TOKEN, "xapp-shared-token", "the-client-secret"):
            assert secret not in ran.out + ran.err
