"""The limit checks of blocks and of the elements in them, one function a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.slack.bounds import length, refuse, require

Json = Mapping[str, Any]


def check_blocks(blocks: Iterable[Json]) -> None:
    """Raise unless Slack takes each block, and no block or action id stands twice.

    Raises:
        MessageTooLargeError: a limit is passed or a shape is wrong.
    """
    ids: set[str] = set()
    for number, block in enumerate(blocks):
        where = f"block {number} ({block.get('type')})"
        block_id = block.get("block_id", "")
        require("block_id", length(block_id), where)
        if block_id and block_id in ids:
            raise refuse(where, f"block_id {block_id!r} stands twice")
        ids.add(block_id)
        check = _BLOCKS.get(str(block.get("type")))
        if check is None:
            raise refuse(where, "a kind of block that is not sent")
        check(block, where)


def _text(value: Any, name: str, where: str, *, kinds: tuple[str, ...] = ("plain_text",)) -> None:
    if not isinstance(value, Mapping) or value.get("type") not in kinds:
        raise refuse(where, f"{name} is no text object of {' or '.join(kinds)}")
    text = value.get("text")
    if not isinstance(text, str) or not text:
        raise refuse(where, f"{name} is empty")
    require(name, length(text), where)
    require("text object", length(text), where)


def _section(block: Json, where: str) -> None:
    if "text" not in block and "fields" not in block:
        raise refuse(where, "neither text nor fields")
    if "text" in block:
        _text(block["text"], "section text", where, kinds=_EITHER)
    fields = block.get("fields", ())
    require("section fields", len(fields), where)
    for field in fields:
        _text(field, "section field", where, kinds=_EITHER)
    if "accessory" in block:
        _element(block["accessory"], where)


def _header(block: Json, where: str) -> None:
    _text(block.get("text"), "header text", where)


def _context(block: Json, where: str) -> None:
    elements = _some(block, "elements", where)
    require("context elements", len(elements), where)
    for element in elements:
        if element.get("type") != "image":
            _text(element, "text object", where, kinds=_EITHER)


def _actions(block: Json, where: str) -> None:
    elements = _some(block, "elements", where)
    require("actions elements", len(elements), where)
    ids = [element.get("action_id") for element in elements]
    if len(set(ids)) < len(ids):
        raise refuse(where, "an action_id stands twice")
    for element in elements:
        _element(element, where)


def _context_actions(block: Json, where: str) -> None:
    require("context_actions elements", len(_some(block, "elements", where)), where)


def _element(element: Json, where: str) -> None:
    require("action_id", length(element.get("action_id", "")), where)
    if "confirm" in element:
        _confirm(element["confirm"], where)
    if "placeholder" in element:
        _text(element["placeholder"], "placeholder", where)
    if element.get("type") == "button":
        _button(element, where)
    options = element.get("options", ())
    require("select options", len(options), where)
    for option in options:
        _text(option.get("text"), "option text", where, kinds=_EITHER)
        require("option value", length(option.get("value", "")), where)


def _button(button: Json, where: str) -> None:
    _text(button.get("text"), "button text", where)
    require("button value", length(button.get("value", "")), where)
    require("button label", length(button.get("accessibility_label", "")), where)
    if "url" in button:
        _link(button["url"], "button url", where)


def _confirm(confirm: Json, where: str) -> None:
    _text(confirm.get("title"), "confirm title", where)
    _text(confirm.get("text"), "confirm text", where, kinds=_EITHER)
    _text(confirm.get("confirm"), "confirm button", where)
    _text(confirm.get("deny"), "confirm button", where)


def _rich_text(block: Json, where: str) -> None:
    for part in _some(block, "elements", where):
        kind = part.get("type")
        if kind == "rich_text_list":
            for item in _some(part, "elements", where):
                _rich_part(item, where)
        elif kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
            _rich_part(part, where)
        else:
            raise refuse(where, f"{kind!r} is no part of rich text")


def _rich_part(part: Json, where: str) -> None:
    for element in _some(part, "elements", where):
        kind = element.get("type")
        if kind not in ("text", "link", "user", "channel", "emoji", "date"):
            raise refuse(where, f"{kind!r} is not sent in rich text")
        text = element.get("text", "")
        if kind == "text" and not text:
            raise refuse(where, "an empty text in rich text")
        require("rich text", length(text), where)
        if kind == "link":
            _link(element.get("url", ""), "rich text link", where)


def _link(url: str, name: str, where: str) -> None:
    if not url.startswith(("https://", "http://")):
        raise refuse(where, "a link that is neither https nor http")
    require(name, length(url), where)


def _table(block: Json, where: str) -> None:
    rows = _some(block, "rows", where)
    require("table rows", len(rows), where)
    characters = 0
    for row in rows:
        require("table cells", len(row), where)
        for cell in row:
            if cell.get("type") == "rich_text":
                _rich_text(cell, where)
            elif not cell.get("text"):
                raise refuse(where, "an empty cell")
            characters += length(cell.get("text", ""))
    require("table characters", characters, where)


def _input(block: Json, where: str) -> None:
    _text(block.get("label"), "input label", where)
    if "hint" in block:
        _text(block["hint"], "input hint", where)
    _element(block.get("element", {}), where)


def _image(block: Json, where: str) -> None:
    _link(block.get("image_url", ""), "image url", where)
    require("image alt_text", length(block.get("alt_text", "")), where)
    if not block.get("alt_text"):
        raise refuse(where, "an image without alt_text")
    if "title" in block:
        _text(block["title"], "image title", where)


def _some(owner: Json, key: str, where: str) -> list[Any]:
    """The list under `key`, which may not be empty."""
    items = owner.get(key)
    if not isinstance(items, list) or not items:
        raise refuse(where, f"{key} is missing or empty")
    return items


_EITHER = ("plain_text", "mrkdwn")
_BLOCKS: dict[str, Callable[[Json, str], None]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "context_actions": _context_actions,
    "rich_text": _rich_text,
    "table": _table,
    "input": _input,
    "image": _image,
    "divider": lambda _block, _where: None,
}
