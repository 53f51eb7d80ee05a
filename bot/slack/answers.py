"""What Slack answered: codes, waits and keys out of its replies; calls nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.errors import SlackError
from bot.slack.faults import explain, unknown_outcome

DEFAULT_RETRY_AFTER = 5.0  # seconds, where a 429 names none
LONGEST_RETRY_AFTER = 3_600.0
_CODE = re.compile(r"[a-z0-9_]{1,80}")


def read_key(metadata: Mapping[str, Any]) -> str:
    """The key of one of our posts; where Slack hides it, history counts as unreadable, not as empty."""
    key = (metadata.get("event_payload") or {}).get("key")
    if not key:
        raise SlackError(
            "Slack does not show me the keys of my own messages.",
            advice="Add the scope metadata.message:read to the app and install it again.",
            cause="metadata without event_payload",
            code="metadata_hidden",
        )
    return str(key)


class SlowDown(Exception):  # noqa: N818 -- not an error but a request to wait; never leaves the room
    """Slack answered 429: nothing was done, and it may be asked again after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


def explain_answer(method: str, error: SlackApiError) -> SlackError | SlowDown:
    """What a refusal means: wait, look whether it happened, or what to tell the person."""
    answer = error.response
    status = getattr(answer, "status_code", 200)
    if status == 429:
        headers = {k.lower(): v for k, v in dict(getattr(answer, "headers", {})).items()}
        return SlowDown(_seconds(headers.get("retry-after")))
    if status >= 500:
        return unknown_outcome(f"{method}: HTTP {status}")
    code = str(answer.get("error") or f"http_{status}")
    if not _CODE.fullmatch(code):  # the SDK's words for an answer that is no JSON, from a proxy in between
        return unknown_outcome(f"{method}: no JSON")
    messages = (answer.get("response_metadata") or {}).get("messages", ())
    return explain(
        code, needed=str(answer.get("needed") or ""), detail=f"{method} {'; '.join(map(str, messages))}"[:500]
    )


def _seconds(header: Any) -> float:
    """The `Retry-After` of an answer; a header list or a wrong value counts as the default."""
    value = header[0] if isinstance(header, list) and header else header
    try:
        return min(max(1.0, float(value)), LONGEST_RETRY_AFTER)
    except (TypeError, ValueError):
        return DEFAULT_RETRY_AFTER


def read_webhook_code(body: str) -> str:
    """Slack answers a `response_url` with a bare code, or with JSON."""
    for code in ("expired_url", "used_url", "invalid_blocks", "no_text", "channel_not_found", "is_archived"):
        if code in body:
            return code
    return "response_url_refused"
