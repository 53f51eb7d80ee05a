"""Words as they are compared: for the full-text index, for search strings, for quotes. Pure."""

from __future__ import annotations

import re
import unicodedata

LONGEST_PHRASE = 64  # words of a phrase that are searched; more adds nothing but time

# Scripts written without spaces (Han, kana) and Hangul, where particles stick to the word.
CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003134f"
_CJK_RUN = re.compile(f"[{CJK}]+")
_WORD = re.compile(r"[^\W_]+")


def index_text(text: str) -> str:
    """The text as it is indexed: runs of CJK as overlapping pairs and their last character.

    `习近平` becomes ` 习近 近平 平 `, so that a name is found inside a sentence by its pairs.
    """
    return _CJK_RUN.sub(lambda run: f" {' '.join(_pairs(run[0]))} {run[0][-1]} ", _plain(text))


def match_phrase(text: str) -> str | None:
    """The search string for a word or phrase, quoted so that nothing in it is an operator.

    None where it holds no letter and no digit: that matches nothing.
    """
    words = [word for run in _WORD.findall(_plain(text)) for word in _parts(run)][:LONGEST_PHRASE]
    if not words:
        return None
    last = words[-1]
    if not _CJK_RUN.fullmatch(last):
        return f'"{" ".join(_indexed(words))}"'
    if len(last) == 1:  # the first of a pair, or alone
        return f'"{" ".join(_indexed(words))}" *'
    return f'"{" ".join([*_indexed(words[:-1]), *_pairs(last)])}"'


def _plain(text: str) -> str:
    """Text that can be encoded, with accents joined to their letters, so that they part no word."""
    return unicodedata.normalize("NFC", text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8"))


def _parts(run: str) -> list[str]:
    """A run of letters, parted where the script changes between CJK and others."""
    return [part for part in re.split(f"([{CJK}]+)", run) if part]


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]


def _indexed(words: list[str]) -> list[str]:
    indexed: list[str] = []
    for word in words:
        indexed += [*_pairs(word), word[-1]] if _CJK_RUN.fullmatch(word) else [word]
    return indexed


def fold_words(text: str) -> str:
    """The words of a text for comparing quotes: no case, accents, marks; parted by one space.

    CJK characters stand alone, as words do.
    """
    decomposed = unicodedata.normalize("NFKD", _plain(text))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    plain = plain.replace("’", "'").replace("'", "")
    spaced = re.sub(f"([{CJK}])", r" \1 ", unicodedata.normalize("NFKC", plain))
    return " ".join(_WORD.findall(spaced))
