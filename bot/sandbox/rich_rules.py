"""Slack's rules for the blocks that hold much: rich text, tables, data tables and charts."""

from __future__ import annotations

import math
from typing import Any

from bot.sandbox.element_rules import is_link
from bot.sandbox.findings import Findings, Json
from bot.sandbox.limits import limit

_CONTAINERS = frozenset(("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"))
_LEAVES = {
    "text": "text",
    "link": "url",
    "emoji": "name",
    "user": "user_id",
    "channel": "channel_id",
    "usergroup": "usergroup_id",
    "broadcast": "range",
    "date": "format",
    "color": "value",
}
_STYLES = frozenset(
    ("bold", "italic", "strike", "code", "highlight", "client_highlight", "unlink", "underline")
)


def check_rich_text(block: Json, at: str, findings: Findings) -> None:
    """Check a `rich_text` block, or a `rich_text` cell of a table."""
    elements = block.get("elements")
    if not isinstance(elements, list) or not elements:
        findings.add(at, "missing required field: elements")
        return
    for index, element in enumerate(elements):
        _check_container(element, f"{at}/elements/{index}", findings)


def _check_container(element: Any, at: str, findings: Findings) -> None:
    body = findings.record(element, at)
    if not body:
        return
    kind = findings.kind(body, at, _CONTAINERS)
    if not kind:
        return
    parts = body.get("elements")
    if not isinstance(parts, list):
        findings.add(at, "missing required field: elements")
        return
    if kind == "rich_text_list":
        findings.choice(body, "style", at, ("bullet", "ordered"))
    for index, part in enumerate(parts):
        place = f"{at}/elements/{index}"
        if kind != "rich_text_list":
            _check_leaf(part, place, findings)
        elif isinstance(part, dict) and part.get("type") == "rich_text_section":
            _check_container(part, place, findings)
        else:
            findings.add(place, "a list holds rich_text_section only")


def _check_leaf(leaf: Any, at: str, findings: Findings) -> None:
    body = findings.record(leaf, at)
    kind = findings.kind(body, at, _LEAVES)
    if not kind:
        return
    findings.string(body, _LEAVES[kind], at, required=True)
    if kind == "link" and isinstance(body.get("url"), str) and not is_link(body["url"]):
        findings.add(f"{at}/url", "invalid url")
    style = body.get("style", {})
    if not isinstance(style, dict) or not set(style) <= _STYLES:
        findings.add(f"{at}/style", "unknown style")


def check_table(block: Json, at: str, findings: Findings) -> None:
    """Check a `table` block: 100 rows of up to 20 cells, no cell empty."""
    for number, row in enumerate(findings.items(block, "rows", at, "table.rows")):
        _check_row(row, f"{at}/rows/{number}", findings, "table.cells", rich=True)
    if "column_settings" not in block:
        return
    for index, setting in enumerate(findings.items(block, "column_settings", at, "table.column_settings")):
        if setting is None:
            continue
        body = findings.record(setting, f"{at}/column_settings/{index}")
        place = f"{at}/column_settings/{index}"
        findings.choice(body, "align", place, ("left", "center", "right"), "left")


def check_data_table(block: Json, at: str, findings: Findings) -> None:
    """Check a `data_table` block: a header and 1 to 100 rows, all of one width."""
    findings.string(block, "caption", at, required=True)
    rows = findings.items(block, "rows", at, "data_table.rows", least=2)
    for number, row in enumerate(rows):
        _check_row(row, f"{at}/rows/{number}", findings, "data_table.cells", rich=number > 0)
    widths = {len(row) for row in rows if isinstance(row, list)}
    if len(widths) > 1:
        findings.add(f"{at}/rows", "all rows must have the same number of cells")
    header = block.get("row_header_column_index", 0)
    if not isinstance(header, int) or not 0 <= header < max(widths, default=1):
        findings.add(f"{at}/row_header_column_index", "must be the index of a column")
    size = block.get("page_size", 5)
    if not isinstance(size, int) or not 1 <= size <= limit("data_table.page_size"):
        findings.add(f"{at}/page_size", f"must be between 1 and {limit('data_table.page_size')}")


