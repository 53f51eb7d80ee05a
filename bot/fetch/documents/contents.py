"""What is in a file: articles, and parts that could not be read. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from bot.errors import RejectedError
from bot.model.articles import Entry

MOST_ENTRIES = 5_000  # of one file, the files in it included
_NAMED = 5  # refused parts that the sentence about a file names


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """A part of a file that is no article: a row, an attachment, a file in an archive."""

    place: str  # in the file, as the person finds it: "row 3", "letters.zip#a.txt"
    sentence: str  # why, with advice


@dataclass(frozen=True, kw_only=True, slots=True)
class Contents:
    """The articles of a file, in its order, and what is none."""

    entries: tuple[Entry, ...] = ()
    places: tuple[str, ...] = ()  # of each entry in the file; "" where it is the file itself
    refused: tuple[Refused, ...] = ()


class Inside(Protocol):
    """How a container has the files in it read; it counts depth and bytes."""

    def __call__(self, data: bytes, name: str, address: str) -> Contents:
        """What is in the file `name` in the container.

        Raises:
            RejectedError: it cannot be read, or the container holds too much.
        """


def part_address(address: str, place: str) -> str:
    """The address of a part of a file: "/drop/week.zip#a.txt"."""
    return f"{address}#{place}" if place else address


def of_one(entry: Entry) -> Contents:
    """The contents of a file that is one article."""
    return Contents(entries=(entry,), places=("",))


def of_none(place: str, error: RejectedError) -> Contents:
    """The contents of a part that was refused."""
    return Contents(refused=(Refused(place=place, sentence=error.message),))


def within(contents: Contents, name: str) -> Contents:
    """The contents of the file `name` in another one, as seen from that."""
    return Contents(
        entries=contents.entries,
        places=tuple(part_address(name, place) for place in contents.places),
        refused=tuple(
            Refused(place=part_address(name, refused.place), sentence=refused.sentence)
            for refused in contents.refused
        ),
    )


def join_contents(found: Iterable[Contents]) -> Contents:
    """All of it as one."""
    entries: list[Entry] = []
    places: list[str] = []
    refused: list[Refused] = []
    for contents in found:
        entries += contents.entries
        places += contents.places
        refused += contents.refused
    return Contents(entries=tuple(entries), places=tuple(places), refused=tuple(refused))


def require_entries(contents: Contents, empty: str) -> Contents:
    """The contents, where there is an article in them.

    Raises:
        RejectedError: with the sentence `empty`, or the reasons of the first parts; or there are too many.
    """
    if len(contents.entries) > MOST_ENTRIES:
        raise RejectedError(
            f"There are more than {MOST_ENTRIES:,} articles in the file.",
            advice="Split it into smaller files.",
        )
    if contents.entries:
        return contents
    if not contents.refused:
        raise RejectedError(empty)
    reasons = [f"{refused.place}: {refused.sentence}" for refused in islice(contents.refused, _NAMED)]
    more = len(contents.refused) - len(reasons)
    raise RejectedError(
        "No part of the file could be read. " + " ".join(reasons) + (f" And {more} more." if more > 0 else "")
    )
