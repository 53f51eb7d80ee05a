"""Where blocks and their interactive elements stand in one another."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from bot.sandbox.records import Json


def fill_ids(blocks: list[Json]) -> list[Json]:
    """Give every block a `block_id` and every interactive element an `action_id`, as Slack does."""
    for block in walk_blocks(blocks):
        block.setdefault("block_id", secrets.token_urlsafe(4))
        for element in interactive_elements(block):
            element.setdefault("action_id", secrets.token_urlsafe(4))
    return blocks


def walk_blocks(blocks: list[Json]) -> Iterator[Json]:
    """Every block, with those inside containers and carousels."""
    for block in blocks:
        yield block
        if block.get("type") in {"container", "carousel"}:
            yield from walk_blocks(block["elements" if block["type"] == "carousel" else "child_blocks"])


def interactive_elements(block: Json) -> Iterator[Json]:
    """The buttons, menus and inputs of a block."""
    candidates = [block.get("accessory"), block.get("element")]
    if block.get("type") in {"actions", "context_actions"}:
        candidates += block.get("elements", [])
    candidates += block.get("actions", [])  # of a card
    for candidate in candidates:
        if isinstance(candidate, dict) and candidate.get("type") != "image":
            yield candidate
