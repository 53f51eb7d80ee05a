"""The default themes and actors, and a team's own, as records.

The data lies beside this module: `themes.toml` and `actors/*.toml`. Nothing here loads a language model.
"""

from __future__ import annotations

import hashlib
from collections.abc import Set
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from bot.analysis.lexicon.actor_file import check_actors, parse_actors
from bot.analysis.lexicon.theme_file import check_themes, parse_themes
from bot.analysis.lexicon.toml_file import Problem, load_toml, parse_toml, refuse
from bot.model.knowledge import Actor, Knowledge, Theme

_DATA = files("bot.analysis.lexicon")
_Record = TypeVar("_Record", Actor, Theme)


@cache
def load_default_actors() -> tuple[Actor, ...]:
    """The actors that come with Rapporteur, by file and in its order."""
    tables = sorted((file for file in (_DATA / "actors").iterdir() if file.name.endswith(".toml")), key=str)
    return tuple(
        actor
        for file in tables
        for actor in parse_actors(parse_toml(file.read_text(encoding="utf-8"), "actor", file.name))
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
    refuse(path, check_themes(file, default_actor_ids() if actor_ids is None else actor_ids))
    base = load_default_themes() if file.options.get("extend", False) else ()
    return _laid_over(base, parse_themes(file))


def check_themes_file(path: Path, actor_ids: Set[str] | None = None) -> tuple[Problem, ...]:
    """All that is wrong in a theme file, by line; empty where it can be used.

    Raises:
        SettingError: it cannot be read at all, or is no TOML.
    """
    known = default_actor_ids() if actor_ids is None else actor_ids
    return tuple(sorted(check_themes(load_toml(path, "theme"), known)))


def check_actors_file(path: Path) -> tuple[Problem, ...]:
    """All that is wrong in an actor file, by line; empty where it can be used.

    Raises:
        SettingError: it cannot be read at all, or is no TOML.
    """
    return tuple(sorted(check_actors(load_toml(path, "actor"), default_actor_ids())))


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
