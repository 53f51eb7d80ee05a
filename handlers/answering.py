"""One command line → its answer, in a thread of the pool; every error becomes a sentence for the person."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import TypeVar

from bot.errors import RapporteurError
from handlers.commands.table import answer_line
from handlers.incoming import COMMAND, Call
from handlers.replies import ASK, RERUN, SHARE, Reply, compose_problem, without_buttons
from handlers.visit import Visit

log = logging.getLogger(__name__)

T = TypeVar("T")

LINES = frozenset({COMMAND, ASK, RERUN, SHARE})
"""The actions whose value is a command line."""


def answer_call(visit: Visit) -> None:
    """Run the call's line and bring the answer."""
    call = visit.call
    reply = run_guarded(call, lambda: answer_line(call.line, visit.request(), visit.services))
    shared = call.action == SHARE and not reply.problem
    if shared:
        reply = without_buttons(reply, f"shared by {visit.name()}")
    visit.answer(reply, replace=call.action == RERUN, in_channel=shared)


def answer_old(visit: Visit) -> None:
    """A button that nothing listens to any more."""
    visit.answer(compose_problem("That button belongs to an older version.", "Run the command again."))


def listen_guarded(visit: Visit, listener: Callable[[Visit], None]) -> None:
    """Let a listener do its work; what goes wrong is told to the person."""

    def work() -> Reply | None:
        listener(visit)
        return None

    if reply := run_guarded(visit.call, work):
        visit.answer(reply)


def run_guarded(call: Call, work: Callable[[], T]) -> T | Reply:
    """What the work returns, or the reply that says what went wrong: the border to the person."""
    try:
        return work()
    except RapporteurError as error:
        fields = {"command": _command(call), "error": error.sentence, "cause": error.cause}
        log.error("a command failed", extra={"fields": fields})
        return compose_problem(error.sentence, error.advice)
    except Exception:  # logged with a code, answered in words
        code = secrets.token_hex(3)
        fields = {"command": _command(call), "reference": code}
        log.exception("a command failed unexpectedly", extra={"fields": fields})
        return compose_problem(
            "Something went wrong on our side.",
            f"Try again; if it stays, give your operator the reference {code}.",
        )


def _command(call: Call) -> str:
    """The command's name for the log; what people ask about is theirs."""
    if call.action in LINES:
        return call.line.partition(" ")[0][:40] or "a button"
    return call.action[:40] or "a button"
