"""A second opinion on which text of a page is its article: trafilatura's. Pure.

It finds the region of an article on pages of the wild better than any rule of ours, and loses short paragraphs
inside it, which ours keep; so it says where, and `pages.py` says what.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from bot.fetch.characters import bare_words, one_line, plain_characters

LARGEST = 3_000_000  # characters of a page; beyond, its time is not worth its opinion
MOST_TAGS = 30_000  # likewise; pages of news have a tenth of it
WORDS = 4  # words in a row that must agree
AGREES = 0.6  # share of a block's word rows that the witness has seen


class Witness:
    """What trafilatura took for the article, as rows of words."""

    def __init__(self, text: str) -> None:
        self.lines = tuple(line for line in map(one_line, text.split("\n")) if line)
        self._rows = {row for line in self.lines for row in _rows(line)}

    def share_in(self, blocks: Iterable[str]) -> float:
        """How much of the witness's text stands in the blocks, 0..1."""
        seen = {row for block in blocks for row in _rows(block)}
        return len(self._rows & seen) / len(self._rows) if self._rows else 1.0

    def confirms(self, block: str) -> bool:
        """Whether most of the block stands in the witness's text."""
        rows = list(_rows(block))
        return bool(rows) and sum(row in self._rows for row in rows) >= AGREES * len(rows)


def _rows(text: str) -> Iterator[int]:
    words = bare_words(text).split()
    for at in range(max(1, len(words) - WORDS + 1)):
        yield hash(tuple(words[at : at + WORDS]))


def ask_witness(html: str) -> Witness | None:
    """The witness's view of a page; None where it finds no article."""
    if len(html) > LARGEST or html.count("<") > MOST_TAGS:
        return None
    import trafilatura  # 0.4 s: only where pages are read

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports every odd page as an error
    text = trafilatura.extract(html, include_comments=False, include_tables=False, deduplicate=False)
    return Witness(plain_characters(text)) if text else None
