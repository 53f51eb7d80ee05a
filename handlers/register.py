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
from handlers.commands.table import COMMANDS
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
from handlers.replays import Replays
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
        lines: dict[str, Listener] = dict.fromkeys(LINES, answer_call)
        self._actions = _collect((lines, *(feature.actions for feature in features)))
        self._forms = _collect(feature.forms for feature in features)
        self._shortcuts = _collect(feature.shortcuts for feature in features)
        self.events = _collect(feature.events for feature in features)

    def on_command(self, ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        """A slash command was typed."""
        self._take(self._visit(parse_command(body), context), answer_call, ack)

    def on_action(self, ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        """A button was pressed, something chosen."""
        visit = self._visit(parse_action(body), context)
        self._take(visit, self._actions.get(visit.call.action, answer_old), ack)

    def on_shortcut(self, ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        """A shortcut was chosen."""
        visit = self._visit(parse_shortcut(body), context)
        self._take(visit, self._shortcuts.get(visit.call.action, answer_old), ack)

    def on_event(self, body: dict[str, Any], context: BoltContext) -> None:
        """Slack tells an event; Bolt acknowledges by itself."""
        visit = self._visit(parse_event(body), context)
        self._take(visit, self.events[visit.call.action], _nothing)

    def on_uninstalled(self, body: dict[str, Any], context: BoltContext) -> None:
        """The app was uninstalled, or its token revoked; Bolt has acknowledged it already, as all events."""
        job = partial(leave_workspace, self._services, context[WORKSPACE], body)
        if not self._pool.submit(job):
            job()  # it may wait for nobody

    def on_form(self, ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        """A form was sent: what is wrong with it is said beside its inputs, else the work is queued."""
        visit = self._visit(parse_submission(body), context)
        listener = self._forms.get(visit.call.action, FormListener(answer_old))
        wrong = run_guarded(visit.call, lambda: listener.check(visit))
        if isinstance(wrong, Reply):
            ack()
            visit.answer(wrong)
        elif wrong:
            ack(response_action="errors", errors=dict(wrong))
        elif listener.waiting:  # acknowledged first: what the work shows comes after this
            ack(response_action="update", view=render_view(listener.waiting))
            self._take(visit, listener.take, _nothing)
        else:
            self._take(visit, listener.take, ack)

    def _visit(self, call: Call, context: BoltContext) -> Visit:
        return Visit(
            call=call,
            workspace=context[WORKSPACE],
            services=self._services.bound_to(context[WORKSPACE]),
            people=self._people,
            bringing=self._bringing,
        )

    def _take(self, visit: Visit, listener: Listener, ack: Callable[..., Any]) -> None:
        """Acknowledge, and queue the work; a call that came before is acknowledged only."""
        if not self._replays.is_new(visit.call.id):
            ack()
            return
        if self._pool.submit(partial(listen_guarded, visit, listener)):
            ack()
        elif visit.call.action == COMMAND:
            ack(text=BUSY, response_type="ephemeral")
        else:
            ack()
            visit.answer(compose_problem(BUSY))


def _nothing() -> None:
    """Acknowledged already."""
