"""`rapporteur actors check`: mistakes and doubts of an actor file, by line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.actor_words import count_of
from bot.cli.codes import DONE, FAILED
from bot.cli.common import read_settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(actions: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the sub-command."""
    parser = actions.add_parser("check", help="say what is wrong with an actor file, by line")
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help="default: the ACTORS_FILE of the settings, else the default table",
    )
    parser.set_defaults(action=check)


def check(options: argparse.Namespace) -> int:
    """Every mistake on a line of its own; where there is none, every doubt. Only mistakes make it fail."""
    from bot.analysis.lexicon.load import check_actors_file, doubt_actors_file

    given = options.file or read_settings(options).actors_file
    path = Path(given) if given else None
    shown = str(path) if path else "the default actors"
    problems = check_actors_file(path) if path else ()
    for problem in problems:
        print(f"{shown}:{problem.line}: {problem.sentence} {problem.advice}".rstrip(), file=sys.stderr)
    if problems:
        print(f"{shown}: {count_of(len(problems), 'mistake')}")
        return FAILED
    doubts = doubt_actors_file(path)
    for doubt in doubts:
        print(f"{shown}:{doubt.line}: {doubt.sentence}" if path else doubt.sentence)
    print(f"{shown}: " + (f"no mistakes, {count_of(len(doubts), 'doubt')}" if doubts else "nothing is wrong"))
    return DONE
