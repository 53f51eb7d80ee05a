"""Markdown into plain text: marks away, words stay. Pure, linear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.fetch.characters import one_line
from bot.fetch.decoding import decode_text
from bot.fetch.documents.text import FIELD, text_entry
from bot.model.articles import Entry

_FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_FENCE = re.compile(r"^\s{0,3}(?:```|~~~)")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^\s{0,3}(?:=+|-{2,})\s*$")
_RULE = re.compile(r"^\s{0,3}(?:[-*_]\s*){3,}$")
_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^()\n]{0,1000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\](?:\([^()\n]{0,1000}\)|\[[^\]\n]{0,200}\])")
_REFERENCE = re.compile(r"^\s{0,3}\[[^\]\n]{1,200}\]:\s+\S+")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,1000})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,500}>")
_EMPHASIS = re.compile(
    r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]{1,2000}?)(?<=\S)\1(?![\w*])|(?<![\w_])(_{1,3})(?=\S)([^_\n]{1,2000}?)(?<=\S)\3(?![\w_])"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>|~])")
_PRIVATE = 0xE000  # start of the private use area: no text has these characters
_ESCAPED = re.compile("[\ue000-\ue07f]")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")


def read_markdown(data: bytes, address: str) -> Entry:
    """The entry in a Markdown file; front matter and the first heading tell its title.

    Raises:
        RejectedError: it is no text.
    """
    text = decode_text(data).replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    lines = list(plain_lines(text[front.end() :] if front else text))
    body = "\n".join(line for line, _ in lines)
    entry = text_entry(body, address, header=_plain_front(front[1]) if front else "")
    title = next((line for line, level in lines if level == 1), None)
    return entry if entry.title or not title else replace(entry, title=one_line(title))


def _plain_front(front: str) -> str:
    """The "name: value" pairs of the front matter that a header may have; others and structures are left out."""
    pairs = [re.sub(r":\s*[\"'](.*)[\"']\s*$", r": \1", line) for line in front.split("\n")]
    return "\n".join(pair for pair in pairs if FIELD.match(pair))


def plain_lines(text: str) -> Iterator[tuple[str, int]]:
    """The lines without marks, each with the level of heading that it is (0: none). Code is left out."""
    fenced = False
    before = ""
    for line in text.split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and not _REFERENCE.match(line):
            if (before and _UNDERLINE.match(line)) or _RULE.match(line):
                yield "", 0
            elif match := _HEADING.match(line):
                yield from (("", 0), (_plain(match[2]), len(match[1])), ("", 0))
            else:
                yield _plain(_QUOTE.sub("", line)), 0
        before = line.strip()


def _plain(line: str) -> str:
    line = _ESCAPE.sub(lambda match: chr(_PRIVATE + ord(match[1])), line)  # out of reach of the rules below
    line = _LINK.sub(r"\1", _IMAGE.sub("", line))
    line = _TAG.sub("", _AUTOLINK.sub(r"\1", line)).replace("`", "")
    for _ in range(2):  # bold inside italic
        line = _EMPHASIS.sub(lambda match: match[2] or match[4], line)
    return _ESCAPED.sub(lambda match: chr(ord(match[0]) - _PRIVATE), line)
