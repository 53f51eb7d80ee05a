"""`rapporteur themes`: list the themes in force, check a theme file, propose one; marks and what they change."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.common import add_json_option, open_rooms, print_json, read_settings
from bot.cli.themes_feedback import add_feedback, show_enough
from bot.cli.themes_learn import add_learn
from bot.errors import UsageError

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its sub-commands."""
    parser = commands.add_parser("themes", help="list the themes, check a theme file, propose one")
    actions = parser.add_subparsers(dest="what", metavar="list|check|learn|mark|feedback", required=True)
    listing = actions.add_parser("list", help="the themes in force")
    add_json_option(listing)
    listing.set_defaults(action=list_themes)
    check = actions.add_parser(
        "check", help="what is wrong with a theme file, by line, or what marks would change"
    )
    check.add_argument("file", metavar="FILE", nargs="?", help="default: the THEMES_FILE of the settings")
    check.set_defaults(action=check_themes)
    add_learn(actions)
    add_feedback(actions)


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
    """Every mistake of a theme file on a line of its own; without FILE also what marks would change."""
    settings = read_settings(options)
    given = options.file or settings.themes_file
    if given is not None:
        code = _check_file(Path(given), settings.actors_file)
        if code or options.file is not None:
            return code
    with open_rooms(options) as rooms:
        shown = show_enough(rooms)
    if given is None and not shown:
        raise UsageError(
            "There is no theme file to check, and no theme with enough marks.",
            advice="Name a file: rapporteur themes check FILE.",
        )
    return 0


def _check_file(path: Path, actors_file: Path | None) -> int:
    """Tell what is wrong; the themes may name the team's own actors too."""
    from bot.analysis.lexicon.load import check_themes_file, load_actors_file

    known = {actor.id for actor in load_actors_file(actors_file)} if actors_file else None
    problems = check_themes_file(path, known)
    for problem in problems:
        advice = f" {problem.advice}" if problem.advice else ""
        print(f"{path}:{problem.line}: {problem.sentence}{advice}", file=sys.stderr)
    count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
    print(f"{path}: " + (count if problems else "nothing is wrong"))
    return 1 if problems else 0
