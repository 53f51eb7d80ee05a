"""PATH|URL… on the command line → entries, in the order given; a bad one becomes its reason."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.app.feeds import fetch_article_page
from bot.child import ChildPool
from bot.config import Settings
from bot.errors import RapporteurError
from bot.fetch.documents.contents import of_one
from bot.fetch.documents.formats import READERS, suffix_of
from bot.fetch.files import DOCUMENT_LIMITS, read_contents
from bot.pipeline.parts import receive_contents
from bot.pipeline.records import Received


def list_inputs(given: Sequence[str]) -> tuple[str, ...]:
    """The given paths and addresses, each folder replaced by the files in it that can be read, by name."""
    found: list[str] = []
    for name in given:
        path = Path(name)
        if not is_address(name) and path.is_dir():
            found += [str(file) for file in sorted(path.iterdir()) if file.suffix.lower() in READERS]
        else:
            found.append(name)
    return tuple(found)


def list_tree(given: Sequence[str]) -> tuple[str, ...]:
    """The given files, each folder replaced by the files anywhere below it that can be read, in order of path.

    Hidden files and folders are left out, links to folders are not followed. A folder that cannot be listed
    stands for itself, so that reading it says why.
    """
    found: list[str] = []
    for name in given:
        found += _walk(name) if Path(name).is_dir() else [name]
    return tuple(found)


def _walk(folder: str) -> Iterator[str]:
    closed: list[str] = []
    for place, below, files in os.walk(folder, onerror=lambda error: closed.append(str(error.filename))):
        below[:] = sorted(name for name in below if not name.startswith("."))
        shown = sorted(name for name in files if not name.startswith("."))
        yield from (str(Path(place) / name) for name in shown if suffix_of(name) in READERS)
    yield from closed


def is_address(name: str) -> bool:
    """Whether it is a web address rather than a path."""
    return name.lower().startswith(("http://", "https://"))


def receive_inputs(names: Sequence[str], settings: Settings, *, backfill: bool = False) -> Iterator[Received]:
    """The entries of each input, or the reason why it has none; a part of a file is named after its place in it."""
    with ChildPool(1, limits=DOCUMENT_LIMITS) as children:
        for name in names:
            try:
                if is_address(name):
                    contents = of_one(fetch_article_page(name, settings))
                else:
                    contents = read_contents(Path(name), children=children)
            except RapporteurError as error:
                yield Received(entry=error, label=name, backfill=backfill)
            else:
                yield from receive_contents(contents, name, backfill=backfill)
