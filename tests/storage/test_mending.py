"""Corrections of quotes and events: at once, in all articles of a story, after every reading, and taken back."""

from __future__ import annotations

import pytest

from bot.errors import NotFoundError, UsageError
from bot.model.corrections import Act, Correction, Fault, Voice
from bot.model.findings import EventClass
from bot.storage.articles import SavedArticle
from bot.storage.corrections import act_of, load_corrections, voice_of
from bot.storage.events import load_events
from bot.storage.mending import make_correction, undo_correction
from bot.storage.mending_rows import load_placed_events, load_placed_quotes
from bot.storage.merges import merge_actors
from bot.storage.quotes import load_quotes
from bot.storage.rereading import load_doubtful, save_reading
from bot.storage.speakers import load_speakers
from tests.builders import Library, compose_text, make_article, make_event, make_quote

WORDS = "The harbour stays shut until the ice is gone"
BO = Voice(name="Bo Lind", id="bo-lind")


@pytest.fixture
def story(library: Library) -> SavedArticle:
    """Two articles of a story have the quote, and say that Ana spoke."""
    library.know("ana-silva", "bo-lind", "russia", "china")
    quotes = [make_quote(WORDS, "ana-silva", key=True, about=["russia"])]
    library.article("Elsewhere", quotes=quotes, outlet="east.example")
    first = library.article("Harbour shut", quotes=quotes, story="harbour")
    library.article("Harbour is shut", quotes=quotes, outlet="north.example", story="harbour")
    return first


def wrong_speaker(library: Library, story: SavedArticle, after: Voice | None = BO) -> Correction:
    with library.read() as scope:
        before = load_placed_quotes(scope, story.story)[0].finding
    return Correction(
        fault=Fault.SPEAKER if after else Fault.NO_QUOTE,
        article=story.id,
        before=voice_of(before),  # type: ignore[arg-type]  # only quotes were loaded
        after=after,
        contents=(WORDS,),
        made_at=library.clock(),
        made_by="U-ANA",
    )


def make(library: Library, correction: Correction) -> int:
    with library.write() as scope:
        made = make_correction(scope, correction)
    return made.id if made else 0


def undo(library: Library, number: int) -> bool:
    with library.write() as scope:
        return undo_correction(scope, number, by="U-BO", now=library.clock.move(minutes=1)) is not None


def speakers(library: Library, story: SavedArticle) -> list[str | None]:
    with library.read() as scope:
        return [placed.finding.speaker_id for placed in load_placed_quotes(scope, story.story)]  # type: ignore[union-attr]  # only quotes


def read_again(library: Library, story: SavedArticle) -> None:
    """As when an actor was edited: the reader finds what it found before."""
    text, found = compose_text(
        "Harbour shut.", [make_quote(WORDS, "ana-silva", key=True, about=["russia"])], []
    )
    with library.write() as scope:
        save_reading(
            scope, story.id, make_article("Harbour shut", text), found, version="2", now=library.clock()
        )


def test_a_speaker_is_corrected_in_the_whole_story_and_nowhere_else(
    library: Library, story: SavedArticle
) -> None:
    make(library, wrong_speaker(library, story))
    assert speakers(library, story) == ["bo-lind", "bo-lind"]
    with library.read() as scope:
        (corrected,) = load_quotes(scope, speaker="bo-lind")
        assert (corrected.quote.content, corrected.quote.about) == (WORDS, ("russia",))
        assert len(load_quotes(scope, speaker="ana-silva")) == 1  # of the other story


def test_numbers_of_quotes_stay_so_that_buttons_stay_true(library: Library, story: SavedArticle) -> None:
    with library.read() as scope:
        before = [placed.id for placed in load_placed_quotes(scope, story.story)]
    make(library, wrong_speaker(library, story))
    with library.read() as scope:
        assert [placed.id for placed in load_placed_quotes(scope, story.story)] == before


def test_reading_the_article_again_brings_no_error_back(library: Library, story: SavedArticle) -> None:
    make(library, wrong_speaker(library, story))
    read_again(library, story)
    assert speakers(library, story) == ["bo-lind", "bo-lind"]


def test_an_article_of_the_story_that_comes_later_is_corrected_too(
    library: Library, story: SavedArticle
) -> None:
    make(library, wrong_speaker(library, story))
    library.article("Shut", quotes=[make_quote(f"{WORDS},", "ana-silva")], story="harbour")
    assert set(speakers(library, story)) == {"bo-lind"}


def test_what_is_no_quote_goes_and_stays_away(library: Library, story: SavedArticle) -> None:
    make(library, wrong_speaker(library, story, None))
    read_again(library, story)
    assert speakers(library, story) == []