def _check_row(row: Any, at: str, findings: Findings, rule: str, *, rich: bool) -> None:
    if not isinstance(row, list) or not row:
        findings.add(at, "must be a list of cells")
        return
    if len(row) > limit(rule):
        findings.add(at, f"no more than {limit(rule)} items allowed")
    for index, cell in enumerate(row):
        _check_cell(cell, f"{at}/{index}", findings, rich=rich)


def _check_cell(cell: Any, at: str, findings: Findings, *, rich: bool) -> None:
    body = findings.record(cell, at)
    kind = body.get("type")
    if kind == "raw_text":
        findings.string(body, "text", at, required=True)
    elif kind == "raw_number":
        if not _is_number(body.get("value")):
            findings.add(f"{at}/value", "must be a number")
    elif kind == "rich_text" and rich:
        check_rich_text(body, at, findings)
    else:
        findings.add(f"{at}/type", f"unsupported type: {kind}")


def text_length(value: Any) -> int:
    """Characters of all texts within a table cell or row, for the limit on a message's tables."""
    if isinstance(value, list):
        return sum(text_length(item) for item in value)
    if not isinstance(value, dict):
        return 0
    own = value.get("text")
    if value.get("type") == "raw_number":
        own = str(value.get("value", ""))
    return (len(own) if isinstance(own, str) else 0) + text_length(value.get("elements"))


def check_chart(block: Json, at: str, findings: Findings) -> None:
    """Check a `data_visualization` block."""
    findings.string(block, "title", at, "chart.title", required=True)
    chart = findings.record(block.get("chart"), f"{at}/chart")
    kind = findings.choice(chart, "type", f"{at}/chart", ("pie", "bar", "area", "line"))
    if kind == "pie":
        _check_pie(chart, f"{at}/chart", findings)
    elif kind:
        _check_series(chart, f"{at}/chart", findings)


def _check_pie(chart: Json, at: str, findings: Findings) -> None:
    for index, segment in enumerate(findings.items(chart, "segments", at, "chart.segments")):
        place = f"{at}/segments/{index}"
        body = findings.record(segment, place)
        findings.string(body, "label", place, "chart.label", required=True)
        if not _is_number(body.get("value")) or body["value"] <= 0:
            findings.add(f"{place}/value", "must be more than 0")


def _check_series(chart: Json, at: str, findings: Findings) -> None:
    axis = findings.record(chart.get("axis_config"), f"{at}/axis_config")
    categories = findings.items(axis, "categories", f"{at}/axis_config", "chart.points")
    for index, category in enumerate(categories):
        findings.string(
            {"category": category}, "category", f"{at}/axis_config/{index}", "chart.label", required=True
        )
    findings.unique([str(c) for c in categories], f"{at}/axis_config/categories", "category")
    for key in ("x_label", "y_label"):
        findings.string(axis, key, f"{at}/axis_config", "chart.axis_label")
    names = []
    for index, series in enumerate(findings.items(chart, "series", at, "chart.series")):
        place = f"{at}/series/{index}"
        body = findings.record(series, place)
        names.append(findings.string(body, "name", place, "chart.label", required=True))
        _check_points(body, place, findings, categories)
    findings.unique(names, f"{at}/series", "series name")


def _check_points(series: Json, at: str, findings: Findings, categories: list[Any]) -> None:
    points = findings.items(series, "data", at, "chart.points")
    for index, point in enumerate(points):
        if not _is_number(findings.record(point, f"{at}/data/{index}").get("value")):
            findings.add(f"{at}/data/{index}/value", "must be a number")
    labels = [point.get("label") for point in points if isinstance(point, dict)]
    if sorted(map(str, labels)) != sorted(map(str, categories)):
        findings.add(f"{at}/data", "must hold exactly one point for each category")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
