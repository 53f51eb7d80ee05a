"""The real Bolt app with our listeners, fed with requests signed as Slack signs them."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier

from bot.services import NameCache, Services
from handlers.pool import ListenerPool
from handlers.register import register
from tests.builders import Library
from tests.fakes.slack import FakeSlack

SECRET = "a-signing-secret"
TEAM = "T1"


@dataclass
class Workplace:
    """A workspace whose people type commands and press buttons."""

    library: Library
    slack: FakeSlack
    pool: ListenerPool
    app: App = field(init=False)
    triggers: int = 0

    def __post_init__(self) -> None:
        services = Services(
            database=self.library.database,
            clock=self.library.clock,
            names=NameCache(self.library.database, self.library.clock),
            slack=self.slack,
        )
        self.app = App(
            signing_secret=SECRET,
            authorize=lambda **_: AuthorizeResult(
                enterprise_id=None, team_id=TEAM, bot_token="xoxb-test", bot_id="B0", bot_user_id="U0"
            ),
        )
        register(self.app, services, self.pool)

    def type(self, line: str, *, team: str = TEAM, trigger: str = "", **more: Any) -> BoltResponse:
        """A person types a slash command; the work is done before this returns."""
        command, _, text = line.partition(" ")
        self.triggers += 1
        form = {
            "command": command,
            "text": text,
            "team_id": team,
            "channel_id": "C1",
            "user_id": "U-ANA",
            "response_url": "https://hooks.example/1",
            "trigger_id": trigger or f"trigger-{self.triggers}",
        }
        return self.send(urlencode(form), **more)

    def press(self, action: str, value: str, *, team: str = TEAM) -> BoltResponse:
        """A person presses a button."""
        self.triggers += 1
        payload = {
            "type": "block_actions",
            "team": {"id": team},
            "user": {"id": "U-ANA", "team_id": team},
            "channel": {"id": "C1"},
            "container": {"type": "message", "channel_id": "C1"},
            "response_url": "https://hooks.example/2",
            "trigger_id": f"trigger-{self.triggers}",
            "actions": [
                {
                    "type": "button",
                    "action_id": action,
                    "block_id": "b",
                    "value": value,
                    "action_ts": f"{self.triggers}.0",
                }
            ],
        }
        return self.send(urlencode({"payload": json.dumps(payload)}))

    def send(
        self, body: str, *, secret: str = SECRET, timestamp: str = "", wait: bool = True
    ) -> BoltResponse:
        """A signed request, as it comes over HTTP."""
        sent_at = timestamp or str(int(time.time()))
        signature = SignatureVerifier(secret).generate_signature(timestamp=sent_at, body=body) or ""
        headers: dict[str, str | Sequence[str]] = {
            "content-type": ["application/x-www-form-urlencoded"],
            "x-slack-request-timestamp": [sent_at],
            "x-slack-signature": [signature],
        }
        answer = self.app.dispatch(BoltRequest(body=body, headers=headers))
        if wait:
            self.wait()
        return answer

    def wait(self) -> None:
        """Until the pool has nothing left to do."""
        deadline = time.monotonic() + 10
        while not self.pool.idle and time.monotonic() < deadline:
            time.sleep(0.005)

    def answers(self) -> list[str]:
        """What was answered, as JSON text, in order."""
        return [json.dumps(s.message.blocks, ensure_ascii=False) for s in self.slack.sent]
