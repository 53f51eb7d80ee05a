"""Stories: which articles tell one event, in order of arrival."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.stories import invent_articles
from bot.analysis.stories import StoredArticle, StoryIndex
from bot.analysis.story_terms import MOST_PAIRS, MOST_WORDS, extract_features

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
def test_features_are_few_and_storable(text: str, title: str) -> None:
    features = extract_features(text, title, ("norway",))
    assert len(features) <= 2 * (MOST_WORDS + MOST_PAIRS)
    assert json.loads(json.dumps(features)) == features


def test_a_long_running_story_keeps_what_its_articles_have_in_common() -> None:
    desk = Desk()
    story = desk.file(SHIPS)
    for number in range(60):
        title, text = SHIPS
        desk.file((title, text + " " + " ".join(f"word{number}x{at}" for at in range(20))), copy_story=story)
    assert desk.file(SHIPS) == story


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            (
                "Rovers dismiss coach Tomas Brandt",
                "Port Rovers dismissed head coach Tomas Brandt on Saturday after eleven defeats in a row. Brandt, 58, had "
                "come from Lindau two years ago and lost the dressing room when captain Ole Frey was benched. Assistant "
                "Piet Lang leads the team until June.",
            ),
            (
                "Nuno Salgado takes over at Rovers",
                "Nuno Salgado signed for four seasons with Port Rovers on Wednesday. The Portuguese, who won the cup with "
                "Bay City, wants to build around striker Ismael Koné and brings his analyst Rita Campos. He begins on "
                "July 3 with a camp in Faro.",
            ),
        ),
        (
            (
                "Frigate Albatros stops nine pirates",
                "The frigate Albatros stopped nine pirates who had fired at the tanker Sea Lily near Cape Dorn on Monday. "
                "Six rifles and a ladder were seized, Commander Ruth Adeyemi said; the men were handed to police in Sarro.",
            ),
            (
                "Crew of the Oriole freed after 40 days",
                "Marines of the frigate Merlin freed twenty sailors of the freighter Oriole, whom pirates had held for 40 "
                "days off Cape Dorn, on Friday. Two were wounded. Owner Baltic Bulk had refused a ransom of 3 million.",
            ),
        ),
    ],
)
def test_two_like_events_are_two_stories(one: tuple[str, str], other: tuple[str, str]) -> None:
    desk = Desk()
    assert desk.file(one) != desk.file(other)


def test_reports_of_one_event_from_several_outlets_are_one_story() -> None:
    desk = Desk()
    told = [
        (
            "Ferry Aurora runs aground off Hallund",
            "The ferry Aurora ran aground off Hallund on Tuesday with 212 passengers aboard. Nobody was hurt, the coast "
            "guard said; captain Lena Holt was questioned.",
        ),
        (
            "Passengers leave stranded Aurora",
            "All 212 passengers of the ferry Aurora were brought ashore at Hallund on Tuesday night, hours after it ran "
            "aground. Captain Lena Holt blamed a buoy that was missing.",
        ),
        (
            "Aurora's captain blames a missing buoy",
            "Captain Lena Holt, whose ferry Aurora ran aground off Hallund on Tuesday, told the coast guard that a buoy "
            "had been missing. The 212 passengers are safe.",
        ),
    ]
    assert {desk.file(article) for article in told} == {1}


def test_a_long_stream_is_remembered_in_bounded_room_and_compared_in_bounded_work() -> None:
    index = StoryIndex(least=100, most=200)
    index.restore(
        StoredArticle(
            story_id=at // 4, features=extract_features(text, title), when=NOON + at * timedelta(minutes=1)
        )
        for at, (title, text) in enumerate(invent_articles(600))
    )
    assert index.articles == 200
    assert len(index) <= 51
    room, before = index.terms, index.compared
    title, text = next(iter(invent_articles(1)))
    index.assign(extract_features(text, title), NOON + DAY)
    assert index.compared - before <= 200
    assert index.terms == room


def test_a_stream_goes_on_the_same_after_a_restart() -> None:
    articles = list(invent_articles(60))
    unbroken, before = Desk(), Desk()
    stories = [unbroken.file(article, NOON + at * DAY / 20) for at, article in enumerate(articles)]
    for at, article in enumerate(articles[:30]):
        before.file(article, NOON + at * DAY / 20)
    after = Desk()
    after.index.restore(before.stored)
    after.stories = before.stories
    assert [
        after.file(article, NOON + (30 + at) * DAY / 20) for at, article in enumerate(articles[30:])
    ] == stories[30:]
