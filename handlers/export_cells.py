"""Values of the database → cells of a sheet, and values of JSON. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula
(https://owasp.org/www-community/attacks/CSV_Injection)."""
BETWEEN = "; "  # the items of a list in one cell


def defuse(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet might take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text


def write_cell(value: Any) -> str | int | float:
    """A value in a sheet: instants in UTC as ISO 8601, true and false, lists with "; " between; nothing is "".

    Raises:
        ValueError: an instant without time zone.
    """
    plain = plain_value(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, int | float):
        return plain
    return defuse(plain if isinstance(plain, str) else BETWEEN.join(map(str, plain)))


def plain_value(value: Any) -> str | int | float | list[str] | None:
    """A value as JSON has it. Raises ValueError for an instant without time zone."""
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("an instant without time zone")
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Sequence):
        return [str(item) for item in value]
    raise TypeError(f"no cell is made of {type(value).__name__}")
