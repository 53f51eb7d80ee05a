"""`rapporteur export`: what is stored, as a ZIP of CSV files or as JSON Lines."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.cli.codes import DONE
from bot.cli.common import add_json_option, complain, open_rooms, show_progress
from bot.errors import StorageError, UsageError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from bot.app.build import Rooms
    from bot.storage.export import Choice


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("export", help="write what is stored as a ZIP of CSV files, or as JSON")
    parser.add_argument("topic", metavar="TOPIC", nargs="*", help="only articles that match; default: all")
    parser.add_argument("--since", metavar="DATE", help="from that day on, or back that far: 2026-01-01, 30d")
    parser.add_argument("--until", metavar="DATE", help="until that day, that day included (UTC)")
    parser.add_argument("--texts", action="store_true", help="with the articles' text")
    parser.add_argument(
        "--output", metavar="FILE", type=Path, help="default: rapporteur-export-DATE.zip in this folder"
    )
    add_json_option(parser)
    parser.set_defaults(action=export)


def export(options: argparse.Namespace) -> int:
    """Export one snapshot; the file is there when it is whole, and not before."""
    with open_rooms(options) as rooms:
        if options.json and options.output is None:
            _export(rooms, options, None)
            return DONE
        output = options.output or _default_name(rooms)
        with _whole_or_nothing(output) as file:
            counts = _export(rooms, options, file)
    complain(f"wrote {output}: " + ", ".join(f"{name} {count:,}" for name, count in counts.items()))
    return DONE


def _export(rooms: Rooms, options: argparse.Namespace, file: IO[bytes] | None) -> Mapping[str, int]:
    """Into the file, or as lines on standard output where there is none."""
    from bot.storage.export import choose_articles
    from handlers.export_archive import Export, write_archive, write_lines

    choice, understood = _read_choice(rooms, options)
    now = rooms.services.clock()
    with rooms.database.read(rooms.workspace.id) as scope:
        choose_articles(scope, choice, now)
        shown = sys.stderr.isatty() and (file is not None or not sys.stdout.isatty())
        watch = partial(show_progress, unit=" rows") if shown else None
        found = Export(scope=scope, choice=choice, understood=understood, made_at=now, watch=watch)
        if not options.json and file is not None:
            return write_archive(found, file)
        if file is None:
            return write_lines(found, sys.stdout.write)
        return write_lines(found, lambda line: file.write(line.encode("utf-8", "replace")))


def _read_choice(rooms: Rooms, options: argparse.Namespace) -> tuple[Choice, str]:
    """What is exported, and how it was understood. Raises QueryError, UnknownNameError."""
    from bot.query.span import describe_when, since_instant, until_instant
    from bot.query.write import describe_query
    from bot.storage.export import Choice
    from bot.storage.planning import Window
    from digests.load import read_topic

    now, names = rooms.services.clock(), rooms.services.names(rooms.workspace.id)
    query = read_topic(" ".join(options.topic), names) if options.topic else None
    window = Window(
        since=since_instant(options.since, now) if options.since else None,
        until=until_instant(options.until, now) if options.until else None,
    )
    if window.since and window.until and window.since >= window.until:
        raise UsageError("--until lies before --since.", advice="Give the earlier day to --since.")
    said = [f"workspace {rooms.workspace.name}", describe_query(query, names) if query else "all articles"]
    said += [f"since {describe_when(options.since)}"] if options.since else []
    said += [f"until {describe_when(options.until)}"] if options.until else []
    return Choice(query=query, window=window, texts=options.texts), ", ".join(said)


def _default_name(rooms: Rooms) -> Path:
    """Named by the day in the desk's own zone."""
    today = rooms.services.clock().astimezone(ZoneInfo(rooms.settings.timezone))
    return Path(f"rapporteur-export-{today:%Y-%m-%d}.zip")


@contextmanager
def _whole_or_nothing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name when it is complete; what was there under that name stays until then.

    Raises:
        StorageError: it cannot be written.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        try:
            with part.open("wb") as file:
                yield file
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written.",
            advice="Name a file in a folder that is there and has room, with --output FILE.",
            cause=repr(error),
        ) from error
