"""What a digest is made of: the stories of the period, and the key quotes of those that are shown."""

from __future__ import annotations

from datetime import timedelta

import pytest

import digests.load as load
from bot.model.subscriptions import Period
from bot.query.tree import ThemeIs
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
