"""Page → lines for a terminal. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from digests.charts import write_table
from digests.mrkdwn import clean, safe_link
from digests.page import (
    Bullets,
    Chart,
    Heading,
    Line,
    Paragraph,
    Part,
    Piece,
    Plot,
    Rule,
    Small,
    Table,
)

WIDTH = 100  # columns


def render_text(parts: Iterable[Part]) -> str:
    """The parts as text; links stand in angle brackets after their words, buttons are left out."""
    return "\n\n".join(block for part in parts if (block := _render(part))) + "\n"


def _render(part: Part) -> str:
    match part:
        case Heading(words, level):
            title = clean(words)
            return f"{title}\n{('=' if level == 1 else '-') * min(len(title), WIDTH)}"
        case Paragraph(lines, quoted):
            return _lines(lines, "  │ " if quoted else "")
        case Bullets(items):
            return "\n".join(_wrap(_line(item), "  • ", "    ") for item in items)
        case Chart(rows):
            return "\n".join(rows)
        case Plot():
            return "\n".join(part.rows)
        case Table():
            return "\n".join(write_table(part))
        case Small(words):
            return _wrap(clean(words), "", "")
        case Rule():
            return "-" * WIDTH
        case _:
            return ""


def _lines(lines: Sequence[Line], prefix: str) -> str:
    return "\n".join(_wrap(_line(pieces), prefix, prefix) for pieces in lines)


def _line(pieces: Line) -> str:
    return " ".join("".join(_piece(piece) for piece in pieces).split())


def _piece(piece: Piece) -> str:
    if piece.channel:
        return f"#{piece.channel}"
    if piece.user:
        return f"@{piece.user}"
    address = safe_link(piece.link)
    before = " " if piece.text[:1].isspace() else ""
    after = " " if piece.text[-1:].isspace() else ""
    return before + clean(piece.text) + (f" <{address}>" if address else "") + after


def _wrap(words: str, first: str, later: str) -> str:
    return "\n".join(
        textwrap.wrap(
            words,
            WIDTH,
            initial_indent=first,
            subsequent_indent=later,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )
