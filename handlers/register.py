"""All that the bot listens to, on one page.

Each listener acknowledges at once and hands the work to the pool; only the workspace is looked up before, once,
and what was written in a form is checked.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeVar

from slack_bolt import Ack, App, BoltContext, BoltRequest, BoltResponse

from bot.services import Services
from handlers.answering import LINES, answer_call, answer_old, listen_guarded, run_guarded
from handlers.bringing import Bringing
from handlers.commands.table import COMMANDS, opens_form
from handlers.feature import Feature, FormListener, Listener
from handlers.features import FEATURES
from handlers.forms import render_view
from handlers.incoming import (
    COMMAND,
    Call,
    parse_action,
    parse_command,
    parse_event,
    parse_shortcut,
    parse_submission,
)
from handlers.middleware import WORKSPACE, workspace_finder
from handlers.people import People
from handlers.pool import ListenerPool
from handlers.replays import DoubleClicks, Replays
from handlers.replies import Reply, compose_problem
from handlers.uninstalling import UNINSTALLING, leave_workspace
from handlers.visit import Visit

log = logging.getLogger(__name__)

T = TypeVar("T")

BUSY = "I am busy with other requests. Try again in a minute."
_ANY = re.compile("")


def register(
    app: App, services: Services, pool: ListenerPool, features: Iterable[Feature] = FEATURES
) -> None:
    """Make the app listen to every command, as `/name` and as `/media name`, and to every feature."""
    desk = _Desk(services, pool, tuple(features))
    app.use(workspace_finder(services))
    for command in COMMANDS:
        app.command(f"/{command.name}")(desk.on_command)
    app.error(on_error)
    app.action(_ANY)(desk.on_action)  # old ones too: they are answered with a sentence
    app.view(_ANY)(desk.on_form)
    app.shortcut(_ANY)(desk.on_shortcut)
    for event in desk.events:
        app.event(event)(desk.on_event)
    for event in UNINSTALLING:
        app.event(event)(desk.on_uninstalled)


def on_error(error: Exception, request: BoltRequest) -> BoltResponse:
    """What no listener caught. Bolt trips over a timestamp that is no number: that is no request of Slack's."""
    stamps = request.headers.get("x-slack-request-timestamp", [])
    if stamps and not stamps[0].isdecimal():
        return BoltResponse(status=401, body={"error": "invalid request"})
    log.error("a request could not be handled", exc_info=error)
    return BoltResponse(status=500, body="")


def _collect(tables: Iterable[Mapping[str, T]]) -> dict[str, T]:
    """One table of all; a name used twice would silently lose a listener."""
    found: dict[str, T] = {}
    for table in tables:
        if twice := found.keys() & table.keys():
            raise ValueError(f"two features listen to {sorted(twice)}")
        found.update(table)
    return found


class _Desk:
    """The listeners; what they share."""

    def __init__(self, services: Services, pool: ListenerPool, features: tuple[Feature, ...]) -> None:
        self._services = services
        self._people = People(services)
        self._bringing = Bringing(services)
        self._pool = pool
        self._replays = Replays(services.clock)
        self._clicks = DoubleClicks()
        lines: dict[str, Listener] = dict.fromkeys(LINES, answer_call)
        self._actions = _collect((lines, *(feature.actions for feature in features)))
        self._forms = _collect(feature.forms for feature in features)
        self._shortcuts = _collect(feature.shortcuts for feature in features)
        self.events = _collect(feature.events for feature in features)

    def on_command(self, ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        """A slash command was typed."""
        call = parse_command(body)
        self._take(call, context, answer_call, ack, quick=opens_form(call.line))

    def on_action(self, ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        """A button was pressed, something chosen."""
        call = parse_action(body)
        if self._clicks.is_second(call):
            ack()
            return
        quick = opens_form(call.line) if call.action in LINES else True
        self._take(call, context, self._actions.get(call.action, answer_old), ack, quick=quick)

    def on_shortcut(self, ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        """A shortcut was chosen."""
        call = parse_shortcut(body)
        self._take(call, context, self._shortcuts.get(call.action, answer_old), ack)

    def on_event(self, body: dict[str, Any], context: BoltContext) -> None:
        """Slack tells an event; Bolt acknowledges by itself."""
        call = parse_event(body)
        self._take(call, context, self.events[call.action], _nothing)

    def on_uninstalled(self, body: dict[str, Any], context: BoltContext) -> None:
        """The app was uninstalled, or its token revoked; Bolt has acknowledged it already, as all events."""
        job = partial(leave_workspace, self._services, context[WORKSPACE], body)
        if not self._pool.submit(job):
            job()  # it may wait for nobody

    def on_form(self, ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        """A form was sent: what is wrong with it is said beside its inputs, else the work is queued."""
        call = parse_submission(body)
        listener = self._forms.get(call.action, FormListener(answer_old))
        wrong = run_guarded(call, lambda: listener.check(self._visit(call, context)))
        if isinstance(wrong, Reply):
            ack()
            self._say(call, context, wrong)
        elif wrong:
            ack(response_action="errors", errors=dict(wrong))
        elif listener.waiting:  # acknowledged first: what the work shows comes after this
            ack(response_action="update", view=render_view(listener.waiting))
            self._take(call, context, listener.take, _nothing)
        else:
            self._take(call, context, listener.take, ack)

    def _visit(self, call: Call, context: BoltContext) -> Visit:
        """What a listener gets; whose token speaks is asked of the database: not before an acknowledgement."""
        return Visit(
            call=call,
            workspace=context[WORKSPACE],
            services=self._services.bound_to(context[WORKSPACE]),
            people=self._people,
            bot_user=context.bot_user_id or "",
            bringing=self._bringing,
        )

    def _take(
        self,
        call: Call,
        context: BoltContext,
        listener: Listener,
        ack: Callable[..., Any],
        *,
        quick: bool = False,
    ) -> None:
        """Acknowledge, and queue the work; a call that came before is acknowledged only."""
        job = partial(self._serve, call, context, listener)
        if not self._replays.is_new(call.id) or self._pool.submit(job, quick=quick):
            ack()
        elif call.action == COMMAND:
            ack(text=BUSY, response_type="ephemeral")
        else:
            ack()
            self._say(call, context, compose_problem(BUSY))

    def _serve(self, call: Call, context: BoltContext, listener: Listener) -> None:
        listen_guarded(self._visit(call, context), listener)

    def _say(self, call: Call, context: BoltContext, reply: Reply) -> None:
        """Tell the person, but in no thread of Bolt's: Slack may be slow just when much is asked of us."""
        if not self._pool.submit(lambda: self._visit(call, context).answer(reply), quick=True):
            log.error("nobody could be told", extra={"fields": {"action": call.action[:40]}})


def _nothing() -> None:
    """Acknowledged already."""
