"""The default themes and actors, and a team's own, as records.

The data lies beside this module: `themes.toml` and `actors/*.toml`. Nothing here loads a language model.
"""

from __future__ import annotations

import hashlib
from collections.abc import Set
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import TypeVar

from bot.analysis.lexicon.actor_doubts import find_doubts
from bot.analysis.lexicon.actor_file import check_actors, parse_actors
from bot.analysis.lexicon.theme_file import parse_themes
from bot.analysis.lexicon.theme_mistakes import check_themes
from bot.analysis.lexicon.toml_file import Problem, Table, TomlFile, load_toml, parse_toml, refuse
from bot.model.knowledge import Actor, Knowledge, Theme

MOST_PROBLEMS = 300
"""So many are looked for in one theme file: whoever has more mends these first."""
_DATA = files("bot.analysis.lexicon")
_Record = TypeVar("_Record", Actor, Theme)


@cache
def load_default_actors() -> tuple[Actor, ...]:
    """The actors that come with Rapporteur, by file and in its order."""
    return tuple(actor for _, file in _default_files() for actor in parse_actors(file))


@cache
def _default_files() -> tuple[tuple[str, TomlFile], ...]:
    """The files of default actors by name, in order."""
    paths = sorted((file for file in (_DATA / "actors").iterdir() if file.name.endswith(".toml")), key=str)
    return tuple(
        (path.name, parse_toml(path.read_text(encoding="utf-8"), "actor", path.name)) for path in paths
    )


@cache
def load_default_themes() -> tuple[Theme, ...]:
    """The themes that come with Rapporteur, in the order in which they are shown."""
    text = (_DATA / "themes.toml").read_text(encoding="utf-8")
    return parse_themes(parse_toml(text, "theme", "themes.toml"))


def load_actors_file(path: Path) -> tuple[Actor, ...]:
    """A team's actors on top of the default ones (without these where the file says `extend = false`).

    An actor with the id of a default one takes its place.

    Raises:
        SettingError: the file cannot be read or is wrong; the sentence names it and the lines.
    """
    file = load_toml(path, "actor")
    base = load_default_actors() if file.options.get("extend", True) else ()
    refuse(path, check_actors(file, {actor.id for actor in base}))
    return _laid_over(base, parse_actors(file))


def load_themes_file(path: Path, actor_ids: Set[str] | None = None) -> tuple[Theme, ...]:
    """A team's themes, instead of the default ones (on top of them where the file says `extend = true`).

    Args:
        path: the theme file.
        actor_ids: the actors that a theme may name; the default ones where it is None.

    Raises:
        SettingError: the file cannot be read or is wrong; the sentence names it and the lines.
    """
    file = load_toml(path, "theme")
    known = default_actor_ids() if actor_ids is None else actor_ids
    refuse(path, islice(check_themes(file, known), MOST_PROBLEMS))
    base = load_default_themes() if file.options.get("extend", False) else ()
    return _laid_over(base, parse_themes(file))


def check_themes_file(path: Path, actor_ids: Set[str] | None = None) -> tuple[Problem, ...]:
    """What is wrong in a theme file, by line, at most `MOST_PROBLEMS`; empty where it can be used.

    Args:
        path: the theme file.
        actor_ids: the actors that a theme may name; the default ones where it is None.

    Raises:
        SettingError: it cannot be read at all, or is no TOML.
    """
    known = default_actor_ids() if actor_ids is None else actor_ids
    return tuple(sorted(islice(check_themes(load_toml(path, "theme"), known), MOST_PROBLEMS)))


def check_actors_file(path: Path) -> tuple[Problem, ...]:
    """All that is wrong in an actor file, by line; empty where it can be used.

    Raises:
        SettingError: it cannot be read at all, or is no TOML.
    """
    file = load_toml(path, "actor")
    known = default_actor_ids() if file.options.get("extend", True) else frozenset()
    return tuple(sorted(check_actors(file, known)))


def doubt_actors_file(path: Path | None) -> tuple[Problem, ...]:
    """What looks wrong in an actor file that can be used, beside the default actors; None is these alone.

    Raises:
        SettingError: the file cannot be read or is wrong.
    """
    doubts = find_doubts(load_default_actors() if path is None else load_actors_file(path))
    own = None if path is None else {str(t.values.get("id")): t for t in load_toml(path, "actor").tables}
    problems = []
    for doubt in doubts:
        table = next((own[actor] for actor in reversed(doubt.actors) if actor in own), None) if own else None
        if own is None or table is not None:
            line = table.line if table else 1
            problems.append(Problem(line=line, sentence=doubt.sentence))
    return tuple(sorted(problems))


def locate_actor(actor_id: str, spelling: str, path: Path | None = None) -> tuple[str, int] | None:
    """The file and line where a spelling of an actor stands: in a team's file, else in the default ones.

    Raises:
        SettingError: the team's file cannot be read.
    """
    own = [(str(path), load_toml(path, "actor"))] if path else []
    for name, file in (*own, *_default_files()):
        for table in file.tables:
            if table.values.get("id") == actor_id:
                return name, table.line_of(_key_of(table, spelling), spelling)
    return None


def _key_of(table: Table, spelling: str) -> str:
    listed = (key for key in ("aliases", "metonyms", "demonyms") if spelling in table.values.get(key, ()))
    return next(listed, "surname" if table.values.get("surname") == spelling else "name")


def default_actor_ids() -> frozenset[str]:
    """The ids of the default actors."""
    return frozenset(actor.id for actor in load_default_actors())


def default_knowledge(themes_file: Path | None = None, actors_file: Path | None = None) -> Knowledge:
    """What a workspace knows before it changes anything: the defaults, or the files of the settings.

    Raises:
        SettingError: one of the files is wrong.
    """
    actors = load_actors_file(actors_file) if actors_file else load_default_actors()
    ids = {actor.id for actor in actors}
    themes = load_themes_file(themes_file, ids) if themes_file else load_default_themes()
    return Knowledge(version=knowledge_version(themes, actors), themes=themes, actors=actors)


def knowledge_version(themes: tuple[Theme, ...], actors: tuple[Actor, ...]) -> str:
    """A short hash of the content: equal content, equal version, in every process."""
    return hashlib.sha256(repr((themes, actors)).encode()).hexdigest()[:16]


def _laid_over(base: tuple[_Record, ...], own: tuple[_Record, ...]) -> tuple[_Record, ...]:
    new = {record.id: record for record in own}
    kept = tuple(new.pop(record.id, record) for record in base)
    return kept + tuple(new.values())
