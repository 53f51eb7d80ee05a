"""Where a quotation ends whose closing mark is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.analysis.lexicon.cueforms import cue_forms, speech_forms

_SENTENCE_END = re.compile(r"[.!?…](?=[\s\"”’]|$)")
_BEFORE_SPEECH = re.compile(r"(?:^|[.!?…:;,”\"—–]|[a-z]\s+that)\s*$")


@lru_cache(maxsize=1)
def _attribution() -> re.Pattern[str]:
    """ ", said Likhachev", ", he said", ", Mr Rutte told": an attribution after a comma inside the open words."""
    cues = "|".join(sorted(speech_forms(), key=len, reverse=True))
    name = r"[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){0,3}"
    subject = rf"(?:he|she|they|it|the\s+\w+(?:\s+\w+)?|{name})"
    held = "|".join(sorted(cue_forms("opinion"), key=len, reverse=True))
    spoken = rf"[,?!]\s*(?:[–—-]\s*)?(?:(?:{cues})\s+{subject}|{subject}\s+(?:{cues}))\b"
    return re.compile(rf"{spoken}|[,?!]\s*[–—-]\s*(?:(?:{held})\s+{subject}|{subject}\s+(?:{held}))\b")


def mend_open_mark(
    text: str, start: int, end: int, inner: Sequence[tuple[int, int]], *, goes_on: bool
) -> int:
    """The end of the words that begin at `start` and are never closed.

    Args:
        end: of the paragraph, or the place of the next mark left open.
        inner: spans of complete quotations behind `start`, marks included, in order.
        goes_on: whether the next paragraph re-opens the quotation.
    """
    following = next((a for a, _ in inner if _begins_anew(text, start, a)), end)
    spoken = _attribution().search(text, start, min(following, start + 2_000))
    if spoken:
        return spoken.start() + 1
    if following < end:
        return _trim(text, start, following)
    if goes_on:
        return _trim(text, start, end)
    if inner and inner[-1][1] < end:
        return inner[-1][1] - 1  # one mark closes both
    if _is_fragment(text, start):
        stop = _SENTENCE_END.search(text, start, end)
        return stop.end() if stop else _trim(text, start, end)
    return _trim(text, start, end)


def _begins_anew(text: str, start: int, at: int) -> bool:
    """Whether a quotation at `at` is a new one rather than one inside the words from `start`."""
    before = text[max(start, at - 12) : at].rstrip()
    return bool(before) and before[-1] in ".!?…" and text[at + 1 : at + 2].isupper()


def _is_fragment(text: str, start: int) -> bool:
    """Whether the words go on within a reported sentence ("named the railway “a golden thread")."""
    opening = text[max(0, start - 24) : start].rstrip("“\"‘'«„` ")
    return text[start : start + 1].islower() and not _BEFORE_SPEECH.search(opening)


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
