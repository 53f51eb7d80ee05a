"""What several commands share: settings, the open bases, and how results are printed."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.clock import system_clock
from bot.config import Settings, load_settings
from bot.logs import set_up_logs

if TYPE_CHECKING:
    from bot.app.build import Rooms

Item = TypeVar("Item")


def read_settings(options: argparse.Namespace, *, service: bool = False) -> Settings:
    """The settings of this call, with logs set up by them: quieter than for a service, since people read sentences."""
    settings = load_settings(os.environ, Path(options.config) if options.config else None)
    quiet = settings.log_level == "INFO" and not service
    set_up_logs("ERROR" if quiet else settings.log_level, settings.secrets)
    return settings


@contextmanager
def open_rooms(options: argparse.Namespace) -> Iterator[Rooms]:
    """The database and the services, closed afterwards; neither spaCy nor Bolt is loaded."""
    from bot.app.build import open_rooms as open_

    with open_(read_settings(options), system_clock, options.workspace) as rooms:
        yield rooms


def add_json_option(parser: argparse.ArgumentParser) -> None:
    """`--json`: machine-readable output, one object a line."""
    parser.add_argument("--json", action="store_true", help="print JSON, one object a line")


def add_open_option(parser: argparse.ArgumentParser) -> None:
    """`--open`: in the browser, as it would stand in Slack."""
    parser.add_argument(
        "--open", action="store_true", help="show it in a browser, as it would stand in Slack"
    )


def print_json(value: object) -> None:
    """One JSON object on a line of its own."""
    print_text(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def print_text(text: str) -> None:
    """Text on standard output, beside a progress bar where there is one."""
    with _bar_aside():
        sys.stdout.write(text)


def complain(sentence: str) -> None:
    """A line about an input on standard error, beside a progress bar where there is one."""
    with _bar_aside():
        print(f"rapporteur: {sentence}", file=sys.stderr)


def show_progress(
    items: Iterable[Item], total: int | None, what: str, unit: str = " articles"
) -> Iterable[Item]:
    """The items, with rate and time left on a terminal; nothing is shown elsewhere."""
    if not sys.stderr.isatty():
        return items
    from tqdm import tqdm

    size = shutil.get_terminal_size()  # knows better than tqdm where a terminal says that it has no rows
    return tqdm(
        items,
        total=total,
        desc=what,
        unit=unit,
        leave=False,
        file=sys.stderr,
        ncols=size.columns,
        nrows=size.lines,
    )


@contextmanager
def _bar_aside() -> Iterator[None]:
    """Take a progress bar away while something is printed."""
    if not sys.stderr.isatty():
        yield
        return
    from tqdm import tqdm

    with tqdm.external_write_mode(file=sys.stderr):
        yield
