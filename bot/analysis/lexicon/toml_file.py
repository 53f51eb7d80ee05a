"""Tables of a hand-written TOML file, each with the lines on which it stands.

Python's reader of TOML forgets line numbers; people who edit a theme file need them. They are found again
by looking for the headers (`[[theme]]`) and, below each, for its keys and values as they were written.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.errors import SettingError

MAX_BYTES = 2_000_000
"""Largest file that is read; the default actor table, the largest known, is a tenth of it."""
MAX_TABLES = 5_000
"""Most tables in one file."""
SHOWN_PROBLEMS = 5
"""So many problems are told in one error; `rapporteur themes check` and `actors check` list them all."""

_DECODE_LINE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in a file, for the person who wrote it."""

    line: int  # from 1
    sentence: str  # what was found
    advice: str = ""  # what is expected

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence} {self.advice}".rstrip()


@dataclass(frozen=True, kw_only=True)
class Table:
    """One `[[kind]]` table: its values, and where it stands."""

    values: dict[str, Any]
    line: int  # of its header, from 1
    rows: tuple[str, ...] = field(default=(), repr=False)  # the lines below the header

    def line_of(self, key: str, value: object = None) -> int:
        """The line of a key, or of one value below it; the header's where neither can be found."""
        at = _row_of(self.rows, key, value)
        return self.line if at is None else self.line + 1 + at


@dataclass(frozen=True, kw_only=True)
class TomlFile:
    """A file's top-level keys and its tables of one kind."""

    options: dict[str, Any]
    tables: tuple[Table, ...]
    rows: tuple[str, ...] = field(default=(), repr=False)  # all lines

    def line_of(self, key: str, value: object = None) -> int:
        """The line of a top-level key or table, or of one value below it; the first where neither can be found."""
        at = _row_of(self.rows, key, value)
        return 1 if at is None else 1 + at


def _row_of(rows: Sequence[str], key: str, value: object) -> int | None:
    """Where a key stands or, below it, one of its values: in quotes first, as it may be part of another."""
    name = rf"[\"']?{re.escape(key)}[\"']?\s*"
    opening = re.compile(rf"\s*(?:{name}[.=]|\[+\s*{name}[.\]])")
    at = next((i for i, row in enumerate(rows) if opening.match(row)), None)
    if at is None or not isinstance(value, str) or not value:
        return at
    for printed in (f'"{value}"', f"'{value}'", value):
        found = next((i for i in range(at, len(rows)) if printed in rows[i]), None)
        if found is not None:
            return found
    return at


def load_toml(path: Path, kind: str) -> TomlFile:
    """Read the `[[kind]]` tables of a file.

    Raises:
        SettingError: it cannot be read, is too large, or is no TOML; the sentence names the line.
    """
    return parse_toml(load_text(path), kind, str(path))


def load_text(path: Path) -> str:
    """The text of a file of at most `MAX_BYTES`.

    Raises:
        SettingError: it cannot be read, is too large, or is not UTF-8.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise SettingError(
                f"{path} is larger than {MAX_BYTES // 1_000_000} MB.",
                advice="Split off what is not needed; the default tables are a tenth of that.",
            )
        return data.decode("utf-8-sig")
    except OSError as error:
        raise SettingError(
            f"{path} cannot be read: {error.strerror or 'unknown reason'}.",
            advice="Check the path and its permissions.",
            cause=repr(error),
        ) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SettingError(
            f"{path}, line {line}: this is not written in UTF-8.",
            advice="Save the file as UTF-8: editors offer that under “Save as”.",
            cause=repr(error),
        ) from error


def parse_toml(text: str, kind: str, name: str) -> TomlFile:
    """Parse the `[[kind]]` tables of a text; `name` is the file's name for the errors.

    Raises:
        SettingError: it is no TOML, or `kind` is no list of tables.
    """
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _DECODE_LINE.search(str(error))
        where = f", line {found.group(1)}" if found else ""
        reason = str(error).split(" (at ")[0] or "too deeply nested"
        raise SettingError(
            f"{name}{where}: this is not valid TOML: {reason}.",
            advice="Texts stand in double quotes, lists in square brackets with commas between.",
            cause=repr(error),
        ) from error
    rows = tuple(text.split("\n"))
    values = content.pop(kind, [])
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        line = 1 + (_row_of(rows, kind, None) or 0)
        raise SettingError(
            f"{name}, line {line}: “{kind}” must be written as tables.",
            advice=f"Begin each with [[{kind}]].",
        )
    if len(values) > MAX_TABLES:
        raise SettingError(f"{name} holds more than {MAX_TABLES} [[{kind}]] tables.", advice="Remove some.")
    return TomlFile(options=content, tables=_locate(rows, kind, values), rows=rows)


def _locate(rows: Sequence[str], kind: str, values: list[dict[str, Any]]) -> tuple[Table, ...]:
    header = re.compile(rf"\s*\[\[\s*[\"']?{kind}[\"']?\s*\]\]")
    starts = [i for i, row in enumerate(rows) if header.match(row)]
    if len(starts) != len(values):  # written as an inline array, or a header inside a long string
        return tuple(Table(values=value, line=1) for value in values)
    ends = [*starts, len(rows)][1:]
    return tuple(
        Table(values=value, line=start + 1, rows=tuple(rows[start + 1 : end]))
        for value, start, end in zip(values, starts, ends, strict=True)
    )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known word, or nothing."""
    near = difflib.get_close_matches(word[:100], list(known), n=1, cutoff=0.6)
    return f"Did you mean “{near[0]}”?" if near else ""


def refuse(path: Path, problems: Iterable[Problem]) -> None:
    """Do nothing where there are no problems.

    Raises:
        SettingError: there are some; it names the file and the lines of the first few.
    """
    found = sorted(problems)
    if not found:
        return
    shown = "; ".join(str(problem) for problem in found[:SHOWN_PROBLEMS])
    more = f"; and {len(found) - SHOWN_PROBLEMS} more" if len(found) > SHOWN_PROBLEMS else ""
    raise SettingError(f"{path} has {len(found)} problem(s): {shown}{more}.", advice="Mend these lines.")
