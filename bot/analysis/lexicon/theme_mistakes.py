"""What is wrong in a theme file: each mistake with its line, what was found, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Any

from bot.analysis.lexicon.actor_file import is_slug
from bot.analysis.lexicon.theme_file import KEYS, LISTS, OPTIONS, TERMS
from bot.analysis.lexicon.toml_file import Problem, Table, TomlFile, did_you_mean
from bot.analysis.lexicon.written_terms import MAX_LIST, term_fault, written_alike

MAX_EXAMPLE = 600
"""Longest example sentence or description, in code points."""
MOST_USUAL = 5
"""Most actors that a theme may expect a text to name."""
LEAST_THRESHOLD = 0.05
"""Lower scores are not reported, so that a lower threshold means nothing."""
_SHOWN = 60  # characters of a value that is quoted


def check_themes(file: TomlFile, actor_ids: Set[str]) -> Iterator[Problem]:
    """All that is wrong in a file; `actor_ids` are the actors that a theme may name."""
    yield from _check_options(file)
    lists = _lists(file)
    seen: dict[str, int] = {}
    for table in file.tables:
        yield from _check_table(table, actor_ids, lists)
        own = str(table.values.get("id"))
        if own in seen and "id" in table.values:
            yield _at(
                table,
                "id",
                f"The id “{_short(own)}” is used already in line {seen[own]}.",
                "Give it another.",
            )
        seen.setdefault(own, table.line)


def _check_options(file: TomlFile) -> Iterator[Problem]:
    for key in file.options:
        if key not in OPTIONS:
            advice = did_you_mean(key, (*OPTIONS, "theme")) or "Themes begin with [[theme]]."
            yield Problem(line=file.line_of(key), sentence=f"Unknown key “{_short(key)}”.", advice=advice)
    if not isinstance(file.options.get("extend", False), bool):
        sentence, advice = "“extend” must be true or false.", "Write: extend = true, without quotes."
        yield Problem(line=file.line_of("extend"), sentence=sentence, advice=advice)
    if not isinstance(file.options.get("lists", {}), dict):
        advice = "Write [lists] in a line of its own, and the lists below it."
        yield Problem(line=file.line_of("lists"), sentence="“lists” is no table.", advice=advice)
    for name, terms in _lists(file).items():
        yield from _check_shared(file, name, terms)
    if not file.tables and not file.options.get("extend"):
        yield Problem(line=1, sentence="The file holds no theme.", advice="Begin each with [[theme]].")


def _check_shared(file: TomlFile, name: str, terms: object) -> Iterator[Problem]:
    if not isinstance(terms, list) or len(terms) > MAX_LIST:
        yield Problem(
            line=file.line_of(name),
            sentence=f"“{_short(name)}” must be a list of at most {MAX_LIST} terms.",
            advice='Write it in square brackets: sport = ["football", "tennis"].',
        )
        return
    for term in terms:
        fault = term_fault(term)
        if isinstance(term, str) and term.startswith("@"):
            fault = f"“{_short(term)}” names a list. A list holds terms only: write them out."
        if fault:
            yield Problem(line=file.line_of(name, term), sentence=f"In the list “{_short(name)}”: {fault}")


def _lists(file: TomlFile) -> dict[str, Any]:
    lists = file.options.get("lists", {})
    return lists if isinstance(lists, dict) else {}


def _check_table(table: Table, actor_ids: Set[str], lists: dict[str, Any]) -> Iterator[Problem]:
    for key in table.values:
        if key not in KEYS:
            yield _at(table, key, f"Unknown key “{_short(key)}”.", _mend_key(key))
    yield from _check_id(table)
    yield from _check_texts(table)
    yield from _check_lists(table, lists)
    yield from _check_both_ways(table, lists)
    yield from _check_actors(table, actor_ids)
    yield from _check_usual(table)
    yield from _check_threshold(table)


def _mend_key(key: str) -> str:
    if key in OPTIONS:
        return "It belongs above the first [[theme]]."
    return did_you_mean(key, KEYS) or f"Known are: {', '.join(KEYS)}."


def _check_id(table: Table) -> Iterator[Problem]:
    if "id" not in table.values:
        yield _at(table, "id", "The theme has no id.", 'Write a line like: id = "arms-control".')
    elif not is_slug(table.values["id"]):
        found = _short(table.values["id"])
        yield _at(
            table, "id", f"The id “{found}” is no slug.", "Use small letters and hyphens: “arms-control”."
        )


def _check_texts(table: Table) -> Iterator[Problem]:
    for key in ("name", "description"):
        value = table.values.get(key, "-")
        if not isinstance(value, str) or not value.strip() or len(value) > MAX_EXAMPLE:
            sentence = f"“{key}” must be a text of at most {MAX_EXAMPLE} characters."
            yield _at(table, key, sentence, "Write it in double quotes, or leave it out.")


def _check_lists(table: Table, lists: dict[str, Any]) -> Iterator[Problem]:
    if not any(table.values.get(key) for key in ("include", "hints", "examples", "actors")):
        yield _at(table, "id", "The theme has nothing to match.", "Add include terms, examples or actors.")
    for key in LISTS:
        value = table.values.get(key, [])
        if not isinstance(value, list) or len(value) > MAX_LIST:
            sentence = f"“{key}” must be a list of at most {MAX_LIST} texts."
            yield _at(table, key, sentence, f'Write it in square brackets: {key} = ["one", "another"].')
            continue
        for item in value:
            fault = _item_fault(key, item, lists)
            if fault:
                yield _at(table, key, fault, value=item)


def _item_fault(key: str, item: object, lists: dict[str, Any]) -> str:
    if not isinstance(item, str) or not item.strip():
        return f"“{_short(item)}” is no text. Write words in double quotes, or take it out."
    if key == "examples" and len(item) > MAX_EXAMPLE:
        return f"“{item[:40]}…” is longer than {MAX_EXAMPLE} characters. Give one sentence."
    if key not in TERMS:
        return ""
    if not item.startswith("@"):
        return term_fault(item)
    if item[1:] in lists:
        return ""
    mend = did_you_mean(item[1:], lists) or "Write it below [lists]."
    return f"There is no list “{_short(item[1:])}”. {mend}"


def _check_both_ways(table: Table, lists: dict[str, Any]) -> Iterator[Problem]:
    """A term cannot speak for a theme and against it: what excludes would win, unseen."""
    against = {written_alike(term): term for term in _plain_terms(table, "exclude")}
    for key in ("include", "hints"):
        for term in _plain_terms(table, key):
            if written_alike(term) in against:
                sentence = f"“{_short(term)}” stands in “{key}” and in “exclude”."
                yield _at(table, key, sentence, "Take it out of one of them.", term)
    for named in sorted(
        _named_lists(table, "exclude") & _named_lists(table, "include", "hints") & set(lists)
    ):
        sentence = f"The list “{_short(named)}” speaks for the theme and against it."
        yield _at(table, "exclude", sentence, "Take it out of one of them.", f"@{named}")


def _plain_terms(table: Table, key: str) -> list[str]:
    terms = table.values.get(key, [])
    found = terms if isinstance(terms, list) else []
    return [term for term in found if isinstance(term, str) and not term.startswith("@")]


def _named_lists(table: Table, *keys: str) -> set[str]:
    values: Iterable[object] = (item for key in keys for item in _items(table, key))
    return {item[1:] for item in values if isinstance(item, str) and item.startswith("@")}


def _items(table: Table, key: str) -> list[object]:
    value = table.values.get(key, [])
    return value if isinstance(value, list) else []


def _check_actors(table: Table, actor_ids: Set[str]) -> Iterator[Problem]:
    for actor in _items(table, "actors"):
        if isinstance(actor, str) and actor.strip() and actor not in actor_ids:
            advice = did_you_mean(actor, actor_ids) or "“rapporteur actors list” shows all."
            yield _at(table, "actors", f"There is no actor “{_short(actor)}”.", advice, actor)
    least = table.values.get("actors_min", 0)
    named = len(_items(table, "actors"))
    if type(least) is not int or not 0 <= least <= named:
        sentence = f"“actors_min” must be a number from 0 to {named}, the number of actors named."
        yield _at(table, "actors_min", sentence, "Lower it, or name more actors.")


def _check_usual(table: Table) -> Iterator[Problem]:
    usual = table.values.get("actors_usual", 0)
    if type(usual) is not int or not 0 <= usual <= MOST_USUAL:
        sentence = f"“actors_usual” must be a number from 0 to {MOST_USUAL}."
        yield _at(table, "actors_usual", sentence, "Leave it out if in doubt.")


def _check_threshold(table: Table) -> Iterator[Problem]:
    value = table.values.get("threshold", 0.5)
    if isinstance(value, bool) or not isinstance(value, int | float):
        sentence = f"The threshold “{_short(value)}” is no number."
        yield _at(table, "threshold", sentence, "Write it without quotes: threshold = 0.5.")
    elif not LEAST_THRESHOLD <= value <= 1:
        sentence = f"The threshold {_short(value)} is out of range."
        yield _at(table, "threshold", sentence, f"Use a number from {LEAST_THRESHOLD} to 1.")


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _at(table: Table, key: str, sentence: str, advice: str = "", value: object = None) -> Problem:
    found = table.values.get(key) if value is None else value
    return Problem(line=table.line_of(key, found), sentence=sentence, advice=advice)
