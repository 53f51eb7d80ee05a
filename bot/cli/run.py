"""`rapporteur run`: the bot itself, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.codes import DONE
from bot.cli.common import read_settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("run", help="run the bot")
    parser.set_defaults(action=run)


def run(options: argparse.Namespace) -> int:
    """Run until asked to stop; what is being done is finished or done again at the next start."""
    from bot.app.run import run_until_stopped, stop_on_signals
    from bot.clock import system_clock

    run_until_stopped(read_settings(options, service=True), system_clock, stop_on_signals())
    return DONE
