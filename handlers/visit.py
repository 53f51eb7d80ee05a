"""One call while it is served: who asks, from where, and the ways to answer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.errors import UsageError
from bot.model.subscriptions import Workspace
from bot.services import Services
from bot.slack.port import SlackPort
from handlers.bringing import Bringing
from handlers.command import Request
from handlers.forms import Form, render_view
from handlers.incoming import Call
from handlers.people import People
from handlers.replies import Reply


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What a listener gets."""

    call: Call
    workspace: Workspace
    services: Services  # bound to the workspace
    people: People
    bot_user: str  # Slack's id of the bot itself
    bringing: Bringing

    @property
    def slack(self) -> SlackPort | None:
        """The workspace's connection."""
        return self.services.slack

    @property
    def timezone(self) -> str:
        """The person's IANA time zone."""
        return self.people.timezone_of(self.workspace, self.call.user_id)

    def name(self) -> str:
        """The person's name as shown in Slack."""
        return self.people.name_of(self.workspace, self.call.user_id)

    def request(self, text: str = "", channel: str | None = None) -> Request:
        """The call as a command has it; `channel` where it is about another than the call's own."""
        return Request(
            workspace_id=self.workspace.id,
            user_id=self.call.user_id,
            channel_id=self.call.channel_id if channel is None else channel,
            text=text,
            now=self.services.clock(),
            timezone=self.timezone,
        )

    def at(self, channel: str) -> Visit:
        """The same visit as if it came from that channel: where a form says what was done."""
        return replace(self, call=replace(self.call, channel_id=channel))

    def by(self, user: str) -> Visit:
        """The same visit as if that person made it: where an event concerns somebody else."""
        return replace(self, call=replace(self.call, user_id=user))

    def answer(self, reply: Reply, *, replace: bool = False, in_channel: bool = False) -> None:
        """Bring an answer; see `Bringing.bring`."""
        self.bringing.bring(self.call, self.workspace, reply, replace=replace, in_channel=in_channel)

    def open(self, form: Form) -> bool:
        """Open a modal (on top of the open one); False where the trigger is spent: answer in words then."""
        return self.bringing.open(self.call, self.workspace, form)

    def require_open(self, form: Form) -> None:
        """Open a modal. Raises UsageError where the trigger is spent, or Slack was away."""
        if not self.open(form):
            raise UsageError("That form could not be opened in time.", advice="Press again.")

    def show(self, form: Form) -> None:
        """Put another content into the modal that the call came from. Raises SlackError."""
        if self.slack and self.call.view:
            self.slack.update_view(self.call.view.id, render_view(form))
