"""The limit checker: a message just within each limit passes, one beyond it is refused by name."""

from __future__ import annotations

from typing import Any

import pytest

from bot.errors import MessageTooLargeError
from bot.slack.limits import LIMITS, check_message, check_view, length
from bot.slack.message import Message, parse_message, write_message

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def rich(text: str, kind: str = "rich_text_section") -> Json:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": [{"type": "text", "text": text}]}]}


def buttons(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def button(number: int = 0, label: str = "Go", **more: Any) -> Json:
    return {"type": "button", "action_id": f"go:{number}", "text": plain(label), "value": "x", **more}


def table(rows: int, cells: int, text: str = "x") -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * cells] * rows}


def message(*blocks: Json, text: str = "hello") -> Message:
    return Message(text=text, blocks=blocks)


AT_THE_LIMIT = {
    "message text": lambda n: message(text="x" * n),
    "message blocks": lambda n: message(*[{"type": "divider"}] * n),
    "message tables": lambda n: message(*[table(1, 1)] * n),
    "header text": lambda n: message({"type": "header", "text": plain("x" * n)}),
    "section text": lambda n: message({"type": "section", "text": plain("x" * n)}),
    "section fields": lambda n: message({"type": "section", "fields": [plain("x")] * n}),
    "section field": lambda n: message({"type": "section", "fields": [plain("x" * n)]}),
    "context elements": lambda n: message({"type": "context", "elements": [plain("x")] * n}),
    "actions elements": lambda n: message(buttons(*[button(i) for i in range(n)])),
    "button text": lambda n: message(buttons(button(label="x" * n))),
    "button value": lambda n: message(buttons(button(value="x" * n))),
    "action_id": lambda n: message(buttons(button() | {"action_id": "x" * n})),
    "block_id": lambda n: message({"type": "divider", "block_id": "x" * n}),
    "rich text": lambda n: message(rich("x" * n)),
    "table rows": lambda n: message(table(n, 1)),
    "table cells": lambda n: message(table(1, n)),
    "table characters": lambda n: message(table(1, 1, "x" * n)),
    "message characters": lambda n: message(*[rich("x" * (n // 5))] * 5),
}


@pytest.mark.parametrize("name", AT_THE_LIMIT)
def test_the_limit_itself_is_taken_and_one_more_is_not(name: str) -> None:
    most = LIMITS[name].most
    check_message(AT_THE_LIMIT[name](most))
    with pytest.raises(MessageTooLargeError) as caught:
        check_message(AT_THE_LIMIT[name](most + 5 if name == "message characters" else most + 1))
    assert name in caught.value.cause
    assert LIMITS[name].page in caught.value.cause


WRONG_SHAPES = {
    "an empty text": rich(""),
    "a link to a script": {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "link", "url": "javascript:alert(1)"}]}
        ],
    },
    "a broadcast": {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "broadcast", "range": "channel"}]}],
    },
    "no elements": {"type": "actions", "elements": []},
    "one action twice": buttons(button(1), button(1)),
    "a header in mrkdwn": {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
    "an unknown block": {"type": "marquee"},
}


@pytest.mark.parametrize("name", WRONG_SHAPES)
def test_shapes_that_slack_refuses_are_refused_here(name: str) -> None:
    with pytest.raises(MessageTooLargeError):
        check_message(message(WRONG_SHAPES[name]))


def test_a_message_needs_a_fallback_text() -> None:
    with pytest.raises(MessageTooLargeError):
        check_message(message(text="  "))


def test_metadata_is_bounded() -> None:
    check_message(message(), {"event_payload": {"key": "k"}})
    with pytest.raises(MessageTooLargeError, match="too large"):
        check_message(message(), {"event_payload": {"key": "k" * 9_000}})


def test_a_view_has_limits_of_its_own() -> None:
    view: Json = {"type": "modal", "title": plain("x" * 24), "blocks": [{"type": "divider"}] * 100}
    check_view(view)
    for change in ({"title": plain("x" * 25)}, {"private_metadata": "x" * 3_001}, {"callback_id": "x" * 256}):
        with pytest.raises(MessageTooLargeError):
            check_view(view | change)


def test_a_modal_with_inputs_has_a_button_to_submit_them() -> None:
    field = {"type": "input", "label": plain("x"), "element": {"type": "file_input", "action_id": "a"}}
    view: Json = {"type": "modal", "title": plain("x"), "blocks": [field]}
    check_view(view | {"submit": plain("Save")})
    check_view(view | {"type": "home"})
    with pytest.raises(MessageTooLargeError, match="form"):
        check_view(view)


def test_a_view_takes_no_table() -> None:
    with pytest.raises(MessageTooLargeError, match="form"):
        check_view({"type": "modal", "title": plain("x"), "blocks": [table(1, 1)]})


def test_every_limit_names_its_page() -> None:
    assert all(limit.page.startswith("https://") and limit.most > 0 for limit in LIMITS.values())


def test_characters_beyond_the_bmp_count_twice() -> None:
    assert length("a习") == 2
    assert length("😀") == 2


def test_a_message_survives_being_written() -> None:
    sent = message(rich("“привет” & <b>"), text="a &amp; b")
    assert parse_message(write_message(sent)) == sent
    assert write_message(parse_message(write_message(sent))) == write_message(sent)
