"""All that the bot listens to, on one page.

Each listener acknowledges at once and hands the work to the pool; only the workspace is looked up before, once.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext, BoltRequest, BoltResponse

from bot.services import Services
from handlers.answering import Answering
from handlers.commands.table import COMMANDS
from handlers.incoming import COMMAND, Call, parse_action, parse_command
from handlers.middleware import WORKSPACE, workspace_finder
from handlers.people import People
from handlers.pool import ListenerPool
from handlers.replays import Replays
from handlers.replies import compose_problem, render_message
from handlers.uninstalling import UNINSTALLING, leave_workspace

log = logging.getLogger(__name__)

BUSY = "I am busy with other requests. Try again in a minute."


def register(app: App, services: Services, pool: ListenerPool) -> None:
    """Make the app listen to every command, as `/name` and as `/media name`, and to every button."""
    desk = _Desk(services, pool)
    app.use(workspace_finder(services))
    for command in COMMANDS:
        app.command(f"/{command.name}")(desk.on_command)
    for event in UNINSTALLING:
        app.event(event)(desk.on_uninstalled)
    app.error(on_error)
    app.action(re.compile(""))(desk.on_action)  # old ones too: they are answered with a sentence


def on_error(error: Exception, request: BoltRequest) -> BoltResponse:
    """What no listener caught. Bolt trips over a timestamp that is no number: that is no request of Slack's."""
    stamps = request.headers.get("x-slack-request-timestamp", [])
    if stamps and not stamps[0].isdecimal():
        return BoltResponse(status=401, body={"error": "invalid request"})
    log.error("a request could not be handled", exc_info=error)
    return BoltResponse(status=500, body="")


class _Desk:
    """The listeners; what they share."""

    def __init__(self, services: Services, pool: ListenerPool) -> None:
        self._services = services
        self._answering = Answering(services, People(services))
        self._pool = pool
        self._replays = Replays(services.clock)

    def on_command(self, ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        """A slash command was typed."""
        self._take(parse_command(body), context, ack)

    def on_action(self, ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        """A button was pressed."""
        self._take(parse_action(body), context, ack)

    def on_uninstalled(self, body: dict[str, Any], context: BoltContext) -> None:
        """The app was uninstalled, or its token revoked; Bolt has acknowledged it already, as all events."""
        job = partial(leave_workspace, self._services, context[WORKSPACE], body)
        if not self._pool.submit(job):
            job()  # it may wait for nobody

    def _take(self, call: Call, context: BoltContext, ack: Ack) -> None:
        """Acknowledge, and queue the work; a call that came before is acknowledged only."""
        if not self._replays.is_new(call.id):
            ack()
            return
        job: Callable[[], None] = partial(self._answering.answer, call, context[WORKSPACE])
        if self._pool.submit(job):
            ack()
        elif call.action == COMMAND:
            ack(text=BUSY, response_type="ephemeral")
        else:
            ack()
            self._answering.bring(call, context[WORKSPACE], render_message(compose_problem(BUSY)))
