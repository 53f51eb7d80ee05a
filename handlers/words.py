"""Command text → words. Pure.

Curly quotes, long dashes and `&amp;`, as chat clients make them, are accepted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.errors import UsageError
from bot.query.span import parse_span

LONGEST = 2_000  # characters of a command
_TYPED = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "\u00a0": " ", "’": "'", "‘": "'"}
)
_WORD = re.compile(r'"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+)')


@dataclass(frozen=True, slots=True)
class Typed:
    """One word, or several in quotation marks."""

    text: str
    quoted: bool = False


def tidy(text: str) -> str:
    """What was typed, with plain marks and on one line.

    Raises:
        UsageError: it is too long.
    """
    if len(text) > LONGEST:
        raise UsageError(f"That has {len(text):,} characters.", advice=f"At most {LONGEST:,} are read.")
    text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").translate(_TYPED)
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def split_words(text: str) -> list[Typed]:
    """The words in order; an odd quotation mark is taken as none."""
    found = _WORD.finditer(tidy(text))
    words = [
        Typed(" ".join(m["quoted"].split()), True) if m["quoted"] is not None else Typed(m["bare"])
        for m in found
    ]
    return [word for word in words if word.text]


def take_span(words: Sequence[Typed], default: timedelta) -> tuple[list[Typed], timedelta, str]:
    """The words without a span such as "30d" at their end, the span, and how it was written ("" by default).

    Raises:
        QueryError: a span that cannot be looked up, such as 0d.
    """
    if words and not words[-1].quoted and (span := parse_span(words[-1].text)):
        return list(words[:-1]), span, words[-1].text.lower()
    return list(words), default, ""


def join(words: Sequence[Typed]) -> str:
    """The words as one text, without marks."""
    return " ".join(word.text for word in words)


def write_name(name: str) -> str:
    """A name as it can stand in a command line."""
    return f'"{name}"' if " " in name else name
