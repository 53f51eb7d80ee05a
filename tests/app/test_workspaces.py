"""Several workspaces: ways in, the key, connections of their own, drop folders, and how one goes."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.connections import Connections
from bot.app.drop_folders import DropFolders, own_folder, remove_own_folder
from bot.app.pruning import notice_uninstalled, prune_workspaces
from bot.app.rounds import active_workspaces, do_for_each
from bot.app.secret_key import KEY_FILE, check_tokens, load_sealer, reseal_tokens
from bot.app.tokens import plan_ways
from bot.clock import system_clock
from bot.config import Settings, load_settings
from bot.errors import SettingError, StoppedError, StorageError
from bot.model.subscriptions import Workspace
from bot.pipeline.records import Outcome, Received, Status
from bot.services import NameCache, Services
from bot.slack.client import SlackClient
from bot.slack.faults import unknown_outcome
from bot.slack.oauth import Grant
from bot.slack.port import Identity
from bot.storage.database import Database
from bot.storage.installations import load_installation, mark_uninstalled
from bot.storage.sealing import Sealer, make_key
from tests.builders import NOW, FixedClock, Library
from tests.fakes.slack import FakeSlack, refuse
from tests.fakes.slack_server import serve_slack

OAUTH = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "client-secret",
    "RAPPORTEUR_PUBLIC_URL": "https://news.example.org/bot",
}
SOCKET = {"SLACK_BOT_TOKEN": "xoxb-own-token", "SLACK_APP_TOKEN": "xapp-shared-token"}
HTTP = {"RAPPORTEUR_SLACK_MODE": "http", "SLACK_SIGNING_SECRET": "signing-secret"}


def settings(tmp_path: Path, **environment: str) -> Settings:
    return load_settings({"RAPPORTEUR_DATA_DIR": str(tmp_path)} | environment, search=False)


def without(table: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in table.items() if key != name}


class TestWays:
    """What is set must be enough to start with."""

    def test_one_workspace_over_socket_mode(self, tmp_path: Path) -> None:
        ways = plan_ways(settings(tmp_path, **SOCKET))
        assert (ways.bot_token, ways.app_token) == ("xoxb-own-token", "xapp-shared-token")
        assert ways.oauth is None

    def test_one_workspace_over_http_needs_no_app_token(self, tmp_path: Path) -> None:
        ways = plan_ways(settings(tmp_path, **HTTP, SLACK_BOT_TOKEN="xoxb-own-token"))
        assert (ways.app_token, ways.signing_secret) == (None, "signing-secret")

    @pytest.mark.parametrize("mode", [HTTP, without(SOCKET, "SLACK_BOT_TOKEN")], ids=["http", "socket"])
    def test_installs_need_no_bot_token(self, tmp_path: Path, mode: dict[str, str]) -> None:
        ways = plan_ways(settings(tmp_path, **mode, **OAUTH))
        assert ways.oauth is not None
        assert ways.oauth.redirect_url == "https://news.example.org/bot/slack/oauth_redirect"

    @pytest.mark.parametrize(
        ("environment", "said"),
        [
            ({}, "SLACK_BOT_TOKEN is not set"),
            (without(SOCKET, "SLACK_APP_TOKEN"), "SLACK_APP_TOKEN is not set"),
            (without(HTTP, "SLACK_SIGNING_SECRET") | SOCKET, "SLACK_SIGNING_SECRET is not set"),
            (without(OAUTH, "SLACK_CLIENT_ID") | SOCKET, "SLACK_CLIENT_ID is not set"),
            (without(OAUTH, "SLACK_CLIENT_SECRET") | SOCKET, "SLACK_CLIENT_SECRET is not set"),
            (without(OAUTH, "RAPPORTEUR_PUBLIC_URL") | SOCKET, "RAPPORTEUR_PUBLIC_URL is not set"),
            (SOCKET | OAUTH | {"RAPPORTEUR_PUBLIC_URL": "http://news.example.org"}, "expected an https"),
        ],
    )
    def test_what_is_missing_is_named_in_one_line(
        self, tmp_path: Path, environment: dict[str, str], said: str
    ) -> None:
        with pytest.raises(SettingError) as caught:
            plan_ways(settings(tmp_path, **environment))
        assert said in caught.value.message
        assert "\n" not in caught.value.message

    def test_no_secret_is_in_their_repr(self, tmp_path: Path) -> None:
        shown = repr(plan_ways(settings(tmp_path, **SOCKET, **OAUTH)))
        for secret in ("xoxb-own", "xapp-shared", "client-secret"):
            assert secret not in shown


class TestKey:
    """The key of the tokens: the settings', or one made once."""

    def test_it_is_made_once_for_its_owner_alone(self, tmp_path: Path) -> None:
        first = load_sealer(settings(tmp_path), make=True)
        again = load_sealer(settings(tmp_path), make=True)
        assert first is not None
        assert again is not None
        assert again.unseal(first.seal("word")) == "word"
        assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600

    def test_without_need_none_is_made(self, tmp_path: Path) -> None:
        assert load_sealer(settings(tmp_path), make=False) is None
        assert not (tmp_path / KEY_FILE).exists()

    def test_a_key_that_others_could_read_is_closed(self, tmp_path: Path) -> None:
        (tmp_path / KEY_FILE).write_text(make_key())
        (tmp_path / KEY_FILE).chmod(0o644)
        load_sealer(settings(tmp_path), make=False)
        assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600

    def test_a_spoilt_file_stops_with_a_sentence(self, tmp_path: Path) -> None:
        (tmp_path / KEY_FILE).write_text("half-a-key")
        with pytest.raises(SettingError, match="holds no key") as caught:
            load_sealer(settings(tmp_path), make=True)
        assert "half-a-key" not in repr(caught.value.__dict__)

    def test_a_key_of_the_settings_goes_first_and_the_folders_still_reads(self, tmp_path: Path) -> None:
        old = load_sealer(settings(tmp_path), make=True)
        assert old is not None
        new = load_sealer(settings(tmp_path, RAPPORTEUR_SECRET_KEY=make_key()), make=True)
        assert new is not None
        assert new.unseal(old.seal("word")) == "word"
        with pytest.raises(StorageError):
            old.unseal(new.seal("word"))

    def test_tokens_are_sealed_anew_with_the_newest_key(self, database: Database, tmp_path: Path) -> None:
        old, new, lost = make_key(), make_key(), make_key()
        for number, key in enumerate((old, lost), 1):
            install(Connections(database, Sealer([key]), FakeClient), tmp_path, f"T{number}")
        sealer = Sealer([new, old])
        assert reseal_tokens(database, sealer) == 1
        assert reseal_tokens(database, sealer) == 0
        first, second = database.workspaces()
        with database.read(first.id) as scope:
            found = load_installation(scope)
            assert found is not None
            assert found.sealed is not None
            assert Sealer([new]).unseal(found.sealed) == "xoxb-token-of-T1"
        with pytest.raises(StorageError, match="cannot be read with this key"):
            check_tokens(database, sealer)
        with pytest.raises(StorageError, match="no key"):
            check_tokens(database, None)
        with database.write(second.id) as scope:
            mark_uninstalled(scope, NOW)
        assert check_tokens(database, sealer) == 1


