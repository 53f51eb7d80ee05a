"""Asking a server as a browser, or as Slack, would: no redirects followed, cookies as given."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass

from slack_sdk.signature import SignatureVerifier


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str
    headers: Mapping[str, str]


def ask(url: str, data: bytes | None = None, headers: Mapping[str, str] | None = None) -> Answer:
    """One request; a refusal is an answer like any other."""
    request = urllib.request.Request(url, data=data, headers=dict(headers or {}))  # noqa: S310 (the test's own server)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 (as above)
            return Answer(answer.status, answer.read().decode(), answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.read().decode(), error.headers)


def sign(body: str, secret: str, *, timestamp: str = "", kind: str = "") -> dict[str, str]:
    """The headers with which Slack sends a body."""
    stamp = timestamp or str(int(time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body) or ""
    kinds = {"json": "application/json"}
    return {
        "Content-Type": kinds.get(kind, "application/x-www-form-urlencoded"),
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature,
    }
