"""`rapporteur themes`: list the themes in force, check a theme file, propose one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.common import add_json_option, open_rooms, print_json, read_settings
from bot.cli.themes_learn import add_learn
from bot.errors import UsageError

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its sub-commands."""
    parser = commands.add_parser("themes", help="list the themes, check a theme file, propose one")
    actions = parser.add_subparsers(dest="what", metavar="list|check|learn", required=True)
    listing = actions.add_parser("list", help="the themes in force")
    add_json_option(listing)
    listing.set_defaults(action=list_themes)
    check = actions.add_parser("check", help="say what is wrong with a theme file, by line")
    check.add_argument("file", metavar="FILE", nargs="?", help="default: the THEMES_FILE of the settings")
    check.set_defaults(action=check_themes)
    add_learn(actions)


def list_themes(options: argparse.Namespace) -> int:
    """Each theme with its name and how many terms and examples it has."""
    from bot.storage.themes import load_themes

    with open_rooms(options) as rooms, rooms.database.read(rooms.workspace.id) as scope:
        themes = load_themes(scope)
    for theme in themes:
        if options.json:
            print_json({"id": theme.id, "name": theme.name, "description": theme.description})
        else:
            print(f"{theme.id:<20} {theme.name} ({len(theme.include)} terms, {len(theme.examples)} examples)")
    return 0


def check_themes(options: argparse.Namespace) -> int:
    """Every mistake of a theme file on a line of its own."""
    from bot.analysis.lexicon.load import check_themes_file

    given = options.file or read_settings(options).themes_file
    if given is None:
        raise UsageError("There is no theme file to check.", advice="Name one: rapporteur themes check FILE.")
    problems = check_themes_file(Path(given))
    for problem in problems:
        print(f"{given}:{problem.line}: {problem.sentence}", file=sys.stderr)
    print(f"{given}: " + (f"{len(problems)} mistakes" if problems else "nothing is wrong"))
    return 1 if problems else 0
