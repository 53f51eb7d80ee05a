"""Actor files: TOML with one `[[actor]]` table an actor, its keys the fields of `Actor`.

A `[defaults]` table at the top of a file may give `kind` and `of` for all its actors. Terms of office
stand in `roles = [{ title = "president", of = "russia", start = 2012-05-07 }]`; an open end is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from datetime import date
from typing import Any

from bot.analysis.lexicon.toml_file import Problem, Table, TomlFile, did_you_mean
from bot.model.knowledge import Actor, Role

KINDS = ("person", "state", "organisation", "group")
_TEXTS = ("id", "name", "kind", "surname", "gender", "of", "sector", "wikidata", "description")
_LISTS = ("aliases", "demonyms", "metonyms")
KEYS = (*_TEXTS, *_LISTS, "roles")
_ROLE_KEYS = ("title", "of", "start", "end")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WIKIDATA = re.compile(r"Q[1-9][0-9]{0,11}")
MAX_TEXT = 300
"""Longest name or alias, in code points."""
MAX_LIST = 100
"""Most aliases, demonyms, metonyms or roles of one actor."""


def is_slug(value: object) -> bool:
    """Whether it can be an id: small letters, digits and single hyphens, at most 80."""
    return isinstance(value, str) and len(value) <= 80 and _SLUG.fullmatch(value) is not None


def parse_actors(file: TomlFile) -> tuple[Actor, ...]:
    """The actors of a file in which `check_actors` found no problem."""
    defaults = file.options.get("defaults", {})
    return tuple(_parse_actor({**defaults, **table.values}) for table in file.tables)


def _parse_actor(values: dict[str, Any]) -> Actor:
    fields = {key: value for key, value in values.items() if key in _TEXTS}
    fields |= {key: tuple(values[key]) for key in _LISTS if key in values}
    roles = tuple(Role(**role) for role in values.get("roles", ()))
    return Actor(**fields, roles=roles)


def check_actors(file: TomlFile, known: Set[str] = frozenset()) -> Iterator[Problem]:
    """All that is wrong in a file; `known` are ids from elsewhere that `of` may name."""
    defaults = file.options.get("defaults", {})
    if not isinstance(defaults, dict):
        yield Problem(line=1, sentence="“defaults” is no table.", advice="Write [defaults] above it.")
        return
    for key in file.options:
        if key not in ("defaults", "extend"):
            yield Problem(
                line=1, sentence=f"Unknown key “{key}”.", advice=did_you_mean(key, ("defaults", "extend"))
            )
    tables = [Table(values={**defaults, **t.values}, line=t.line, rows=t.rows) for t in file.tables]
    ids = known | {t.values["id"] for t in tables if is_slug(t.values.get("id"))}
    seen: set[object] = set()
    for table in tables:
        yield from _check_table(table, ids)
        own = str(table.values.get("id"))
        if own in seen:
            yield _at(table, "id", f"The id “{own}” is used twice.", "Give each actor its own.")
        seen.add(own)


def _check_table(table: Table, ids: Set[str]) -> Iterator[Problem]:
    values = table.values
    for key in values:
        if key not in KEYS:
            yield _at(table, key, f"Unknown key “{key}”.", did_you_mean(key, KEYS))
    if not is_slug(values.get("id")):
        yield _at(
            table, "id", f"The id “{values.get('id', '')}” is no slug.", "Write it as “vladimir-putin”."
        )
    if values.get("kind") not in KINDS:
        yield _at(table, "kind", f"Unknown kind “{values.get('kind', '')}”.", f"One of {', '.join(KINDS)}.")
    if not values.get("name"):
        yield _at(table, "name", "The actor has no name.", 'Add name = "…".')
    yield from _check_texts(table)
    if values.get("gender") not in (None, "f", "m"):
        yield _at(table, "gender", f"Unknown gender “{values['gender']}”.", "Use f or m, or leave it out.")
    if "wikidata" in values and not _WIKIDATA.fullmatch(str(values["wikidata"])):
        yield _at(table, "wikidata", f"“{values['wikidata']}” is no Wikidata id.", "They look like Q7747.")
    if isinstance(values.get("of"), str) and values["of"] not in ids:
        yield _unknown_actor(table, "of", values["of"], ids)
    yield from _check_roles(table, ids)


def _check_texts(table: Table) -> Iterator[Problem]:
    for key in _TEXTS:
        value = table.values.get(key, "")
        if not isinstance(value, str) or len(value) > MAX_TEXT:
            yield _at(table, key, f"“{key}” must be a text of at most {MAX_TEXT} characters.")
    for key in _LISTS:
        value = table.values.get(key, [])
        if not isinstance(value, list) or len(value) > MAX_LIST or not all(map(_is_short_text, value)):
            yield _at(table, key, f"“{key}” must be a list of at most {MAX_LIST} non-empty texts.")


def _is_short_text(value: object) -> bool:
    return isinstance(value, str) and len(value.strip()) > 0 and len(value) <= MAX_TEXT


def _check_roles(table: Table, ids: Set[str]) -> Iterator[Problem]:
    roles = table.values.get("roles", [])
    if not isinstance(roles, list) or len(roles) > MAX_LIST or not all(isinstance(r, dict) for r in roles):
        yield _at(table, "roles", "“roles” must be a list of { title, of, start, end }.")
        return
    for role in roles:
        yield from (_at(table, "roles", *found) for found in _role_faults(role, ids))


def _role_faults(role: dict[str, Any], ids: Set[str]) -> Iterator[tuple[str, str]]:
    for key in role:
        if key not in _ROLE_KEYS:
            yield f"Unknown key “{key}” in a role.", did_you_mean(key, _ROLE_KEYS)
    if not _is_short_text(role.get("title")):
        yield "A role has no title.", 'Add title = "president".'
    if role.get("of") is not None and role["of"] not in ids:
        yield f"A role names the unknown actor “{role['of']}”.", did_you_mean(str(role["of"]), ids)
    start, end = role.get("start"), role.get("end")
    if not all(value is None or type(value) is date for value in (start, end)):
        yield "A role's start and end must be dates.", "Write 2012-05-07, without quotation marks."
    elif start and end and start >= end:
        yield f"A role ends on {end}, before it starts on {start}.", "Swap the two."


def _unknown_actor(table: Table, key: str, value: str, ids: Iterable[str]) -> Problem:
    return _at(table, key, f"There is no actor “{value}”.", did_you_mean(value, ids))


def _at(table: Table, key: str, sentence: str, advice: str = "") -> Problem:
    return Problem(line=table.line_of(key, table.values.get(key)), sentence=sentence, advice=advice)
