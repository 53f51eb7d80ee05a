"""Relations: articles, stories and outlets that name both, and events between the two, once a story."""

from __future__ import annotations

from bot.model.findings import EventClass
from bot.model.stored import RelationCounts
from bot.storage.relations import count_by_bucket, count_relation, others, shared_themes
from tests.builders import Library, instant, make_event, make_match

PUTIN, XI, RUSSIA, JAPAN = "vladimir-putin", "xi-jinping", "russia", "japan"


def fill(library: Library) -> None:
    """Two stories of both in three articles of two outlets, and articles of one alone."""
    library.know(themes=["energy"])
    library.article(
        actors=[PUTIN, XI, RUSSIA],
        themes=["energy", "taiwan"],
        events=[make_event(PUTIN, "call", XI)],
        story="call",
        at="2026-11-18 08:00",
    )
    library.article(
        actors=[PUTIN, XI],
        themes=["energy"],
        events=[make_event(PUTIN, "phone", XI), make_event(XI, "deny", PUTIN, negated=True)],
        story="call",
        outlet="b.example",
        at="2026-11-18 09:00",
    )
    library.article(
        actors=[XI, PUTIN, JAPAN, RUSSIA],
        themes=[make_match("sport", score=0.1)],
        events=[make_event(XI, "rebuke", PUTIN, EventClass.VERBAL_CONFLICT)],
        at="2026-11-19 08:00",
    )
    library.article(actors=[PUTIN, JAPAN], themes=["taiwan"], at="2026-11-19 09:00")
    library.article(actors=[XI], at="2026-11-19 10:00")


def test_what_is_counted_of_two_actors(library: Library) -> None:
    fill(library)
    with library.read() as scope:
        counts = count_relation(scope, PUTIN, XI)
        assert counts == RelationCounts(articles=3, stories=2, outlets=2, cooperation=1, conflict=1)
        assert count_relation(scope, XI, PUTIN) == counts
        nothing = count_relation(scope, PUTIN, "nobody")
        assert nothing == RelationCounts(articles=0, stories=0, outlets=0, cooperation=0, conflict=0)


def test_periods_follow_each_other_without_gap_or_overlap(library: Library) -> None:
    fill(library)
    edges = [
        instant(f"2026-11-{day} {hour}:00") for day, hour in ((18, "08"), (18, "09"), (19, "08"), (20, "00"))
    ]
    with library.read() as scope:
        buckets = count_by_bucket(scope, PUTIN, XI, edges)
        assert [bucket.articles for bucket in buckets] == [1, 1, 1]
        assert [bucket.conflict for bucket in buckets] == [0, 0, 1]
        assert count_relation(scope, PUTIN, XI, edges[0], edges[-1]).articles == 3
        assert count_by_bucket(scope, PUTIN, XI, edges[:1]) == ()


def test_what_they_have_in_common(library: Library) -> None:
    fill(library)
    with library.read() as scope:
        themes = shared_themes(scope, PUTIN, XI)
        assert [(t.id, t.name, t.count) for t in themes] == [("energy", "Energy", 2), ("taiwan", "taiwan", 1)]
        also = others(scope, PUTIN, XI)
        assert [(t.id, t.name, t.count) for t in also] == [(RUSSIA, "Russia", 2), (JAPAN, "Japan", 1)]
        assert [t.id for t in others(scope, PUTIN, XI, instant("2026-11-19 00:00"), None, 1)] == [JAPAN]
