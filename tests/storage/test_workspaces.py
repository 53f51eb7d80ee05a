"""Another workspace's rows are never returned, whatever is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import NotFoundError
from bot.model.articles import SourceKind
from bot.model.permissions import ChangeRule
from bot.model.subscriptions import Period, QuietDay, Rhythm, RhythmKind, Slot
from bot.query.tree import ActorIs, Not, Query, SourceIs, ThemeIs, Word
from bot.storage import (
    actors,
    articles,
    events,
    excerpts,
    feedback,
    posts,
    quotes,
    regrouping,
    relations,
    relevance,
    remembered,
    rereading,
    search,
    shown,
    sources,
    subscriptions,
    themes,
    trends,
)
from bot.storage.database import Database, Scope
from bot.storage.installations import load_installation, save_installation
from bot.storage.permissions import load_change_rule, save_change_rule
from bot.storage.planning import Window
from bot.storage.settings import load_setting, save_setting
from tests.builders import NOW, FixedClock, Library, make_analysis, make_article, make_event, make_quote

PUTIN, XI = "vladimir-putin", "xi-jinping"
SECRET = "zircon"  # stands in everything that the other workspace holds
EDGES = [NOW - timedelta(days=30), NOW - timedelta(days=1), NOW + timedelta(days=1)]


@dataclass(frozen=True)
class Foreign:
    """Ids of rows of the other workspace."""

    article: int
    story: int
    source: int
    subscription: int
    digest: int
    post: int


def fill(library: Library, mark: str) -> Foreign:
    """One row at least of each kind, each with the mark in it."""
    library.know(f"{mark}-minister", themes=[f"{mark}-theme"])
    saved = library.article(
        f"{mark} talks of Putin and Xi",
        actors=[PUTIN, XI, f"{mark}-person"],
        themes=["energy", f"{mark}-matter"],
        outlet=f"{mark}.example",
        address=f"https://{mark}.example/talks",
        guid=f"{mark}-guid",
        quotes=[
            make_quote(f"{mark} we agreed on gas", by=PUTIN, about=[XI, "energy"], key=True),
            make_quote(f"{mark} no comment at all", name=f"Anna {mark.capitalize()}"),
        ],
        events=[make_event(PUTIN, mark, XI)],
    )
    slot = Slot(
        label="2026-11-21T08:30",
        due=NOW,
        period=Period(start=NOW - timedelta(days=1), end=NOW),
        local_date=date(2026, 11, 21),
    )
    with library.write() as scope:
        source = sources.add_source(scope, SourceKind.FEED, f"https://{mark}.example/feed", mark, NOW)
        subscription = subscriptions.add_subscription(
            scope,
            channel="C1",
            topic=mark,
            rhythm=Rhythm(kind=RhythmKind.HOURLY),
            timezone="UTC",
            created_by=None,
            quiet_day=QuietDay.LINE,
            now=NOW,
        )
        digest = posts.claim_digest(scope, subscription_id=subscription.id, channel="C1", slot=slot, now=NOW)
        assert digest is not None
        (post,) = posts.save_parts(scope, digest.id, [mark], [f"{mark}-key"])
        shown.save_shown(scope, subscription.id, [saved.id], NOW)
        save_setting(scope, "mark", mark)
        save_installation(scope, sealed=b"x", bot_user=mark, scopes=(), installed_by=mark, now=NOW)
        save_change_rule(scope, ChangeRule(listed=(mark,)))
    return Foreign(saved.id, saved.story, source.id, subscription.id, digest.id, post.id)


QUERIES: tuple[Query | None, ...] = (
    None,
    Word(SECRET),
    Word("talks"),
    ActorIs(PUTIN),
    ActorIs(f"{SECRET}-person"),
    ThemeIs("energy"),
    ThemeIs(f"{SECRET}-matter"),
    SourceIs(f"{SECRET}.example"),
    Not(Word("talks")),
)

BLIND = {
    "load_fingerprints",
    "load_shown",
    "load_kin",
    "load_shown_articles",
    "last_slot",
}  # answers that hold no text; empty is what they must be


def ask_everything(scope: Scope, foreign: Foreign, query: Query | None) -> dict[str, Any]:
    """The answers of everything that loads or finds, by name; some have a use for the query."""
    return {
        "find_articles": search.find_articles(scope, query, now=NOW),
        "find_articles stored": search.find_articles(scope, query, by="stored", now=NOW),
        "find_stories": search.find_stories(scope, query, now=NOW),
        "top_actors": actors.top_actors(scope, query),
        "load_known": articles.load_known(
            scope, canonical=f"https://{SECRET}.example/talks", guid=f"{SECRET}-guid", text_hash=""
        ),
        "find_by_address": articles.find_by_address(scope, f"https://{SECRET}.example/talks"),
        "load_fingerprints": [
            r for r in remembered.load_fingerprints(scope, latest=1_000) if r[0] == foreign.article
        ],
        "load_actors": actors.load_actors(scope, known_only=False),
        "find_actor": actors.find_actor(scope, f"{SECRET}-minister"),
        "find_speakers": actors.find_speakers(scope, SECRET),
        "load_themes": themes.load_themes(scope),
        "load_newest_texts": feedback.load_newest_texts(scope, 1_000),
        "load_quotes": quotes.load_quotes(scope),
        "load_quotes by": quotes.load_quotes(scope, speaker=PUTIN, about=[XI]),
        "load_quotes about": quotes.load_quotes(scope, about=["energy"]),
        "load_quotes of a name": quotes.load_quotes(scope, speaker_name=SECRET),
        "load_quotes with words": quotes.load_quotes(scope, words=[SECRET]),
        "load_quotes of a story": quotes.load_quotes(scope, story=foreign.story),
        "load_quotes of articles": quotes.load_quotes(scope, articles=[foreign.article]),
        "quotes_between": quotes.quotes_between(scope, PUTIN, XI),
        "load_events": events.load_events(scope, a=PUTIN, b=XI),
        "load_events of one": events.load_events(scope, a=PUTIN),
        "shared_themes": relations.shared_themes(scope, PUTIN, XI),
        "others": relations.others(scope, PUTIN, XI),
        "named_beside": relations.named_beside(scope, PUTIN),
        "top_themes": trends.top_themes(scope, query),
        "load_candidates": relevance.load_candidates(scope, query, now=NOW),
        "load_excerpts": excerpts.load_excerpts(scope, ActorIs(PUTIN), [foreign.article]),
        "load_stories": search.load_stories(scope, query, [foreign.story], window=Window(), now=NOW),
        "load_sources": sources.load_sources(scope),
        "load_due_sources": sources.load_due_sources(scope, NOW),
        "load_subscriptions": subscriptions.load_subscriptions(scope, "C1"),
        "open_digests": posts.open_digests(scope),
        "load_shown": list(shown.load_shown(scope, foreign.subscription, [foreign.story])),
        "load_shown_articles": shown.load_shown_articles(scope, foreign.story),
        "load_kin": regrouping.load_kin(scope, [foreign.article]),
        "last_slot": posts.last_slot(scope, foreign.subscription) or (),
        "load_setting": load_setting(scope, "mark", ""),
        "load_installation": load_installation(scope),
        "load_change_rule": load_change_rule(scope),
    }


def check_all(database: Database, mine: int, theirs_first: bool) -> None:
    number = len(database.workspaces())
    own, other = (
        Library(database, database.adopt(f"{name}{number}", name).id, FixedClock())
        for name in ("own", "other")
    )
    found = fill(other, SECRET) if theirs_first else None
    for i in range(mine):
        fill(own, f"plain{i}")
    found = found or fill(other, SECRET)
    for query in QUERIES:
        with own.read() as scope:
            for name, answer in ask_everything(scope, found, query).items():
                assert SECRET not in repr(answer).casefold(), (name, query)
                assert name not in BLIND or not answer, name


def test_the_mark_is_seen_by_its_own_workspace(library: Library) -> None:
    """Or the test below could not fail."""
    foreign = fill(library, SECRET)
    with library.read() as scope:
        answers = ask_everything(scope, foreign, None)
    blind = {name for name, answer in answers.items() if SECRET not in repr(answer).casefold()}
    assert blind == BLIND
    assert all(answers[name] for name in blind)


def test_nothing_of_another_workspace_is_ever_shown(database: Database) -> None:
    """However much this one holds, and whichever came first."""

    @settings(deadline=None, max_examples=5)
    @given(mine=st.integers(0, 3), theirs_first=st.booleans())
    def check(mine: int, theirs_first: bool) -> None:
        check_all(database, mine, theirs_first)

    check()


def test_counts_are_of_this_workspace_only(database: Database, library: Library) -> None:
    fill(library, "plain")
    database.adopt("T0", "mine")
    other = Library(database, database.adopt("T1", "other").id, FixedClock())
    fill(other, SECRET)
    with library.read() as scope:
        assert articles.count_articles(scope) == 1
        assert search.count_matching(scope, Word("talks")) == (1, 1, 1)
        counts = relations.count_relation(scope, PUTIN, XI)
        assert (counts.articles, counts.stories, counts.outlets, counts.cooperation) == (1, 1, 1, 1)
        assert [c.articles for c in relations.count_by_bucket(scope, PUTIN, XI, EDGES)] == [0, 1]


CHANGED: dict[str, Callable[[Scope, Foreign], Any]] = {
    "load_article": lambda s, f: articles.load_article(s, f.article),
    "load_text": lambda s, f: articles.load_text(s, f.article),
    "load_source": lambda s, f: sources.load_source(s, f.source),
    "pause_source": lambda s, f: sources.pause_source(s, f.source, True),
    "remove_source": lambda s, f: sources.remove_source(s, f.source),
    "load_subscription": lambda s, f: subscriptions.load_subscription(s, f.subscription),
    "update_subscription": lambda s, f: subscriptions.update_subscription(s, f.subscription, topic="x"),
    "pause_subscription": lambda s, f: subscriptions.pause_subscription(s, f.subscription, True),
    "remove_subscription": lambda s, f: subscriptions.remove_subscription(s, f.subscription),
    "save_parts": lambda s, f: posts.save_parts(s, f.digest, ["x"], ["x"]),
    "finish_digest": lambda s, f: posts.finish_digest(s, f.digest),
    "claim_post": lambda s, f: posts.claim_post(s, f.post, NOW),
    "record_post": lambda s, f: posts.record_post(s, f.post, "1.2"),
    "fail_post": lambda s, f: posts.fail_post(s, f.post, "no"),
    "move_source": lambda s, f: sources.move_source(s, f.source, "https://else.example/feed"),
    "save_reading": lambda s, f: rereading.save_reading(
        s, f.article, make_article(), make_analysis(), version="2", now=NOW
    ),
    "add_alias": lambda s, _: actors.add_alias(s, f"{SECRET}-minister", "Boss", NOW),
    "load_theme": lambda s, _: themes.load_theme(s, f"{SECRET}-theme"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_rows_of_another_workspace_can_be_neither_read_nor_changed_by_their_number(
    database: Database, library: Library, name: str
) -> None:
    database.adopt("T0", "mine")
    other = Library(database, database.adopt("T1", "other").id, FixedClock())
    foreign = fill(other, SECRET)
    with pytest.raises(NotFoundError), library.write() as scope:
        CHANGED[name](scope, foreign)
    with other.read() as scope:
        CHANGED[name](scope, foreign) if name.startswith("load") else None
        assert len(sources.load_sources(scope)) == len(subscriptions.load_subscriptions(scope)) == 1
        ((digest, (post,)),) = posts.open_digests(scope)
        assert (digest.finished, post.claimed_at, post.ts) == (False, None, None)
