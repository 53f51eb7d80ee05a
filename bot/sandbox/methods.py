"""What every Web API method is made of: who may call it, and with which arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.sandbox.arguments import Arguments
from bot.sandbox.records import BOT_USER_ID, Channel, Json, RefusedError
from bot.sandbox.state import Workspace

Emit = Callable[[Json], None]


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of a method that was let in."""

    workspace: Workspace  # of the token; the first one for a call without a token of a workspace
    workspaces: list[Workspace]
    arguments: Arguments
    address: str  # of this server, "http://127.0.0.1:1234"
    emit: Emit  # sends an Events API event to the bot
    open_socket: Callable[[], str]  # makes a Socket Mode address
    authorization: str = ""  # the HTTP header

    def require_scope(self, *scopes: str) -> None:
        """Let the call pass if one of the scopes was granted.

        Raises:
            RefusedError: `missing_scope`, with what is needed and what was provided.
        """
        require_scope(self.workspace, *scopes)

    def channel(self, *, by_name: bool = False) -> Channel:
        """The channel that the argument `channel` names.

        Raises:
            RefusedError: `channel_not_found`.
        """
        return self.workspace.find_channel(self.arguments.text("channel"), by_name=by_name)

    def visible_channel(self) -> Channel:
        """The same, where the bot may know of it.

        Raises:
            RefusedError: `channel_not_found`, also for a private channel without the bot.
        """
        channel = self.channel()
        if not is_visible(channel):
            raise RefusedError("channel_not_found")
        return channel


@dataclass(frozen=True, kw_only=True)
class Method:
    """A Web API method."""

    answer: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()  # any one of them suffices; more is checked by the method itself
    caller: Literal["bot", "app", "anyone"] = "bot"  # whose token it takes


def is_visible(channel: Channel) -> bool:
    """Whether the bot knows of the channel: a public one, or one of which it is a member."""
    return not (channel.is_private or channel.is_im) or BOT_USER_ID in channel.members


def require_scope(workspace: Workspace, *scopes: str) -> None:
    """Refuse with `missing_scope` unless one of the scopes (or none is asked) was granted."""
    if scopes and not workspace.installation.scopes.intersection(scopes):
        provided = ",".join(sorted(workspace.installation.scopes))
        raise RefusedError("missing_scope", needed=",".join(scopes), provided=provided)
