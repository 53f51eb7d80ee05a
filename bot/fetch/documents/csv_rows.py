"""CSV: a row an article, below a row that names the columns. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from bot.errors import RejectedError
from bot.fetch.decoding import decode_text
from bot.fetch.documents.contents import Contents, Refused, refuse, require_entries
from bot.fetch.documents.rows import EXAMPLE, field_of, read_rows

_DELIMITERS = ",;\t|"
MOST_CELL = 2_000_000  # characters


def read_csv(data: bytes, address: str) -> Contents:
    """The entries in a CSV file; commas, semicolons, tabs or bars part the columns.

    Raises:
        RejectedError: the first row names no column with text, or there is no article below it.
    """
    text = decode_text(data).replace("\x00", "").lstrip("\ufeff")
    csv.field_size_limit(MOST_CELL)
    header = text[:5_000].split("\n", 1)[0]
    delimiter = max(
        _DELIMITERS,
        key=lambda mark: sum(field_of(cell.strip(' "\r')) is not None for cell in header.split(mark)),
    )
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    broken: list[Refused] = []
    names = _header(table)
    found = read_rows(_rows(table, names, address, broken), address)
    contents = Contents(entries=found.entries, refused=(*found.refused, *broken))
    return require_entries(contents, "There are no rows below the names of the columns.")


def _header(table: Iterator[list[str]]) -> list[str]:
    try:
        names = next(table, [])
    except csv.Error as error:
        raise RejectedError("It is no valid CSV.", cause=repr(error)) from error
    if not {"text", "html"} & {field_of(name) for name in names}:
        raise RejectedError(
            "The first row names no column with the text.", advice=f"Let it name the columns: {EXAMPLE}."
        )
    return names


def _rows(
    table: Iterator[list[str]], names: list[str], address: str, broken: list[Refused]
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The rows by number, the names being row 1; what is no row of that table goes to `broken`."""
    number = 1
    while True:
        number += 1
        try:
            cells = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            sentence = RejectedError("It cannot be read as CSV, nor what follows it.", cause=repr(error))
            broken.append(refuse(address, f"row {number}", sentence))
            return
        if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
            sentence = RejectedError(
                f"It has {len(cells)} cells, and there are {len(names)} columns.",
                advice="Put quotation marks around text with commas.",
            )
            broken.append(refuse(address, f"row {number}", sentence))
        elif any(cell.strip() for cell in cells):
            yield f"row {number}", dict(zip(names, cells, strict=False))
