"""slack_sdk's own Socket Mode client, unpatched, with a note of what it received."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web import WebClient

from bot.sandbox.running import RunningSandbox

_CLOSERS = ThreadPoolExecutor(max_workers=8, thread_name_prefix="closer")
Answer = Callable[[SocketModeRequest], dict[str, Any] | None]


def hang_up(client: SocketModeClient, sandbox: RunningSandbox) -> None:
    """Disconnect a client, and end its threads in the background: it takes a second or more to close."""
    client.auto_reconnect_enabled = client.default_auto_reconnect_enabled = False
    sandbox.drop_connections()
    sandbox.wait_for(lambda: not client.is_connected())
    _CLOSERS.submit(client.close)


class Envelopes:
    """Receives envelopes, and acknowledges them as told."""

    def __init__(self, sandbox: RunningSandbox) -> None:
        self._sandbox = sandbox
        self.received: list[SocketModeRequest] = []
        self._answer: Answer | None = None
        quiet = logging.getLogger("tests.socket_client")
        quiet.setLevel(logging.CRITICAL)
        web_client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, logger=quiet)
        self.client = SocketModeClient(
            app_token=sandbox.app_token,
            web_client=web_client,
            logger=quiet,
            ping_interval=1.5,  # seconds after which it looks whether it was cut off; shorter, a busy machine looks like that
        )
        self.client.socket_mode_request_listeners.append(self._receive)
        self.client.connect()
        sandbox.wait_for(lambda: sandbox.connection_count)

    @property
    def payloads(self) -> list[dict[str, Any]]:
        """The payloads of all envelopes so far."""
        return [request.payload for request in self.received]

    def acknowledge_all(self, answer: Answer = lambda _request: None) -> None:
        """From now on acknowledge every envelope, with what `answer` gives."""
        self._answer = answer

    def _receive(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        self.received.append(request)
        if self._answer is not None:
            response = SocketModeResponse(envelope_id=request.envelope_id, payload=self._answer(request))
            client.send_socket_mode_response(response)

    def close(self) -> None:
        """Disconnect and end the client's threads."""
        hang_up(self.client, self._sandbox)
