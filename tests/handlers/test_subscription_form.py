"""The subscription form: what goes in comes out, and what is wrong is told beside its input."""

from __future__ import annotations

from datetime import time

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.knowledge import Theme
from bot.model.subscriptions import QuietDay, RhythmKind
from bot.query.parser import parse_query
from bot.query.tree import ThemeIs, all_of, any_of
from bot.query.write import write_query
from bot.slack.limits import check_view
from handlers.forms import render_view
from handlers.incoming import read_value
from handlers.subscription_form import (
    AT,
    THEMES,
    TOPIC,
    WEEKDAY,
    ZONE,
    Answers,
    check_zone,
    compose_form,
    read_answers,
)
from handlers.topic_parts import join_topic, split_themes

THEME_TABLE = (Theme(id="energy", name="Energy"), Theme(id="trade", name="Trade"))
HALF_PAST_SIX = time(6, 30)

answers = st.builds(
    Answers,
    topic=st.text("abc “”<&>🙂", max_size=600),
    themes=st.sampled_from([(), ("energy",), ("energy", "trade")]),
    rhythm=st.sampled_from(RhythmKind),
    weekday=st.integers(0, 6),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    timezone=st.sampled_from(["UTC", "Europe/Paris"]),
    minimum=st.integers(1, 9),
    quiet_day=st.sampled_from(QuietDay),
    channel=st.sampled_from(["", "C1"]),
    subscription=st.integers(0, 10**9),
)


def inputs(form_blocks: tuple[dict[str, object], ...]) -> list[str]:
    return [str(block["block_id"]) for block in form_blocks if block["type"] == "input"]


@given(answers)
@settings(deadline=None, max_examples=60)
def test_every_form_is_within_slacks_limits(given_answers: Answers) -> None:
    check_view(render_view(compose_form(given_answers, THEME_TABLE, ())))


@given(answers)
@settings(deadline=None, max_examples=60)
def test_what_no_input_shows_is_kept(given_answers: Answers) -> None:
    form = compose_form(given_answers, THEME_TABLE, ())
    again = read_answers({}, form.kept)
    assert (again.subscription, again.weekday, again.at, again.quiet_day, again.timezone) == (
        given_answers.subscription,
        given_answers.weekday,
        given_answers.at,
        given_answers.quiet_day,
        given_answers.timezone,
    )


def test_a_time_and_a_day_are_asked_for_only_where_they_matter() -> None:
    def asked(rhythm: RhythmKind) -> list[str]:
        return inputs(compose_form(Answers(timezone="UTC", rhythm=rhythm), THEME_TABLE, ()).blocks)

    assert {WEEKDAY, AT} <= set(asked(RhythmKind.WEEKLY))
    assert WEEKDAY not in asked(RhythmKind.DAILY)
    assert AT not in asked(RhythmKind.HOURLY)
    assert ZONE not in asked(RhythmKind.INSTANTLY)


def test_what_was_sent_is_read() -> None:
    values = {
        TOPIC: " putin xi ",
        THEMES: ("energy",),
        "subscription_rhythm": "weekly",
        WEEKDAY: "4",
        AT: "06:30",
        ZONE: "Europe/Riga",
        "subscription_minimum": "3",
        "subscription_quiet": "nothing",
        "subscription_place": "direct",
    }
    kept = compose_form(Answers(timezone="UTC", channel="C1"), THEME_TABLE, ()).kept
    assert read_answers(values, kept) == Answers(
        topic="putin xi",
        themes=("energy",),
        rhythm=RhythmKind.WEEKLY,
        weekday=4,
        at=HALF_PAST_SIX,
        timezone="Europe/Riga",
        minimum=3,
        quiet_day=QuietDay.NOTHING,
        direct=True,
        channel="C1",
    )


def test_an_unknown_time_zone_is_told_beside_its_input() -> None:
    assert "Mars/Base" in check_zone(Answers(timezone="Mars/Base"))[ZONE]
    assert check_zone(Answers(timezone="Europe/Riga")) == {}


def test_themes_and_words_make_one_topic_and_come_apart_again() -> None:
    both = all_of([any_of([ThemeIs("energy"), ThemeIs("trade")]), parse_query("pipeline OR cable")])
    themes, words = split_themes(both)
    assert themes == ("energy", "trade")
    joined = join_topic(parse_query(words), themes)
    assert joined is not None
    assert write_query(joined) == write_query(both)


def test_a_topic_of_themes_alone_or_of_words_alone() -> None:
    assert split_themes(ThemeIs("energy")) == (("energy",), "")
    assert split_themes(parse_query("pipeline -gas")) == ((), "pipeline -gas")
    assert join_topic(None, ()) is None


def test_an_input_left_empty_is_read_as_empty() -> None:
    assert read_value({"type": "plain_text_input", "value": None}) == ""
    assert read_value({"type": "static_select", "selected_option": None}) == ""
    assert read_value({"type": "multi_static_select", "selected_options": []}) == ()
