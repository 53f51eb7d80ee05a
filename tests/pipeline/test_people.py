"""People found in texts as articles are stored: one across articles, merged ones redirected, proposed when due."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.analysis.names import slug
from bot.errors import NotFoundError
from bot.model.findings import ActorMention
from bot.model.knowledge import Actor
from bot.pipeline.people import note_people, settle_people
from bot.storage.actors import find_actor, load_actors, save_actor
from bot.storage.articles import SavedArticle, save_article
from bot.storage.database import Database
from bot.storage.found_actors import load_found
from bot.storage.merges import merge_actors, unmerge_actor
from bot.storage.proposals import accept_actor, dismiss_actor, is_worth_proposing, load_proposals
from bot.storage.quotes import load_quotes
from bot.storage.splits import split_alias
from tests.builders import (
    NOW,
    FixedClock,
    Library,
    instant,
    make_analysis,
    make_article,
    make_event,
    make_outlet,
    make_quote,
)

PUTIN = "vladimir-putin"


class Desk:
    """Stores articles about people as the pipeline does."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._stories: dict[str, int] = {}

    def read(
        self,
        *names: str | tuple[str, str],
        outlet: str = "a.example",
        at: str = "2026-11-20 08:00",
        story: str | None = None,
        copy_of: SavedArticle | None = None,
        known: tuple[str, ...] = (),
    ) -> SavedArticle:
        """An article that names these people (each a name, or name and role); the first speaks and acts."""
        people = [name if isinstance(name, tuple) else (name, None) for name in names]
        mentions = [
            ActorMention(id=slug(n), name=n, kind="person", spans=((0, 1),), known=False, role=r)
            for n, r in people
        ]
        by = mentions[0]
        analysis = replace(
            make_analysis(actors=[*mentions, *known], events=[make_event(by.id, "met", PUTIN)]),
            quotes=(replace(make_quote("Indeed", by=by.id, about=[by.id]), speaker_name=by.name),),
        )
        article = make_article(f"{names}{at}{outlet}", "Text.", outlet=make_outlet(outlet), at=at)
        number = self._stories.get(story or "")
        with self.library.write() as scope:
            settled = settle_people(scope, analysis, number, outlet)
            saved = save_article(
                scope, article, settled.analysis, story=number, copy_of=copy_of.id if copy_of else None,
                source_id=None, relevant=True, backfill=False, now=NOW, fingerprint=b"", knowledge_version="1",
            )  # fmt: skip
            note_people(scope, settled, instant(at), NOW)
        if story:
            self._stories[story] = saved.story
        return saved

    def found(self) -> dict[str, tuple[str, ...]]:
        """Found actor → its names."""
        with self.library.read() as scope:
            actors = [a.id for a in load_actors(scope, known_only=False) if a.id not in {PUTIN}]
            return {person.id: person.names for person in load_found(scope, actors)}

    def proposed(self) -> list[str]:
        with self.library.read() as scope:
            return [proposal.id for proposal in load_proposals(scope)]


@pytest.fixture
def desk(library: Library) -> Desk:
    library.know(PUTIN)
    return Desk(library)


def test_spellings_of_several_articles_are_one_person(desk: Desk) -> None:
    desk.read(("Sergei Ruban", "a harbour engineer"))
    saved = desk.read(("Sergey Ruban", "harbour engineer"), outlet="b.example")
    assert desk.found() == {"sergei-ruban": ("Sergei Ruban", "Sergey Ruban")}
    assert desk.library.card(saved).actors == ("sergei-ruban",)
    with desk.library.read() as scope:
        quotes = load_quotes(scope, speaker="sergei-ruban")
    assert {quote.quote.speaker_name for quote in quotes} == {"Sergei Ruban"}
    assert {subject for quote in quotes for subject in quote.quote.about} == {"sergei-ruban"}


def test_who_was_an_initial_gets_the_full_name_with_all_that_is_stored(desk: Desk) -> None:
    early = desk.read(("J. Pell", "a judge"), story="trial")
    late = desk.read(("John Pell", "the judge"), story="trial", outlet="b.example")
    assert desk.found() == {"john-pell": ("John Pell", "J. Pell")}
    assert desk.library.card(early).actors == desk.library.card(late).actors == ("john-pell",)
    with desk.library.read() as scope:
        assert len(load_quotes(scope, speaker="john-pell")) == 1  # the same words, once


def test_others_of_the_family_name_stay_apart(desk: Desk) -> None:
    desk.read(("John Pell", "a judge"))
    desk.read(("Jane Pell", "a judge"))
    desk.read(("J. Pell", "a judge"))
    assert set(desk.found()) == {"john-pell", "jane-pell", "j-pell"}


def test_later_articles_that_find_a_merged_name_give_the_kept_actor(desk: Desk) -> None:
    desk.read("Vova Putin")
    with desk.library.write() as scope:
        merge_actors(scope, "vova-putin", PUTIN, NOW)
    saved = desk.read("Vova Putin")
    assert desk.library.card(saved).actors == (PUTIN,)
    with desk.library.write() as scope:
        assert unmerge_actor(scope, "vova-putin", NOW).actor == "vova-putin"
    assert desk.library.card(desk.read("Vova Putin", at="2026-11-20 09:00")).actors == ("vova-putin",)


def test_a_spelling_of_a_merged_name_goes_the_same_way(desk: Desk) -> None:
    desk.read("Sergei Ruban")
    with desk.library.write() as scope:
        merge_actors(scope, "sergei-ruban", PUTIN, NOW)
    saved = desk.read("Sergey Ruban")
    assert desk.library.card(saved).actors == (PUTIN,)
    with desk.library.read() as scope:
        actor = find_actor(scope, PUTIN)
    assert actor is not None
    assert actor.aliases == ("Sergei Ruban", "Sergey Ruban")


