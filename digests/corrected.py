"""A posted message → what it says after a correction: another speaker, or a quote struck out. Pure.

A quote stands in rich text as its words, a dash, the speaker in bold, the role with an opening bracket, and the
outlet (`digests.lines.quote_line`); whatever does not look so is left alone.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.slack.bounds import LIMITS
from bot.slack.limits import count_characters
from bot.slack.message import Block, Message
from digests.mrkdwn import clean, clip

_SECTIONS = ("rich_text_section", "rich_text_quote")
_LEAST = 15  # characters by which words that were cut, or stand in a sentence, are known again


@dataclass(frozen=True, kw_only=True, slots=True)
class Mend:
    """What becomes of a quote wherever it is shown."""

    contents: tuple[str, ...]  # its wordings
    speaker: str
    role: str | None
    struck: bool  # nobody said it
    mark: str  # the id of the block that says so
    note: str  # what that block says; "" where it is to go


def mend_message(message: Message, mend: Mend) -> Message | None:
    """The message as it should be; None where it says so already, or does not show the quote."""
    blocks = copy.deepcopy(list(message.blocks))
    shown = [spot for elements in _sections(blocks) for spot in _find(elements, mend)]
    if not shown:
        return None
    for elements, at in shown:
        _mend(elements, at, mend)
    mended = Message(text=message.text, blocks=tuple(_noted(blocks, mend)))
    return None if mended == message else mended


def _sections(part: Any) -> Iterator[list[Block]]:
    """The elements of all sections of rich text."""
    if isinstance(part, list):
        for item in part:
            yield from _sections(item)
    elif isinstance(part, dict):
        if part.get("type") in _SECTIONS:
            yield part["elements"]
        elif part.get("type") in ("rich_text", "rich_text_list"):
            yield from _sections(part["elements"])


def _find(elements: list[Block], mend: Mend) -> Iterator[tuple[list[Block], int]]:
    """Where in a section the quote begins."""
    for at, element in enumerate(elements[:-2]):
        dash, speaker = elements[at + 1], elements[at + 2]
        named = "— " in dash.get("text", "") and bool(speaker.get("style", {}).get("bold"))
        if named and any(_shows(element.get("text", ""), content) for content in mend.contents):
            yield elements, at


def _shows(text: str, content: str) -> bool:
    shown, words = text.strip().strip("“”").rstrip(","), clean(content).rstrip(",")
    if not shown or not words:
        return False
    cut = len(shown) >= _LEAST and words.startswith(shown.rstrip("…"))
    return shown == words or cut or (len(words) >= _LEAST and words in shown)


def _mend(elements: list[Block], at: int, mend: Mend) -> None:
    speaker, after = elements[at + 2], elements[at + 3] if len(elements) > at + 3 else None
    speaker["text"] = clip(clean(mend.speaker), 120) or "–"
    if after is not None and after.get("type") == "text" and after["text"].endswith(" ("):
        role = clip(clean(mend.role or ""), 120)
        after["text"] = f", {role} (" if role else " ("
    for element in _line(elements, at):
        style = {name: True for name in element.get("style", {}) if name != "strike"}
        style |= {"strike": True} if mend.struck else {}
        element.pop("style", None)
        if style:
            element["style"] = style


def _line(elements: list[Block], at: int) -> Iterator[Block]:
    """From the quote to the end of its line."""
    for element in elements[at:]:
        if element.get("text") == "\n":
            return
        if element.get("type") in ("text", "link"):
            yield element


def _noted(blocks: list[Block], mend: Mend) -> list[Block]:
    """The blocks with the line that says what was corrected, or without it."""
    kept = [block for block in blocks if block.get("block_id") != mend.mark]
    if not mend.note or len(kept) >= LIMITS["message blocks"].most:
        return kept
    said = {"type": "plain_text", "text": clip(clean(mend.note), 1_000) or "Corrected.", "emoji": False}
    noted: list[Block] = [*kept, {"type": "context", "block_id": mend.mark, "elements": [said]}]
    return noted if count_characters(noted) <= LIMITS["message characters"].most else kept
