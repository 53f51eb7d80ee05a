"""Stories: which articles tell one event, in order of arrival."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.stories import StoredArticle, StoryIndex
from bot.analysis.story_terms import MOST_TERMS, extract_features

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)

SHIPS = (
    "Norway leases four ships to Iceland",
    "Norway will lease four patrol ships to Iceland, the defence ministers Ingrid Solheim and Jonas Arnarson said in "
    "Reykjavik. The ships were built in Ulsteinvik and need 88 sailors.",
)
SHIPS_ANALYSIS = (
    "Why Iceland borrows a fleet",
    "Iceland has a large sea and hardly any patrol ships. That is why Jonas Arnarson leased four from Norway. For "
    "Ingrid Solheim the lease empties the quay in Ulsteinvik, experts in Reykjavik say.",
)
SOY = (
    "Japan asks Brazil for soy",
    "Japanese foreign minister Haruka Endo telephoned her Brazilian colleague Paulo Ramires about soy exports through "
    "the port of Santos, where trucks have queued since the harvest.",
)
SUMMIT = (
    "Leaders meet at river summit in Basel",
    "The leaders of six Rhine countries met in Basel for the river summit and signed a declaration on water levels, "
    "barges and salmon.",
)


class Desk:
    """Files articles as the pipeline does, and remembers the story of each."""

    def __init__(self, index: StoryIndex | None = None) -> None:
        self.index = index if index is not None else StoryIndex()
        self.stored: list[StoredArticle] = []
        self.stories = 0

    def file(self, article: tuple[str, str], when: datetime = NOON, copy_story: int | None = None) -> int:
        title, text = article
        features = extract_features(text, title)
        choice = self.index.assign(features, when, copy_story=copy_story)
        if choice.story_id is None:
            self.stories += 1
        story = choice.story_id or self.stories
        self.index.add(story, features, when)
        self.stored.append(StoredArticle(story_id=story, features=features, when=when))
        return story


def test_a_report_and_its_analysis_are_one_story_and_another_event_is_not() -> None:
    desk = Desk()
    assert [desk.file(SHIPS), desk.file(SOY), desk.file(SHIPS_ANALYSIS, NOON + DAY)] == [1, 2, 1]


def test_this_years_summit_is_not_last_years() -> None:
    desk = Desk()
    assert desk.file(SUMMIT, NOON - 365 * DAY) != desk.file(SUMMIT, NOON)


def test_datelines_part_two_calls_where_no_date_of_publication_is_known() -> None:
    call = (
        "Norwegian minister Erik Dahl telephoned his colleague Ana Rojas about the ferry {} line to Bergen."
    )
    desk = Desk()
    first = desk.file(("Dahl calls Rojas", f"OSLO, March 4 (Fjord Press) - {call.format('crew')}"))
    assert desk.file(("Dahl calls Rojas", f"OSLO, May 27 - {call.format('price')}")) != first
    assert desk.file(("Dahl calls Rojas", f"BERGEN, Mar. 5 - {call.format('crew')}")) == first


def test_an_old_article_that_arrives_late_does_not_join_todays_story() -> None:
    desk = Desk()
    assert desk.file(SUMMIT, NOON) != desk.file(SUMMIT, NOON - 365 * DAY)


def test_likeness_fades_with_the_days_between() -> None:
    desk = Desk()
    desk.file(SHIPS)
    features = extract_features(SHIPS_ANALYSIS[1], SHIPS_ANALYSIS[0])
    scores = [desk.index.assign(features, NOON + days * DAY).score for days in (0, 3, 9, 15)]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] == 0.0 < scores[-2]


def test_a_copy_joins_its_originals_story_whatever_its_words() -> None:
    desk = Desk()
    story = desk.file(SHIPS)
    assert desk.file(SOY, copy_story=story) == story


def test_assigning_changes_nothing() -> None:
    desk = Desk()
    desk.file(SHIPS)
    features = extract_features(SHIPS[1], SHIPS[0])
    assert desk.index.assign(features, NOON) == desk.index.assign(features, NOON)
    assert len(desk.index) == 1


def test_an_index_restored_from_stored_rows_decides_the_same() -> None:
    desk = Desk()
    for article in (SHIPS, SOY, SUMMIT):
        desk.file(article)
    restored = StoryIndex()
    restored.restore(desk.stored)
    features = extract_features(SHIPS_ANALYSIS[1], SHIPS_ANALYSIS[0])
    assert restored.assign(features, NOON) == desk.index.assign(features, NOON)


def test_stories_outside_the_window_are_forgotten() -> None:
    desk = Desk(StoryIndex(least=1))
    desk.file(SHIPS)
    desk.file(SOY, NOON + 20 * DAY)
    assert len(desk.index) == 1


def test_old_files_may_go_back_and_forth_in_time() -> None:
    desk = Desk()
    assert desk.file(SOY, NOON + 90 * DAY) == 1
    assert desk.file(SHIPS, NOON) == 2
    assert desk.file(SUMMIT, NOON + 200 * DAY) == 3
    assert desk.file(SHIPS_ANALYSIS, NOON + DAY) == 2


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        StoryIndex().assign({"sea": 1.0}, datetime(2026, 3, 4))  # noqa: DTZ001 — the point of it


def test_an_article_without_words_is_a_story_of_its_own() -> None:
    desk = Desk()
    assert desk.file(("", "")) != desk.file(("", ""))


@given(st.text(max_size=500), st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_features_are_few_storable_and_of_length_one(text: str, title: str) -> None:
    features = extract_features(text, title, ("norway",))
    assert len(features) <= MOST_TERMS + 1
    assert json.loads(json.dumps(features)) == features
    assert math.isclose(sum(weight**2 for weight in features.values()), 1.0, abs_tol=0.02)


def test_a_long_running_story_keeps_what_its_articles_have_in_common() -> None:
    desk = Desk()
    story = desk.file(SHIPS)
    for number in range(60):
        title, text = SHIPS
        desk.file((title, text + " " + " ".join(f"word{number}x{at}" for at in range(20))), copy_story=story)
    assert desk.file(SHIPS) == story
