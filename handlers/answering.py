"""One call → its answer, in a thread of the pool: run the line, render it, and bring it to the person."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable

from bot.errors import RapporteurError, SlackError
from bot.model.subscriptions import Workspace
from bot.services import Services
from bot.slack.faults import UnknownOutcomeError
from bot.slack.message import Message
from handlers.command import Request
from handlers.commands.table import answer_line
from handlers.incoming import COMMAND, Call
from handlers.people import People
from handlers.replies import ASK, RERUN, SHARE, Reply, compose_problem, render_message, without_buttons

log = logging.getLogger(__name__)

ACTIONS = frozenset({COMMAND, ASK, RERUN, SHARE})


class Answering:
    """Answers calls. Safe to share between threads."""

    def __init__(self, services: Services, people: People) -> None:
        self._services = services
        self._people = people

    def answer(self, call: Call, workspace: Workspace) -> None:
        """Run the call's line and bring the answer; every error becomes a sentence for the person."""
        reply = self._reply(call, workspace)
        shared = call.action == SHARE and not reply.problem
        if shared:
            reply = without_buttons(reply, f"shared by {self._people.name_of(workspace, call.user_id)}")
        self.bring(call, workspace, render_message(reply), in_channel=shared)

    def bring(self, call: Call, workspace: Workspace, message: Message, *, in_channel: bool = False) -> None:
        """To the `response_url`; where that is spent or refused, by other ways; else the log says so."""
        slack = self._services.slack_of(workspace)
        if slack is None:
            log.info("nobody to answer: the workspace has no token", extra={"fields": {"id": workspace.id}})
            return
        plain = Message(text=message.text)  # for where Slack refuses the blocks
        ways: list[Callable[[], object]] = [
            lambda: slack.post_response(
                call.response_url, message, replace=call.action == RERUN, in_channel=in_channel
            ),
            lambda: slack.post_ephemeral(call.channel_id, call.user_id, message),
            lambda: slack.post_ephemeral(call.channel_id, call.user_id, plain),
        ]
        if in_channel:
            ways[1] = lambda: slack.post_message(call.channel_id, message)
        for way in ways:
            try:
                way()
            except UnknownOutcomeError as error:
                log.warning("an answer may not have arrived", extra={"fields": {"cause": error.cause}})
                if in_channel:  # better not shared than shared twice
                    return
            except SlackError as error:
                log.info("an answer was not taken", extra={"fields": {"cause": error.cause}})
            else:
                return
        log.error("an answer could not be brought to the person")

    def _reply(self, call: Call, workspace: Workspace) -> Reply:
        request = Request(
            workspace_id=workspace.id,
            user_id=call.user_id,
            channel_id=call.channel_id,
            text="",
            now=self._services.clock(),
            timezone=self._people.timezone_of(workspace, call.user_id),
        )
        if call.action not in ACTIONS:
            return compose_problem("That button belongs to an older version.", "Run the command again.")
        try:
            return answer_line(call.line, request, self._services.bound_to(workspace))
        except RapporteurError as error:
            fields = {"command": _command(call), "error": error.sentence, "cause": error.cause}
            log.error("a command failed", extra={"fields": fields})
            return compose_problem(error.sentence, error.advice)
        except Exception:  # the border to the person: logged with a code, answered in words
            code = secrets.token_hex(3)
            fields = {"command": _command(call), "reference": code}
            log.exception("a command failed unexpectedly", extra={"fields": fields})
            return compose_problem(
                "Something went wrong on our side.",
                f"Try again; if it stays, give your operator the reference {code}.",
            )


def _command(call: Call) -> str:
    """The command's name for the log; what people ask about is theirs."""
    return call.line.partition(" ")[0][:40] or "a button"
