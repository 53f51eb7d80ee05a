"""People found in texts across articles: who is joined with whom, and who is left apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.names import slug
from bot.model.found import Found, FoundActor
from bot.pipeline.joining import Intent, Join, Rename, is_namesake, join_found


def found(name: str, role: str | None = None) -> Found:
    return Found(id=slug(name), name=name, role=role)


def earlier(
    name: str,
    *more: str,
    role: str | None = None,
    story: int = 1,
    outlet: str = "a.example",
    refused: str = "",
) -> FoundActor:
    return FoundActor(
        id=slug(name),
        name=name,
        names=(name, *more),
        refused=(refused,) if refused else (),
        roles=(role,) if role else (),
        stories=frozenset({story}),
        outlets=frozenset({outlet}),
    )


def join(new: Found, *stored: FoundActor, story: int = 9, outlet: str = "z.example") -> tuple[Intent, ...]:
    return join_found([new], stored, story, outlet)


def test_the_same_name_needs_no_decision() -> None:
    assert join(found("John Pell", "a baker"), earlier("John Pell", role="a judge")) == ()


@pytest.mark.parametrize("name", ["John R. Pell", "Dr. John Pell", "Jon-Paul Pell"])
def test_a_spelling_is_joined_where_nothing_speaks_against_it(name: str) -> None:
    expected = () if name.startswith("Jon") else (Join(found=slug(name), into="john-pell", name="John Pell"),)
    assert join(found(name, "judge"), earlier("John Pell", role="a retired judge")) == expected
    assert join(found(name), earlier("John Pell", role="a retired judge")) == expected


def test_another_role_keeps_apart_but_not_within_a_story_or_an_outlet() -> None:
    baker, judge = found("John R. Pell", "a baker from Leeds"), earlier("John Pell", role="judge")
    expected = (Join(found="john-r-pell", into="john-pell", name="John Pell"),)
    assert join(baker, judge) == ()
    assert join(baker, judge, story=1) == expected
    assert join(baker, judge, outlet="a.example") == expected


def test_an_initial_needs_something_that_speaks_for_it() -> None:
    judge = earlier("John Pell", role="a retired judge")
    expected = (Join(found="j-pell", into="john-pell", name="John Pell"),)
    assert join(found("J. Pell"), judge) == ()
    assert join(found("J. Pell", "judge"), judge) == expected
    assert join(found("J. Pell"), judge, outlet="a.example") == expected
    assert join(found("J. Pell", "a baker"), judge, outlet="a.example") == ()
    assert join(found("J. Pell", "a baker"), judge, story=1) == expected


def test_who_was_known_by_an_initial_goes_by_the_full_name() -> None:
    expected = (Rename(stored="j-pell", into="john-pell", name="John Pell"),)
    assert join(found("John Pell", "judge"), earlier("J. Pell", role="a judge")) == expected


def test_two_who_may_be_meant_leave_it_open() -> None:
    john, jane = earlier("John Pell", role="judge"), earlier("Jane Pell", role="judge")
    assert join(found("J. Pell", "judge"), john, jane) == ()
    assert join(found("J. Pell", "judge"), john) != ()


def test_two_in_one_article_are_not_one() -> None:
    stored = earlier("John Pell", role="judge")
    both = [found("John R. Pell", "judge"), found("John T. Pell", "judge")]
    assert join_found(both, [stored], 1, "a.example") == ()
    beside = [found("John R. Pell", "judge"), found("John Pell", "judge")]
    assert join_found(beside, [stored], 1, "a.example") == ()


def test_all_earlier_spellings_must_fit() -> None:
    stored = earlier("John Pell", "John T. Pell", role="judge")
    assert join(found("John R. Pell", "judge"), stored) == ()
    assert join(found("J. T. Pell", "judge"), stored) != ()


def test_a_spelling_that_the_team_took_away_is_not_joined_again() -> None:
    assert join(found("John R. Pell"), earlier("John Pell", refused="John R. Pell")) == ()


def test_different_people_of_one_family_name_stay_apart() -> None:
    stored = [earlier("Sergei Ruban", role="envoy"), earlier("Olga Ruban", role="envoy")]
    assert join(found("Ivan Ruban", "envoy"), *stored, story=1) == ()
    assert join(found("Sergey Ruban", "envoy"), *stored) == (
        Join(found="sergey-ruban", into="sergei-ruban", name="Sergei Ruban"),
    )


GIVEN = st.sampled_from(["John", "J.", "Jane", "John R.", "John T.", "Jon"])
ROLES = st.sampled_from([None, "judge", "a retired judge", "baker"])
PEOPLE = st.builds(lambda g, role: found(f"{g} Pell", role), GIVEN, ROLES)
EARLIER = st.builds(
    lambda g, role, story: earlier(f"{g} Pell", role=role, story=story), GIVEN, ROLES, st.integers(1, 3)
)


@settings(deadline=None, max_examples=300)
@given(
    new=st.lists(PEOPLE, max_size=4, unique_by=lambda p: p.id),
    stored=st.lists(EARLIER, max_size=5, unique_by=lambda p: p.id),
    story=st.integers(1, 3),
)
def test_whatever_comes_nobody_is_joined_twice_or_with_two(
    new: list[Found], stored: list[FoundActor], story: int
) -> None:
    intents = join_found(new, stored, story, None)
    ones = [i.found if isinstance(i, Join) else i.into for i in intents]
    others = [i.into if isinstance(i, Join) else i.stored for i in intents]
    assert len(set(ones)) == len(ones)
    assert len(set(others)) == len(others)
    names = {person.id: person.names for person in stored}
    people = {person.id: person for person in new}
    for one, other in zip(ones, others, strict=True):
        assert is_namesake(people[one], names[other])
        assert other not in people  # who stands in the article under both names is two people
