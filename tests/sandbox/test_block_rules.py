"""Slack's limits: what is at the limit is taken, what is one beyond is refused, at the right place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.block_rules import Surface, check_blocks
from bot.sandbox.limits import limit
from bot.sandbox.view_rules import check_view
from tests.sandbox.builders import (
    actions,
    bars,
    button,
    data_table,
    modal,
    mrkdwn,
    option,
    pie,
    plain,
    section,
    select,
    table,
    text_input,
)

Json = dict[str, Any]
Build = Callable[[int], list[Json]]

AT_LIMIT: list[tuple[str, Build]] = [
    ("message.blocks", lambda n: [section()] * n),
    ("section.text", lambda n: [section("x" * n)]),
    ("section.fields", lambda n: [{"type": "section", "fields": [plain("x")] * n}]),
    ("section.field", lambda n: [{"type": "section", "fields": [plain("x" * n)]}]),
    ("header.text", lambda n: [{"type": "header", "text": plain("x" * n)}]),
    ("context.elements", lambda n: [{"type": "context", "elements": [mrkdwn("x")] * n}]),
    ("actions.elements", lambda n: [actions(*[button(f"a{i}") for i in range(n)])]),
    ("button.text", lambda n: [actions(button(text="x" * n))]),
    ("button.value", lambda n: [actions(button(value="x" * n))]),
    ("action_id", lambda n: [actions(button("x" * n))]),
    ("block_id", lambda n: [{"type": "divider", "block_id": "x" * n}]),
    ("select.options", lambda n: [actions(select(*map(str, range(n))))]),
    ("option.value", lambda n: [actions(select("x" * n))]),
    ("option.text", lambda n: [section(accessory={"type": "overflow", "options": [option("v", "x" * n)]})]),
    ("overflow.options", lambda n: [section(accessory={"type": "overflow", "options": [option(str(i)) for i in range(n)]})]),
    ("table.rows", lambda n: [table(n)]),
    ("table.cells", lambda n: [table(1, n)]),
    ("data_table.rows", lambda n: [data_table(n)]),
    ("data_table.cells", lambda n: [data_table(2, n)]),
    ("message.charts", lambda n: [bars()] * n),
    ("chart.title", lambda n: [bars(title="x" * n)]),
    ("chart.series", lambda n: [bars(series=n)]),
    ("chart.points", lambda n: [bars(points=n)]),
    ("chart.segments", lambda n: [pie(*[1.0] * n)]),
    ("image.alt_text", lambda n: [{"type": "image", "image_url": "https://example.org/a.png", "alt_text": "x" * n}]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "build"), AT_LIMIT, ids=[name for name, _ in AT_LIMIT])
def test_a_limit_is_kept_to_the_unit(name: str, build: Build) -> None:
    assert check_blocks(build(limit(name)), "message").faults == []
    assert check_blocks(build(limit(name) + 1), "message").faults != []


WRONG: list[tuple[str, Json]] = [
    ("/blocks/0/type", {"type": "sectoin"}),
    ("/blocks/0", {"type": "section"}),
    ("/blocks/0/text/type", {"type": "header", "text": mrkdwn("x")}),
    ("/blocks/0/text/text", {"type": "header", "text": plain("")}),
    ("/blocks/0/elements", actions()),
    ("/blocks/0/elements", actions(button(), button())),
    ("/blocks/0/elements/0/type", actions({"type": "plain_text_input"})),
    ("/blocks/0/elements/0/style", actions(button(style="bold"))),
    ("/blocks/0/elements/0/url", actions(button(url="javascript:alert(1)"))),
    ("/blocks/0/elements/0/options", actions(select("a", "a"))),
    ("/blocks/0/accessory/type", section(accessory={"type": "feedback_buttons"})),
    ("/blocks/0/image_url", {"type": "image", "image_url": "file:///etc/passwd", "alt_text": "x"}),
    ("/blocks/0/rows/0/0/text", {"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]}),
    ("/blocks/0/rows", {"type": "data_table", "caption": "c", "rows": [*data_table(2, 2)["rows"], *data_table(2, 3)["rows"]]}),
    ("/blocks/0", {"type": "data_table", "rows": data_table()["rows"]}),
    ("/blocks/0/chart/segments/1/value", pie(1, 0)),
    ("/blocks/0/chart/type", {"type": "data_visualization", "title": "x", "chart": {"type": "radar"}}),
    ("/blocks/0/elements/0/type", {"type": "rich_text", "elements": [{"type": "text", "text": "x"}]}),
    ("/blocks/0/elements/0/elements/0", {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [{"type": "text", "text": "x"}]}]}),
    ("/blocks/0/elements/0/elements/0/text", {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]}]}),
    ("/blocks/0/elements/0/positive_button/value", {"type": "context_actions", "elements": [{"type": "feedback_buttons", "positive_button": {"text": plain("+"), "value": ""}, "negative_button": {"text": plain("-"), "value": "n"}}]}),
]  # fmt: skip


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
