"""What digests are told from: what was seen before, who speaks, live messages; of one workspace only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.model.live import LiveDraft, LiveKind
from bot.model.subscriptions import Digest, Period, Slot
from bot.query.tree import ThemeIs
from bot.storage.live import (
    add_stories,
    close_live,
    count_begun,
    is_open,
    last_began,
    load_open,
    load_watching,
    note_look,
    save_live,
    watch_spikes,
)
from bot.storage.novelty import is_phrase_new, load_earlier, load_first_stored, load_unseen_actors
from bot.storage.posts import claim_digest
from bot.storage.provenance import find_article, find_covering, find_digest, is_match, load_provenance
from bot.storage.search import find_story
from bot.storage.speaking import count_speaking
from bot.storage.subscriptions import add_subscription
from digests.rhythm import parse_rhythm
from tests.builders import NOW, FixedClock, Library, make_match, make_quote

DAY = timedelta(days=1)
SLOT = Slot(label="story:1", due=NOW, period=Period(start=NOW - DAY, end=NOW), local_date=date(2026, 11, 21))


@pytest.fixture
def other(library: Library) -> Library:
    """Another workspace in the same database."""
    library.database.adopt("T1", "own")
    return Library(library.database, library.database.adopt("T2", "other").id, FixedClock())


def claim(library: Library, channel: str = "C1", slot: Slot = SLOT) -> Digest:
    with library.write() as scope:
        subscription = add_subscription(
            scope, channel=channel, topic="theme:energy", rhythm=parse_rhythm("instantly")[0],
            timezone="UTC", created_by=None, now=NOW - DAY,
        )  # fmt: skip
        digest = claim_digest(scope, subscription_id=subscription.id, channel=channel, slot=slot, now=NOW)
    assert digest is not None
    return digest


def keep(library: Library, digest: Digest, kind: LiveKind = LiveKind.STORY) -> None:
    draft = LiveDraft(kind=kind, stories=(7,), told="x", ends_at=NOW + DAY)
    with library.write() as scope:
        save_live(scope, digest, draft, NOW)


def test_an_actor_is_unseen_until_an_article_names_it(library: Library) -> None:
    library.article("Old", actors=["bo-lind"], at=NOW - 3 * DAY)
    library.article("New", actors=["bo-lind", "mira-holt"], at=NOW)
    with library.read() as scope:
        assert load_unseen_actors(scope, ["bo-lind", "mira-holt"], NOW - DAY) == {"mira-holt": "Mira Holt"}
        assert load_unseen_actors(scope, ["bo-lind", "mira-holt"], NOW) == {}
        assert load_unseen_actors(scope, [], NOW) == {}


@pytest.mark.parametrize("phrase", ['"', "Amber AND (", "", "%", "\x00", "習近"])
def test_any_phrase_can_be_asked_about(library: Library, phrase: str) -> None:
    with library.read() as scope:
        assert not is_phrase_new(scope, phrase, NOW - DAY, NOW, outlets=1)


def test_what_a_story_was_before_an_instant(library: Library) -> None:
    words = make_quote("We shall see", "ana-silva")
    old = library.article("A", story="s", outlet="one.example", quotes=[words], at=NOW - 2 * DAY)
    library.article("B", story="s", outlet="two.example", quotes=[make_quote("No", name="Bo Lind")], at=NOW)
    with library.read() as scope:
        earlier = load_earlier(scope, [old.story, 99], NOW - DAY)
    assert list(earlier) == [old.story]
    assert (earlier[old.story].outlets, earlier[old.story].speakers) == ({"one.example"}, {"ana-silva"})


def test_a_story_counts_once_for_its_speaker(library: Library) -> None:
    words = make_quote("We shall see", "ana-silva")
    for outlet in ("one", "two"):
        library.article("A", story="s", themes=["energy"], outlet=f"{outlet}.example", quotes=[words])
    library.article("B", themes=["trade"], quotes=[words])
    with library.read() as scope:
        (speaking,) = count_speaking(scope, ThemeIs("energy"), since=NOW - DAY, until=NOW)
        assert (speaking.key, speaking.stories) == ("ana-silva", 1)
        assert count_speaking(scope, None, since=NOW - DAY, until=NOW, only=["bo-lind"]) == ()


def test_how_an_article_was_read(library: Library) -> None:
    matches = [make_match("energy", 0.9), make_match("trade", 0.2)]
    saved = library.article("A", themes=matches, address="https://one.example/a")
    with library.read() as scope:
        assert find_article(scope, ["https://two.example/", "https://one.example/a"]) == saved.id
        provenance = load_provenance(scope, saved.id)
        assert provenance is not None
        assert [(t.theme, t.given) for t in provenance.themes] == [("energy", True), ("trade", False)]
        assert is_match(scope, ThemeIs("energy"), saved.id, NOW)
        assert not is_match(scope, ThemeIs("trade"), saved.id, NOW)


def test_live_messages_are_counted_kept_and_closed(library: Library) -> None:
    digest = claim(library)
    keep(library, digest)
    with library.write() as scope:
        assert count_begun(scope, "C1", NOW - DAY) == 1
        assert count_begun(scope, "C2", NOW - DAY) == 0
        assert last_began(scope, digest.subscription_id, LiveKind.STORY) == NOW
        add_stories(scope, digest.subscription_id, SLOT.label, [7, 8], NOW + 2 * DAY)
        note_look(scope, digest.id, NOW + DAY, told="y", peak=3)
        (live,) = load_open(scope)
        assert is_open(scope, digest.subscription_id, LiveKind.STORY)
        assert not is_open(scope, digest.subscription_id, LiveKind.SPIKE)
        assert (live.stories, live.told, live.peak, live.ends_at) == ((7, 8), "y", 3, NOW + 2 * DAY)
        close_live(scope, digest.id)
        assert load_open(scope) == ()
        assert not is_open(scope, digest.subscription_id, LiveKind.STORY)


def test_alerts_are_wanted_or_not(library: Library) -> None:
    digest = claim(library)
    with library.write() as scope:
        for _ in range(2):
            watch_spikes(scope, digest.subscription_id, True)
        assert load_watching(scope) == {digest.subscription_id}
        watch_spikes(scope, digest.subscription_id, False)
        assert load_watching(scope) == frozenset()


def test_another_workspace_sees_none_of_it(library: Library, other: Library) -> None:
    words = make_quote("We shall see", "ana-silva")
    saved = library.article(
        "Zircon Coast Accord", text="They signed the Zircon Coast Accord.", themes=["energy"],
        actors=["ana-silva"], quotes=[words], address="https://one.example/a",
    )  # fmt: skip
    digest = claim(library)
    keep(library, digest)
    with library.write() as scope:
        watch_spikes(scope, digest.subscription_id, True)
    with other.write() as scope:
        assert load_first_stored(scope) is None
        assert load_unseen_actors(scope, ["ana-silva"], NOW - DAY) == {}
        assert not is_phrase_new(scope, "Zircon Coast Accord", NOW - DAY, NOW, outlets=1)
        assert load_earlier(scope, [saved.story], NOW) == {}
        assert count_speaking(scope, None, since=NOW - DAY, until=NOW) == ()
        assert find_article(scope, ["https://one.example/a"]) is None
        assert load_provenance(scope, saved.id) is None
        assert not is_match(scope, ThemeIs("energy"), saved.id, NOW)
        assert find_story(scope, None, saved.story, until=NOW, now=NOW) is None
        assert find_digest(scope, digest.subscription_id, SLOT.label) is None
        assert find_covering(scope, digest.subscription_id, NOW) is None
        assert load_open(scope) == ()
        assert load_watching(scope) == frozenset()
        assert count_begun(scope, "C1", NOW - DAY) == 0
        assert last_began(scope, digest.subscription_id, LiveKind.STORY) is None
        add_stories(scope, digest.subscription_id, SLOT.label, [9], NOW)
        close_live(scope, digest.id)
    with library.read() as scope:
        (live,) = load_open(scope)
        assert live.stories == (7,)
