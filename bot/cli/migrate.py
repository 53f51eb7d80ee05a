"""`rapporteur migrate`: bring the database to this version; `run` does the same at start."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.common import read_settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("migrate", help="bring the database to this version")
    parser.set_defaults(action=migrate)


def migrate(options: argparse.Namespace) -> int:
    """Opening the database migrates it, under a lock."""
    from bot.app.build import open_database_of

    settings = read_settings(options)
    with open_database_of(settings):
        print(f"The database is at this version: {settings.database_url}")
    return 0
