"""The limit checks of blocks, one function a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.slack.bounds import length, refuse, require
from bot.slack.composition import EITHER, Json, check_link, check_string, check_text, check_unique, some
from bot.slack.data_check import check_chart, check_data_table, check_table
from bot.slack.elements_check import (
    IN_ACTIONS,
    IN_CONTEXT,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    check_element,
    check_image,
)


def check_blocks(blocks: Iterable[Json]) -> None:
    """Raise unless Slack takes each block, and no block or action id stands twice.

    Raises:
        MessageTooLargeError: a limit is passed or a shape is wrong.
    """
    blocks = tuple(blocks)
    for number, block in enumerate(blocks):
        where = f"block {number} ({block.get('type')})"
        require("block_id", length(block.get("block_id", "")), where)
        check = _BLOCKS.get(str(block.get("type")))
        if check is None:
            raise refuse(where, "a kind of block that is not sent")
        check(block, where)
    check_unique((block.get("block_id") for block in blocks), "a block_id", "blocks")


def _section(block: Json, where: str) -> None:
    if "text" not in block and "fields" not in block:
        raise refuse(where, "neither text nor fields")
    if "text" in block:
        check_text(block["text"], "section text", where, kinds=EITHER)
    if "fields" in block:
        fields = some(block, "fields", where)
        require("section fields", len(fields), where)
        for field in fields:
            check_text(field, "section field", where, kinds=EITHER)
    if "accessory" in block:
        check_element(block["accessory"], where, IN_SECTION)


def _header(block: Json, where: str) -> None:
    check_text(block.get("text"), "header text", where)


def _context(block: Json, where: str) -> None:
    elements = some(block, "elements", where)
    require("context elements", len(elements), where)
    for element in elements:
        if element.get("type") == "image":
            check_element(element, where, IN_CONTEXT)
        else:
            check_text(element, "text object", where, kinds=EITHER)


def _actions(block: Json, where: str) -> None:
    elements = some(block, "elements", where)
    require("actions elements", len(elements), where)
    for element in elements:
        check_element(element, where, IN_ACTIONS)
    check_unique((element.get("action_id") for element in elements), "an action_id", where)


def _context_actions(block: Json, where: str) -> None:
    elements = some(block, "elements", where)
    require("context_actions elements", len(elements), where)
    for element in elements:
        check_element(element, where, IN_CONTEXT_ACTIONS)


def _rich_text(block: Json, where: str) -> None:
    for part in some(block, "elements", where):
        kind = part.get("type")
        if kind == "rich_text_list":
            _rich_list(part, where)
        elif kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
            _rich_part(part, where)
        else:
            raise refuse(where, f"{kind!r} is no part of rich text")


def _rich_list(part: Json, where: str) -> None:
    for item in some(part, "elements", where):
        if item.get("type") != "rich_text_section":
            raise refuse(where, "a list holds rich_text_section only")
        _rich_part(item, where)


def _rich_part(part: Json, where: str) -> None:
    for element in some(part, "elements", where):
        kind = element.get("type")
        if kind not in ("text", "link", "user", "channel", "emoji", "date"):
            raise refuse(where, f"{kind!r} is not sent in rich text")
        if kind == "text":
            check_string(element.get("text"), "rich text", where)
        if kind == "link":
            require("rich text", length(element.get("text", "")), where)
            check_link(element.get("url"), "rich text link", where)


def _input(block: Json, where: str) -> None:
    check_text(block.get("label"), "input label", where)
    if "hint" in block:
        check_text(block["hint"], "input hint", where)
    check_element(block.get("element", {}), where, IN_INPUT)


def _divider(_block: Json, _where: str) -> None:
    """A divider has nothing that could be wrong."""


_BLOCKS: dict[str, Callable[[Json, str], None]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "context_actions": _context_actions,
    "rich_text": _rich_text,
    "table": lambda block, where: check_table(block, where, _rich_text),
    "data_table": lambda block, where: check_data_table(block, where, _rich_text),
    "data_visualization": check_chart,
    "input": _input,
    "image": check_image,
    "divider": _divider,
}
