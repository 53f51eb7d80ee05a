"""Theme files: TOML with one `[[theme]]` table a theme, its keys the fields of `Theme`.

A team's file replaces the default themes; with `extend = true` at its top they are kept, and a theme of
the same id takes the place of the default one.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from bot.analysis.lexicon.actor_file import is_slug
from bot.analysis.lexicon.toml_file import Problem, Table, TomlFile, did_you_mean
from bot.model.knowledge import Theme

_LISTS = ("include", "exclude", "examples", "actors")
KEYS = ("id", "name", "description", *_LISTS, "actors_min", "threshold")
MAX_TERM = 80
"""Longest include or exclude term, in code points."""
MAX_EXAMPLE = 600
"""Longest example sentence or description, in code points."""
MAX_LIST = 500
"""Most terms, examples or actors of one theme."""


def parse_themes(file: TomlFile) -> tuple[Theme, ...]:
    """The themes of a file in which `check_themes` found no problem."""
    return tuple(_parse_theme(table.values) for table in file.tables)


def _parse_theme(values: dict[str, Any]) -> Theme:
    fields: dict[str, Any] = {k: tuple(v) if k in _LISTS else v for k, v in values.items()}
    fields.setdefault("name", values["id"].replace("-", " ").capitalize())
    if fields.get("actors"):
        fields.setdefault("actors_min", 1)
    return Theme(**fields)


def check_themes(file: TomlFile, actor_ids: Set[str]) -> Iterator[Problem]:
    """All that is wrong in a file; `actor_ids` are the actors that a theme may name."""
    for key in file.options:
        if key not in ("extend",):
            advice = did_you_mean(key, ("extend", "theme")) or "Themes begin with [[theme]]."
            yield Problem(line=1, sentence=f"Unknown key “{key}”.", advice=advice)
    if not isinstance(file.options.get("extend", False), bool):
        yield Problem(line=1, sentence="“extend” must be true or false.")
    if not file.tables and not file.options.get("extend"):
        yield Problem(line=1, sentence="The file holds no theme.", advice="Begin each with [[theme]].")
    seen: dict[str, int] = {}
    for table in file.tables:
        yield from _check_table(table, actor_ids)
        own = str(table.values.get("id"))
        if own in seen:
            yield _at(table, "id", f"The id “{own}” is used already in line {seen[own]}.", "Give it another.")
        seen.setdefault(own, table.line)


def _check_table(table: Table, actor_ids: Set[str]) -> Iterator[Problem]:
    for key in table.values:
        if key not in KEYS:
            yield _at(table, key, f"Unknown key “{key}”.", did_you_mean(key, KEYS))
    if not is_slug(table.values.get("id")):
        found = str(table.values.get("id", ""))[:60]
        yield _at(
            table, "id", f"The id “{found}” is no slug.", "Use small letters and hyphens: “arms-control”."
        )
    yield from _check_texts(table)
    yield from _check_lists(table)
    yield from _check_actors(table, actor_ids)
    yield from _check_threshold(table)


def _check_texts(table: Table) -> Iterator[Problem]:
    for key in ("name", "description"):
        value = table.values.get(key, " ")
        if not isinstance(value, str) or not value or len(value) > MAX_EXAMPLE:
            yield _at(table, key, f"“{key}” must be a text of at most {MAX_EXAMPLE} characters.")


def _check_lists(table: Table) -> Iterator[Problem]:
    values = table.values
    if not values.get("include") and not values.get("examples") and not values.get("actors"):
        yield _at(table, "id", "The theme has nothing to match.", "Add include terms, examples or actors.")
    for key in _LISTS:
        value = values.get(key, [])
        if not isinstance(value, list) or len(value) > MAX_LIST:
            yield _at(table, key, f"“{key}” must be a list of at most {MAX_LIST} texts.")
            continue
        most = MAX_EXAMPLE if key == "examples" else MAX_TERM
        for item in value:
            fault = _item_fault(item, most) or (_term_fault(item) if key in ("include", "exclude") else "")
            if fault:
                yield _at(table, key, fault, value=item)


def _item_fault(item: object, most: int) -> str:
    if not isinstance(item, str) or not item.strip():
        return f"“{item}” is no text."
    return f"“{item[:40]}…” is longer than {most} characters." if len(item) > most else ""


def _term_fault(term: str) -> str:
    if not any(c.isalnum() for c in term):
        return f"The term “{term}” has no word in it."
    words = term.split()
    if any("*" in word.rstrip("*") or word.count("*") > 1 for word in words):
        return f"In “{term}”, * stands where it is not understood: it may only end a word."
    if any(word.endswith("*") and len(word) < 3 for word in words):
        return f"In “{term}”, too few letters stand before *: at least two are needed."
    return ""


def _check_actors(table: Table, actor_ids: Set[str]) -> Iterator[Problem]:
    named = table.values.get("actors", [])
    least = table.values.get("actors_min", 0)
    for actor in named if isinstance(named, list) else []:
        if isinstance(actor, str) and actor not in actor_ids:
            yield _at(table, "actors", f"There is no actor “{actor}”.", did_you_mean(actor, actor_ids), actor)
    if type(least) is not int or least < 0 or (isinstance(named, list) and least > len(named)):
        yield _at(table, "actors_min", "“actors_min” must be a number from 0 to that of the actors named.")


def _check_threshold(table: Table) -> Iterator[Problem]:
    value = table.values.get("threshold", 0.5)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        yield _at(
            table, "threshold", f"The threshold {value} is out of range.", "Use a number from 0.05 to 1."
        )


def _at(table: Table, key: str, sentence: str, advice: str = "", value: object = None) -> Problem:
    found = table.values.get(key) if value is None else value
    return Problem(line=table.line_of(key, found), sentence=sentence, advice=advice)
