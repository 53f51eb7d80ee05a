"""Request URLs: payloads sent over HTTP, signed as Slack signs them.

https://docs.slack.dev/authentication/verifying-requests-from-slack and https://docs.slack.dev/apis/events-api/using-http-request-urls
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import time
from urllib.parse import urlencode

import aiohttp

from bot.sandbox.delivery import Delivery
from bot.sandbox.records import RefusedError

_FORM = "application/x-www-form-urlencoded"
_MOST_REDIRECTS = 2  # "too_many_redirects": Slack follows two


def sign_request(secret: str, body: bytes, *, at: int) -> dict[str, str]:
    """The two headers by which a request proves that Slack sent it at that unix second."""
    base = b"v0:%d:%s" % (at, body)
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(at), "X-Slack-Signature": f"v0={digest}"}


class HttpCarrier:
    """Sends every payload to one request URL; timestamps are the machine's own, since the bot compares them."""

    def __init__(self, url: str, secret: str) -> None:
        self.url = url
        self._secret = secret

    async def carry(self, delivery: Delivery, seconds: float) -> None:
        """Post one payload and read the answer in its body."""
        delivery.body, kind = _write_body(delivery)
        delivery.headers = self._headers(delivery.body, kind)
        if delivery.retry:
            delivery.headers |= {
                "X-Slack-Retry-Num": str(delivery.retry),
                "X-Slack-Retry-Reason": delivery.reason,
            }
        try:
            status, text, delivery.no_retry = await _post(self.url, delivery.body, delivery.headers, seconds)
        except TimeoutError:
            delivery.outcome = "timeout"
        except aiohttp.ClientError:
            delivery.outcome = "no_connection"
        else:
            delivery.outcome = "acknowledged" if 200 <= status < 300 else "http_error"
            delivery.answer = _read_answer(text)

    def _headers(self, body: bytes, kind: str) -> dict[str, str]:
        return {"Content-Type": kind, **sign_request(self._secret, body, at=int(time.time()))}

    async def verify(self, seconds: float) -> None:
        """Ask the URL for the challenge, as Slack does before it takes a request URL.

        Raises:
            RefusedError: `url_verification_failed`, where the answer is not the challenge.
        """
        challenge = secrets.token_hex(16)
        body = json.dumps({"token": "local", "challenge": challenge, "type": "url_verification"}).encode()
        try:
            status, text, _ = await _post(self.url, body, self._headers(body, "application/json"), seconds)
        except (TimeoutError, aiohttp.ClientError) as error:
            raise RefusedError("url_verification_failed") from error
        answer = _read_answer(text)
        given = answer.get("challenge") if isinstance(answer, dict) else answer
        if status != 200 or given != challenge:
            raise RefusedError("url_verification_failed")


def _write_body(delivery: Delivery) -> tuple[bytes, str]:
    """The body in the form that Slack has for that sort of payload, and its content type."""
    match delivery.type:
        case "slash_commands":
            return urlencode(delivery.payload).encode(), _FORM
        case "interactive":
            return urlencode({"payload": json.dumps(delivery.payload)}).encode(), _FORM
        case _:
            return json.dumps(delivery.payload).encode(), "application/json"


async def _post(url: str, body: bytes, headers: dict[str, str], seconds: float) -> tuple[int, str, bool]:
    """Status, body, and whether the bot wants no other attempt."""
    limit = aiohttp.ClientTimeout(total=seconds)
    async with (
        aiohttp.ClientSession(timeout=limit) as session,
        session.post(url, data=body, headers=headers, max_redirects=_MOST_REDIRECTS) as response,
    ):
        return response.status, await response.text(), response.headers.get("X-Slack-No-Retry") == "1"


def _read_answer(text: str) -> object:
    """What came with the acknowledgement: JSON, or plain text; None for an empty body."""
    if not text.strip():
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text
