"""Plots and tables → Slack's own blocks for figures. Pure.

https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block and .../table-block
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.slack.bounds import LIMITS
from bot.slack.message import Block
from digests.mrkdwn import clean, clip
from digests.page import Line, Plot, Table

MOST_ROWS = 40  # of a table: more is paged, or a file
_LABEL = LIMITS["chart label"].most
_POINTS = LIMITS["chart points"].most


def is_drawable(plot: Plot) -> bool:
    """Whether Slack would draw it: enough points, within its limits, and something to see."""
    figures = [value for series in plot.series for value in series.values]
    labels = [_label(label) for label in plot.labels]
    return (
        2 <= len(labels) <= (LIMITS["chart segments"].most if plot.kind == "pie" else _POINTS)
        and len(set(labels)) == len(labels)
        and 1 <= len(plot.series) <= (1 if plot.kind == "pie" else LIMITS["chart series"].most)
        and len({_label(series.name) for series in plot.series}) == len(plot.series)
        and all(len(series.values) == len(labels) for series in plot.series)
        and any(figures)
        and (plot.kind != "pie" or min(figures) > 0)
    )


def render_plot(plot: Plot) -> Block:
    """A `data_visualization` block of a plot that is drawable."""
    labels = [_label(label) for label in plot.labels]
    if plot.kind == "pie":
        pairs = zip(labels, plot.series[0].values, strict=True)
        chart: Block = {"type": "pie", "segments": [{"label": name, "value": value} for name, value in pairs]}
    else:
        chart = {
            "type": plot.kind,
            "axis_config": {"categories": labels},
            "series": [
                {
                    "name": _label(series.name),
                    "data": [
                        {"label": name, "value": v} for name, v in zip(labels, series.values, strict=True)
                    ],
                }
                for series in plot.series
            ],
        }
    title = clip(clean(plot.title), LIMITS["chart title"].most)
    return {"type": "data_visualization", "title": title, "chart": chart}


def render_table(table: Table, elements: Callable[[Line], list[Block]]) -> Block:
    """A `table` block; `elements` renders the pieces of a cell."""
    rows = [[_cell(cell, elements) for cell in row] for row in table.rows[: MOST_ROWS + 1]]
    width = max((len(row) for row in table.rows), default=0)
    settings = [{"align": "right" if n in table.right else "left", "is_wrapped": True} for n in range(width)]
    return {"type": "table", "rows": rows, "column_settings": settings}


def _cell(cell: Line, elements: Callable[[Line], list[Block]]) -> Block:
    found = elements(cell) or [{"type": "text", "text": "–"}]
    section = {"type": "rich_text_section", "elements": found}
    return {"type": "rich_text", "elements": [section]}


def _label(words: str) -> str:
    return clip(clean(words), _LABEL) or "–"


def write_table(table: Table) -> tuple[str, ...]:
    """A table's rows in fixed width, without links."""
    cells = [["".join(clean(piece.text) for piece in cell) for cell in row] for row in table.rows]
    return write_columns(cells, table.right)


def write_columns(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> tuple[str, ...]:
    """Rows of words in columns of fixed width, for a terminal and where no table may stand."""
    width = max((len(row) for row in rows), default=0)
    filled = [[*row, *([""] * (width - len(row)))] for row in rows]
    sizes = [max((len(row[n]) for row in filled), default=0) for n in range(width)]
    return tuple(
        "  ".join(
            word.rjust(size) if n in right else word.ljust(size)
            for n, (word, size) in enumerate(zip(row, sizes, strict=True))
        ).rstrip()
        for row in filled
    )
