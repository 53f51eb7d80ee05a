"""Command text: what chat clients make of quotes and dashes is understood."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given

from bot.errors import QueryError, UsageError
from bot.model.knowledge import Actor, Theme
from bot.query.names import NameTable
from digests.rhythm import write_rhythm
from handlers.naming import NameInDoubtError, read_topic, require_actor, split_names
from handlers.subscribing import parse_wish
from handlers.words import split_words, take_span, tidy
from tests.digests.hostile import texts

NAMES = NameTable(
    [Theme(id="energy", name="Energy"), Theme(id="taiwan", name="Taiwan")],
    [
        Actor(id="ana-silva", name="Ana Silva", kind="person"),
        Actor(id="bo-lind", name="Bo Lind", kind="person"),
        Actor(id="cy-lind", name="Cy Lind", kind="person"),
        Actor(id="south-korea", name="South Korea", kind="state"),
        Actor(id="xu-an", name="Xu An", kind="person", surname="Xu"),
    ],
)


def words(text: str) -> list[str]:
    return [word.text for word in split_words(text)]


def names(text: str) -> tuple[str, ...]:
    return split_names(split_words(text), NAMES)


def test_marks_of_chat_clients() -> None:
    assert words("“power of siberia” putin &amp; xi – 30d") == [
        "power of siberia",
        "putin",
        "&",
        "xi",
        "-",
        "30d",
    ]


def test_a_span_at_the_end() -> None:
    rest, span, written = take_span(split_words("putin xi 4W"), timedelta(days=1))
    assert ([w.text for w in rest], span, written) == (["putin", "xi"], timedelta(weeks=4), "4w")
    assert take_span(split_words("putin"), timedelta(days=1))[1] == timedelta(days=1)
    with pytest.raises(QueryError):
        take_span(split_words("putin 0d"), timedelta(days=1))


def test_a_command_has_an_end() -> None:
    with pytest.raises(UsageError):
        tidy("x" * 3_000)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("silva xu", ("silva", "xu")),
        ("ana silva", ("ana silva",)),
        ("ana silva xu an", ("ana silva", "xu an")),
        ("south korea silva", ("south korea", "silva")),
        ("silva and south korea", ("silva", "south korea")),
        ("silva & xu", ("silva", "xu")),
        ("silva, xu", ("silva", "xu")),
        ("silva – xu", ("silva", "xu")),
        ('"south korea" silva', ("south korea", "silva")),
        ("silva nobody", ("silva", "nobody")),
        ("silva", ("silva",)),
    ],
)
def test_one_or_two_names(typed: str, found: tuple[str, ...]) -> None:
    assert names(typed) == found


def test_a_name_in_doubt_comes_with_lines_to_run_instead() -> None:
    with pytest.raises(NameInDoubtError) as caught:
        require_actor("lind", NAMES, lambda name: f"/relations {name} xu 30d")
    assert caught.value.retries == (
        ("Bo Lind", '/relations "Bo Lind" xu 30d'),
        ("Cy Lind", '/relations "Cy Lind" xu 30d'),
    )
    with pytest.raises(NameInDoubtError) as misspelt:
        require_actor("silvva", NAMES, str)
    assert [label for label, _ in misspelt.value.retries] == ["Ana Silva"]


def test_a_topic_in_doubt_too() -> None:
    with pytest.raises(NameInDoubtError) as caught:
        read_topic("energy -lind", NAMES, lambda topic: f"/subscribe {topic}")
    assert ("Bo Lind", "/subscribe energy -actor:bo-lind") in caught.value.retries


@pytest.mark.parametrize(
    ("typed", "topic", "rhythm", "zone"),
    [
        ("energy", "energy", "daily 08:30", None),
        ("energy weekdays 9:00 Europe/Paris", "energy", "weekdays 09:00", "Europe/Paris"),
        ("(taiwan OR gas) -football instantly", "(taiwan OR gas) -football", "instantly", None),
        ('"daily mail" weekly mon 8:00', '"daily mail"', "weekly mon 08:00", None),
        ("energy 7:15", "energy", "daily 07:15", None),
        ("energy 9:30pm Asia/Tokyo", "energy", "daily 21:30", "Asia/Tokyo"),
        ("energy Asia/Tokyo", "energy", "daily 08:30", "Asia/Tokyo"),
        ("daily bread hourly", "daily bread", "hourly", None),
        ("weekly mon", "", "weekly mon 08:30", None),
        ("", "", "daily 08:30", None),
    ],
)
def test_a_wish_is_a_topic_a_rhythm_and_a_zone(typed: str, topic: str, rhythm: str, zone: str | None) -> None:
    wish = parse_wish(typed)
    assert (wish.topic, write_rhythm(wish.rhythm), wish.timezone) == (topic, rhythm, zone)


@pytest.mark.parametrize(
    "typed", ["energy daily 25:00", "energy weekly noday 8:00", "energy daily 8:30 Mars/Base"]
)
def test_a_wrong_rhythm_is_not_taken_for_a_topic(typed: str) -> None:
    with pytest.raises(UsageError):
        parse_wish(typed)


@given(texts)
def test_any_text_is_split(text: str) -> None:
    if len(text) <= 2_000:
        split_words(text)
