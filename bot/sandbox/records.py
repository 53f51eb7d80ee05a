"""The nouns of the local workspace: people, channels, triggers, seats, response addresses, files, refusals."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Json = dict[str, Any]

TEAM_ID = "T0LOCAL001"
APP_ID = "A0LOCAL001"
HUMAN_ID = "U0HUMAN001"
BOT_USER_ID = "U0ROBOT001"
BOT_ID = "B0ROBOT001"

BOT_SCOPES = frozenset(
    (
        "app_mentions:read",
        "channels:history",
        "channels:join",
        "channels:manage",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "groups:write",
        "im:history",
        "im:read",
        "im:write",
        "links:read",
        "metadata.message:read",
        "mpim:history",
        "mpim:read",
        "reactions:read",
        "reactions:write",
        "team:read",
        "users:read",
    )
)
"""What the bot may do unless a test asks for less."""


class RefusedError(Exception):
    """A Web API call that is answered with `ok: false`.

    Args:
        code: Slack's error code.
        messages: what `response_metadata.messages` says.
        status: the HTTP status; Slack answers 200 to nearly all refusals.
        headers: extra HTTP headers.
        extra: further fields of the answer, such as `needed` and `provided`.
    """

    def __init__(
        self,
        code: str,
        *,
        messages: list[str] | None = None,
        status: int = 200,
        headers: dict[str, str] | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages or []
        self.status = status
        self.headers = headers or {}
        self.extra = extra

    @property
    def answer(self) -> Json:
        """The JSON that Slack would send."""
        answer: Json = {"ok": False, "error": self.code, **self.extra}
        if self.messages:
            answer["response_metadata"] = {"messages": self.messages}
        return answer


@dataclass(frozen=True, kw_only=True)
class SlashCommand:
    """A registered slash command, for the message box to suggest."""

    name: str  # with the slash: "/relations"
    usage: str = ""  # "A B [30d]"
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member of the workspace, human or bot."""

    id: str
    name: str  # handle, without @
    real_name: str
    tz: str = "UTC"  # IANA name
    is_bot: bool = False
    is_admin: bool = False  # workspace admin, as `users.info` tells
    is_owner: bool = False  # who made the workspace; an owner is an admin, too
    email: str = ""


@dataclass(kw_only=True)
class Channel:
    """A channel or a direct conversation, with its messages by `ts`, oldest first."""

    id: str
    name: str
    created: int  # unix seconds
    members: set[str] = field(default_factory=set)
    is_im: bool = False
    is_private: bool = False
    is_archived: bool = False
    purpose: str = ""
    messages: dict[str, Json] = field(default_factory=dict)
    ephemerals: dict[str, Json] = field(default_factory=dict)  # only visible to the message's `_to`
    read_by: dict[str, str] = field(default_factory=dict)  # user id → ts up to which they have read

    @property
    def kind(self) -> Literal["channels", "groups", "im"]:
        """How the scopes name this sort of conversation."""
        return "im" if self.is_im else "groups" if self.is_private else "channels"


@dataclass(kw_only=True)
class Trigger:
    """Permission to open one modal, for three seconds after something a person did."""

    id: str
    user: str
    expires: datetime
    channel: str = ""  # where it was done; "" for the Home tab and global shortcuts
    view_id: str = ""  # the modal in which it was made; needed by views.push
    is_used: bool = False


@dataclass(kw_only=True)
class Seat:
    """Who has a view before them, from where, and what they have put in so far."""

    user: str
    channel: str = ""  # where they were when it opened
    answers: Json = field(default_factory=dict)  # by block_id and action_id


@dataclass(kw_only=True)
class ResponseAddress:
    """A `response_url`: five uses within thirty minutes."""

    id: str
    user: str
    channel: str
    expires: datetime
    source_ts: str = ""  # the message whose button was pressed; "" for a slash command
    uses: int = 0


@dataclass(kw_only=True)
class StoredFile:
    """An uploaded file."""

    id: str
    name: str
    length: int
    user: str  # who uploads it
    title: str = ""
    alt_txt: str = ""  # what a picture shows
    content: bytes = b""
    channels: list[str] = field(default_factory=list)
    is_complete: bool = False
