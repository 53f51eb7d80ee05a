"""The whole bot over HTTP with installs by OAuth: two teams install, ask, and one of them leaves."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from bot.app.run import RunningBot
from bot.clock import system_clock
from bot.config import load_settings
from bot.errors import SettingError
from bot.storage.database import open_database
from tests.app.world import wait_until
from tests.fakes.slack_server import CLIENT_ID, CLIENT_SECRET, SlackServer, grant, serve_slack, token_of
from tests.web.http import Answer, ask, sign

SECRET = "signing-secret-of-tests"


class Bot:
    """A running bot, and what people and Slack do with it."""

    def __init__(self, slack: SlackServer, folder: Path, log: pytest.LogCaptureFixture) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.slack, self.log, self.calls = slack, log, 0
        self.url = f"http://127.0.0.1:{port}"
        self.settings = load_settings(
            {
                "RAPPORTEUR_DATA_DIR": str(folder),
                "RAPPORTEUR_SLACK_API_URL": slack.api_url,
                "RAPPORTEUR_SLACK_MODE": "http",
                "RAPPORTEUR_WEB_PORT": str(port),
                "RAPPORTEUR_PUBLIC_URL": self.url,
                "RAPPORTEUR_WORKERS": "1",
                "SLACK_SIGNING_SECRET": SECRET,
                "SLACK_CLIENT_ID": CLIENT_ID,
                "SLACK_CLIENT_SECRET": CLIENT_SECRET,
            },
            search=False,
        )

    def install(self, team: str, name: str) -> Answer:
        """Go through the pages as a browser does."""
        page = ask(f"{self.url}/slack/install")
        cookie = page.headers["Set-Cookie"].partition(";")[0]
        (link,) = re.findall(r'href="([^"]+)"', page.text)
        (state,) = parse_qs(urlsplit(unescape(link)).query)["state"]
        self.slack.grants[f"code-{team}"] = grant(team, name)
        query = urlencode({"code": f"code-{team}", "state": state})
        return ask(f"{self.url}/slack/oauth_redirect?{query}", headers={"Cookie": cookie})

    def type(self, team: str, line: str) -> str:
        """Type a command in a team's channel; the answer, as JSON text."""
        self.calls += 1
        command, _, text = line.partition(" ")
        path = f"/response/{self.calls}"
        form = {
            "command": command,
            "text": text,
            "team_id": team,
            "channel_id": "C1",
            "user_id": "U-ANA",
            "response_url": self.slack.address + path,
            "trigger_id": f"{self.calls}.1",
        }
        body = urlencode(form)
        assert ask(f"{self.url}/slack/events", body.encode(), sign(body, SECRET)).status == 200
        wait_until(lambda: any(where == path for _, where, _ in self.slack.posted), seconds=20)
        return next(json.dumps(said) for _, where, said in self.slack.posted if where == path)

    def tell(self, team: str, event: dict[str, object]) -> Answer:
        """An event of Slack's."""
        self.calls += 1
        outer = {"type": "event_callback", "team_id": team, "event": event, "event_id": f"Ev{self.calls}"}
        body = json.dumps(outer | {"event_time": int(system_clock().timestamp())})
        return ask(f"{self.url}/slack/events", body.encode(), sign(body, SECRET, kind="json"))


@pytest.fixture
def bot(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Bot]:
    caplog.set_level("INFO")
    with serve_slack() as slack:
        yield Bot(slack, tmp_path, caplog)


def test_two_teams_install_ask_and_one_leaves(bot: Bot) -> None:
    with RunningBot(bot.settings, system_clock) as running:
        database = running.services.database
        assert "Rapporteur is in Desk" in bot.install("T1", "Desk").text
        assert "Rapporteur is in Archive" in bot.install("T2", "Archive").text
        desk, archive = database.workspaces()
        assert (desk.team_id, archive.team_id) == ("T1", "T2")
        for team in ("T1", "T2"):
            assert "/relations" in bot.type(team, "/media help")
            assert "users.info" in bot.slack.of_token(token_of(team))
        bot.type("T1", "/subscribe energy daily 08:30 UTC")
        assert "energy" in bot.type("T1", "/subscriptions")
        assert "daily 08:30" not in bot.type("T2", "/subscriptions")

        assert bot.tell("T1", {"type": "tokens_revoked", "tokens": {"bot": ["U0"]}}).status == 200
        wait_until(lambda: running.services.slack_of(desk) is None)
        assert bot.tell("T1", {"type": "app_uninstalled"}).status == 200
        assert running.services.slack_of(archive) is not None
        assert "energy" in bot.type("T2", "/media help energy")
        assert "Rapporteur is in Desk" in bot.install("T1", "Desk").text
        assert "daily 08:30" in bot.type("T1", "/subscriptions"), "a re-install restores everything"

    with RunningBot(bot.settings, system_clock):
        assert "daily 08:30" in bot.type("T1", "/subscriptions"), "tokens outlive a restart"
    said = bot.log.text + repr([record.__dict__ for record in bot.log.records])
    stored = b"".join(path.read_bytes() for path in bot.settings.data_dir.glob("rapporteur.sqlite3*"))
    for secret in (token_of("T1"), token_of("T2"), CLIENT_SECRET, SECRET):
        assert secret not in said
        assert secret.encode() not in stored


def test_a_taken_port_stops_the_start_and_leaves_nothing_running(bot: Bot) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", bot.settings.web_port))
        taken.listen()
        with pytest.raises(SettingError, match="RAPPORTEUR_WEB_PORT"):
            RunningBot(bot.settings, system_clock)
    RunningBot(bot.settings, system_clock).stop()
    database = open_database(bot.settings.database_url)
    assert [w.name for w in database.workspaces()] == ["local"]
    database.close()
