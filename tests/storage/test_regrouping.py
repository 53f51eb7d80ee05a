"""Stories that merge or split: nothing is lost, and what a channel was shown stays true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.model.subscriptions import QuietDay, Rhythm, RhythmKind
from bot.storage.articles import SavedArticle, load_article
from bot.storage.database import Database, Scope
from bot.storage.quotes import load_quotes
from bot.storage.regrouping import (
    Action,
    credit_article,
    first_of_copies,
    load_regroupings,
    merge_stories,
    split_story,
    supersede_article,
)
from bot.storage.relations import count_relation
from bot.storage.search import find_stories
from bot.storage.shown import load_shown, load_shown_articles, save_shown
from bot.storage.stories import follow_story
from bot.storage.story_tables import story_redirects
from bot.storage.subscriptions import add_subscription
from bot.storage.tables import articles, events, shown_stories, stories
from tests.builders import NOW, FixedClock, Library, make_event, make_quote

PUTIN, XI = "vladimir-putin", "xi-jinping"


def subscribe(scope: Scope, channel: str) -> int:
    return add_subscription(
        scope,
        channel=channel,
        topic="energy",
        rhythm=Rhythm(kind=RhythmKind.HOURLY),
        timezone="UTC",
        created_by=None,
        quiet_day=QuietDay.LINE,
        now=NOW,
    ).id


def meeting(library: Library, title: str, story: str, at: str) -> SavedArticle:
    return library.article(
        title, story=story, at=at, actors=[PUTIN, XI], events=[make_event(PUTIN, "meet", XI)]
    )


@pytest.fixture
def pair(library: Library) -> tuple[SavedArticle, SavedArticle]:
    """Two stories of one meeting."""
    return (
        meeting(library, "Leaders meet", "first", "2026-11-20 08:00"),
        meeting(library, "Two leaders talk", "second", "2026-11-19 08:00"),
    )


def test_merged_stories_are_one_in_every_count(
    library: Library, pair: tuple[SavedArticle, SavedArticle]
) -> None:
    older, younger = pair
    with library.write() as scope:
        before = count_relation(scope, PUTIN, XI)
        merge_stories(scope, younger.story, older.story, 0.8, NOW)
        after = count_relation(scope, PUTIN, XI)
        (story,) = find_stories(scope, None, now=NOW)
    assert (before.stories, before.cooperation) == (2, 2)
    assert (after.stories, after.cooperation, after.articles) == (1, 1, 2)
    assert (story.id, story.first_at.day) == (older.story, 19)


def test_a_merged_storys_id_finds_the_one_that_was_kept(library: Library) -> None:
    quote = make_quote("We agreed on gas", by=PUTIN)
    kept, gone, last = (library.article(title, quotes=[quote]) for title in ("One", "Two", "Three"))
    with library.write() as scope:
        merge_stories(scope, last.story, gone.story, 0.7, NOW)
        merge_stories(scope, gone.story, kept.story, 0.8, NOW)
        assert [follow_story(scope, story.story) for story in (kept, gone, last)] == [kept.story] * 3
        assert load_quotes(scope, story=last.story) == load_quotes(scope, story=kept.story) != ()
        steps = load_regroupings(scope)
    assert [(step.action, step.story, step.detail["gone"]) for step in steps] == [
        (Action.MERGE, gone.story, last.story),
        (Action.MERGE, kept.story, gone.story),
    ]


def test_a_channel_that_saw_either_story_has_seen_the_merged_one(
    library: Library, pair: tuple[SavedArticle, SavedArticle]
) -> None:
    older, younger = pair
    with library.write() as scope:
        one, other, neither = (subscribe(scope, channel) for channel in ("C1", "C2", "C3"))
        save_shown(scope, one, [older.id], NOW)
        save_shown(scope, other, [younger.id], NOW)
        merge_stories(scope, younger.story, older.story, 0.8, NOW)
        seen = [load_shown(scope, sub, [older.story, younger.story]) for sub in (one, other, neither)]
    assert seen == [{older.story: 1}, {older.story: 1}, {}]


def test_a_digest_that_was_composed_before_a_merge_is_noted_with_the_merged_story(
    library: Library, pair: tuple[SavedArticle, SavedArticle]
) -> None:
    older, younger = pair
    with library.write() as scope:
        channel = subscribe(scope, "C1")
        merge_stories(scope, younger.story, older.story, 0.8, NOW)
        save_shown(scope, channel, [younger.id], NOW)
        assert load_shown(scope, channel, [older.story]) == {older.story: 1}


def test_what_leaves_a_story_was_not_seen_with_it(library: Library) -> None:
    one, copy, other = (library.article(title, story="mixed") for title in ("One", "One again", "Other"))
    late = library.article("Late copy", story="mixed", copy_of=other)
    with library.write() as scope:
        first, second, both = (subscribe(scope, channel) for channel in ("C1", "C2", "C3"))
        save_shown(scope, first, [one.id, copy.id], NOW)
        save_shown(scope, second, [other.id], NOW)
        save_shown(scope, both, [one.id, other.id], NOW)
        step = split_story(scope, one.story, [other.id], 0.1, NOW)
        new = step.detail["into"]
        seen = [load_shown(scope, sub, [one.story, new]) for sub in (first, second, both)]
        assert [load_article(scope, saved.id).story for saved in (one, copy, other, late)] == [
            one.story,
            one.story,
            new,
            new,
        ]
    assert seen == [{one.story: 2}, {new: 1}, {one.story: 1, new: 1}]


def test_what_was_shown_before_articles_were_noted_is_what_was_stored_by_then(library: Library) -> None:
    before, after = (
        library.article(title, story="one", stored=stored)
        for title, stored in (("Before", "2026-11-21 08:00"), ("After", "2026-11-21 10:00"))
    )
    with library.write() as scope:
        save_shown(scope, subscribe(scope, "C1"), [before.id], NOW)
        scope.connection.execute(shown_stories.update().values(article_ids=None))
        assert load_shown_articles(scope, before.story) == {before.id}
        assert after.id not in load_shown_articles(scope, before.story)


def test_credit_goes_to_another_article_with_all_copies(library: Library) -> None:
    taken, copy, original = (library.article(title, story="one") for title in ("A", "B", "C"))
    with library.write() as scope:
        for saved in (copy, original):
            scope.connection.execute(
                articles.update().where(articles.c.id == saved.id).values(copy_of=taken.id)
            )
        step = credit_article(scope, original.id, instead_of=taken.id, now=NOW)
        credited = [load_article(scope, saved.id).copy_of for saved in (taken, copy, original)]
        assert first_of_copies(scope, original.id) == taken.id
    assert credited == [original.id, original.id, None]
    assert (step.action, step.story, step.detail) == (
        Action.CREDIT,
        taken.story,
        {"article": original.id, "instead_of": taken.id},
    )


def test_an_older_version_keeps_the_first_that_superseded_it(library: Library) -> None:
    old, newer, newest = (library.article(title, story="one") for title in ("A", "B", "C"))
    with library.write() as scope:
        supersede_article(scope, older=old.id, newer=newer.id)
        supersede_article(scope, older=old.id, newer=newest.id)
        assert load_article(scope, old.id).superseded_by == newer.id


@dataclass
class History:
    """Merges, splits and posts in any order, with what each channel was shown."""

    library: Library
    saved: list[SavedArticle] = field(default_factory=list)
    shown: dict[int, set[int]] = field(default_factory=dict)  # subscription → articles

    def act(self, scope: Scope, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        article = draw(st.sampled_from(self.saved)).id
        story = load_article(scope, article).story
        match draw(st.sampled_from(("merge", "split", "show"))):
            case "merge":
                other = load_article(scope, draw(st.sampled_from(self.saved)).id).story
                if other != story:
                    merge_stories(scope, max(story, other), min(story, other), 0.7, NOW)
            case "split":
                members = [s.id for s in self.saved if load_article(scope, s.id).story == story]
                if len(members) > 1:
                    split_story(scope, story, [article], 0.1, NOW)
            case _:
                channel = draw(st.sampled_from(sorted(self.shown)))
                save_shown(scope, channel, [article], NOW)
                self.shown[channel].add(article)

    def check(self, scope: Scope) -> None:
        here = articles.c.workspace_id == scope.workspace_id
        story_of = {s.id: load_article(scope, s.id).story for s in self.saved}
        listed = scope.connection.execute(select(articles.c.id).where(here)).scalars()
        assert sorted(listed) == sorted(story_of)
        redirects = {
            row.gone_id: row.kept_id
            for row in scope.connection.execute(
                select(story_redirects).where(story_redirects.c.workspace_id == scope.workspace_id)
            )
        }
        assert not set(redirects.values()) & set(redirects), "a redirect leads to a story that stands"
        assert not set(story_of.values()) & set(redirects), "no article is in a story that is gone"
        told = select(events.c.article_id, events.c.story_id).where(
            events.c.workspace_id == scope.workspace_id
        )
        assert all(story_of[row.article_id] == row.story_id for row in scope.connection.execute(told))
        for channel, shown in self.shown.items():
            seen = load_shown(scope, channel, list(set(story_of.values())))
            expected: dict[int, int] = {}
            for article in shown:
                expected[story_of[article]] = expected.get(story_of[article], 0) + 1
            assert seen == expected, "a channel has seen the stories of which it was shown an article"
        for story in set(story_of.values()):
            first = select(func.min(articles.c.dated_at)).where(here, articles.c.story_id == story)
            kept = select(stories.c.first_at).where(stories.c.id == story)
            assert scope.connection.execute(first).scalar() == scope.connection.execute(kept).scalar()


def test_whatever_is_regrouped_nothing_is_lost_and_no_posted_story_is_new(database: Database) -> None:
    @settings(deadline=None, max_examples=15)
    @given(data=st.data())
    def check(data: st.DataObject) -> None:
        number = len(database.workspaces())
        library = Library(database, database.adopt(f"T{number}", "own").id, FixedClock())
        history = History(library)
        history.saved = [
            meeting(library, f"Report {at}", str(at // 2), f"2026-11-1{at} 08:00") for at in range(6)
        ]
        with library.write() as scope:
            history.shown = {subscribe(scope, channel): set() for channel in ("C1", "C2")}
            for _ in range(data.draw(st.integers(1, 12))):
                history.act(scope, data.draw)
                history.check(scope)

    check()
