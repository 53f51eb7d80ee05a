"""CSV: a row an article, below a row that names the columns. Pure."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator, Mapping

from bot.errors import RejectedError
from bot.fetch.decoding import decode_text
from bot.fetch.documents.contents import Contents, require_entries
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
    names = _header(table)
    found = read_rows(_rows(table, names), address)
    return require_entries(found, "There are no rows below the names of the columns.")


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
    table: Iterator[list[str]], names: list[str]
) -> Iterator[tuple[str, Mapping[str, object] | RejectedError]]:
    """The rows by number, the names being row 1."""
    for number in itertools.count(2):
        try:
            cells = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            yield (
                f"row {number}",
                RejectedError("It cannot be read as CSV, nor what follows it.", cause=repr(error)),
            )
            return
        if any(cell.strip() for cell in cells):
            yield f"row {number}", _row(cells, names)


def _row(cells: list[str], names: list[str]) -> Mapping[str, object] | RejectedError:
    if any(cell.strip() for cell in cells[len(names) :]):
        return RejectedError(
            f"It has {len(cells)} cells, and there are {len(names)} columns.",
            advice="Put quotation marks around text with commas.",
        )
    return dict(zip(names, cells, strict=False))
