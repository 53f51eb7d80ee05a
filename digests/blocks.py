"""Page → Block Kit within Slack's limits. Pure.

Everything is `plain_text` or `rich_text`: no character of a headline or quote can become a mention, a link or
a style. What does not fit is left out from the end, and a last line says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.slack.bounds import LIMITS
from bot.slack.limits import count_characters
from bot.slack.message import Block, Message
from digests.charts import is_drawable, render_plot, render_table, write_table
from digests.mrkdwn import clean, clip, escape, safe_link
from digests.page import (
    Bullets,
    Button,
    Buttons,
    Chart,
    Heading,
    Line,
    Menu,
    Paragraph,
    Part,
    Piece,
    Plot,
    Rule,
    Small,
    Table,
)

MOST_BLOCKS = LIMITS["message blocks"].most - 2  # room for the line that says what was left out
MOST_CHARACTERS = LIMITS["message characters"].most - 1_000
MOST_PIECE = 2_900  # characters of one piece of rich text
MOST_SMALL = 1_000
MOST_FALLBACK = 1_000
CUT_SHORT = "More did not fit into one message."


def render_message(parts: Sequence[Part], fallback: str, *, native: bool = False) -> Message:
    """A message of the parts; `fallback` is what notifications and screen readers get.

    With `native` plots and tables are Slack's own, which only messages take; else rows of text.
    """
    shown = escape(clip(clean(fallback), MOST_FALLBACK)) or "Rapporteur"
    return Message(text=shown, blocks=tuple(render_blocks(parts, native=native)))


def render_blocks(parts: Iterable[Part], *, native: bool = False) -> list[Block]:
    """The parts as blocks; buttons at the end are kept even where text before them had to go."""
    shown = [part if native else _as_text(part) for part in parts]
    rendered = [(part, block) for part in shown for block in _render(part)]
    kept, left_out = _fit([block for _, block in rendered])
    if not left_out:
        return _number(kept)
    last = [block for part, block in rendered[len(kept) :] if isinstance(part, Buttons)][-1:]
    while kept and count_characters(kept + last) > MOST_CHARACTERS:
        kept.pop()
    return _number([*kept[: MOST_BLOCKS - 1], *_small(Small(CUT_SHORT)), *last])


def fits(parts: Iterable[Part]) -> bool:
    """Whether the parts fit into one message with nothing left out."""
    return not _fit([block for part in parts for block in _render(part)])[1]


def has_figures(parts: Iterable[Part]) -> bool:
    """Whether there is a plot or a table, which Slack may refuse where they stand."""
    return any(isinstance(part, Table) or (isinstance(part, Plot) and is_drawable(part)) for part in parts)


def _as_text(part: Part) -> Part:
    """A plot or table as rows in fixed width, all other parts as they are."""
    match part:
        case Plot():
            return Chart(part.rows)
        case Table():
            return Chart(write_table(part))
        case _:
            return part


def _fit(blocks: list[Block]) -> tuple[list[Block], bool]:
    kept: list[Block] = []
    characters = 0
    for block in blocks:
        characters += count_characters([block])
        if len(kept) == MOST_BLOCKS or characters > MOST_CHARACTERS:
            return kept, True
        kept.append(block)
    return kept, False


def _render(part: Part) -> list[Block]:
    match part:
        case Heading(words, level) if level > 1:
            return _rich("rich_text_section", _join(((Piece(words, bold=True),),)))
        case Heading(words):
            return [{"type": "header", "text": plain_text(words, LIMITS["header text"].most)}]
        case Paragraph(lines, quoted):
            return _rich("rich_text_quote" if quoted else "rich_text_section", _join(lines))
        case Bullets(items):
            return _bullets(items)
        case Chart(rows):
            body = clip_rows(rows, MOST_PIECE)
            return _rich("rich_text_preformatted", [{"type": "text", "text": body}] if body else [])
        case Plot():
            return [render_plot(part)] if is_drawable(part) else _render(Chart(part.rows))
        case Table():
            return [render_table(part, _elements)] if part.rows else []
        case Small():
            return _small(part)
        case Rule():
            return [{"type": "divider"}]
        case Buttons(buttons):
            return _buttons(buttons)


def clip_rows(rows: Sequence[str], most: int) -> str:
    """Rows under one another, the last ones left out where they do not fit."""
    body = ""
    for row in rows:
        if len(body) + len(row) + 1 > most:
            break
        body += ("\n" if body else "") + row
    return body


def _small(part: Small) -> list[Block]:
    shown = plain_text(part.text, MOST_SMALL)
    return [{"type": "context", "elements": [shown]}]


def plain_text(words: str, most: int) -> Block:
    """Words from anywhere as Slack's plain text of at most that many characters."""
    return {"type": "plain_text", "text": clip(clean(words), most) or "–", "emoji": False}


