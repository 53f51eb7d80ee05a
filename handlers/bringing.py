"""An answer → the person, by the first way that works; nothing is lost without the log saying so."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.errors import SlackError
from bot.model.subscriptions import Workspace
from bot.services import Services
from bot.slack.faults import MESSAGE_REFUSED, UnknownOutcomeError
from bot.slack.message import Message
from bot.slack.port import SlackPort, Upload
from handlers.forms import Form, render_view
from handlers.incoming import Call
from handlers.replies import Reply, has_figures, render_message

log = logging.getLogger(__name__)


class Outcome(NamedTuple):
    """Whether it arrived, and whether Slack refused its very blocks on the way."""

    arrived: bool
    refused: bool


class Bringing:
    """Brings replies, forms and files. Safe to share between threads.

    Whether Slack draws plots and tables in what only one person sees is not documented: it is tried, and a
    workspace that refused once gets rows of text from then on, until the bot is started again.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._undrawn: set[tuple[int, bool]] = set()  # workspace, whether for the whole channel
        self._lock = threading.Lock()

    def bring(
        self,
        call: Call,
        workspace: Workspace,
        reply: Reply,
        *,
        replace: bool = False,
        in_channel: bool = False,
    ) -> None:
        """Bring an answer: to the `response_url`; where that is spent or refused, by other ways.

        Args:
            replace: in place of the message whose button was pressed.
            in_channel: for everybody there, not for the person alone.
        """
        slack = self._services.slack_of(workspace)
        if slack is None:
            return
        if reply.form and call.trigger_id and self.open(call, workspace, reply.form):
            return
        native = has_figures(reply) and (workspace.id, in_channel) not in self._undrawn
        outcome = Outcome(False, True)
        if native:
            message = render_message(reply, native=True)
            outcome = _try(_ways(slack, call, message, replace, in_channel)[:2], in_channel)
            if not outcome.arrived and outcome.refused:
                with self._lock:
                    self._undrawn.add((workspace.id, in_channel))
        if not outcome.arrived and outcome.refused:
            outcome = _try(_ways(slack, call, render_message(reply), replace, in_channel), in_channel)
        if not outcome.arrived:
            log.error("an answer could not be brought to the person")
        for upload in reply.files:
            self.send(call, workspace, upload)

    def open(self, call: Call, workspace: Workspace, form: Form) -> bool:
        """Open a modal, on top of the one in which something was pressed; whether it is open."""
        slack = self._services.slack_of(workspace)
        if slack is None:
            return False
        try:
            if call.view and call.view.id and call.view.name:
                slack.push_view(call.trigger_id, render_view(form))
            else:
                slack.open_view(call.trigger_id, render_view(form))
        except SlackError as error:
            log.info("a form could not be opened", extra={"fields": {"cause": error.cause}})
            return False
        return True

    def send(self, call: Call, workspace: Workspace, upload: Upload) -> None:
        """Send a file to the person's direct messages."""
        slack = self._services.slack_of(workspace)
        if slack is None:
            return
        try:
            slack.send_file(slack.open_direct(call.user_id), upload)
        except SlackError as error:
            log.warning("a file could not be sent", extra={"fields": {"cause": error.cause}})
            sorry = Message(text=f"The file could not be sent: {error.message}")
            _try(_ways(slack, call, sorry, False, False), in_channel=False)


def _ways(
    slack: SlackPort, call: Call, message: Message, replace: bool, in_channel: bool
) -> list[Callable[[], object]]:
    """The ways to the person, the best first; those without blocks are for where Slack refuses them.

    Direct messages come last: a channel that the bot is not in takes nothing from it once the `response_url` is
    used up.
    """
    plain = Message(text=message.text)
    ways: list[Callable[[], object]] = []
    if call.response_url:
        ways.append(
            lambda: slack.post_response(call.response_url, message, replace=replace, in_channel=in_channel)
        )
    if in_channel:
        ways.append(lambda: slack.post_message(call.channel_id, message))
    elif call.channel_id:
        ways.append(lambda: slack.post_ephemeral(call.channel_id, call.user_id, message))
    if call.channel_id:
        ways.append(lambda: slack.post_ephemeral(call.channel_id, call.user_id, plain))
    if not in_channel:  # a form, a shortcut or the Home tab has no channel at all
        ways.append(lambda: slack.post_direct(call.user_id, message))
    ways.append(lambda: slack.post_direct(call.user_id, plain))
    return ways


def _try(ways: Sequence[Callable[[], object]], in_channel: bool) -> Outcome:
    """Try one way after another until one works."""
    refused = False
    for way in ways:
        try:
            way()
        except UnknownOutcomeError as error:
            log.warning("an answer may not have arrived", extra={"fields": {"cause": error.cause}})
            if in_channel:  # better not shared than shared twice
                return Outcome(True, False)
        except SlackError as error:
            refused = refused or error.code in MESSAGE_REFUSED
            log.info("an answer was not taken", extra={"fields": {"cause": error.cause}})
        else:
            return Outcome(True, False)
    return Outcome(False, refused)
