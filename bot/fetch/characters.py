"""Characters as they come in from outside: made plain before anybody reads them. Pure."""

from __future__ import annotations

import re
import unicodedata

# Controls, zero-width marks, soft hyphen, BOM, bidirectional marks and overrides: they hide or reorder text.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
# The joiner and non-joiner carry meaning in Persian, Hindi and emoji; elsewhere they only split words.
_JOINER = re.compile("(?<![\u0600-\u0dff\u2600-\u27bf\U0001f000-\U0001faff\ufe0f])[\u200c\u200d]")
_BREAK = re.compile("\r\n|[\r\x0c\x85\u2028\u2029]")
_SPACE = re.compile("[ \t\x0b\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_NOT_WORD = re.compile(r"[\W_]+")
_CURLY = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-"})


def plain_characters(text: str) -> str:
    """`text` in NFC, without control, zero-width and bidirectional characters, with `\\n` breaks and plain spaces."""
    text = _BREAK.sub("\n", text)
    text = _UNWANTED.sub("", text)
    text = _JOINER.sub("", text)
    return unicodedata.normalize("NFC", _SPACE.sub(" ", text))


def one_line(text: str) -> str:
    """`text` made plain, on one line."""
    return " ".join(plain_characters(text).split())


def folded(text: str) -> str:
    """For comparing: case folded, straight quotes and dashes, one space between words."""
    return " ".join(text.translate(_CURLY).casefold().split())


def bare_words(text: str) -> str:
    """For comparing headlines: folded words alone, no punctuation."""
    return _NOT_WORD.sub(" ", folded(text)).strip()