def _join(lines: Sequence[Line]) -> list[Block]:
    """Lines as the elements of one section, parted by line breaks."""
    elements: list[Block] = []
    for pieces in lines:
        if elements:
            elements.append({"type": "text", "text": "\n"})
        elements.extend(_elements(pieces))
    return elements


def _elements(pieces: Line) -> list[Block]:
    return [element for piece in pieces if (element := _piece(piece))]


def _piece(piece: Piece) -> Block | None:
    """One piece; blanks at its ends are kept, since they part it from its neighbours."""
    if piece.channel:
        return {"type": "channel", "channel_id": piece.channel}
    if piece.user:
        return {"type": "user", "user_id": piece.user}
    body = clean(piece.text)
    if not body:
        return {"type": "text", "text": " "} if piece.text.isspace() else None
    words = clip(body, MOST_PIECE)
    before = " " if piece.text[:1].isspace() else ""
    after = " " if piece.text[-1:].isspace() else ""
    style = {name: True for name in ("bold", "italic") if getattr(piece, name)}
    address = safe_link(piece.link)
    element: Block = {"type": "text", "text": before + words + after}
    if address:
        element = {"type": "link", "url": address, "text": words}
    return element | ({"style": style} if style else {})


def _rich(kind: str, elements: list[Block]) -> list[Block]:
    return [{"type": "rich_text", "elements": [{"type": kind, "elements": elements}]}] if elements else []


def _bullets(items: Sequence[Line]) -> list[Block]:
    sections = [
        {"type": "rich_text_section", "elements": found} for item in items if (found := _elements(item))
    ]
    if not sections:
        return []
    bullets = {"type": "rich_text_list", "style": "bullet", "elements": sections}
    return [{"type": "rich_text", "elements": [bullets]}]


def _buttons(buttons: Sequence[Button | Menu]) -> list[Block]:
    """Buttons whose value is too large for Slack are left out: half a value would do something else."""
    shown = [block for button in buttons for block in _pressable(button)]
    return [{"type": "actions", "elements": shown[: LIMITS["actions elements"].most]}] if shown else []


def _pressable(button: Button | Menu) -> list[Block]:
    if isinstance(button, Menu):
        return _menu(button)
    return [_button(button)] if len(button.value.encode()) <= LIMITS["button value"].most else []


def _menu(menu: Menu) -> list[Block]:
    most = LIMITS["option value"].most
    options = [
        {"text": plain_text(label, LIMITS["option text"].most), "value": value}
        for label, value in menu.choices[: LIMITS["select options"].most]
        if 0 < len(value) <= most
    ]
    placeholder = plain_text(menu.placeholder, LIMITS["placeholder"].most)
    block = {
        "type": "static_select",
        "action_id": menu.action,
        "placeholder": placeholder,
        "options": options,
    }
    return [block] if options else []


def _button(button: Button) -> Block:
    block: Block = {
        "type": "button",
        "action_id": button.action,
        "text": plain_text(button.label, LIMITS["button text"].most),
        "value": button.value,
    }
    if button.primary or button.danger:
        block["style"] = "danger" if button.danger else "primary"
    if button.confirm:
        block["confirm"] = {
            "title": plain_text("Are you sure?", LIMITS["confirm title"].most),
            "text": plain_text(button.confirm, LIMITS["confirm text"].most),
            "confirm": plain_text(button.label, LIMITS["confirm button"].most),
            "deny": plain_text("Cancel", LIMITS["confirm button"].most),
        }
    return block


def _number(blocks: list[Block]) -> list[Block]:
    """Give each button an id of its own: Slack wants no action_id twice in a block."""
    number = 0
    for block in blocks:
        for element in block["elements"] if block["type"] == "actions" else ():
            element["action_id"] = f"{element['action_id']}:{number}"
            number += 1
    return blocks
