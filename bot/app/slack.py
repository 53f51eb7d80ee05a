"""The connection to Slack: who we are, the Bolt app over Socket Mode, and a watch on the connection."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.config import Settings
from bot.errors import SlackError
from bot.services import Services
from bot.slack.client import SlackClient
from bot.slack.port import Identity
from handlers.pool import ListenerPool
from handlers.register import register

_log = logging.getLogger(__name__)
_FIRST_WAIT, _LONGEST_WAIT = 2.0, 60.0  # seconds between attempts to reach Slack


def identify(slack: SlackClient, stop: threading.Event) -> Identity:
    """Who the token belongs to; waits while Slack cannot be reached.

    Raises:
        SlackError: Slack refused the token, or `stop` was set while waiting.
    """
    wait = _FIRST_WAIT
    while True:
        try:
            return slack.fetch_identity()
        except SlackError as error:
            if (
                error.code or stop.is_set()
            ):  # an answer with a code is Slack's own word: waiting does not help
                raise
            _log.warning(
                "Slack cannot be reached", extra={"fields": {"again_in": wait, "cause": error.cause}}
            )
            stop.wait(wait)
            wait = min(2 * wait, _LONGEST_WAIT)


class Connection:
    """A Socket Mode connection that is looked after."""

    def __init__(self, handler: SocketModeHandler) -> None:
        self._handler = handler

    @property
    def is_connected(self) -> bool:
        """Whether Slack can reach us now."""
        return bool(self._handler.client.is_connected())

    def look_after(self) -> None:
        """Connect anew where the connection is down; Slack may end it at any time without a word."""
        if not self.is_connected:
            _log.warning("connecting to Slack anew")
            self._handler.client.connect_to_new_endpoint(force=True)


@contextmanager
def connect_slack(
    settings: Settings, services: Services, bot_token: str, app_token: str
) -> Iterator[Connection]:
    """Listen to Slack; at the end hang up, then let the listeners' work finish."""
    web = WebClient(token=bot_token, base_url=settings.slack_api_url, retry_handlers=[])
    app = App(client=web, signing_secret=settings.slack_signing_secret or "socket-mode-needs-none")
    pool = ListenerPool()
    register(app, services, pool)
    handler = SocketModeHandler(app, app_token)
    handler.connect()  # type: ignore[no-untyped-call]  # Bolt's own method lacks annotations
    try:
        yield Connection(handler)
    finally:
        handler.close()  # type: ignore[no-untyped-call]  # as above
        pool.close()
