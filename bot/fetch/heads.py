"""The lines above the text that tell who wrote it and when. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.fetch.boilerplate import is_metadata
from bot.fetch.bylines import parse_byline
from bot.fetch.dates import Published, parse_printed
from bot.fetch.prose import is_prose, word_count

HEAD_LINES = 12  # lines in which author and date are looked for


def head_lines(lines: Sequence[str]) -> Iterator[str]:
    """The lines that tell who and when: above the first sentence, a standfirst not counted."""
    lines = lines[:HEAD_LINES]
    for index, line in enumerate(lines):
        if is_metadata(line):
            yield line
        elif is_prose(line) and not (index + 1 < len(lines) and is_metadata(lines[index + 1])):
            return


def printed_byline(lines: Sequence[str]) -> str | None:
    """The author whom a line near the headline names."""
    return next((name for line in head_lines(lines) if (name := parse_byline(line))), None)


def printed_date(lines: Sequence[str], text: Sequence[str]) -> Published:
    """A date printed on a line of its own near the headline, or in full in the dateline.

    Args:
        lines: those near the headline.
        text: the lines of the text, with whose first sentence a dateline begins.
    """
    for line in head_lines(lines):
        if found := parse_printed(line):
            return found
    first = next((block for block in text[:HEAD_LINES] if is_prose(block)), "")
    dateline = first[:100].replace("–", "—").replace(" - ", " — ").partition("—")
    return parse_printed(dateline[0]) if dateline[1] and word_count(dateline[0]) <= 12 else None