@pytest.mark.parametrize("after", [BO, Voice(), Voice(name="Cora Vale"), None])
def test_undoing_puts_everything_back(library: Library, story: SavedArticle, after: Voice | None) -> None:
    with library.read() as scope:
        before = [(p.article, p.finding) for p in load_placed_quotes(scope, story.story)]
    number = make(library, wrong_speaker(library, story, after))
    assert undo(library, number)
    with library.read() as scope:
        assert [(p.article, p.finding) for p in load_placed_quotes(scope, story.story)] == before
        assert load_speakers(scope, "Ana Silva") == {"ana-silva": "Ana Silva"}
        assert load_speakers(scope, "Cora Vale") == {}
    read_again(library, story)
    assert set(speakers(library, story)) == {"ana-silva"}


def test_undoing_after_another_reading_leaves_no_quote_twice(library: Library, story: SavedArticle) -> None:
    number = make(library, wrong_speaker(library, story))
    read_again(library, story)
    undo(library, number)
    assert speakers(library, story) == ["ana-silva", "ana-silva"]


@pytest.mark.parametrize("after", [BO, Voice(), None])
def test_a_correction_is_made_and_undone_once(
    library: Library, story: SavedArticle, after: Voice | None
) -> None:
    wanted = wrong_speaker(library, story, after)
    number = make(library, wanted)
    assert make(library, wanted) == 0
    assert undo(library, number)
    assert not undo(library, number)
    with library.read() as scope:
        (logged,) = load_corrections(scope)
    assert (logged.made_by, logged.undone_by) == ("U-ANA", "U-BO")
    assert logged.undone_at is not None
    assert logged.undone_at > logged.made_at


def test_a_correction_under_another_one_cannot_be_undone(library: Library, story: SavedArticle) -> None:
    first = make(library, wrong_speaker(library, story))
    second = make(library, wrong_speaker(library, story, Voice(name="Cora Vale")))
    with pytest.raises(UsageError, match="later correction"):
        undo(library, first)
    assert undo(library, second)
    assert undo(library, first)
    assert set(speakers(library, story)) == {"ana-silva"}


def test_a_corrected_speaker_who_becomes_another_actor_stays_corrected(
    library: Library, story: SavedArticle
) -> None:
    library.know("cora-vale")
    make(library, wrong_speaker(library, story))
    with library.write() as scope:
        merge_actors(scope, "bo-lind", "cora-vale", library.clock(), "anna")
    read_again(library, story)
    assert speakers(library, story) == ["cora-vale", "cora-vale"]


def test_what_came_later_is_read_again_after_undoing(library: Library, story: SavedArticle) -> None:
    number = make(library, wrong_speaker(library, story))
    library.clock.move(hours=1)
    later = library.article("Shut", quotes=[make_quote(WORDS, "ana-silva")], story="harbour")
    undo(library, number)
    with library.read() as scope:
        assert [article for article, _ in load_doubtful(scope, 9)] == [later.id]


def test_a_correction_of_another_workspace_is_not_known(library: Library, story: SavedArticle) -> None:
    number = make(library, wrong_speaker(library, story))
    with library.database.write(library.workspace_id + 77) as scope, pytest.raises(NotFoundError):
        undo_correction(scope, number, by=None, now=library.clock())


@pytest.fixture
def deed(library: Library) -> SavedArticle:
    """Two articles tell that Russia threatened China."""
    library.know("russia", "china")
    events = [make_event("russia", "threaten", "china", EventClass.VERBAL_CONFLICT)]
    first = library.article("Words at the border", events=events, story="border")
    library.article("Border words", events=events, outlet="north.example", story="border")
    return first


def wrong_event(library: Library, deed: SavedArticle, fault: Fault, **changed: object) -> Correction:
    with library.read() as scope:
        before = act_of(load_placed_events(scope, deed.story)[0].finding)  # type: ignore[arg-type]  # only events
    values = {name: getattr(before, name) for name in Act.__slots__}
    after = Act(**values | changed) if changed else None  # type: ignore[arg-type]  # of the fields' own types
    return Correction(
        fault=fault, article=deed.id, before=before, after=after, contents=("…",), made_at=library.clock()
    )


def told(library: Library) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    with library.read() as scope:
        found = load_events(scope, a="russia", b="china")
    return [(e.event.source, e.event.target, e.event.event_class.value) for e in found]


def test_an_event_is_turned_round_and_back(library: Library, deed: SavedArticle) -> None:
    sides = {
        "source": ("china",),
        "target": ("russia",),
        "source_text": ("China",),
        "target_text": ("Russia",),
    }
    number = make(library, wrong_event(library, deed, Fault.DIRECTION, **sides))
    assert told(library) == [(("china",), ("russia",), "verbal-conflict")]
    undo(library, number)
    assert told(library) == [(("russia",), ("china",), "verbal-conflict")]


def test_an_event_gets_another_class(library: Library, deed: SavedArticle) -> None:
    make(library, wrong_event(library, deed, Fault.CLASS, event_class=EventClass.VERBAL_COOPERATION))
    assert told(library) == [(("russia",), ("china",), "verbal-cooperation")]


def test_an_event_is_retracted_and_put_back(library: Library, deed: SavedArticle) -> None:
    number = make(library, wrong_event(library, deed, Fault.NO_EVENT))
    assert told(library) == []
    undo(library, number)
    assert len(told(library)) == 1
