"""The limit checks of blocks that hold figures: tables, data tables and charts."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from bot.slack.bounds import length, refuse, require
from bot.slack.composition import Json, check_choice, check_string, check_unique, some

RichText = Callable[[Json, str], None]
"""The check of a cell that holds rich text."""


def check_table(block: Json, where: str, rich_text: RichText) -> None:
    """A `table`: rows may be of different widths."""
    rows = some(block, "rows", where)
    require("table rows", len(rows), where)
    for row in rows:
        require("table cells", len(row), where)
        for cell in row:
            _cell(cell, where, rich_text)


def check_data_table(block: Json, where: str, rich_text: RichText) -> None:
    """A `data_table`: a caption, a header and at least one row, all of one width."""
    check_string(block.get("caption"), "data_table caption", where)
    rows = some(block, "rows", where)
    require("data_table rows", len(rows), where)
    if len(rows) < 2 or len({len(row) for row in rows}) > 1:
        raise refuse(where, "a data_table needs a header and rows, all of one width")
    if not 0 <= block.get("row_header_column_index", 0) < len(rows[0]):
        raise refuse(where, "a row header that is no column")
    require("data_table page", block.get("page_size", 5), where)
    for number, row in enumerate(rows):
        require("data_table cells", len(row), where)
        for cell in row:
            _cell(cell, where, rich_text if number else _refuse_rich)


def table_characters(block: Json) -> int:
    """All characters in the cells; Slack holds those of a message's tables together against one limit."""
    return sum(_characters(cell) for row in block.get("rows", ()) for cell in row)


def _characters(node: Any) -> int:
    if isinstance(node, list):
        return sum(map(_characters, node))
    own = str(node.get("value", "")) if node.get("type") == "raw_number" else node.get("text", "")
    return length(own) + _characters(node.get("elements", []))


def _cell(cell: Json, where: str, rich_text: RichText) -> None:
    match cell.get("type"):
        case "rich_text":
            rich_text(cell, where)
        case "raw_text":
            check_string(cell.get("text"), "table characters", where)
        case "raw_number":
            _number(cell.get("value"), where)
        case kind:
            raise refuse(where, f"{kind!r} is no kind of cell")


def _refuse_rich(_cell: Json, where: str) -> None:
    raise refuse(where, "rich text in the header of a data_table")


def _number(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise refuse(where, f"{value!r} is no number")
    return float(value)


def check_chart(block: Json, where: str) -> None:
    """A `data_visualization`: a pie of segments, or series over the same categories."""
    check_string(block.get("title"), "chart title", where)
    chart = block.get("chart") or {}
    check_choice(chart.get("type"), "a chart's type", where, ("pie", "bar", "area", "line"))
    if chart["type"] == "pie":
        _pie(chart, where)
    else:
        _series(chart, where)


def _pie(chart: Json, where: str) -> None:
    segments = some(chart, "segments", where)
    require("chart segments", len(segments), where)
    for segment in segments:
        check_string(segment.get("label"), "chart label", where)
        if _number(segment.get("value"), where) <= 0:
            raise refuse(where, "a segment of nothing")


def _series(chart: Json, where: str) -> None:
    axis = chart.get("axis_config") or {}
    categories = some(axis, "categories", where)
    require("chart points", len(categories), where)
    for category in categories:
        check_string(category, "chart label", where)
    check_unique(categories, "a category", where)
    for key in ("x_label", "y_label"):
        require("chart axis label", length(axis.get(key, "")), where)
    series = some(chart, "series", where)
    require("chart series", len(series), where)
    for each in series:
        check_string(each.get("name"), "chart label", where)
        _points(some(each, "data", where), categories, where)
    check_unique((each["name"] for each in series), "a series' name", where)


def _points(points: list[Any], categories: list[str], where: str) -> None:
    for point in points:
        _number(point.get("value"), where)
    if sorted(str(point.get("label")) for point in points) != sorted(categories):
        raise refuse(where, "a series needs one point for each category")
