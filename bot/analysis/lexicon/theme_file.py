"""Theme files: TOML with one `[[theme]]` table a theme, its keys the fields of `Theme`.

A team's file replaces the default themes; with `extend = true` at its top they are kept, and a theme of
the same id takes the place of the default one. A `[lists]` table may name lists of terms; "@sport" among the
terms of a theme stands for all terms of the list `sport`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from bot.analysis.lexicon.toml_file import TomlFile
from bot.model.knowledge import Theme

TERMS = ("include", "hints", "exclude")
"""Keys whose values are lists of terms."""
LISTS = (*TERMS, "examples", "actors")
"""Keys whose values are lists."""
OPTIONS = ("extend", "lists")
"""Keys that may stand above the first theme."""
KEYS = ("id", "name", "description", *LISTS, "actors_min", "actors_usual", "threshold")
"""Keys of a theme."""


def parse_themes(file: TomlFile) -> tuple[Theme, ...]:
    """The themes of a file in which `theme_mistakes` found no problem."""
    lists = file.options.get("lists", {})
    return tuple(_parse_theme(table.values, lists) for table in file.tables)


def _parse_theme(values: dict[str, Any], lists: dict[str, list[str]]) -> Theme:
    fields: dict[str, Any] = {k: tuple(v) if k in LISTS else v for k, v in values.items()}
    for key in TERMS:
        fields[key] = tuple(_written_out(fields.get(key, ()), lists))
    fields.setdefault("name", values["id"].replace("-", " ").capitalize())
    if fields.get("actors"):
        fields.setdefault("actors_min", 1)
    return Theme(**fields)


def _written_out(terms: Iterable[str], lists: dict[str, list[str]]) -> Iterator[str]:
    for term in terms:
        yield from lists[term[1:]] if term.startswith("@") else (term,)
