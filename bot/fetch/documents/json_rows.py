"""JSON: an article, a list of articles, or an object that holds such a list; JSON Lines too. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from bot.errors import RejectedError
from bot.fetch.decoding import decode_text
from bot.fetch.documents.contents import Contents, Refused, part_address, refuse, require_entries
from bot.fetch.documents.rows import EXAMPLE, field_of, read_rows

_LISTS = ("articles", "items", "entries", "rows", "documents", "results", "data")


def read_json(data: bytes, address: str) -> Contents:
    """The entries in a JSON file.

    Raises:
        RejectedError: it is no JSON, or there is no article in it.
    """
    text = decode_text(data)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) > 1 and lines[0].strip().startswith("{") and lines[0].strip().endswith("}"):
            return read_json_lines(data, address)
        raise RejectedError(_where(error), cause=repr(error)) from error
    return _read_values(
        ((f"article {n}", value) for n, value in enumerate(_list_of(found), start=1)), address
    )


def read_json_lines(data: bytes, address: str) -> Contents:
    """The entries in a file with one JSON object a line (.jsonl).

    Raises:
        RejectedError: there is no article in it.
    """
    lines = enumerate(decode_text(data).split("\n"), start=1)
    broken: list[Refused] = []

    def values() -> Iterator[tuple[str, object]]:
        for number, line in lines:
            if line.strip():
                try:
                    yield f"line {number}", json.loads(line)
                except (ValueError, RecursionError) as error:
                    broken.append(refuse(address, f"line {number}", RejectedError(_where(error))))

    return _read_values(values(), address, broken)


def _where(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"It is no valid JSON: line {error.lineno}, column {error.colno}."
    return "It is no valid JSON."


def _list_of(found: object) -> list[object]:
    """The articles of a file, whatever stands around them."""
    if isinstance(found, list):
        return found
    if isinstance(found, Mapping):
        if any(field_of(name) in {"text", "html"} and isinstance(found[name], str) for name in found):
            return [found]
        lists = [value for name in _LISTS if isinstance(value := found.get(name), list)]
        if lists:
            return lists[0]
    raise RejectedError(
        "There is no list of articles in it.", advice=f"Write a list of objects with {EXAMPLE}."
    )


def _read_values(
    values: Iterable[tuple[str, object]], address: str, broken: list[Refused] | None = None
) -> Contents:
    strays: list[Refused] = broken if broken is not None else []

    def rows() -> Iterator[tuple[str, Mapping[str, object]]]:
        for part, value in values:
            if isinstance(value, Mapping):
                yield part, value
            else:
                sentence = f"It is no object with {EXAMPLE}."
                strays.append(Refused(part=part, address=part_address(address, part), sentence=sentence))

    found = read_rows(rows(), address)
    contents = Contents(entries=found.entries, refused=(*found.refused, *strays))
    return require_entries(contents, "There is no article in it.")
