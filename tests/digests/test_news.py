"""What is new, who is loud, and what an update brings."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.content import DigestContent
from digests.drafts import compose_now
from digests.load import read_topic
from digests.phrases import MOST_PHRASES, propose_phrases
from tests.builders import make_quote
from tests.digests.desk import PublishingDesk

DAY = timedelta(hours=24)


def digest(desk: PublishingDesk, topic: str = "theme:energy") -> DigestContent:
    desk.library.clock.move(seconds=1)
    query = read_topic(topic, desk.names)
    return compose_now(
        desk.services, desk.library.workspace_id, query, DAY, now=desk.library.clock(), timezone="UTC"
    )


def tell(desk: PublishingDesk, title: str, outlet: str, actor: str, *, days: int = 0, text: str = "") -> None:
    at = desk.library.clock() - timedelta(days=days)
    body = text or f"{title} in the north on Friday after long talks. Nobody was hurt in it."
    desk.library.article(
        title, text=body, actors=[actor], themes=["energy"], outlet=f"{outlet}.example", at=at
    )


@pytest.fixture
def known(desk: PublishingDesk) -> PublishingDesk:
    """A workspace that has read for eight weeks."""
    for week in range(1, 9):
        tell(desk, f"Report of week {week}", "one", "bo-lind", days=7 * week)
    return desk


def test_an_actor_never_seen_before_is_new(known: PublishingDesk) -> None:
    for outlet in ("one", "two"):
        tell(known, f"Mira Holt arrives, says {outlet}", outlet, "mira-holt")
        tell(known, f"Bo Lind stays, says {outlet}", outlet, "bo-lind")
    (new,) = digest(known).new
    assert (new.name, new.outlets) == ("Mira Holt", 2)
    assert "Mira Holt arrives" in new.headline


def test_one_outlet_alone_makes_nobody_new(known: PublishingDesk) -> None:
    tell(known, "Mira Holt arrives", "one", "mira-holt")
    assert digest(known).new == ()


def test_in_the_first_week_everything_would_be_new_so_nothing_is(desk: PublishingDesk) -> None:
    for outlet in ("one", "two"):
        tell(desk, f"Mira Holt arrives, says {outlet}", outlet, "mira-holt")
    assert digest(desk).new == ()


def test_a_phrase_never_seen_before_is_new(known: PublishingDesk) -> None:
    for outlet in ("one", "two"):
        body = f"Envoys signed the Amber Coast Accord on Friday, {outlet} has learnt. It has nine pages."
        tell(known, f"Accord signed {outlet}", outlet, "bo-lind", text=body)
    assert [item.name for item in digest(known).new] == ["“Amber Coast Accord”"]
    known.library.clock.move(days=2)
    for outlet in ("one", "two"):
        body = f"Two states left the Amber Coast Accord on Sunday, {outlet} has learnt. Others stayed."
        tell(known, f"Accord left {outlet}", outlet, "bo-lind", text=body)
    assert digest(known).new == ()


def speak(desk: PublishingDesk, stories: int, *, days: int = 0, by: str = "ana-silva") -> None:
    for number in range(stories):
        words = make_quote(f"We will open valve number {number} of the {days} days line", by, key=True)
        moment = desk.library.clock() - timedelta(days=days, minutes=number)
        desk.library.article(
            f"Valve {number} after {days} days", themes=["energy"], quotes=[words], at=moment
        )


def test_who_speaks_far_more_than_on_other_such_days_is_named(known: PublishingDesk) -> None:
    for week in range(1, 9):
        speak(known, 1, days=7 * week)
    speak(known, 6)
    (talker,) = digest(known).talking
    assert (talker.speaker, talker.stories, talker.usual) == ("Ana Silva", 6, 1)


def test_who_always_speaks_much_is_not(known: PublishingDesk) -> None:
    for week in range(1, 9):
        speak(known, 6, days=7 * week)
    speak(known, 6)
    assert digest(known).talking == ()


def test_copies_make_nobody_louder(known: PublishingDesk) -> None:
    words = make_quote("We will open the valve", "ana-silva", key=True)
    first = known.library.article("Valve opens", themes=["energy"], quotes=[words], story="valve")
    for number in range(6):
        known.library.article(
            "Valve opens", themes=["energy"], quotes=[words], story="valve", copy_of=first,
            address=f"https://copy{number}.example/valve",
        )  # fmt: skip
    assert digest(known).talking == ()


def test_an_update_says_what_is_new(desk: PublishingDesk) -> None:
    desk.subscribe()
    desk.bring_news(story="pipeline", outlet="one.example")
    desk.library.clock.move(hours=23, minutes=31)
    desk.publish()
    desk.library.article(
        "Pipeline leaks", themes=["energy"], story="pipeline", outlet="two.example",
        quotes=[make_quote("The leak was found by a fisherman", "bo-lind", key=True)],
    )  # fmt: skip
    desk.library.clock.move(hours=24)
    desk.publish()
    shown = str(desk.slack.sent[2].message.blocks)
    assert "Update: " in shown
    assert "1 more outlet (Two); now also Bo Lind speaks" in shown


def test_names_of_actors_and_days_are_no_phrases() -> None:
    text = "Then the minister met Ana Silva on Monday Evening, and the Northern Grain Pact was signed."
    assert propose_phrases([text], {"Ana Silva"}) == ("Northern Grain Pact",)


@given(st.lists(st.text(max_size=2_000), max_size=5), st.lists(st.text(max_size=30), max_size=5))
def test_any_text_has_a_bounded_number_of_phrases(texts: list[str], names: list[str]) -> None:
    found = propose_phrases(texts, names)
    assert len(found) <= MOST_PHRASES
    assert all(2 <= len(phrase.split()) <= 5 for phrase in found)
