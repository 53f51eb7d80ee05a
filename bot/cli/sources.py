"""`rapporteur sources`: list, add, remove, pause and resume feeds."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.common import add_json_option, open_rooms, print_json

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from bot.model.articles import Source


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its sub-commands."""
    parser = commands.add_parser(
        "sources", help="list the sources with their health; add, remove, pause, resume"
    )
    add_json_option(parser)
    parser.set_defaults(action=list_sources)
    actions = parser.add_subparsers(dest="what", metavar="add|remove|pause|resume")
    add = actions.add_parser("add", help="watch a feed, or a site that names its feed")
    add.add_argument("address", metavar="URL")
    add.set_defaults(action=add_feed)
    for name, about in (("remove", "stop watching"), ("pause", "stop for a while"), ("resume", "go on with")):
        action = actions.add_parser(name, help=f"{about} a source")
        action.add_argument("id", metavar="ID", type=int, help="as `rapporteur sources` shows it")
        action.set_defaults(action=change_source)


def list_sources(options: argparse.Namespace) -> int:
    """One source a line, with its health."""
    from bot.storage.sources import load_sources

    with open_rooms(options) as rooms, rooms.database.read(rooms.workspace.id) as scope:
        sources = load_sources(scope)
    for source in sources:
        print_json(_as_json(source)) if options.json else print(describe_source(source))
    if not sources and not options.json:
        print("No sources yet. Add a feed: rapporteur sources add https://news.example.org/feed.xml")
    return 0


def describe_source(source: Source) -> str:
    """One line: id, name, address and how it does."""
    if source.paused:
        health = "paused"
    elif source.failing_since:
        health = f"failing since {source.failing_since:%Y-%m-%d %H:%M} UTC: {source.error}"
    else:
        health = "fine" if source.last_polled_at else "not polled yet"
    return f"{source.id:>4}  {source.name}  {source.address}  ({health})"


def _as_json(source: Source) -> dict[str, object]:
    return {
        "id": source.id,
        "kind": source.kind.value,
        "address": source.address,
        "name": source.name,
        "paused": source.paused,
        "last_polled_at": source.last_polled_at.isoformat() if source.last_polled_at else None,
        "failing_since": source.failing_since.isoformat() if source.failing_since else None,
        "error": source.error,
    }


def add_feed(options: argparse.Namespace) -> int:
    """Fetch the address, show three sample entries, and watch the feed."""
    from bot.app.feeds import preview_feed
    from bot.model.articles import SourceKind
    from bot.storage.sources import add_source

    with open_rooms(options) as rooms:
        preview = preview_feed(options.address, rooms.settings, rooms.services.clock)
        with rooms.database.write(rooms.workspace.id) as scope:
            source = add_source(scope, SourceKind.FEED, preview.address, preview.name, rooms.services.clock())
    for title in preview.samples:
        print(f"      {title}")
    print(describe_source(source))
    return 0


def change_source(options: argparse.Namespace) -> int:
    """Remove, pause or resume one source."""
    from bot.storage.sources import load_source, pause_source, remove_source

    with open_rooms(options) as rooms, rooms.database.write(rooms.workspace.id) as scope:
        source = load_source(scope, options.id)
        if options.what == "remove":
            remove_source(scope, source.id)
        else:
            pause_source(scope, source.id, options.what == "pause")
    print(f"{source.name}: {options.what}d." if options.what != "pause" else f"{source.name}: paused.")
    return 0
