"""What is wrong with the manners of a message or view: words for screen readers, nobody pinged, plain wording. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

_PING = re.compile(r"<!(?:channel|here|everyone|subteam)|<@[UW]")
_ODD = {
    "one of something in the plural": re.compile(
        r"(?<![\d.,:+−-])\b1 (?:articles|stories|outlets|quotes|feeds|themes|days)\b"
    ),
    "a word of the machine": re.compile(r"\b(?:None(?! yet| of)|null|True|False|nan)\b|datetime|<class|\{\}"),
    "a date as machines write it": re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:"),
    "three full stops": re.compile(r"\.\.\."),
    "blanks that follow one another": re.compile(r"\S  +\S"),
}
_WRITTEN = ("text", "label", "hint", "placeholder", "title", "caption", "submit", "close", "description")
_PLAIN_LABEL = re.compile(r"\w")


def list_rudeness(blocks: Sequence[Mapping[str, Any]], *, alone: bool, wording: bool = True) -> Iterator[str]:
    """What is wrong with these blocks.

    Args:
        alone: only one person sees them, who may be addressed.
        wording: whether the words are all our own; no outlet's headline is among them.
    """
    yield from _order(blocks)
    for node in walk(blocks):
        yield from _pictures(node)
        yield from _labels(node)
        if node.get("type") in ("broadcast", "usergroup") or (node.get("type") == "user" and not alone):
            yield f"somebody is pinged: {node}"
        if node.get("type") == "mrkdwn" and _PING.search(str(node["text"])) and not alone:
            yield f"somebody is pinged: {node['text']}"
    if wording:
        yield from (
            f"{what}: {words}"
            for words in list_words(blocks)
            for what, odd in _ODD.items()
            if odd.search(words)
        )


def list_fallback_faults(text: str) -> Iterator[str]:
    """What is wrong with the words for notifications and for those who see no blocks."""
    if not text.strip() or text.strip() == "Rapporteur":
        yield "no words for those who see no blocks"
    if _PING.search(text):
        yield f"somebody is pinged: {text}"
    if len(text) > 500:
        yield f"too long to be read aloud: {len(text)} characters"


def list_words(blocks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Everything that is written in them."""
    for node in walk(blocks):
        yield from (str(node[key]) for key in _WRITTEN if isinstance(node.get(key), str))


def walk(node: Any) -> Iterator[Mapping[str, Any]]:
    """All objects in blocks, from the first to the last as they are read aloud."""
    if isinstance(node, Mapping):
        yield node
        for value in node.values():
            yield from walk(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from walk(value)


def _order(blocks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Words come before what is to be done with them; the title comes first."""
    kinds = [block["type"] for block in blocks]
    if kinds and kinds[0] in ("actions", "divider", "image", "data_visualization", "table", "context"):
        yield f"begins with {kinds[0]}, not with words"
    if "header" in kinds[1:] and kinds[0] != "header":
        yield "a title stands below text that has none"
    if any(pair == ("divider", "divider") for pair in pairwise(kinds)):
        yield "two lines follow one another"
    if kinds and kinds[-1] == "divider":
        yield "ends with a line"


def _pictures(node: Mapping[str, Any]) -> Iterator[str]:
    if node.get("type") == "image" and not str(node.get("alt_text", "")).strip():
        yield f"a picture without words: {node}"
    if node.get("type") == "data_visualization" and not str(node.get("title", "")).strip():
        yield "a chart without a title"


def _labels(node: Mapping[str, Any]) -> Iterator[str]:
    """Buttons and menus are called something that can be read aloud."""
    label = node.get("text") if node.get("type") == "button" else node.get("placeholder")
    if isinstance(label, Mapping) and not _PLAIN_LABEL.search(str(label.get("text", ""))):
        yield f"a label that is no word: {label}"