class FakeClient(FakeSlack):
    """A Slack that knows by which token it was reached."""

    def __init__(self, token: str) -> None:
        super().__init__(FixedClock())
        self.token = token


def install(connections: Connections, tmp_path: Path, team: str, token: str = "") -> Workspace:
    granted = Grant(
        team_id=team,
        team_name=f"Team {team}",
        bot_user=f"U-{team}",
        scopes=("commands",),
        installed_by="U1",
        token=token or f"xoxb-token-of-{team}",
    )
    return connections.install(granted, settings(tmp_path), FixedClock())


@pytest.fixture
def connections(database: Database) -> Connections:
    return Connections(database, Sealer([make_key()]), FakeClient)


def token_of(connections: Connections, workspace: Workspace) -> str | None:
    found = connections(workspace.id)
    assert found is None or isinstance(found, FakeClient)
    return found.token if found else None


class TestConnections:
    """Each workspace is spoken to with its own token, and with none once that is gone."""

    def test_the_first_install_adopts_local_and_others_stand_beside_it(
        self, database: Database, connections: Connections, tmp_path: Path
    ) -> None:
        local = database.local_workspace()
        first, second = (install(connections, tmp_path, team) for team in ("T1", "T2"))
        assert first.id == local.id != second.id
        assert token_of(connections, first) == "xoxb-token-of-T1"
        assert token_of(connections, second) == "xoxb-token-of-T2"
        assert connections(first.id) is connections(first.id), "made once"
        assert connections(99) is None
        assert [connections.bot_user_of(team) for team in ("T1", "T2", "T3")] == ["U-T1", "U-T2", None]

    def test_a_token_that_was_revoked_speaks_for_nobody(
        self, database: Database, connections: Connections, tmp_path: Path
    ) -> None:
        first, second = (install(connections, tmp_path, team) for team in ("T1", "T2"))
        assert token_of(connections, first)
        with database.write(first.id) as scope:
            mark_uninstalled(scope, NOW)
        assert token_of(connections, first) is None
        assert token_of(connections, second)
        assert "xoxb" not in repr(vars(connections)["_made"].get(first.id))
        assert install(connections, tmp_path, "T1", "xoxb-later").id == first.id
        assert token_of(connections, first) == "xoxb-later"

    def test_the_token_of_the_settings_goes_first(
        self, database: Database, connections: Connections, tmp_path: Path
    ) -> None:
        install(connections, tmp_path, "T1")
        own = FakeClient("xoxb-own")
        workspace = connections.adopt(Identity(team_id="T1", team_name="Desk", bot_user="U-OWN"), own)
        assert connections(workspace.id) is own
        assert connections.bot_user_of("T1") == "U-OWN"
        with database.write(workspace.id) as scope:
            mark_uninstalled(scope, NOW + timedelta(hours=1))
        assert connections(workspace.id) is None

    def test_with_a_lost_key_the_others_go_on(
        self, database: Database, connections: Connections, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        first = install(connections, tmp_path, "T1")
        later = Connections(database, Sealer([make_key()]), FakeClient)
        second = install(later, tmp_path, "T2")
        assert [token_of(later, w) for w in (first, second)] == [None, "xoxb-token-of-T2"]
        assert [token_of(later, w) for w in (first, second)] == [None, "xoxb-token-of-T2"]
        assert len([r for r in caplog.records if r.message == "no token"]) == 1

    def test_services_hand_a_call_the_client_of_its_workspace(
        self, database: Database, connections: Connections, tmp_path: Path
    ) -> None:
        first, second = (install(connections, tmp_path, team) for team in ("T1", "T2"))
        services = bundle(database, connections)
        for workspace in (first, second):
            bound = services.bound_to(workspace)
            assert bound.slack is bound.slack_of(workspace) is connections(workspace.id)
        assert services.bound_to(first).slack_of(second) is None


def bundle(database: Database, connections: Connections) -> Services:
    clock = FixedClock()
    return Services(database=database, clock=clock, names=NameCache(database, clock), connections=connections)


def test_each_workspace_posts_with_its_own_token_and_nobodys_once_it_is_gone(
    database: Database, tmp_path: Path
) -> None:
    with serve_slack() as slack:
        made = Connections(
            database, Sealer([make_key()]), lambda token: SlackClient(token, base_url=slack.api_url)
        )
        first, second = (install(made, tmp_path, team) for team in ("T1", "T2"))
        for workspace in (first, second):
            found = made(workspace.id)
            assert found is not None
            assert found.fetch_identity().team_id == workspace.team_id
        assert slack.of_token("xoxb-token-of-T1") == slack.of_token("xoxb-token-of-T2") == ["auth.test"]
        slack.fail["auth.test"] = "account_inactive"
        assert notice_uninstalled(bundle(database, made), NOW + timedelta(hours=1)) == 2
        assert (made(first.id), made(second.id)) == (None, None)
        slack.posted.clear()
        assert notice_uninstalled(bundle(database, made), NOW + timedelta(hours=2)) == 0
        assert slack.posted == []


@pytest.mark.parametrize("mishap", [refuse("ratelimited"), refuse("invalid_auth")])
def test_what_says_nothing_of_the_token_drops_none(
    database: Database, connections: Connections, tmp_path: Path, mishap: object
) -> None:
    workspace = install(connections, tmp_path, "T1")
    client = connections(workspace.id)

    def fail() -> Identity:
        mishap()  # type: ignore[operator]  # each is called
        raise AssertionError

    client.fetch_identity = fail  # type: ignore[union-attr, method-assign]  # a fake that is there
    assert notice_uninstalled(bundle(database, connections), NOW) == 0
    assert connections(workspace.id) is client


class TestGoing:
    """Uninstalled: jobs rest at once, data go after the time that is set."""

    def test_jobs_run_for_active_workspaces_and_one_that_fails_stops_no_other(
        self, database: Database
    ) -> None:
        first, gone, third = (database.adopt(f"T{n}", f"W{n}") for n in (1, 2, 3))
        with database.write(gone.id) as scope:
            mark_uninstalled(scope, NOW)
        assert active_workspaces(database) == (first, third)
        done: list[int] = []

        def job(workspace: Workspace) -> None:
            if workspace.id == first.id:
                raise unknown_outcome("away")
            done.append(workspace.id)

        do_for_each(database, "a job", job)
        assert done == [third.id]

        def stopped(_: Workspace) -> None:
            raise StoppedError

        with pytest.raises(StoppedError):
            do_for_each(database, "a job", stopped)

    def test_data_go_after_the_time_that_is_set_and_not_before(
        self, database: Database, library: Library, tmp_path: Path
    ) -> None:
        desk, other = database.adopt("T1", "Desk"), database.adopt("T2", "Other")
        library.article("Kept for a while")
        keep = timedelta(days=30)
        (tmp_path / "T1").mkdir()
        (tmp_path / "T1" / "left.txt").write_text("left")
        (tmp_path / "own.txt").write_text("the operator's")
        with database.write(desk.id) as scope:
            mark_uninstalled(scope, NOW)
        assert prune_workspaces(database, tmp_path, NOW + keep - timedelta(seconds=1), keep) == 0
        assert len(database.workspaces()) == 2
        assert prune_workspaces(database, tmp_path, NOW + keep, keep) == 1
        assert database.workspaces() == (other,)
        assert prune_workspaces(database, tmp_path, NOW + keep, keep) == 0
        assert not (tmp_path / "T1").exists()
        assert (tmp_path / "own.txt").exists()

    def test_each_workspace_has_a_drop_folder_of_its_own(self, database: Database, tmp_path: Path) -> None:
        first, second = database.adopt("T1", "Desk"), database.adopt("T2", "Other")
        taken: list[tuple[int, str]] = []

        class Reader:
            def take(self, workspace_id: int, received: Iterable[Received]) -> Iterator[Outcome]:
                for one in received:
                    taken.append((workspace_id, Path(one.label).name))
                    yield Outcome(source=one.label, status=Status.NEW)

        clock = FixedClock(system_clock())
        folders = DropFolders(tmp_path / "drop", database, Reader(), clock)  # type: ignore[arg-type]  # all that is asked of one
        for workspace in (first, second):
            folders.run(workspace)
        (tmp_path / "drop" / "one.txt").write_text("For the desk. " * 20)
        (tmp_path / "drop" / "T2" / "two.txt").write_text("For the others. " * 20)
        for workspace in (first, second, first, second):  # a file is read once it was seen unchanged
            folders.run(workspace)
            clock.move(minutes=5)
        assert taken == [(first.id, "one.txt"), (second.id, "two.txt")]

    def test_a_drop_folder_is_named_by_a_safe_team_only(self, tmp_path: Path) -> None:
        def team(name: str | None) -> Workspace:
            return Workspace(id=2, name="Desk", team_id=name)

        assert own_folder(tmp_path, team("T0AB1")) == tmp_path / "T0AB1"
        for odd in ("../etc", "", ".", "a/b", "done.", None):
            assert own_folder(tmp_path, team(odd)) is None
            remove_own_folder(tmp_path, team(odd))
        outside = tmp_path / "outside"
        outside.mkdir()
        root = tmp_path / "drop"
        root.mkdir()
        (root / "T9").symlink_to(outside)
        remove_own_folder(root, team("T9"))
        assert outside.exists()
