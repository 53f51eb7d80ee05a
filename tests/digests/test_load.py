"""What a digest is made of: the stories of the period, and the key quotes of those that are shown."""

from __future__ import annotations

from datetime import timedelta

import pytest

import digests.load as load
from bot.model.subscriptions import Period, QuietDay, Rhythm, RhythmKind
from bot.query.tree import ThemeIs
from bot.storage.regrouping import merge_stories
from bot.storage.shown import save_shown
from bot.storage.subscriptions import add_subscription
from digests.select import choose_stories
from tests.builders import Library, make_quote


def test_a_large_story_keeps_its_quotes_though_many_newer_ones_came(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "MOST_QUOTES", 6)
    said = make_quote("Nobody will take this harbour from our villages", "ana-silva", key=True)
    for outlet in ("a.example", "b.example", "c.example", "d.example"):
        library.article(
            "Harbour", themes=["energy"], quotes=[said], outlet=outlet, story="harbour", at="2026-11-20 10:00"
        )
    for n in range(8):
        newer = make_quote(f"Ship number {n} left without any insurance", f"captain-{n}", key=True)
        library.article(f"Ship {n}", themes=["energy"], quotes=[newer], at=f"2026-11-21 0{n}:00")
    now = library.clock()
    with library.read() as scope:
        material = load.load_material(
            scope, ThemeIs("energy"), Period(start=now - timedelta(days=2), end=now)
        )
    assert said.content in {stored.quote.content for stored in material.quotes}
    assert len({stored.id for stored in material.quotes}) == len(material.quotes) > 6


def test_a_story_that_was_posted_is_never_news_again_under_another_id(library: Library) -> None:
    now = library.clock()
    posted = library.article("Pipeline opens", themes=["energy"], at="2026-11-20 08:00")
    same = library.article("Gas flows", themes=["energy"], at="2026-11-20 09:00")
    day = Period(start=now - timedelta(days=1), end=now)
    with library.write() as scope:
        channel = add_subscription(
            scope,
            channel="C1",
            topic="energy",
            rhythm=Rhythm(kind=RhythmKind.HOURLY),
            timezone="UTC",
            created_by=None,
            quiet_day=QuietDay.LINE,
            now=now,
        ).id
        save_shown(scope, channel, [same.id], now - timedelta(minutes=90))
        merge_stories(scope, same.story, posted.story, 0.8, now)
    library.article("Copy", themes=["energy"], at="2026-11-21 08:00", story=posted.story, copy_of=posted)

    def seen_and_shown() -> tuple[set[int], list[int]]:
        with library.read() as scope:
            material = load.load_material(scope, ThemeIs("energy"), day, subscription_id=channel)
        chosen = choose_stories(material.stories, {}, wanted=(), seen=material.seen, period=day)
        return set(material.seen), [story.id for story in chosen.shown]

    assert seen_and_shown() == ({posted.story}, [])
    library.article("Gas stops", themes=["energy"], at="2026-11-21 08:30", story=posted.story)
    assert seen_and_shown() == ({posted.story}, [posted.story]), "an update"
