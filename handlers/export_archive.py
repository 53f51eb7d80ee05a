"""An export as files: a ZIP of CSV sheets with a README, or JSON Lines. Rows pass through, none is kept."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Any

from bot.storage.database import Scope
from bot.storage.export import Choice, Values, count_rows, load_rows
from bot.storage.export_sheet import Sheet
from bot.storage.export_sheets import SHEETS
from handlers.export_cells import plain_value, write_cell
from handlers.export_readme import render_readme

Watch = Callable[[Iterable[Values], int, str], Iterable[Values]]
"""Shows how far a sheet is: its rows, how many there are, its name → its rows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """One export, inside the transaction that it reads."""

    scope: Scope
    choice: Choice
    understood: str  # what was asked for, in words
    made_at: datetime  # aware
    watch: Watch | None = None

    def rows(self, sheet: Sheet) -> Iterable[Values]:
        """The rows of a sheet, watched where somebody watches."""
        rows = load_rows(self.scope, sheet, self.choice)
        return self.watch(rows, count_rows(self.scope, sheet), sheet.name) if self.watch else rows

    def columns(self, sheet: Sheet) -> tuple[tuple[str, str], ...]:
        """Name and meaning of the columns of a sheet."""
        return sheet.columns(texts=self.choice.texts)


def write_archive(export: Export, target: IO[bytes]) -> Mapping[str, int]:
    """Write the ZIP; return how many rows each sheet has, by name.

    Raises:
        OSError: `target` cannot be written.
        StorageError: the database cannot be read.
    """
    counts: dict[str, int] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in SHEETS:
            with _open_member(archive, f"{sheet.name}.csv", export.made_at) as file:
                counts[sheet.name] = _write_sheet(export, sheet, file)
        told = [(sheet, export.columns(sheet), counts[sheet.name]) for sheet in SHEETS]
        with _open_member(archive, "README.txt", export.made_at) as file:
            file.write(render_readme(export.understood, export.made_at, told))
    return counts


@contextmanager
def _open_member(archive: zipfile.ZipFile, name: str, made_at: datetime) -> Iterator[io.TextIOWrapper]:
    """A file of the archive to be written as UTF-8; it may become larger than 4 GB."""
    member = zipfile.ZipInfo(name, made_at.astimezone(UTC).timetuple()[:6])
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    with (
        archive.open(member, "w", force_zip64=True) as raw,
        io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="") as file,
    ):
        yield file


def _write_sheet(export: Export, sheet: Sheet, file: io.TextIOWrapper) -> int:
    """As RFC 4180 has it: commas, CRLF, quotation marks doubled."""
    writer = csv.writer(file)
    writer.writerow([name for name, _ in export.columns(sheet)])
    written = 0
    for values in export.rows(sheet):
        writer.writerow([write_cell(value) for value in values])
        written += 1
    return written


def write_lines(export: Export, write: Callable[[str], Any]) -> Mapping[str, int]:
    """Hand each row to `write` as a line of JSON: "sheet", then the columns; return the counts by sheet."""
    counts: dict[str, int] = {}
    for sheet in SHEETS:
        names = ["sheet", *(name for name, _ in export.columns(sheet))]
        counts[sheet.name] = 0
        for values in export.rows(sheet):
            row = zip(names, (sheet.name, *map(plain_value, values)), strict=True)
            write(json.dumps(dict(row), ensure_ascii=False) + "\n")
            counts[sheet.name] += 1
    return counts
