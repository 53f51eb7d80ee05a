"""One call of a Web API method: never retried blindly, a 429 waited for, every refusal explained."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack.answers import SlowDown, explain_answer
from bot.slack.faults import explain, unknown_outcome

log = logging.getLogger(__name__)

REQUEST_SECONDS = 20  # after that the outcome counts as unknown
MAX_WAIT = 30.0  # seconds that a call waits for 429 in all; a longer ban is left to the next pass
_FORMS = (
    "conversations.history",
    "conversations.replies",
    "conversations.info",
    "users.",
    "files.info",
    "files.getUploadURLExternal",
)
"""Methods that take form parameters only, by how their names begin."""


class Caller:
    """One workspace's token. Never use it before an acknowledgement: it may wait."""

    def __init__(
        self,
        token: str,
        *,
        base_url: str = "https://slack.com/api/",
        sleep: Callable[[float], None] = time.sleep,
        tick: Callable[[], float] = time.monotonic,
        timeout: int = REQUEST_SECONDS,
    ) -> None:
        url = base_url if base_url.endswith("/") else base_url + "/"
        self.web = WebClient(token=token, base_url=url, timeout=timeout, retry_handlers=[])
        self._sleep = sleep
        self._tick = tick
        self._banned_until: dict[str, float] = {}  # method → when it may be asked again

    def call(self, method: str, arguments: dict[str, Any] | None = None) -> dict[str, Any]:
        """Call a method; a 429, which surely did nothing, is waited for and asked again."""
        waited = 0.0
        while True:
            if self._tick() < self._banned_until.get(method, 0.0):
                raise explain("ratelimited", detail=f"{method}: still banned")
            try:
                return self._ask(method, arguments or {})
            except SlowDown as slow:
                if waited + slow.seconds > MAX_WAIT:
                    self._banned_until[method] = self._tick() + slow.seconds
                    raise explain("ratelimited", detail=f"{method}: for {slow.seconds:.0f} s") from slow
                fields = {"method": method, "seconds": slow.seconds}
                log.warning("Slack asks us to wait", extra={"fields": fields})
                waited += slow.seconds
                self._sleep(slow.seconds)

    def _ask(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        try:
            if method.startswith(_FORMS):
                answer = self.web.api_call(method, params=arguments)
            else:
                answer = self.web.api_call(method, json=arguments)
        except SlackApiError as error:
            raise explain_answer(method, error) from None  # the cause chain would carry the request
        except (OSError, HTTPException, SlackClientError) as error:
            raise unknown_outcome(f"{method}: {type(error).__name__}") from None
        data = answer.data
        return data if isinstance(data, dict) else {}
