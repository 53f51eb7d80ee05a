"""PATH|URL… on the command line → entries, in the order given; a bad one becomes its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.app.feeds import fetch_article_page
from bot.config import Settings
from bot.errors import RapporteurError
from bot.fetch.documents.formats import READERS
from bot.fetch.files import read_file
from bot.model.articles import Entry
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


def is_address(name: str) -> bool:
    """Whether it is a web address rather than a path."""
    return name.lower().startswith(("http://", "https://"))


def receive_inputs(names: Sequence[str], settings: Settings, *, backfill: bool = False) -> Iterator[Received]:
    """Each input as an entry, or as the reason why it is none."""
    for name in names:
        yield Received(entry=_read(name, settings), label=name, backfill=backfill)


def _read(name: str, settings: Settings) -> Entry | RapporteurError:
    try:
        return fetch_article_page(name, settings) if is_address(name) else read_file(Path(name))
    except RapporteurError as error:
        return error
