"""JSON: an article, a list of articles, or an object that holds such a list; JSON Lines too. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from bot.errors import RejectedError
from bot.fetch.decoding import decode_text
from bot.fetch.documents.contents import Contents, require_entries
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
    return _read_values(((f"line {n}", _parse(line)) for n, line in lines if line.strip()), address)


def _parse(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        return RejectedError(_where(error))


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


def _read_values(values: Iterable[tuple[str, object]], address: str) -> Contents:
    rows = ((place, _as_row(value)) for place, value in values)
    return require_entries(read_rows(rows, address), "There is no article in it.")


def _as_row(value: object) -> Mapping[str, object] | RejectedError:
    if isinstance(value, (Mapping, RejectedError)):
        return value
    return RejectedError(f"It is no object with {EXAMPLE}.")
