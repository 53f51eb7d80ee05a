"""The Bolt app that the roof builds: it takes nothing from the environment, and asks Slack nothing to know a caller."""

from __future__ import annotations

import time
from pathlib import Path
from urllib.parse import urlencode

import pytest
from slack_bolt import BoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.app.slack import open_app
from bot.app.tokens import SlackWays
from bot.config import load_settings
from bot.services import NameCache, Services
from tests.builders import Library
from tests.fakes.slack_server import serve_slack

SECRET = "signing-secret-of-tests"


def test_variables_of_bolts_own_change_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With these set Bolt would use that token for every team, and keep installs in files of its own."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-the-environment")
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "client-secret")
    library.database.adopt("T1", "Desk")
    names = NameCache(library.database, library.clock)
    services = Services(database=library.database, clock=library.clock, names=names)
    asked: list[str] = []

    def bot_user_of(team: str) -> str:
        asked.append(team)
        return "U0"

    with serve_slack() as slack:
        settings = load_settings({"RAPPORTEUR_SLACK_API_URL": slack.api_url}, search=False)
        ways = SlackWays(bot_token=None, app_token=None, signing_secret=SECRET, oauth=None)
        with open_app(settings, services, ways, bot_user_of) as app:
            body = urlencode({"command": "/media", "text": "help", "team_id": "T1", "trigger_id": "1"})
            stamp = str(int(time.time()))
            signed = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body) or ""
            headers = {"x-slack-request-timestamp": stamp, "x-slack-signature": signed}
            answer = app.dispatch(BoltRequest(body=body, headers=dict(headers)))
        assert answer.status == 200
        assert asked == ["T1"]
        assert slack.posted == []
    assert not (tmp_path / "home").exists()
