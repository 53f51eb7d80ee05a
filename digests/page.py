"""What digests and replies are made of before they become Block Kit or lines in a terminal. Pure records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one style; text from outside may stand in it as it is."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None  # shown as a link where it is a safe one
    channel: str | None = None  # Slack's id of a channel, shown by its name instead of the text
    user: str | None = None  # Slack's id of a person, shown by name; only in what one person sees: it pings


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of the whole, or with level 2 that of a section."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines under one another; with `quoted`, set off by a bar."""

    lines: tuple[Line, ...]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows of figures in fixed width, so that bars and columns stand under one another."""

    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One line or row of bars of a plot."""

    name: str  # at most 20 characters, unique in its plot
    values: tuple[float, ...]  # one for each label


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart that Slack draws; where it may not stand, and in a terminal, its rows are shown."""

    title: str
    kind: str  # "line", "bar", "area", "pie"
    labels: tuple[str, ...]  # at most 20, unique; of a pie the segments' names
    series: tuple[Series, ...]  # at most 6; a pie has one
    rows: tuple[str, ...]  # the same figures in fixed width


@dataclass(frozen=True, slots=True)
class Table:
    """Cells under one another, the first row the header's; one in a message."""

    rows: tuple[tuple[Line, ...], ...]
    right: tuple[int, ...] = ()  # columns of figures, from 0, set flush right


@dataclass(frozen=True, slots=True)
class Small:
    """A line in small print."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between parts."""


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: what it does, and with what."""

    label: str
    action: str  # a name in handlers/actions.py
    value: str
    primary: bool = False
    danger: bool = False
    confirm: str = ""  # a question to answer first


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu among buttons: each choice is a label and the value that its action gets, at most 150 characters."""

    placeholder: str
    action: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Buttons:
    """Buttons and menus side by side."""

    buttons: tuple[Button | Menu, ...]


Part = Heading | Paragraph | Bullets | Chart | Plot | Table | Small | Rule | Buttons


def text(words: str) -> Piece:
    """Plain words."""
    return Piece(words)


def bold(words: str) -> Piece:
    """Words in bold."""
    return Piece(words, bold=True)


def italic(words: str) -> Piece:
    """Words in italics."""
    return Piece(words, italic=True)


def link(words: str, address: str | None, *, strong: bool = False) -> Piece:
    """Words that lead to an address, where it is a safe one."""
    return Piece(words, bold=strong, link=address)


def line(*pieces: Piece | str) -> Line:
    """One line; bare strings are plain words."""
    return tuple(piece if isinstance(piece, Piece) else Piece(piece) for piece in pieces)
