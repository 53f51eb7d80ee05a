"""Slack over HTTP: commands, buttons and events alike, checked at the door and handed to Bolt in threads.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web
from slack_bolt import BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier

_log = logging.getLogger(__name__)

PATH = "/slack/events"
THREADS = 8  # in which Bolt acknowledges; the work itself is done in a pool of the listeners' own
READ_SECONDS = 10.0  # for a body to arrive
_STAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


class SlackDoor:
    """Lets in what Slack signed within the last five minutes, each request once."""

    def __init__(
        self,
        dispatch: Callable[[BoltRequest], BoltResponse],
        signing_secret: str,
        is_new: Callable[[str], bool],
    ) -> None:
        """Start the threads.

        Args:
            dispatch: Bolt's; it verifies signatures as well.
            is_new: whether a signature comes for the first time; it remembers it.
        """
        self._dispatch = dispatch
        self._verifier = SignatureVerifier(signing_secret)
        self._is_new = is_new
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="slack-http")

    def routes(self) -> list[web.RouteDef]:
        """The one address that Slack is given."""
        return [web.post(PATH, self.take)]

    def close(self) -> None:
        """Let what is being acknowledged finish."""
        self._threads.shutdown()

    async def take(self, request: web.Request) -> web.Response:
        """One request: 401 where it is not Slack's, 413 where it is too large, else what Bolt answers."""
        try:
            body = (await asyncio.wait_for(request.read(), READ_SECONDS)).decode("utf-8", "replace")
        except TimeoutError:
            return web.Response(status=408)
        if not self._is_slacks(request, body):
            _log.info("a request that Slack did not sign", extra={"fields": {"bytes": len(body)}})
            return web.json_response({"error": "invalid request"}, status=401)
        if not self._is_new(request.headers["X-Slack-Signature"]):
            return web.Response()
        asked = BoltRequest(body=body, query=request.query_string, headers=_headers(request))
        answer = await asyncio.get_running_loop().run_in_executor(self._threads, self._dispatch, asked)
        return _response(answer)

    def _is_slacks(self, request: web.Request, body: str) -> bool:
        """Before a thread is taken, and before Bolt, which trips over stamps that are no numbers."""
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        if not _STAMP.fullmatch(stamp) or not _SIGNATURE.fullmatch(signature):
            return False
        return self._verifier.is_valid(body=body, timestamp=stamp, signature=signature)


def _headers(request: web.Request) -> dict[str, str | Sequence[str]]:
    return {name: request.headers.getall(name) for name in request.headers}


def _response(answer: BoltResponse) -> web.Response:
    headers = dict(answer.first_headers_without_set_cookie())
    return web.Response(status=answer.status, body=answer.body.encode(), headers=headers)
