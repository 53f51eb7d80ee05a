"""Pages of hostile text: always within Slack's limits, never a mention, a link or a style of its own."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.limits import check_message, length
from digests.blocks import CUT_SHORT, fits, render_blocks, render_message
from digests.mrkdwn import clean, clip, escape, safe_link
from digests.page import (
    Bullets,
    Button,
    Buttons,
    Chart,
    Heading,
    Paragraph,
    Part,
    Piece,
    Rule,
    Small,
    bold,
    line,
)
from digests.plain import render_text
from tests.digests.hostile import HOSTILE, LINKS, links, texts

pieces = st.builds(Piece, texts, bold=st.booleans(), italic=st.booleans(), link=st.one_of(st.none(), links))
lines = st.lists(pieces, max_size=4).map(tuple)
parts = st.one_of(
    st.builds(Heading, texts),
    st.builds(Paragraph, st.lists(lines, max_size=4).map(tuple), st.booleans()),
    st.builds(Bullets, st.lists(lines, max_size=6).map(tuple)),
    st.builds(Chart, st.lists(st.text(max_size=80), max_size=5).map(tuple)),
    st.builds(Small, texts),
    st.just(Rule()),
    st.builds(
        Buttons,
        st.lists(st.builds(Button, texts, st.just("run"), texts, confirm=texts), max_size=30).map(tuple),
    ),
)


@settings(deadline=None, max_examples=80)
@given(st.lists(parts, max_size=70), texts)
def test_any_page_becomes_a_message_within_the_limits(page: list[Part], fallback: str) -> None:
    message = render_message(page, fallback)
    check_message(message)
    assert "<!" not in message.text
    assert "<@" not in message.text
    render_text(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    blocks = render_blocks(
        [Heading(text), Paragraph((line(text),)), Small(text), Bullets((line(bold(text)),))]
    )
    assert '"mrkdwn"' not in json.dumps(blocks)
    kinds = {
        e["type"] for b in blocks if b["type"] == "rich_text" for p in b["elements"] for e in p["elements"]
    }
    assert kinds <= {"text", "rich_text_section"}
    assert "\u202e" not in json.dumps(blocks, ensure_ascii=False)


@pytest.mark.parametrize("address", LINKS)
def test_only_harmless_addresses_are_linked(address: str) -> None:
    assert (safe_link(address) is not None) == (address in LINKS[:2])


def test_a_page_that_is_too_long_says_so_and_keeps_its_buttons() -> None:
    page: list[Part] = [
        *[Paragraph((line("word " * 500),)) for _ in range(20)],
        Buttons((Button("Share", "share", "x"),)),
    ]
    blocks = render_blocks(page)
    assert not fits(page)
    assert blocks[-1]["type"] == "actions"
    assert blocks[-2]["elements"][0]["text"] == CUT_SHORT
    check_message(render_message(page, "x"))


def test_a_button_whose_value_is_too_large_is_left_out() -> None:
    blocks = render_blocks([Buttons((Button("A", "run", "x" * 3_000), Button("B", "run", "y")))])
    assert [b["text"]["text"] for b in blocks[0]["elements"]] == ["B"]


def test_blanks_between_pieces_are_kept() -> None:
    block = render_blocks([Paragraph((line(bold("a"), " b ", bold("c")),))])[0]
    assert "".join(e["text"] for e in block["elements"][0]["elements"]) == "a b c"


def test_cleaning_keeps_words_and_joined_emoji() -> None:
    assert clean(" a\u202e b\x00c\n d ") == "a b c d"
    assert clean("👩\u200d💻") == "👩\u200d💻"


@given(texts, st.integers(2, 300))
def test_clipped_text_is_as_short_as_asked(text: str, most: int) -> None:
    assert length(clip(clean(text), most)) <= most


@given(texts)
def test_escaped_text_holds_no_angle_bracket(text: str) -> None:
    assert "<" not in escape(text)
    assert ">" not in escape(text)
