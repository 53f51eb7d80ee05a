"""Blocks at Slack's limits and beyond, and wrong ones: for the local workspace's checker and for the bot's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.sandbox.builders import (
    actions,
    bars,
    button,
    data_table,
    mrkdwn,
    option,
    pie,
    plain,
    section,
    select,
    table,
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


def field(kind: str, **more: Any) -> Json:
    """An input block of one element."""
    return {"type": "input", "label": plain("x"), "element": {"type": kind, "action_id": "a", **more}}


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
    ("/blocks/0/element", field("number_input")),
    ("/blocks/0/element/options", field("external_select", options=[option("a")])),
    ("/blocks/0/element/max_files", field("file_input", max_files=11)),
    ("/blocks/0/element/max_files", field("file_input", max_files=0)),
    ("/blocks/0/element/type", field("button", text=plain("Go"))),
    ("/blocks/0/elements/0/icon", {"type": "context_actions", "elements": [{"type": "icon_button", "icon": "star", "text": plain("x")}]}),
    ("/blocks/0/row_header_column_index", {**data_table(3, 2), "row_header_column_index": 2}),
    ("/blocks/0/page_size", {**data_table(3, 2), "page_size": 101}),
    ("/blocks/0/accessory/type", section(accessory={"type": "datetimepicker", "action_id": "a"})),
]  # fmt: skip
