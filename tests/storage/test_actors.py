"""Actors: defaults that follow the data, edits of the team that stay, people found in texts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.errors import NotFoundError
from bot.model.findings import ActorMention
from bot.model.knowledge import Actor, Role
from bot.query.tree import ThemeIs
from bot.storage.actors import (
    add_alias,
    find_actor,
    find_speakers,
    load_actors,
    save_actor,
    sync_actors,
    top_actors,
)
from tests.builders import NOW, Library, instant, make_quote

MERKEL = Actor(
    id="angela-merkel",
    name="Angela Merkel",
    kind="person",
    aliases=("Angela Dorothea Merkel", "Mutti"),
    surname="Merkel",
    gender="f",
    roles=(Role(title="chancellor", of="germany", start=date(2005, 11, 22), end=date(2021, 12, 8)),),
    of="germany",
    wikidata="Q567",
    description="Chancellor of Germany until 2021",
)
GERMANY = Actor(id="germany", name="Germany", kind="state", demonyms=("German",), metonyms=("Berlin",))


def sync(library: Library, *actors: Actor) -> None:
    with library.write() as scope:
        sync_actors(scope, actors, library.clock())


def known(library: Library) -> dict[str, Actor]:
    with library.read() as scope:
        return {actor.id: actor for actor in load_actors(scope)}


def test_defaults_come_back_as_they_were_given(library: Library) -> None:
    sync(library, MERKEL, GERMANY)
    assert known(library) == {"angela-merkel": MERKEL, "germany": GERMANY}


def test_the_same_defaults_again_change_nothing(library: Library) -> None:
    sync(library, MERKEL, GERMANY)
    with library.read() as scope:
        before = scope.connection.exec_driver_sql("SELECT * FROM actors").all()
    library.clock.move(days=1)
    sync(library, MERKEL, GERMANY)
    with library.read() as scope:
        assert scope.connection.exec_driver_sql("SELECT * FROM actors").all() == before


def test_new_defaults_replace_old_ones(library: Library) -> None:
    sync(library, MERKEL, GERMANY)
    renamed = Actor(id="germany", name="Federal Republic of Germany", kind="state", aliases=("Germany",))
    sync(library, renamed)
    assert known(library) == {"germany": renamed}


def test_what_the_team_has_edited_stays(library: Library) -> None:
    sync(library, MERKEL, GERMANY)
    edited = Actor(id="germany", name="Germany (our desk)", kind="state")
    with library.write() as scope:
        save_actor(scope, edited, NOW)
        add_alias(scope, "angela-merkel", "the former chancellor", NOW)
    sync(library, MERKEL, GERMANY)
    sync(library, MERKEL)
    assert known(library)["germany"] == edited
    assert known(library)["angela-merkel"].aliases == (*MERKEL.aliases, "the former chancellor")


def test_an_alias_needs_its_actor(library: Library) -> None:
    with pytest.raises(NotFoundError), library.write() as scope:
        add_alias(scope, "nobody", "No One", NOW)


def test_a_default_that_goes_stays_as_a_name_where_articles_mention_it(library: Library) -> None:
    sync(library, MERKEL, GERMANY)
    saved = library.article(actors=["angela-merkel"])
    sync(library, GERMANY)
    assert set(known(library)) == {"germany"}
    assert library.card(saved).actors == ("angela-merkel",)
    with library.read() as scope:
        found = find_actor(scope, "angela-merkel")
    assert found is not None
    assert found.name == "Angela Merkel"
    sync(library, GERMANY, MERKEL)
    assert known(library)["angela-merkel"] == MERKEL


def test_people_found_in_texts_are_kept_apart_until_the_team_takes_them_in(library: Library) -> None:
    person = ActorMention(id="cedric-leighton", name="Cedric Leighton", kind="person", known=False)
    library.article(actors=[person])
    assert known(library) == {}
    with library.read() as scope:
        (found,) = load_actors(scope, known_only=False)
        assert (found.id, found.name) == ("cedric-leighton", "Cedric Leighton")
        assert find_actor(scope, "nobody") is None
    with library.write() as scope:
        save_actor(scope, found, NOW)
    assert set(known(library)) == {"cedric-leighton"}


def test_speakers_are_found_by_full_name_else_by_surname(library: Library) -> None:
    library.article(
        quotes=[
            make_quote("One", name="Cedric Leighton"),
            make_quote("Two", name="Col. Cedric Leighton"),
            make_quote("Three", name="Ann Leighton"),
            make_quote("Four", by="angela-merkel"),
            make_quote("Five", name="Ursula von der Leyen"),
            make_quote("Six"),
        ]
    )
    with library.read() as scope:
        assert find_speakers(scope, "cedric leighton") == ((None, "Cedric Leighton"),)
        assert {name for _, name in find_speakers(scope, "Leighton")} == {
            "Ann Leighton",
            "Cedric Leighton",
            "Col. Cedric Leighton",
        }
        assert find_speakers(scope, "MERKEL") == (("angela-merkel", "Angela Merkel"),)
        assert find_speakers(scope, "von der leyen") == ((None, "Ursula von der Leyen"),)
        assert find_speakers(scope, "eighton") == find_speakers(scope, "") == ()


def test_the_most_named_actors_of_the_matching_articles(library: Library) -> None:
    library.article(actors=["russia", "china"], themes=["energy"], at="2026-11-20 08:00")
    library.article(actors=["russia"], themes=["energy"], at="2026-11-20 09:00")
    library.article(actors=["japan"], themes=["taiwan"], at="2026-11-20 10:00")
    with library.read() as scope:
        top = top_actors(scope, ThemeIs("energy"), instant("2026-11-20 08:00"), NOW, limit=5)
        assert [(tally.id, tally.name, tally.count) for tally in top] == [
            ("russia", "Russia", 2),
            ("china", "China", 1),
        ]
        late = top_actors(scope, None, instant("2026-11-20 09:00"), NOW - timedelta(hours=1), limit=1)
        assert [tally.id for tally in late] == ["japan"]
