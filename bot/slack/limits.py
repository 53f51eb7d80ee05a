"""The one checker that every message and view of the bot passes before it is sent.

The client calls it in production, the tests for every message that can be composed. What is beyond a limit
raises; nothing is cut here, since only the composer knows what can be spared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from bot.slack.blocks_check import check_blocks
from bot.slack.bounds import LIMITS, Limit, length, refuse, require
from bot.slack.data_check import table_characters
from bot.slack.message import Message

MESSAGE_ONLY = frozenset({"table", "data_table", "data_visualization", "context_actions"})
"""Kinds of block that no modal and no Home tab takes, as their pages in docs.slack.dev say."""

__all__ = ["LIMITS", "Limit", "check_message", "check_view", "count_characters", "length"]


def check_message(message: Message, metadata: Mapping[str, Any] | None = None) -> None:
    """Raise unless Slack takes the message.

    Raises:
        MessageTooLargeError: it is beyond a limit, or has a shape that Slack refuses.
    """
    require("message text", length(message.text), "message")
    if not message.text.strip():
        raise refuse("message", "no fallback text")
    require("message blocks", len(message.blocks), "message")
    check_blocks(message.blocks)
    require("message characters", count_characters(message.blocks), "message")
    tables = [block for block in message.blocks if block.get("type") in ("table", "data_table")]
    require("message tables", len(tables), "message")
    require("table characters", sum(map(table_characters, tables)), "message")
    charts = sum(b.get("type") == "data_visualization" for b in message.blocks)
    require("message charts", charts, "message")
    if metadata is not None:
        require("metadata bytes", len(json.dumps(metadata).encode()), "metadata")


def check_view(view: Mapping[str, Any]) -> None:
    """Raise unless Slack takes the modal or Home view.

    Raises:
        MessageTooLargeError: it is beyond a limit, or has a shape that Slack refuses.
    """
    blocks = view.get("blocks", ())
    require("view blocks", len(blocks), "view")
    check_blocks(blocks)
    has_inputs = any(block.get("type") == "input" for block in blocks)
    if has_inputs and view.get("type") == "modal" and not view.get("submit"):
        raise refuse("view", "inputs, and no button to submit them")
    for block in blocks:
        if block.get("type") in MESSAGE_ONLY:
            raise refuse("view", f"a {block['type']} stands in messages only")
    for key, name in (("title", "view title"), ("close", "view button"), ("submit", "view button")):
        if key in view:
            require(name, length(view[key]["text"]), f"view {key}")
    for key in ("private_metadata", "callback_id", "external_id"):
        require(f"view {key}", length(view.get(key) or ""), "view")


def count_characters(blocks: Iterable[Any]) -> int:
    """All characters that are shown in the blocks, links' targets included."""
    return sum(_count(block) for block in blocks)


def _count(node: Any) -> int:
    if isinstance(node, str):
        return length(node)
    if isinstance(node, list | tuple):
        return sum(_count(item) for item in node)
    if isinstance(node, dict):
        return sum(_count(v) for k, v in node.items() if k in _SHOWN or not isinstance(v, str))
    return 0


_SHOWN = frozenset({"text", "url", "alt_text", "image_url"})
