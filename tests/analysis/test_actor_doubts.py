"""What looks wrong in an actor table; and nothing in the default one does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.analysis.lexicon.actor_doubts import find_doubts
from bot.analysis.lexicon.load import (
    check_actors_file,
    doubt_actors_file,
    load_default_actors,
    locate_actor,
)
from bot.model.knowledge import Actor, Role

MAYOR = '[[actor]]\nid = "{id}"\nname = "{name}"\nkind = "person"\n'


def person(
    id: str, *terms: tuple[str, int | None, int | None], wikidata: str | None = None, name: str = ""
) -> Actor:
    """A person with offices of Rivermouth: title, first and last year."""
    roles = tuple(
        Role(
            title=title, of="rivermouth", start=date(a, 1, 1) if a else None, end=date(z, 1, 1) if z else None
        )
        for title, a, z in terms
    )
    return Actor(id=id, name=name or id.title(), kind="person", roles=roles, wikidata=wikidata)


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        (person("ada", name="Ada"), person("adah", name="Ada"), "both written “ada”"),
        (person("ada", wikidata="Q5"), person("ida", wikidata="Q5"), "same Wikidata id Q5"),
        (
            person("ada", ("president", 2020, None)),
            person("ida", ("president", 2022, 2024)),
            "both president",
        ),
        (
            person("ada", ("president", None, None)),
            person("ida", ("president", 2022, None)),
            "both president",
        ),
    ],
)
def test_contradictions_are_doubted(one: Actor, two: Actor, said: str) -> None:
    (doubt,) = find_doubts([one, two])
    assert said in doubt.sentence
    assert doubt.actors == (one.id, two.id)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (person("ada", ("president", 2020, 2022)), person("ida", ("president", 2022, None))),
        (person("ada", ("president", None, 2022)), person("ida", ("president", 2020, None))),
        (person("ada", ("senator", 2020, None)), person("ida", ("senator", 2020, None))),
        (person("ada", ("mayor", 1980, 1990), name="Ada"), person("adah", ("mayor", 2020, None), name="Ada")),
    ],
)
def test_what_can_be_is_not_doubted(one: Actor, two: Actor) -> None:
    assert find_doubts([one, two]) == ()


def test_the_default_table_has_neither_mistakes_nor_doubts() -> None:
    assert doubt_actors_file(None) == ()


def test_no_term_of_the_default_table_ends_before_it_begins() -> None:
    wrong = [
        (actor.id, role.title)
        for actor in load_default_actors()
        for role in actor.roles
        if role.start and role.end and role.start >= role.end
    ]
    assert wrong == []


def test_every_owner_in_the_default_table_stands_in_it() -> None:
    actors = load_default_actors()
    ids = {actor.id for actor in actors}
    owners = {owner for actor in actors for owner in (actor.of, *(role.of for role in actor.roles)) if owner}
    assert owners <= ids


def test_a_teams_file_is_doubted_beside_the_defaults_at_its_own_lines(tmp_path: Path) -> None:
    path = tmp_path / "actors.toml"
    path.write_text(
        MAYOR.format(id="ada", name="Ada Example") + MAYOR.format(id="bob", name="Vladimir Putin"),
        encoding="utf-8",
    )
    (doubt,) = doubt_actors_file(path)
    assert doubt.line == 5
    assert "vladimir putin" in doubt.sentence
    path.write_text("extend = false\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert doubt_actors_file(path) == ()


def test_a_file_that_stands_alone_may_not_name_default_actors(tmp_path: Path) -> None:
    path = tmp_path / "actors.toml"
    path.write_text(
        "extend = false\n" + MAYOR.format(id="ada", name="Ada") + 'of = "france"\n', encoding="utf-8"
    )
    (problem,) = check_actors_file(path)
    assert "There is no actor “france”." in problem.sentence


def test_a_row_is_found_by_file_and_line(tmp_path: Path) -> None:
    name, line = locate_actor("vladimir-putin", "Vladimir Putin") or ("", 0)
    assert name == "people_russia_ukraine.toml"
    assert line > 1
    path = tmp_path / "own.toml"
    path.write_text(MAYOR.format(id="ada", name="Ada") + 'aliases = ["Adah"]\n', encoding="utf-8")
    assert locate_actor("ada", "Adah", path) == (str(path), 5)
    assert locate_actor("nobody", "Nobody") is None
