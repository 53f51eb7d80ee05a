"""Pages of a long answer: `limit` and `cursor`, as Slack's methods have them."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

from bot.sandbox.methods import Call
from bot.sandbox.records import Json, RefusedError


def page_of(rows: list[Json], call: Call, *, default: int) -> tuple[list[Json], str]:
    """The page of `rows` that `cursor` and `limit` ask for, and the cursor of the next ("" after the last)."""
    size = call.arguments.number("limit", default, most=999)
    start = 0
    if call.arguments.text("cursor"):
        try:
            start = int(urlsafe_b64decode(call.arguments.text("cursor")).decode().removeprefix("next:"))
        except ValueError as error:
            raise RefusedError("invalid_cursor") from error
    end = start + size
    more = end < len(rows)
    return rows[start:end], urlsafe_b64encode(f"next:{end}".encode()).decode() if more else ""
