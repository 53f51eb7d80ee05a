"""Installs by OAuth in the local workspace, over HTTP and over Socket Mode: two teams come, and one goes and returns."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from bot.app.run import RunningBot
from bot.clock import system_clock
from bot.config import Settings, load_settings
from bot.sandbox.running import RunningSandbox
from bot.sandbox.server import start_sandbox
from tests.app.world import CHANNEL, wait_until
from tests.web.http import Answer, ask

pytest.importorskip("bot.sandbox.http_mode", reason="this local workspace has no installs yet")
OTHER = "T0OTHER001"


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with start_sandbox() as made:
        yield made


def settings_of(sandbox: RunningSandbox, folder: Path, mode: str) -> Settings:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    ways = {"SLACK_SIGNING_SECRET": sandbox.signing_secret, "SLACK_APP_TOKEN": sandbox.app_token}
    return load_settings(
        {
            "RAPPORTEUR_DATA_DIR": str(folder),
            "RAPPORTEUR_SLACK_API_URL": sandbox.api_url,
            "RAPPORTEUR_SLACK_MODE": mode,
            "RAPPORTEUR_WEB_PORT": port,
            "RAPPORTEUR_PUBLIC_URL": f"http://127.0.0.1:{port}/",
            "RAPPORTEUR_WORKERS": "1",
            "SLACK_CLIENT_ID": sandbox.client_id,
            "SLACK_CLIENT_SECRET": sandbox.client_secret,
            **ways,
        },
        search=False,
    )


def install(public: str | None, team: str, *, allow: bool = True) -> Answer:
    """Through the bot's page, Slack's question, and back, as a browser goes."""
    page = ask(f"{public}slack/install")
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    (slacks,) = re.findall(r'href="([^"]+)"', page.text)
    consent = ask(f"{unescape(slacks)}&team={team}")
    answer = "allow" if allow else "deny"
    (back,) = re.findall(rf'data-testid="{answer}" href="([^"]+)"', consent.text)
    return ask(unescape(back), headers={"Cookie": cookie})


@pytest.mark.parametrize("mode", ["http", "socket"])
def test_two_teams_come_and_one_goes_and_returns(sandbox: RunningSandbox, tmp_path: Path, mode: str) -> None:
    other = sandbox.add_team(OTHER, "Other desk")
    settings = settings_of(sandbox, tmp_path, mode)
    with RunningBot(settings, system_clock) as bot:
        if mode == "http":
            sandbox.use_request_url(f"{settings.public_url}slack/events")
        assert "Nothing was installed" in install(settings.public_url, sandbox.team_id, allow=False).text
        for team in (sandbox.team_id, OTHER):
            assert "Rapporteur is in" in install(settings.public_url, team).text
        first, second = bot.services.database.workspaces()
        assert (first.team_id, second.team_id) == (sandbox.team_id, OTHER)
        for driver in (sandbox, other):
            driver.write(CHANNEL, "/subscribe energy daily 08:30")
            driver.wait_for(lambda driver=driver: driver.ephemerals(CHANNEL), seconds=20)

        sandbox.uninstall("app_first")
        wait_until(lambda: bot.services.slack_of(first) is None)
        assert bot.services.slack_of(second) is not None
        assert "Rapporteur is in" in install(settings.public_url, sandbox.team_id).text
        seen = len(sandbox.ephemerals(CHANNEL))
        sandbox.write(CHANNEL, "/subscriptions")
        sandbox.wait_for(lambda: len(sandbox.ephemerals(CHANNEL)) > seen, seconds=20)
        assert "energy" in str(sandbox.ephemerals(CHANNEL)[-1])
        assert {d.outcome for d in sandbox.deliveries if d.type == "slash_commands"} == {"acknowledged"}
