"""The actor table and the default themes: what the data must hold, whoever edits it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

import pytest

from bot.analysis.lexicon.load import (
    default_knowledge,
    knowledge_version,
    load_default_actors,
    load_default_themes,
)
from bot.model.knowledge import Actor, Theme

ACTORS = load_default_actors()
BY_ID = {actor.id: actor for actor in ACTORS}
HOMONYMS: set[str] = set()
"""Spellings that two actors of one kind may share: the article decides. None in the default table."""
UN_MEMBERS = 193
BESIDE_THEM = {"cook-islands", "niue", "taiwan", "palestine", "kosovo", "vatican"}
SEATS = {"russia", "china", "united-states", "united-kingdom", "ukraine", "japan", "india", "taiwan", "iran"}
THEME_IDS = (
    "partnership us-influence military indo-pacific alliances taiwan ukraine sanctions energy trade-finance"
    " technology governance forums arms-control connectivity global-challenges flashpoints"
)


def people() -> list[Actor]:
    return [actor for actor in ACTORS if actor.kind == "person"]


def test_the_table_is_large_enough_to_be_useful() -> None:
    assert len(ACTORS) >= 200
    assert Counter(actor.kind for actor in ACTORS)["person"] >= 300


def test_ids_are_slugs_and_unique() -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", actor.id) for actor in ACTORS)
    assert len(BY_ID) == len(ACTORS)


def test_kinds_are_the_four_known_ones() -> None:
    assert {actor.kind for actor in ACTORS} == {"person", "state", "organisation", "group"}


def test_every_un_member_is_there_with_few_others() -> None:
    states = {actor.id for actor in ACTORS if actor.kind == "state"}
    assert states >= BESIDE_THEM
    assert len(states - BESIDE_THEM) == UN_MEMBERS


@pytest.mark.parametrize("state", sorted(SEATS))
def test_the_great_players_have_demonyms_and_seats(state: str) -> None:
    assert BY_ID[state].demonyms
    assert len(BY_ID[state].metonyms) >= 2


def test_no_spelling_is_claimed_twice_within_a_kind() -> None:
    claims: dict[tuple[str, str], set[str]] = defaultdict(set)
    for actor in ACTORS:
        for spelling in (actor.name, *actor.aliases, *actor.metonyms, *actor.demonyms):
            claims[actor.kind, spelling.casefold()].add(actor.id)
    twice = {spelling: ids for (_, spelling), ids in claims.items() if len(ids) > 1}
    assert set(twice) <= HOMONYMS, twice


def test_no_actor_lists_a_spelling_twice() -> None:
    for actor in ACTORS:
        spellings = [actor.name, *actor.aliases, *actor.metonyms]
        assert len(spellings) == len(set(spellings)), actor.id


def test_people_have_a_gender_and_a_surname_that_is_part_of_a_name() -> None:
    for person in people():
        assert person.gender in ("f", "m"), person.id
        assert person.surname, person.id
        assert any(person.surname in name for name in (person.name, *person.aliases)), person.id


def test_east_asian_surnames_come_first() -> None:
    assert [BY_ID[i].surname for i in ("xi-jinping", "kim-jong-un", "wang-yi", "moon-jae-in")] == [
        "Xi",
        "Kim",
        "Wang",
        "Moon",
    ]


def test_what_actors_belong_to_is_in_the_table() -> None:
    for actor in ACTORS:
        named = {actor.of, *(role.of for role in actor.roles)} - {None}
        assert named <= BY_ID.keys(), actor.id


def test_terms_of_office_are_in_order() -> None:
    for person in people():
        for role in person.roles:
            if role.start and role.end:
                assert role.start < role.end, person.id
        for title in {role.title for role in person.roles}:
            terms = sorted((r.start, r.end) for r in person.roles if r.title == title and r.start and r.end)
            assert all(one[1] <= other[0] for one, other in pairwise(terms)), (person.id, title)


@pytest.mark.parametrize(
    ("title", "state", "day", "holder"),
    [
        ("president", "united-states", date(2015, 6, 1), "barack-obama"),
        ("president", "united-states", date(2019, 6, 1), "donald-trump"),
        ("president", "united-states", date(2023, 6, 1), "joe-biden"),
        ("president", "united-states", date(2025, 6, 1), "donald-trump"),
        ("president", "russia", date(2010, 6, 1), "dmitry-medvedev"),
        ("president", "south-korea", date(2020, 6, 1), "moon-jae-in"),
        ("prime minister", "united-kingdom", date(2022, 10, 1), "liz-truss"),
        ("secretary-general", "nato", date(2022, 3, 1), "jens-stoltenberg"),
    ],
)
def test_an_office_leads_to_its_holder_on_that_day(title: str, state: str, day: date, holder: str) -> None:
    holders = {
        person.id
        for person in people()
        for role in person.roles
        if (role.title, role.of) == (title, state) and (role.start or day) <= day < (role.end or date.max)
    }
    assert holders == {holder}


def test_wikidata_ids_are_well_formed_and_unique() -> None:
    ids = [actor.wikidata for actor in ACTORS if actor.wikidata]
    assert all(re.fullmatch(r"Q[1-9]\d*", wikidata) for wikidata in ids)
    assert len(ids) == len(set(ids))


def test_the_default_themes_are_those_of_the_product() -> None:
    assert [theme.id for theme in load_default_themes()] == THEME_IDS.split()


@pytest.mark.parametrize("theme", load_default_themes(), ids=lambda theme: theme.id)
def test_every_default_theme_is_rich(theme: Theme) -> None:
    assert len(theme.include) >= 25
    assert len(theme.examples) >= 5
    assert theme.exclude
    assert set(theme.actors) <= BY_ID.keys()
    terms = [*theme.include, *theme.hints]
    assert len(terms) == len(set(terms))


def test_the_version_of_knowledge_follows_its_content() -> None:
    first = default_knowledge()
    assert first.version == default_knowledge().version
    assert first.version != knowledge_version(first.themes[1:], first.actors)
    assert first.version != knowledge_version(first.themes, first.actors[1:])


SINGLE_OFFICES = {
    "president",
    "prime minister",
    "premier",
    "chancellor",
    "foreign minister",
    "foreign secretary",
    "defence minister",
    "defence secretary",
    "secretary of state",
    "secretary of defense",
    "treasury secretary",
    "secretary-general",
    "director-general",
    "permanent representative to the United Nations",
    "ambassador to China",
    "ambassador to Russia",
    "ambassador to the United States",
}


def test_an_office_has_one_holder_at_a_time() -> None:
    terms: dict[tuple[str, str | None], list[tuple[date, date, str]]] = defaultdict(list)
    for person in people():
        for role in person.roles:
            if role.title in SINGLE_OFFICES and role.start:
                terms[role.title, role.of].append((role.start, role.end or date.max, person.id))
    for office, held in terms.items():
        for one, other in pairwise(sorted(held)):
            assert one[1] <= other[0], (office, one, other)
