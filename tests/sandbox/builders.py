"""Small builders of blocks and views."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "hello", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(action_id: str = "go", text: str = "Go", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def option(value: str, text: str = "one") -> Json:
    return {"text": plain(text), "value": value}


def select(*values: str, action_id: str = "pick") -> Json:
    return {"type": "static_select", "action_id": action_id, "options": [option(value) for value in values]}


def text_input(block_id: str = "topic", *, optional: bool = False) -> Json:
    element = {"type": "plain_text_input", "action_id": "text"}
    return {
        "type": "input",
        "block_id": block_id,
        "optional": optional,
        "label": plain("Topic"),
        "element": element,
    }


def modal(*blocks: Json, **more: Any) -> Json:
    body = {"type": "modal", "callback_id": "ask", "title": plain("Ask"), "submit": plain("Save")}
    return {**body, "blocks": list(blocks) or [text_input()], **more}


def rows(count: int, width: int = 2) -> list[list[Json]]:
    return [[{"type": "raw_text", "text": "x"}] * width for _ in range(count)]


def table(count: int = 2, width: int = 2) -> Json:
    return {"type": "table", "rows": rows(count, width)}


def data_table(count: int = 3, width: int = 2) -> Json:
    return {"type": "data_table", "caption": "All", "rows": rows(count, width)}


def pie(*values: float) -> Json:
    segments = [{"label": f"part {index}", "value": value} for index, value in enumerate(values)]
    return {"type": "data_visualization", "title": "Themes", "chart": {"type": "pie", "segments": segments}}


def bars(points: int = 3, series: int = 1, *, title: str = "Mentions") -> Json:
    labels = [f"day {index}" for index in range(points)]
    data = [{"label": label, "value": 1} for label in labels]
    chart = {
        "type": "bar",
        "axis_config": {"categories": labels},
        "series": [{"name": f"line {index}", "data": data} for index in range(series)],
    }
    return {"type": "data_visualization", "title": title, "chart": chart}
