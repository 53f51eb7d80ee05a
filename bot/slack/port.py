"""What the rest of the house asks of Slack; the client does it, tests have a fake of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.slack.message import Message

View = Mapping[str, Any]
"""A modal or Home tab as JSON."""

METADATA_TYPE = "rapporteur_post"
"""`event_type` of the metadata that carries a post's key."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """Who the token belongs to."""

    team_id: str
    team_name: str
    bot_user: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody in the workspace."""

    name: str  # as shown there; "" where Slack does not tell
    timezone: str | None  # IANA, as set in Slack
    is_admin: bool = False  # admin or owner of the workspace


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A file for one person."""

    name: str  # with its ending
    title: str
    content: bytes
    alt: str = ""  # what a picture shows, for those who do not see it


class SlackPort(Protocol):
    """Every method raises `SlackError`; `UnknownOutcomeError` where it may have happened nevertheless."""

    def fetch_identity(self) -> Identity:
        """Who the token belongs to (`auth.test`)."""
        ...

    def post_message(
        self, channel: str, message: Message, *, key: str | None = None, thread: str | None = None
    ) -> str:
        """Post into a channel, or a thread of it; `key` goes into the metadata. Returns Slack's `ts`."""
        ...

    def update_message(self, channel: str, ts: str, message: Message, *, key: str | None = None) -> None:
        """Let a post of ours say something else (`chat.update`); doing so twice changes nothing more."""
        ...

    def open_direct(self, user: str) -> str:
        """The channel of the direct messages with one person."""
        ...

    def post_ephemeral(self, channel: str, user: str, message: Message) -> None:
        """Show a message to one person in a channel."""
        ...

    def post_response(
        self, url: str, message: Message, *, replace: bool = False, in_channel: bool = False
    ) -> None:
        """Answer a command or button through its `response_url`."""
        ...

    def post_direct(self, user: str, message: Message) -> str:
        """Write to one person directly. Returns Slack's `ts`."""
        ...

    def fetch_keys(self, channel: str, since: datetime, *, thread: str | None = None) -> Mapping[str, str]:
        """Key → `ts` of our posts since then, in the channel or in one thread; complete, or it raises."""
        ...

    def fetch_person(self, user: str) -> Person:
        """What Slack tells of a person (`users.info`)."""
        ...

    def fetch_membership(self, channel: str) -> bool:
        """Whether the bot can post there: it is a member, or it is a direct message."""
        ...

    def send_file(self, channel: str, upload: Upload, comment: str = "") -> None:
        """Put a file into a channel or direct message (`files.getUploadURLExternal` and its completion)."""
        ...

    def fetch_file(self, file: str, most: int) -> tuple[str, bytes]:
        """Name and content of a file that somebody shared, at most `most` bytes (`files.info`)."""
        ...

    def fetch_channels(self, user: str) -> tuple[str, ...]:
        """The ids of the channels that a person is in, as far as the bot sees them (`users.conversations`)."""
        ...

    def fetch_public_channels(self) -> tuple[str, ...]:
        """The ids of the public channels that the bot is in (`users.conversations`)."""
        ...

    def open_view(self, trigger: str, view: View) -> str:
        """Open a modal, within three seconds of what triggered it. Returns the view's id."""
        ...

    def push_view(self, trigger: str, view: View) -> str:
        """Open a modal on top of the one that is open. Returns the view's id."""
        ...

    def update_view(self, view_id: str, view: View) -> None:
        """Put another content into an open modal."""
        ...

    def publish_home(self, user: str, view: View) -> None:
        """Show a person's Home tab (`views.publish`)."""
        ...
