"""The real Bolt app with our listeners, fed with requests signed as Slack signs them."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier

from bot.services import NameCache, Services
from handlers.feature import Feature
from handlers.features import FEATURES
from handlers.pool import ListenerPool
from handlers.register import register
from tests.builders import Library
from tests.fakes.intake import FakeIntake
from tests.fakes.slack import FakeSlack

SECRET = "a-signing-secret"
TEAM = "T1"


class Listening(ThreadPoolExecutor):
    """Bolt's own threads, which can be waited for: events are acknowledged before their listener runs."""

    _begun: tuple[Future[Any], ...] = ()

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future = super().submit(fn, *args, **kwargs)
        self._begun = (*(f for f in self._begun if not f.done()), future)
        return future

    def settle(self, deadline: float) -> None:
        """Wait for what was begun so far."""
        wait_for(self._begun, timeout=max(deadline - time.monotonic(), 0.0))


@dataclass
class Workplace:
    """A workspace whose people type commands and press buttons."""

    library: Library
    slack: FakeSlack
    pool: ListenerPool
    app: App = field(init=False)
    services: Services = field(init=False)
    listening: Listening = field(init=False)
    triggers: int = 0

    features: tuple[Feature, ...] = FEATURES
    intake: FakeIntake = field(default_factory=FakeIntake)

    def __post_init__(self) -> None:
        self.services = Services(
            database=self.library.database,
            clock=self.library.clock,
            names=NameCache(self.library.database, self.library.clock),
            slack=self.slack,
            intake=self.intake,
        )
        self.listening = Listening(5)
        self.app = App(
            listener_executor=self.listening,
            signing_secret=SECRET,
            authorize=lambda **_: AuthorizeResult(
                enterprise_id=None, team_id=TEAM, bot_token="xoxb-test", bot_id="B0", bot_user_id="U0"
            ),
        )
        register(self.app, self.services, self.pool, self.features)

    def type(
        self, line: str, *, team: str = TEAM, trigger: str = "", channel: str = "C1", **more: Any
    ) -> BoltResponse:
        """A person types a slash command; the work is done before this returns."""
        command, _, text = line.partition(" ")
        self.triggers += 1
        form = {
            "command": command,
            "text": text,
            "team_id": team,
            "channel_id": channel,
            "user_id": "U-ANA",
            "response_url": "https://hooks.example/1",
            "trigger_id": trigger or f"trigger-{self.triggers}",
        }
        return self.send(urlencode(form), **more)

    def press(
        self,
        action: str,
        value: str,
        *,
        team: str = TEAM,
        user: str = "U-ANA",
        ts: str = "",
        pressed_at: str = "",
        wait: bool = True,
    ) -> BoltResponse:
        """A person presses a button of a message; `pressed_at` as Slack writes it, a second after the last one."""
        button = {"type": "button", "action_id": action, "block_id": "b", "value": value}
        return self._interact(
            "block_actions",
            wait,
            team=team,
            user=user,
            channel={"id": "C1"},
            container={"type": "message", "channel_id": "C1", "message_ts": ts},
            response_url="https://hooks.example/2",
            actions=[button | {"action_ts": pressed_at or f"{self.triggers}.0"}],
        )

    def choose(self, action: str, value: str, *, view: Mapping[str, Any] | None = None) -> BoltResponse:
        """A person chooses from a menu, of a message or of a modal."""
        menu = {"type": "static_select", "action_id": action, "block_id": action}
        chosen = menu | {"selected_option": {"value": value}, "action_ts": f"{self.triggers}.0"}
        if view is not None:
            return self._interact("block_actions", view=dict(view), actions=[chosen])
        place = {"channel": {"id": "C1"}, "response_url": "https://hooks.example/2"}
        return self._interact("block_actions", **place, actions=[chosen])

    def submit(
        self, form: str, *, kept: str = "", view: str = "V1", user: str = "U-ANA", **values: Any
    ) -> BoltResponse:
        """A person sends a form; each value is Slack's own record of the input: `text("energy")`."""
        state = {"values": {name: {name: value} for name, value in values.items()}}
        sent = {"id": view, "type": "modal", "callback_id": form, "private_metadata": kept, "state": state}
        return self._interact("view_submission", user=user, view=sent)

    def shortcut(self, name: str, *, message: Mapping[str, Any] | None = None) -> BoltResponse:
        """A person chooses a shortcut, of a message where one is given."""
        if message is None:
            return self._interact("shortcut", callback_id=name)
        place = {"channel": {"id": "C1"}, "response_url": "https://hooks.example/3"}
        stamp = message.get("ts", "1.0")
        return self._interact(
            "message_action", callback_id=name, message=dict(message), message_ts=stamp, **place
        )

    def tell(self, event: str, *, id: str = "", **more: Any) -> BoltResponse:
        """Slack tells an event."""
        self.triggers += 1
        body = {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": id or f"Ev{self.triggers}",
            "event": {"type": event, **more},
        }
        return self.send(json.dumps(body), kind="application/json")

    def _interact(
        self, kind: str, wait: bool = True, *, team: str = TEAM, user: str = "U-ANA", **more: Any
    ) -> BoltResponse:
        self.triggers += 1
        payload = {
            "type": kind,
            "team": {"id": team},
            "user": {"id": user, "team_id": team},
            "trigger_id": f"trigger-{self.triggers}",
            **more,
        }
        return self.send(urlencode({"payload": json.dumps(payload)}), wait=wait)

    def send(
        self,
        body: str,
        *,
        secret: str = SECRET,
        timestamp: str = "",
        wait: bool = True,
        kind: str = "application/x-www-form-urlencoded",
    ) -> BoltResponse:
        """A signed request, as it comes over HTTP."""
        sent_at = timestamp or str(int(time.time()))
        signature = SignatureVerifier(secret).generate_signature(timestamp=sent_at, body=body) or ""
        headers: dict[str, str | Sequence[str]] = {
            "content-type": [kind],
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
        self.listening.settle(deadline)
        while not self.pool.idle and time.monotonic() < deadline:
            time.sleep(0.005)

    def answers(self) -> list[str]:
        """What was answered, as JSON text, in order."""
        return [json.dumps(s.message.blocks, ensure_ascii=False) for s in self.slack.sent]


def text(value: str) -> dict[str, Any]:
    """A text input's value as Slack tells it."""
    return {"type": "plain_text_input", "value": value or None}


def chosen(*values: str, many: bool = False) -> dict[str, Any]:
    """A menu's choice as Slack tells it."""
    if many:
        return {"type": "multi_static_select", "selected_options": [{"value": v} for v in values]}
    return {"type": "static_select", "selected_option": {"value": values[0]} if values else None}


def conversation(channel: str) -> dict[str, Any]:
    """A chosen channel as Slack tells it."""
    return {"type": "conversations_select", "selected_conversation": channel}


def clock_time(value: str) -> dict[str, Any]:
    """A chosen time of day as Slack tells it."""
    return {"type": "timepicker", "selected_time": value}
