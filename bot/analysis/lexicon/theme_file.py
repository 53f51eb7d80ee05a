"""Theme files: TOML with one `[[theme]]` table a theme, its keys the fields of `Theme`.

A team's file replaces the default themes; with `extend = true` at its top they are kept, and a theme of
the same id takes the place of the default one. A `[lists]` table may name lists of terms; "@sport" among the
terms of a theme stands for all terms of the list `sport`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Any

from bot.analysis.lexicon.actor_file import is_slug
from bot.analysis.lexicon.toml_file import Problem, Table, TomlFile, did_you_mean
from bot.model.knowledge import Theme

_TERMS = ("include", "hints", "exclude")
_LISTS = (*_TERMS, "examples", "actors")
_OPTIONS = ("extend", "lists")
KEYS = ("id", "name", "description", *_LISTS, "actors_min", "actors_usual", "threshold")
MAX_TERM = 80
"""Longest include or exclude term, in code points."""
MAX_EXAMPLE = 600
"""Longest example sentence or description, in code points."""
MOST_USUAL = 5
"""Most actors that a theme may expect a text to name."""
MAX_LIST = 500
"""Most terms, examples or actors of one theme."""


def parse_themes(file: TomlFile) -> tuple[Theme, ...]:
    """The themes of a file in which `check_themes` found no problem."""
    lists = file.options.get("lists", {})
    return tuple(_parse_theme(table.values, lists) for table in file.tables)


def _parse_theme(values: dict[str, Any], lists: dict[str, list[str]]) -> Theme:
    fields: dict[str, Any] = {k: tuple(v) if k in _LISTS else v for k, v in values.items()}
    for key in _TERMS:
        fields[key] = tuple(_written_out(fields.get(key, ()), lists))
    fields.setdefault("name", values["id"].replace("-", " ").capitalize())
    if fields.get("actors"):
        fields.setdefault("actors_min", 1)
    return Theme(**fields)


def _written_out(terms: Iterable[str], lists: dict[str, list[str]]) -> Iterator[str]:
    for term in terms:
        yield from lists[term[1:]] if term.startswith("@") else (term,)


def check_themes(file: TomlFile, actor_ids: Set[str]) -> Iterator[Problem]:
    """All that is wrong in a file; `actor_ids` are the actors that a theme may name."""
    yield from _check_options(file)
    seen: dict[str, int] = {}
    for table in file.tables:
        yield from _check_table(table, actor_ids, set(_lists(file)))
        own = str(table.values.get("id"))
        if own in seen:
            yield _at(table, "id", f"The id “{own}” is used already in line {seen[own]}.", "Give it another.")
        seen.setdefault(own, table.line)


def _check_options(file: TomlFile) -> Iterator[Problem]:
    for key in file.options:
        if key not in _OPTIONS:
            advice = did_you_mean(key, (*_OPTIONS, "theme")) or "Themes begin with [[theme]]."
            yield Problem(line=1, sentence=f"Unknown key “{key}”.", advice=advice)
    if not isinstance(file.options.get("extend", False), bool):
        yield Problem(
            line=1, sentence="“extend” must be true or false.", advice="Write: extend = true, without quotes."
        )
    if not isinstance(file.options.get("lists", {}), dict):
        yield Problem(line=1, sentence="“lists” is no table.", advice="Write [lists] above it.")
    for name, terms in _lists(file).items():
        if not isinstance(terms, list) or len(terms) > MAX_LIST:
            yield Problem(
                line=1,
                sentence=f"“{name}” must be a list of at most {MAX_LIST} terms.",
                advice='Write it in square brackets: sport = ["football", "tennis"].',
            )
            continue
        for fault in filter(None, map(_term_fault, terms)):
            yield Problem(line=1, sentence=f"In the list “{name}”: {fault}")
    if not file.tables and not file.options.get("extend"):
        yield Problem(line=1, sentence="The file holds no theme.", advice="Begin each with [[theme]].")


def _lists(file: TomlFile) -> dict[str, Any]:
    lists = file.options.get("lists", {})
    return lists if isinstance(lists, dict) else {}


def _check_table(table: Table, actor_ids: Set[str], lists: Set[str]) -> Iterator[Problem]:
    for key in table.values:
        if key not in KEYS:
            yield _at(table, key, f"Unknown key “{key}”.", did_you_mean(key, KEYS))
    if not is_slug(table.values.get("id")):
        found = str(table.values.get("id", ""))[:60]
        yield _at(
            table, "id", f"The id “{found}” is no slug.", "Use small letters and hyphens: “arms-control”."
        )
    yield from _check_texts(table)
    yield from _check_lists(table, lists)
    yield from _check_actors(table, actor_ids)
    yield from _check_usual(table)
    yield from _check_threshold(table)


def _check_texts(table: Table) -> Iterator[Problem]:
    for key in ("name", "description"):
        value = table.values.get(key, " ")
        if not isinstance(value, str) or not value or len(value) > MAX_EXAMPLE:
            yield _at(
                table,
                key,
                f"“{key}” must be a text of at most {MAX_EXAMPLE} characters.",
                "Write it in double quotes.",
            )


def _check_lists(table: Table, lists: Set[str]) -> Iterator[Problem]:
    values = table.values
    if not any(values.get(key) for key in ("include", "hints", "examples", "actors")):
        yield _at(table, "id", "The theme has nothing to match.", "Add include terms, examples or actors.")
    for key in _LISTS:
        value = values.get(key, [])
        if not isinstance(value, list) or len(value) > MAX_LIST:
            yield _at(
                table,
                key,
                f"“{key}” must be a list of at most {MAX_LIST} texts.",
                f'Write it in square brackets: {key} = ["one", "another"].',
            )
            continue
        for item in value:
            fault = _item_fault(key, item, lists)
            if fault:
                yield _at(table, key, fault, value=item)


def _item_fault(key: str, item: object, lists: Set[str]) -> str:
    if not isinstance(item, str) or not item.strip():
        return f"“{item}” is no text. Write words in double quotes, or take it out."
    if key == "examples" and len(item) > MAX_EXAMPLE:
        return f"“{item[:40]}…” is longer than {MAX_EXAMPLE} characters. Give one sentence."
    if key not in _TERMS:
        return ""
    if item.startswith("@"):
        return (
            ""
            if item[1:] in lists
            else f"There is no list “{item[1:]}”. {did_you_mean(item[1:], lists)}".strip()
        )
    return _term_fault(item)


def _term_fault(term: object) -> str:
    if not isinstance(term, str) or not any(c.isalnum() for c in term):
        return f"The term “{term}” has no word in it. Take it out."
    if len(term) > MAX_TERM:
        return f"“{term[:40]}…” is longer than {MAX_TERM} characters. Make it an example."
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
        yield _at(
            table,
            "actors_min",
            "“actors_min” must be a number from 0 to that of the actors named.",
            "Lower it, or name more actors.",
        )


def _check_usual(table: Table) -> Iterator[Problem]:
    usual = table.values.get("actors_usual", 0)
    if type(usual) is not int or not 0 <= usual <= MOST_USUAL:
        yield _at(
            table,
            "actors_usual",
            f"“actors_usual” must be a number from 0 to {MOST_USUAL}.",
            "Leave it out if in doubt.",
        )


def _check_threshold(table: Table) -> Iterator[Problem]:
    value = table.values.get("threshold", 0.5)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        yield _at(
            table, "threshold", f"The threshold {value} is out of range.", "Use a number from 0.05 to 1."
        )


def _at(table: Table, key: str, sentence: str, advice: str = "", value: object = None) -> Problem:
    found = table.values.get(key) if value is None else value
    return Problem(line=table.line_of(key, found), sentence=sentence, advice=advice)
