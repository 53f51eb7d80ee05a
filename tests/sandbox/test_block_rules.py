"""Slack's limits: what is at the limit is taken, what is one beyond is refused, at the right place."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.block_rules import Surface, check_blocks
from bot.sandbox.block_walk import fill_ids, interactive_elements, walk_blocks
from bot.sandbox.limits import limit
from bot.sandbox.view_rules import check_view
from tests.limit_cases import AT_LIMIT, WRONG, Build, Json
from tests.sandbox.builders import (
    bars,
    button,
    data_table,
    modal,
    mrkdwn,
    plain,
    section,
    select,
    table,
    text_input,
)


@pytest.mark.parametrize(("name", "build"), AT_LIMIT, ids=[name for name, _ in AT_LIMIT])
def test_a_limit_is_kept_to_the_unit(name: str, build: Build) -> None:
    assert check_blocks(build(limit(name)), "message").faults == []
    assert check_blocks(build(limit(name) + 1), "message").faults != []


@pytest.mark.parametrize(("pointer", "block"), WRONG)
def test_a_fault_is_found_at_its_place(pointer: str, block: Json) -> None:
    assert pointer in [place for place, _ in check_blocks([block], "message").faults]


def test_chart_points_match_their_categories() -> None:
    block = bars(points=3)
    block["chart"]["series"][0]["data"].pop()
    [(pointer, message)] = check_blocks([block], "message").faults
    assert (pointer, "exactly one point" in message) == ("/blocks/0/chart/series/0/data", True)


def test_series_names_are_unique() -> None:
    block = bars(series=2)
    block["chart"]["series"][1]["name"] = block["chart"]["series"][0]["name"]
    assert check_blocks([block], "message").faults


def test_tables_have_a_limit_together() -> None:
    block = table(10, 10)
    block["rows"] = [[{"type": "raw_text", "text": "x" * 101}] * 10] * 10
    assert check_blocks([block], "message").faults == [("/blocks", "tables hold more than 10000 characters")]


@pytest.mark.parametrize(
    "block", [table(), data_table(), bars(), {"type": "context_actions", "elements": []}]
)
def test_some_blocks_stand_in_messages_only(block: Json) -> None:
    surfaces: tuple[Surface, Surface] = ("modal", "home")
    for surface in surfaces:
        assert ("/blocks/0/type", f"unsupported type: {block['type']}") in check_blocks(
            [block], surface
        ).faults


def test_views_have_their_own_limits() -> None:
    assert check_view(modal()).faults == []
    assert check_view(modal(*[section()] * 100)).faults == []
    assert check_view(modal(*[section()] * 101)).faults
    assert check_view(modal(title=plain("x" * 25))).faults[0][0] == "/view/title/text"
    assert check_view(modal(private_metadata="x" * 3_001)).faults[0][0] == "/view/private_metadata"
    assert check_view({"type": "home", "blocks": [text_input()]}).faults == []
    unsendable = modal()
    del unsendable["submit"]
    assert check_view(unsendable).faults == [("/view/submit", "missing required field: submit")]


PICTURE = {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a"}
FRAMES = {
    "card": {"type": "card", "title": mrkdwn("x"), "icon": PICTURE, "actions": [button()]},
    "carousel": {"type": "carousel", "elements": [{"type": "card", "body": plain("x")}]},
    "container": {"type": "container", "title": plain("x"), "child_blocks": [section(), table()]},
    "video": {
        "type": "video",
        "title": plain("x"),
        "alt_text": "x",
        "video_url": "https://example.org/v",
        "thumbnail_url": "https://example.org/t.png",
    },
    "plan": {"type": "plan", "title": "x", "tasks": [{"task_id": "1", "title": "x", "status": "complete"}]},
}


@pytest.mark.parametrize("kind", FRAMES)
def test_blocks_that_frame_others_are_taken(kind: str) -> None:
    assert check_blocks([FRAMES[kind]], "message").faults == []


@pytest.mark.parametrize(
    ("kind", "change", "pointer"),
    [
        ("card", {"title": plain("x" * 151)}, "/blocks/0/title/text"),
        ("card", {"body": plain("x" * 201)}, "/blocks/0/body/text"),
        ("card", {"actions": [select("a")]}, "/blocks/0/actions/0/type"),
        ("carousel", {"elements": []}, "/blocks/0/elements"),
        ("carousel", {"elements": [section()]}, "/blocks/0/elements/0/type"),
        ("container", {"child_blocks": [section()] * 11}, "/blocks/0/child_blocks"),
        ("container", {"child_blocks": [bars()]}, "/blocks/0/child_blocks/0/type"),
        ("container", {"width": "huge"}, "/blocks/0/width"),
        ("video", {"video_url": "http://example.org/v"}, "/blocks/0/video_url"),
        ("video", {"title": plain("x" * 200)}, "/blocks/0/title/text"),
        ("plan", {"tasks": [{"task_id": "1", "title": "x", "status": "lost"}]}, "/blocks/0/tasks/0/status"),
    ],
)
def test_a_fault_in_a_frame_is_found_at_its_place(kind: str, change: Json, pointer: str) -> None:
    faults = check_blocks([FRAMES[kind] | change], "message").faults
    assert pointer in [place for place, _ in faults]


def test_an_alert_stands_in_modals_only() -> None:
    alert = {"type": "alert", "text": mrkdwn("Careful"), "level": "warning"}
    assert check_blocks([alert], "modal").faults == []
    assert check_blocks([{**alert, "level": "loud"}], "modal").faults
    assert check_blocks([alert], "message").faults


def test_buttons_within_frames_can_be_pressed() -> None:
    blocks = fill_ids(
        [copy.deepcopy(FRAMES["card"]), {"type": "carousel", "elements": [copy.deepcopy(FRAMES["card"])]}]
    )
    found = [element for block in walk_blocks(blocks) for element in interactive_elements(block)]
    assert [element["action_id"] for element in found] == ["go", "go"]
    assert all(block["block_id"] for block in walk_blocks(blocks))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "rows", "chart", "options"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)
KINDS = st.sampled_from(
    [
        "section",
        "actions",
        "context",
        "table",
        "data_table",
        "data_visualization",
        "rich_text",
        "input",
        "header",
    ]
)


@settings(max_examples=120, deadline=None)
@given(
    KINDS, st.dictionaries(st.sampled_from(["text", "fields", "elements", "rows", "chart", "element"]), JSON)
)
def test_no_block_whatever_breaks_the_checker(kind: str, rest: Json) -> None:
    check_blocks([{"type": kind, **rest}], "message")
    check_view({"type": "modal", "title": rest, "blocks": [{"type": kind, **rest}]})
