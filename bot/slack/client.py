"""The only place that calls Slack's Web API: checked, paced, and never retried blindly."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.errors import SlackError
from bot.slack.answers import SlowDown, explain_answer, read_key, read_webhook_code
from bot.slack.faults import explain, unknown_outcome
from bot.slack.limits import check_message
from bot.slack.message import Message
from bot.slack.pacing import Pacer
from bot.slack.port import METADATA_TYPE, Identity, Person

log = logging.getLogger(__name__)

REQUEST_SECONDS = 20  # after that the outcome counts as unknown
PAGE = 200  # messages a page of history; Slack takes up to 999 and advises 200
MAX_PAGES = 50  # beyond that history counts as unreadable
MAX_WAIT = 30.0  # seconds that a call waits for 429 in all; a longer ban is left to the next pass


class SlackClient:
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
        url = base_url if base_url.endswith("/") else base_url + "/"
        self._web = WebClient(token=token, base_url=url, timeout=timeout, retry_handlers=[])
        self._pacer = pacer or Pacer(sleep=sleep)
        self._sleep = sleep
        self._tick = tick
        self._timeout = timeout
        self._banned_until: dict[str, float] = {}  # method → when it may be asked again

    def fetch_identity(self) -> Identity:
        """Who the token belongs to (`auth.test`)."""
        data = self._call("auth.test")
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
        return str(self._call("chat.postMessage", arguments)["ts"])

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
        self._call("chat.update", arguments)

    def open_direct(self, user: str) -> str:
        """The channel of the direct messages with one person (`conversations.open`, which may be repeated)."""
        return str(self._call("conversations.open", {"users": user})["channel"]["id"])

    def post_ephemeral(self, channel: str, user: str, message: Message) -> None:
        """Show a message to one person in a channel."""
        check_message(message)
        self._call("chat.postEphemeral", _content(message) | {"channel": channel, "user": user})

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
        found = self._call("users.info", {"user": user}).get("user", {})
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
        found = self._call("conversations.info", {"channel": channel}).get("channel", {})
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
            data = self._call(method, query)
            yield from data.get("messages", ())
            cursor = (data.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return
            query["cursor"] = cursor
        raise SlackError("The channel's history is too long to read.", cause=f"{MAX_PAGES} pages of {method}")

    def _call(self, method: str, arguments: dict[str, Any] | None = None) -> dict[str, Any]:
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
        reads = method.startswith(
            ("conversations.history", "conversations.replies", "conversations.info", "users.")
        )
        try:
            if reads:  # methods that read take form parameters only
                answer = self._web.api_call(method, params=arguments)
            else:
                answer = self._web.api_call(method, json=arguments)
        except SlackApiError as error:
            raise explain_answer(method, error) from None  # the cause chain would carry the request
        except (OSError, HTTPException, SlackClientError) as error:
            raise unknown_outcome(f"{method}: {type(error).__name__}") from None
        data = answer.data
        return data if isinstance(data, dict) else {}


def _metadata(key: str | None) -> dict[str, Any] | None:
    return {"event_type": METADATA_TYPE, "event_payload": {"key": key}} if key else None


def _content(message: Message) -> dict[str, Any]:
    content: dict[str, Any] = {"text": message.text}
    if message.blocks:
        content["blocks"] = list(message.blocks)
    return content
