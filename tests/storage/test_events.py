"""Events: who did what to whom, once a story."""

from __future__ import annotations

from bot.model.findings import EventClass
from bot.storage.events import load_events
from tests.builders import Library, instant, make_event

PUTIN, XI, BIDEN = "vladimir-putin", "xi-jinping", "joe-biden"
CONFLICT = EventClass.VERBAL_CONFLICT


def told(library: Library, **asked: object) -> list[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    with library.read() as scope:
        stored = load_events(scope, **asked)  # type: ignore[arg-type]  # as the tests give them
    return [(s.event.source, s.event.verb, s.event.target) for s in stored]


def test_an_event_comes_back_with_its_sentence_and_article(library: Library) -> None:
    event = make_event([PUTIN, "sergey-lavrov"], "accuse", [BIDEN], CONFLICT)
    saved = library.article(events=[event])
    with library.read() as scope:
        (stored,) = load_events(scope, a=PUTIN, b=BIDEN)
    assert stored.sentence == "Vladimir Putin and Sergey Lavrov accuse Joe Biden."
    assert stored.article == library.card(saved)
    assert stored.event.source == (PUTIN, "sergey-lavrov")
    assert stored.event.target == (BIDEN,)
    assert stored.event.event_class is CONFLICT


def test_either_direction_counts_but_not_two_on_one_side(library: Library) -> None:
    library.article(events=[make_event(PUTIN, "call", XI)], at="2026-11-18 08:00")
    library.article(events=[make_event(XI, "thank", PUTIN)], at="2026-11-19 08:00")
    library.article(events=[make_event([PUTIN, XI], "condemn", BIDEN, CONFLICT)], at="2026-11-20 08:00")
    expected = [((XI,), "thank", (PUTIN,)), ((PUTIN,), "call", (XI,))]
    assert told(library, a=PUTIN, b=XI) == told(library, a=XI, b=PUTIN) == expected
    assert [verb for _, verb, _ in told(library, a=PUTIN)] == ["condemn", "thank", "call"]


def test_once_a_story_by_its_first_report(library: Library) -> None:
    library.article("Late", events=[make_event(PUTIN, "phone", XI)], story="call", at="2026-11-20 10:00")
    library.article("First", events=[make_event(PUTIN, "call", XI)], story="call", at="2026-11-20 08:00")
    library.article(
        "Reply", events=[make_event(XI, "rebuke", PUTIN, CONFLICT)], story="call", at="2026-11-20 09:00"
    )
    library.article("Again", events=[make_event(PUTIN, "call", XI)], story="second", at="2026-11-20 11:00")
    assert [verb for _, verb, _ in told(library, a=PUTIN, b=XI)] == ["call", "rebuke", "call"]


def test_a_meeting_with_both_on_both_sides_is_one_event(library: Library) -> None:
    library.article(events=[make_event([PUTIN, XI], "meet", [PUTIN, XI])])
    assert len(told(library, a=PUTIN, b=XI)) == len(told(library, a=PUTIN)) == 1


def test_what_was_denied_comes_only_when_asked_for(library: Library) -> None:
    library.article(events=[make_event(PUTIN, "sign", XI, negated=True)])
    assert told(library, a=PUTIN, b=XI) == []
    assert len(told(library, a=PUTIN, b=XI, negated=True)) == 1


def test_a_period_is_half_open_and_the_newest_come_first(library: Library) -> None:
    for day in (17, 18, 19, 20):
        library.article(events=[make_event(PUTIN, f"verb{day}", XI)], at=f"2026-11-{day} 00:00")
    period = {"since": instant("2026-11-18 00:00"), "until": instant("2026-11-20 00:00")}
    assert [verb for _, verb, _ in told(library, a=PUTIN, b=XI, **period)] == ["verb19", "verb18"]
    assert [verb for _, verb, _ in told(library, a=PUTIN, limit=1)] == ["verb20"]
