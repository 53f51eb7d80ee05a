"""What tells a paragraph of an article from a headline, a caption or a notice, by its form alone. Pure."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…。！？؟।][\s\"'”’“»›)\]*]*$")
_SOFT_END = re.compile(r"[,;:–—-][\s\"'”’»]*$")
_FULL_STOP = re.compile(r"[.…。।][\s\"'”’“»›)\]*]*$")
_INNER_BREAK = re.compile(r"[.!?…][\"'”’»)]*\s+[\"'“‘«„(]?[A-ZÀ-ÞА-ЯΑ-Ω0-9$€£]")
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_QUOTED = re.compile(r"“[^”]{0,2000}”|«[^»]{0,2000}»|„[^“”]{0,2000}[“”]|\"[^\"]{0,2000}\"")
_BULLET = re.compile(r"^[-–—•*·▪]\s")
_TURN = re.compile(r"^[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я .'’-]{1,40}: ")

LONG = 25  # words; a headline is shorter


def word_count(text: str) -> int:
    """Words; in scripts without spaces, two characters count for a word."""
    return len(text.split()) + len(_IDEOGRAPHS.findall(text)) // 2


def ends_sentence(text: str) -> bool:
    """Whether it ends as a sentence does, closing marks aside."""
    return bool(_END.search(text[-12:]))


def is_prose(text: str) -> bool:
    """Whether it reads as a sentence or more: ended as one, or too long for a headline."""
    words = word_count(text)
    if words >= LONG:
        return True
    if words >= 4 and ends_sentence(text):
        return True
    if words >= 6 and (_SOFT_END.search(text[-4:]) or _BULLET.match(text)):
        return True
    return words >= 3 and bool(_TURN.match(text))


def is_strong_prose(text: str) -> bool:
    """Prose that may end an article: a whole sentence, or a long paragraph."""
    words = word_count(text)
    return (words >= 4 and ends_sentence(text)) or words >= LONG


def is_headline_like(text: str) -> bool:
    """Short, and not ended by a full stop; headlines may end in a question or exclamation mark."""
    return word_count(text) < LONG and not _FULL_STOP.search(text[-12:])


def has_inner_break(text: str) -> bool:
    """Whether one sentence ends and another begins inside."""
    return bool(_INNER_BREAK.search(text[:2000]))


def is_turn(text: str) -> bool:
    """Whether it opens with a speaker's label in capitals ("LIN JIAN: …"), as in a transcript."""
    return bool(_TURN.match(text))


def without_quotes(text: str) -> str:
    """`text` with quoted speech left out: what others say is no notice of the house."""
    return _QUOTED.sub(" ", text)
