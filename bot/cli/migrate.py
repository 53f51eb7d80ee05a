"""`rapporteur migrate`: bring the database to this version; `run` does the same at start."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.common import open_rooms

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("migrate", help="bring the database to this version")
    parser.set_defaults(action=migrate)


def migrate(options: argparse.Namespace) -> int:
    """Opening the database migrates it, under a lock."""
    with open_rooms(options) as rooms:
        print(f"The database is at this version: {rooms.settings.database_url}")
    return 0
