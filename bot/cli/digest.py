"""`rapporteur digest TOPIC`: a digest now, in the terminal or as Block Kit JSON; nothing is posted."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.answering import answer_here
from bot.cli.common import add_json_option, add_open_option
from bot.errors import UsageError
from bot.query.span import parse_span

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("digest", help="compose a digest of a topic, without posting it")
    parser.add_argument("topic", metavar="TOPIC", nargs="+", help="a query, such as partnership or putin xi")
    parser.add_argument(
        "--span", type=_read_span, help="what it covers, back from now: 24h, 7d, 4w (default 24h)"
    )
    add_json_option(parser)
    add_open_option(parser)
    parser.set_defaults(action=digest)


def digest(options: argparse.Namespace) -> int:
    """Compose one digest by the time of storing, as a subscription would bring it."""
    line = f"/digest {' '.join(options.topic)} {options.span or ''}".rstrip()
    return answer_here(line, options)


def _read_span(text: str) -> str:
    """The span as given; argparse makes its own sentence of a ValueError, so ours is raised."""
    if parse_span(text) is None:
        raise UsageError(f"“{text[:40]}” is no span of time.", advice="Use --span 12h, 7d, 4w, 6m or 10y.")
    return text
