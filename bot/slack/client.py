"""The only place that calls Slack's Web API: checked, paced, and never retried blindly."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from http.client import HTTPException
from typing import Any

from slack_sdk.errors import SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.errors import SlackError
from bot.slack.answers import read_key, read_webhook_code
from bot.slack.calling import REQUEST_SECONDS, Caller
from bot.slack.faults import explain, unknown_outcome
from bot.slack.limits import check_message
from bot.slack.message import Message
from bot.slack.pacing import Pacer
from bot.slack.port import METADATA_TYPE, Identity, Person
from bot.slack.surfaces import Surfaces

log = logging.getLogger(__name__)

PAGE = 200  # messages a page of history; Slack takes up to 999 and advises 200
MAX_PAGES = 50  # beyond that history counts as unreadable


class SlackClient(Surfaces):
    """One workspace's token. Never use it before an acknowledgement: it may wait."""

    def __init__(
        self,
        token: str,
        *,
        base_url: str = "https://slack.com/api/",
        pacer: Pacer | None = None,
        sleep: Callable[[float], None] = time.sleep,
        tick: Callable[[], float] = time.monotonic,
        timeout: int = REQUEST_SECONDS,
    ) -> None:
        caller = Caller(token, base_url=base_url, sleep=sleep, tick=tick, timeout=timeout)
        super().__init__(caller)
        self._pacer = pacer or Pacer(sleep=sleep)
        self._timeout = timeout

    def fetch_identity(self) -> Identity:
        """Who the token belongs to (`auth.test`)."""
        data = self._caller.call("auth.test")
        return Identity(
            team_id=data["team_id"], team_name=data.get("team", ""), bot_user=data.get("user_id", "")
        )

    def post_message(
        self, channel: str, message: Message, *, key: str | None = None, thread: str | None = None
    ) -> str:
        """Post into a channel, or a thread of it; `key` goes into the metadata. Returns Slack's `ts`.

        Raises:
            MessageTooLargeError: our own check found it too large; nothing was sent.
            UnknownOutcomeError: no answer; it may have been posted.
            SlackError: Slack refused it.
        """
        metadata = _metadata(key)
        check_message(message, metadata)
        self._pacer.wait(channel)
        arguments = _content(message) | {"channel": channel, "unfurl_links": False, "unfurl_media": False}
        if metadata:
            arguments["metadata"] = metadata
        if thread:
            arguments["thread_ts"] = thread
        return str(self._caller.call("chat.postMessage", arguments)["ts"])

    def update_message(self, channel: str, ts: str, message: Message, *, key: str | None = None) -> None:
        """Let a post of ours say something else (`chat.update`); doing so twice changes nothing more.

        Args:
            channel: its id, also of direct messages: Slack takes no person's id here.
            key: stays in the metadata.

        Raises:
            MessageTooLargeError: our own check found it too large; nothing was sent.
            SlackError: Slack refused it, or did not answer.
        """
        metadata = _metadata(key)
        check_message(message, metadata)
        arguments = _content(message) | {"channel": channel, "ts": ts}
        if metadata:
            arguments["metadata"] = metadata
        self._caller.call("chat.update", arguments)

    def post_ephemeral(self, channel: str, user: str, message: Message) -> None:
        """Show a message to one person in a channel."""
        check_message(message)
        self._caller.call("chat.postEphemeral", _content(message) | {"channel": channel, "user": user})

    def post_direct(self, user: str, message: Message) -> str:
        """Write to one person directly. Returns Slack's `ts`."""
        return self.post_message(self.open_direct(user), message)

    def post_response(
        self, url: str, message: Message, *, replace: bool = False, in_channel: bool = False
    ) -> None:
        """Answer a command or button through its `response_url`.

        Raises:
            SlackError: the address has expired, was used five times, or Slack refused the blocks.
        """
        check_message(message)
        hook = WebhookClient(url, timeout=self._timeout, retry_handlers=[])
        body = _content(message) | {
            "response_type": "in_channel" if in_channel else "ephemeral",
            "replace_original": replace,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        try:
            answer = hook.send_dict(body)
        except (OSError, HTTPException, SlackClientError) as error:
            raise unknown_outcome(f"response_url: {type(error).__name__}") from error
        if answer.status_code != 200 or '"ok":false' in answer.body.replace(" ", ""):
            raise explain(read_webhook_code(answer.body), detail=f"response_url: HTTP {answer.status_code}")

    def fetch_keys(self, channel: str, since: datetime, *, thread: str | None = None) -> Mapping[str, str]:
        """Key → `ts` of our posts since then, in the channel or in one thread; complete, or it raises."""
        keys: dict[str, str] = {}
        for message in self._history(channel, since, thread):
            metadata = message.get("metadata") or {}
            if metadata.get("event_type") == METADATA_TYPE:
                keys.setdefault(read_key(metadata), str(message["ts"]))
        return keys

    def fetch_person(self, user: str) -> Person:
        """What Slack tells of a person (`users.info`)."""
        found = self._caller.call("users.info", {"user": user}).get("user", {})
        profile = found.get("profile", {})
        name = profile.get("display_name") or profile.get("real_name") or found.get("real_name") or ""
        return Person(
            name=str(name or found.get("name", "")),
            timezone=found.get("tz") or None,
            is_admin=bool(found.get("is_admin") or found.get("is_owner")),
        )

    def fetch_membership(self, channel: str) -> bool:
        """Whether the bot can post there: it is a member, or it is a direct message."""
        if channel.startswith("D"):  # a direct message; to ask would need a permission of its own
            return True
        found = self._caller.call("conversations.info", {"channel": channel}).get("channel", {})
        return bool(found.get("is_member"))

    def _history(self, channel: str, since: datetime, thread: str | None) -> Iterator[dict[str, Any]]:
        method = "conversations.replies" if thread else "conversations.history"
        query: dict[str, Any] = {
            "channel": channel,
            "oldest": f"{since.timestamp():.6f}",
            "inclusive": True,
            "include_all_metadata": True,
            "limit": PAGE,
        }
        if thread:
            query["ts"] = thread
        for _ in range(MAX_PAGES):
            data = self._caller.call(method, query)
            yield from data.get("messages", ())
            cursor = (data.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return
            query["cursor"] = cursor
        raise SlackError("The channel's history is too long to read.", cause=f"{MAX_PAGES} pages of {method}")


def _metadata(key: str | None) -> dict[str, Any] | None:
    return {"event_type": METADATA_TYPE, "event_payload": {"key": key}} if key else None


def _content(message: Message) -> dict[str, Any]:
    content: dict[str, Any] = {"text": message.text}
    if message.blocks:
        content["blocks"] = list(message.blocks)
    return content
