"""`rapporteur run`: the bot itself, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import load_settings
from bot.logs import set_up_logs

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

    settings = load_settings(os.environ, Path(options.config) if options.config else None)
    set_up_logs(settings.log_level, settings.secrets)
    run_until_stopped(settings, system_clock, stop_on_signals())
    return 0
