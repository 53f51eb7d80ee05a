"""Which stories are most about a query."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.stored import Candidate
from bot.query.parser import parse_query
from bot.query.tree import ActorIs, ThemeIs, all_of
from handlers.relevance import rank_stories, sought_terms
from tests.builders import NOW, name_of


class Named:
    """Names made from ids."""

    def actor_name(self, actor: str) -> str:
        return name_of(actor)

    def theme_name(self, theme: str) -> str:
        return name_of(theme)


def candidate(
    story: int,
    headline: str = "News",
    opening: str = "",
    *,
    strength: float = 0.0,
    days: float = 1,
    outlet: str = "a",
) -> Candidate:
    return Candidate(
        story=story,
        outlet=outlet,
        dated_at=NOW - timedelta(days=days),
        headline=headline,
        opening=opening,
        strength=strength,
    )


def rank(*candidates: Candidate, terms: tuple[str, ...] = ("gas",)) -> tuple[int, ...]:
    return rank_stories(candidates, [(term,) for term in terms], NOW)


def test_the_headline_goes_before_the_beginning_and_that_before_a_mention() -> None:
    assert rank(candidate(1), candidate(2, opening="Gas is dear"), candidate(3, "Gas deal")) == (3, 2, 1)


def test_of_equal_ones_the_newer_and_the_wider_reported_goes_first() -> None:
    assert rank(candidate(1, days=9), candidate(2, days=2)) == (2, 1)
    assert rank(candidate(1, days=2), candidate(2, days=9), candidate(2, days=9, outlet="b")) == (2, 1)


def test_more_of_what_is_sought_is_better() -> None:
    found = rank(candidate(1, "Gas"), candidate(2, "Gas pipeline"), terms=("gas", "pipeline"))
    assert found == (2, 1)
    assert rank(candidate(1, strength=0.2), candidate(2, strength=0.9)) == (2, 1)


def test_a_word_is_not_found_inside_another_but_in_scripts_without_spaces() -> None:
    assert rank(candidate(1, "Gasoline", days=1), candidate(2, "Gas", days=20)) == (2, 1)
    assert rank(candidate(1, "Other"), candidate(2, "今天习近平访问", days=9), terms=("习近平",)) == (2, 1)


def test_what_is_sought_are_words_last_names_and_themes_but_nothing_excluded() -> None:
    query = all_of([parse_query('gas "long road" -football'), ActorIs("xi-jinping"), ThemeIs("energy")])
    assert sought_terms(query, Named()) == (("gas",), ("long road",), ("Xi", "Jinping"), ("Energy",))


def test_a_part_of_a_name_tells_of_its_bearer() -> None:
    candidates = (candidate(1, "A harbour"), candidate(2, "Xi at sea", days=9))
    assert rank_stories(candidates, sought_terms(ActorIs("xi-jinping"), Named()), NOW) == (2, 1)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.integers(1, 5), st.text(max_size=30), st.floats(-9, 900)), max_size=12), st.text()
)
def test_every_story_is_ranked_once(found: list[tuple[int, str, float]], term: str) -> None:
    candidates = [candidate(story, headline, days=days) for story, headline, days in found]
    assert sorted(rank(*candidates, terms=(term,))) == sorted({story for story, _, _ in found})
