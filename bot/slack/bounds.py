"""Slack's limits, each with the page that states it, and how a size is held against them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import MessageTooLargeError

_REFERENCE = "https://docs.slack.dev/reference/"
_BLOCKS = _REFERENCE + "block-kit/blocks/"
_ELEMENTS = _REFERENCE + "block-kit/block-elements/"
_OBJECTS = _REFERENCE + "block-kit/composition-objects/"


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that Slack takes, and where it says so."""

    most: int
    page: str


LIMITS: dict[str, Limit] = {
    "message text": Limit(40_000, _REFERENCE + "methods/chat.postMessage"),
    "message blocks": Limit(50, _REFERENCE + "block-kit/blocks"),
    # Not in the docs: Slack answers `msg_blocks_too_long` from about 13,170 characters on.
    "message characters": Limit(13_000, "https://github.com/slackapi/bolt-js/issues/2509"),
    "message tables": Limit(1, _BLOCKS + "table-block"),
    "message charts": Limit(2, _BLOCKS + "data-visualization-block"),
    # The docs give no figure for metadata; SDK types speak of small objects. Our own, far below any seen.
    "metadata bytes": Limit(8_000, "https://docs.slack.dev/messaging/message-metadata"),
    "view blocks": Limit(100, _REFERENCE + "block-kit/blocks"),
    "view title": Limit(24, _REFERENCE + "views/modal-views"),
    "view button": Limit(24, _REFERENCE + "views/modal-views"),
    "view private_metadata": Limit(3_000, _REFERENCE + "views/modal-views"),
    "view callback_id": Limit(255, _REFERENCE + "views/modal-views"),
    "view external_id": Limit(255, _REFERENCE + "views/modal-views"),
    "block_id": Limit(255, _BLOCKS + "section-block"),
    "action_id": Limit(255, _ELEMENTS + "button-element"),
    "text object": Limit(3_000, _OBJECTS + "text-object"),
    "header text": Limit(150, _BLOCKS + "header-block"),
    "section text": Limit(3_000, _BLOCKS + "section-block"),
    "section fields": Limit(10, _BLOCKS + "section-block"),
    "section field": Limit(2_000, _BLOCKS + "section-block"),
    "context elements": Limit(10, _BLOCKS + "context-block"),
    "actions elements": Limit(25, _BLOCKS + "actions-block"),
    "context_actions elements": Limit(5, _BLOCKS + "context-actions-block"),
    "button text": Limit(75, _ELEMENTS + "button-element"),
    "button value": Limit(2_000, _ELEMENTS + "button-element"),
    "button url": Limit(3_000, _ELEMENTS + "button-element"),
    "button label": Limit(75, _ELEMENTS + "button-element"),
    "select options": Limit(100, _ELEMENTS + "select-menu-element"),
    "select groups": Limit(100, _ELEMENTS + "select-menu-element"),
    "overflow options": Limit(5, _ELEMENTS + "overflow-menu-element"),
    "choice options": Limit(10, _ELEMENTS + "radio-button-group-element"),
    "text input": Limit(3_000, _ELEMENTS + "plain-text-input-element"),
    "input files": Limit(10, _ELEMENTS + "file-input-element"),
    "option text": Limit(75, _OBJECTS + "option-object"),
    "option value": Limit(150, _OBJECTS + "option-object"),
    "option description": Limit(75, _OBJECTS + "option-object"),
    "group label": Limit(75, _OBJECTS + "option-group-object"),
    "placeholder": Limit(150, _ELEMENTS + "select-menu-element"),
    "confirm title": Limit(100, _OBJECTS + "confirmation-dialog-object"),
    "confirm text": Limit(300, _OBJECTS + "confirmation-dialog-object"),
    "confirm button": Limit(30, _OBJECTS + "confirmation-dialog-object"),
    # No limit of an element of rich text is stated; a text object's is a safe one.
    "rich text": Limit(3_000, _BLOCKS + "rich-text-block"),
    "rich text link": Limit(3_000, _ELEMENTS + "button-element"),
    "table rows": Limit(100, _BLOCKS + "table-block"),
    "table cells": Limit(20, _BLOCKS + "table-block"),
    "table characters": Limit(10_000, _BLOCKS + "table-block"),
    "data_table rows": Limit(101, _BLOCKS + "data-table-block"),
    "data_table cells": Limit(20, _BLOCKS + "data-table-block"),
    "data_table page": Limit(100, _BLOCKS + "data-table-block"),
    # No limit of a caption is stated; a text object's is a safe one.
    "data_table caption": Limit(3_000, _BLOCKS + "data-table-block"),
    "chart title": Limit(50, _BLOCKS + "data-visualization-block"),
    "chart series": Limit(6, _BLOCKS + "data-visualization-block"),
    "chart segments": Limit(6, _BLOCKS + "data-visualization-block"),
    "chart points": Limit(20, _BLOCKS + "data-visualization-block"),
    "chart label": Limit(20, _BLOCKS + "data-visualization-block"),
    "chart axis label": Limit(50, _BLOCKS + "data-visualization-block"),
    "input label": Limit(2_000, _BLOCKS + "input-block"),
    "input hint": Limit(2_000, _BLOCKS + "input-block"),
    "image url": Limit(3_000, _BLOCKS + "image-block"),
    "image alt_text": Limit(2_000, _BLOCKS + "image-block"),
    "image title": Limit(2_000, _BLOCKS + "image-block"),
}


def length(text: str) -> int:
    """Characters as the strictest reader counts them: a character beyond the BMP counts twice, as in UTF-16."""
    if text.isascii():
        return len(text)
    return len(text) + sum(char > "\uffff" for char in text)


def require(name: str, size: int, where: str) -> None:
    """Raise unless `size` is within the limit of that name.

    Raises:
        MessageTooLargeError: it is beyond; the cause names block, limit and page.
    """
    limit = LIMITS[name]
    if size > limit.most:
        raise MessageTooLargeError(
            "A message was too large for Slack.",
            advice="Ask for a shorter period; the fault has been logged.",
            cause=f"{where}: {name} is {size}, Slack takes {limit.most} ({limit.page})",
            code="message_too_large",
        )


def refuse(where: str, why: str) -> MessageTooLargeError:
    """The error for a payload that Slack would refuse for its shape."""
    return MessageTooLargeError(
        "A message could not be put into Slack's form.",
        advice="The fault has been logged.",
        cause=f"{where}: {why}",
        code="invalid_blocks",
    )
