"""The connection to Slack: who we are, the Bolt app, over Socket Mode or HTTP, and a watch on the connection."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPException
from typing import Protocol, TypeVar

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.app.tokens import SlackWays
from bot.config import Settings
from bot.errors import SlackError, StoppedError
from bot.services import Services
from bot.slack.client import SlackClient
from bot.slack.faults import UNKNOWN_OUTCOME, UnknownOutcomeError, unknown_outcome
from bot.slack.port import Identity
from handlers.pool import ListenerPool
from handlers.register import register

Answer = TypeVar("Answer")

_log = logging.getLogger(__name__)
_FIRST_WAIT, _LONGEST_WAIT = 2.0, 60.0  # seconds between attempts to reach Slack


def identify(slack: SlackClient, stop: threading.Event) -> Identity:
    """Who the token belongs to; waits while Slack cannot be reached.

    Raises:
        SlackError: Slack refused the token.
        StoppedError: `stop` was set while waiting.
    """
    return _ask_until_answered(slack.fetch_identity, stop)


def request_address(web: WebClient, app_token: str) -> str:
    """The address of a new Socket Mode connection, as Slack gives it for an app token.

    Raises:
        UnknownOutcomeError: Slack cannot be reached, or is too busy.
        SlackError: it refused the token.
    """
    try:
        return str(web.apps_connections_open(app_token=app_token)["url"])
    except SlackApiError as error:
        code = str(error.response.get("error") or "")
        if code in UNKNOWN_OUTCOME or code in ("", "ratelimited") or error.response.status_code >= 500:
            raise unknown_outcome(f"apps.connections.open: {code}") from None
        raise SlackError(
            f"Slack refuses the app's token ({code[:60]}).",
            advice="Set SLACK_APP_TOKEN to an app-level token (xapp-…) of this app with the scope connections:write; "
            "docs/operators/install.md says where to find it.",
            cause=f"apps.connections.open: {code}",
            code=code,
        ) from None  # the chain would carry the request
    except (OSError, HTTPException, SlackClientError) as error:
        raise unknown_outcome(f"apps.connections.open: {type(error).__name__}") from None


def _ask_until_answered(ask: Callable[[], Answer], stop: threading.Event) -> Answer:
    """Ask Slack again and again, more and more rarely, until it gives an answer or refuses."""
    wait = _FIRST_WAIT
    while not stop.is_set():
        try:
            return ask()
        except UnknownOutcomeError as error:
            fields = {"again_in": wait, "cause": error.cause}
            _log.warning("Slack cannot be reached", extra={"fields": fields})
        except SlackError as error:
            if error.code != "ratelimited":  # any other code is Slack's own word: waiting does not help
                raise
        stop.wait(wait)
        wait = min(2 * wait, _LONGEST_WAIT)
    raise StoppedError


class Connection(Protocol):
    """How Slack reaches us, looked after."""

    @property
    def is_connected(self) -> bool:
        """Whether Slack can reach us now."""
        ...

    def look_after(self) -> None:
        """Mend it where it is broken. Raises UnknownOutcomeError where that must wait."""
        ...


class SocketConnection:
    """A Socket Mode connection."""

    def __init__(self, handler: SocketModeHandler) -> None:
        self._handler = handler

    @property
    def is_connected(self) -> bool:
        """Whether Slack can reach us now."""
        return bool(self._handler.client.is_connected())

    def look_after(self) -> None:
        """Connect anew where the connection is down; Slack may end it at any time without a word.

        Raises:
            UnknownOutcomeError: Slack cannot be reached; the next call tries again.
        """
        if self.is_connected:
            return
        _log.warning("connecting to Slack anew")
        try:
            self._handler.client.connect_to_new_endpoint()
        except (OSError, HTTPException, SlackClientError) as error:
            raise unknown_outcome(f"Socket Mode: {error!r}") from error


class HttpConnection:
    """Slack comes by itself, as long as the port is open: there is nothing to mend."""

    is_connected = True

    def look_after(self) -> None:
        """Nothing."""


@contextmanager
def open_app(
    settings: Settings, services: Services, ways: SlackWays, bot_user_of: Callable[[str], str | None]
) -> Iterator[App]:
    """The Bolt app with all listeners; at the end their work is finished."""

    def authorize(team_id: str | None, enterprise_id: str | None) -> AuthorizeResult:
        """Who we are there. An unknown workspace is let through: our own middleware answers it in words."""
        user = bot_user_of(team_id) if team_id else None
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_user_id=user)

    web = WebClient(base_url=settings.slack_api_url, retry_handlers=[])
    # Bolt would use tokens and an install flow of its own where it found them in the environment.
    app = App(client=web, signing_secret=ways.signing_secret or "socket-mode-needs-none", authorize=authorize)
    with closing(ListenerPool()) as pool:
        register(app, services, pool)
        yield app


@contextmanager
def connect_socket(app: App, app_token: str, stop: threading.Event) -> Iterator[Connection]:
    """Listen over Socket Mode until the end.

    Raises:
        SlackError: Slack refused the app token.
        StoppedError: `stop` was set while waiting for Slack.
    """
    handler = SocketModeHandler(app, app_token)
    try:
        _ask_until_answered(lambda: _connect(handler, app.client, app_token), stop)
        yield SocketConnection(handler)
    finally:
        handler.close()  # type: ignore[no-untyped-call]  # Bolt's own method lacks annotations


def _connect(handler: SocketModeHandler, web: WebClient, app_token: str) -> None:
    handler.client.wss_uri = request_address(web, app_token)
    try:
        handler.connect()  # type: ignore[no-untyped-call]  # Bolt's own method lacks annotations
    except (OSError, HTTPException, SlackClientError) as error:
        raise unknown_outcome(f"Socket Mode: {error!r}") from error