def test_a_spelling_that_was_split_off_is_not_joined_again(desk: Desk) -> None:
    desk.read("John Pell")
    desk.read("John R. Pell")
    assert set(desk.found()) == {"john-pell"}
    with desk.library.write() as scope:
        new = Actor(id="jr-pell", name="John R. Pell", kind="person")
        split_alias(scope, "john-pell", "John R. Pell", new, NOW)
    saved = desk.read("John R. Pell", at="2026-11-20 09:00")
    assert desk.library.card(saved).actors != ("john-pell",)


def test_three_articles_of_two_outlets_propose_somebody_once(desk: Desk) -> None:
    desk.read(("John Pell", "a judge"))
    desk.read(("John Pell", "the judge"), outlet="b.example", at="2026-11-21 08:00")
    assert desk.proposed() == []
    desk.read(("John R. Pell", "a judge"), at="2026-11-21 07:00")
    with desk.library.read() as scope:
        (proposal,) = load_proposals(scope)
    assert (proposal.id, proposal.articles, proposal.outlets) == ("john-pell", 3, ("a.example", "b.example"))
    assert proposal.roles == ("a judge", "the judge")
    assert proposal.names == ("John Pell", "John R. Pell")
    assert (proposal.first_seen, proposal.last_seen) == (
        instant("2026-11-20 08:00"),
        instant("2026-11-21 08:00"),
    )


def test_copies_one_outlet_and_long_ago_propose_nobody(desk: Desk) -> None:
    first = desk.read("John Pell")
    desk.read("John Pell", outlet="b.example", copy_of=first)
    desk.read("John Pell", at="2026-11-20 10:00")
    assert desk.proposed() == []
    for day in range(1, 20):
        desk.read("Jane Rudin", at=f"2026-11-{day:02} 08:00")
    assert desk.proposed() == []
    for outlet, at in (("a.example", "2026-08-01 08:00"), ("b.example", "2026-09-15 08:00")):
        desk.read("Ida Roos", outlet=outlet, at=at)
    desk.read("Ida Roos", at="2026-11-01 08:00")
    assert desk.proposed() == []


def propose(desk: Desk, name: str = "John Pell") -> None:
    for outlet, at in (("a", "08:00"), ("b", "09:00"), ("c", "10:00")):
        desk.read((name, "a judge"), outlet=f"{outlet}.example", at=f"2026-11-20 {at}")


def test_who_is_dismissed_is_not_proposed_again(desk: Desk) -> None:
    propose(desk)
    with desk.library.write() as scope:
        dismiss_actor(scope, "john-pell", NOW, "anna")
    assert desk.proposed() == []
    desk.read("John Pell", outlet="d.example", at="2026-11-21 08:00")
    assert desk.proposed() == []
    with (
        pytest.raises(NotFoundError, match="Nobody called “john-pell” is proposed"),
        desk.library.write() as scope,
    ):
        dismiss_actor(scope, "john-pell", NOW, "anna")


def test_who_is_accepted_is_an_actor_with_all_names(desk: Desk) -> None:
    propose(desk)
    desk.read(("John R. Pell", "a judge"))
    with desk.library.write() as scope:
        accept_actor(scope, "john-pell", NOW, "anna", name="Judge John Pell")
        known = {actor.id: actor for actor in load_actors(scope)}
    assert known["john-pell"].name == "Judge John Pell"
    assert known["john-pell"].aliases == ("John Pell", "John R. Pell")
    assert desk.proposed() == []


def test_who_was_added_or_merged_meanwhile_is_not_asked_about(desk: Desk) -> None:
    propose(desk)
    propose(desk, "Ida Roos")
    assert set(desk.proposed()) == {"john-pell", "ida-roos"}
    with desk.library.write() as scope:
        save_actor(scope, Actor(id="john-pell", name="John Pell", kind="person"), NOW)
        merge_actors(scope, "ida-roos", PUTIN, NOW)
    assert desk.proposed() == []


@pytest.mark.parametrize(
    ("sightings", "worth"),
    [
        ([(0, "a", 2), (29, "b", 1)], True),
        ([(0, "a", 2), (30, "b", 1)], False),
        ([(0, "a", 1), (20, "b", 1), (40, "a", 1)], False),
        ([(0, "a", 1), (20, "b", 1), (40, "a", 2)], True),
        ([(0, "a", 10_000)], False),
        ([(0, "a", 1), (0, "b", 1)], False),
        ([(0, None, 3), (0, "b", 1)], False),
        ([], False),
    ],
)
def test_how_many_articles_of_how_many_outlets_are_needed(
    sightings: list[tuple[int, str | None, int]], worth: bool
) -> None:
    assert is_worth_proposing(sightings) is worth


def test_a_workspace_knows_its_own_people_only(database: Database, desk: Desk) -> None:
    database.adopt("T0", "mine")
    other = Desk(Library(database, database.adopt("T1", "other").id, FixedClock()))
    other.library.know(PUTIN)
    propose(other)
    with other.library.write() as scope:
        merge_actors(scope, "john-pell", PUTIN, NOW)
    saved = desk.read(("John R. Pell", "a judge"))
    assert desk.library.card(saved).actors == ("john-r-pell",)
    assert desk.found() == {"john-r-pell": ("John R. Pell",)}
    assert desk.proposed() == []
