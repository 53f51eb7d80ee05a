"""What stands in an export's README.txt: every file, every column, zone and units. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from bot.storage.export_sheet import Sheet
from digests.items import count_of

_FORM = """\
Form
  CSV as in RFC 4180: UTF-8, commas, a line with the names of the columns first.
  Instants are in UTC, as in 2026-11-21T09:00:00Z. Offsets count characters (Unicode code points) of the text.
  A cell without a value is empty. Lists in a cell have "; " between their items.
  A cell that a spreadsheet might take for a formula has an apostrophe (') before it.
  Numbers in "article", "story" and "source" lead to the column "id" of that file.
"""


def render_readme(
    understood: str, made_at: datetime, sheets: Iterable[tuple[Sheet, tuple[tuple[str, str], ...], int]]
) -> str:
    """The text, with CRLF at line ends, as Windows still wants it.

    Args:
        understood: what was asked for, in words.
        sheets: each with name and meaning of its columns, and its number of rows.
    """
    parts = [
        "Export of Rapporteur\n",
        f"  {understood}\n  made at {made_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC\n\n{_FORM}",
    ]
    for sheet, columns, rows in sheets:
        width = max(len(name) for name, _ in columns)
        listed = "".join(f"  {name:<{width}}  {meaning}\n" for name, meaning in columns)
        parts.append(f"\n{sheet.name}.csv: {sheet.about} ({count_of(rows, 'row', 'rows')})\n{listed}")
    return "".join(parts).replace("\n", "\r\n")
