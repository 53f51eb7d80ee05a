"""The lead sentences of an article: what happened, in its own words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

PARAGRAPHS = 4  # a lead stands in the first ones
SENTENCES = 2
SHORTEST = 30  # characters of the first; less is a kicker or a dateline
SHORTEST_NEXT = 12  # of the one after it
LONGEST = 420  # of both sentences together
_READ = 6_000  # characters of text that are looked at

_END = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Adm|Sen|Rep|Gov|Prof|St|Jr|Sr|No|vs|etc|Inc|Corp|Ltd|Co"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|[a-z]\.[a-z]|[A-Z]\.[A-Z])\.$"
)
_DATELINE = re.compile(  # a place in capitals, or an agency in brackets: "The deal — Mr X said — " is none
    r"^(?:[A-ZÀ-Þ]{2}[A-ZÀ-Þ .'’-]{0,40}(?:,[\w .,'’/-]{1,40})?(?:\([^)]{1,40}\))?"
    r"|[A-Z][\w .,'/’-]{1,60}\([^)]{1,40}\))\s*[—–-]{1,2}\s+(?=[A-Z“\"])"
)
_LEANING = re.compile(  # the first word points at something said before
    r"(?:This|That|These|Those|It|Its|He|She|They|His|Her|Their|Such|But|And|Yet|However|Instead|Moreover"
    r"|Meanwhile|Then|Here|Both|Neither|Another|Likewise|Similarly|Therefore|Thus|Hence)\b(?!-)"
    r"|(?:According to|In|For|With|Despite|After|Before) (?:him|her|them|his|their|its|this|that|these|those)\b"
    r"|As (?:he|she|they|it)\b|(?:In addition|As a result|On the other hand|For example|For instance|By contrast|The (?:latter|former))\b"
)
_MARKS = re.compile(r"[\"“”„«»]")
_QUOTED = re.compile(r"[“„«\"][^“”„«»\"]*[”“»\"]")
_CUE = re.compile(
    r"\b(?:said|says|say|told|tells|added|adds|warned|warns|called|calls|wrote|writes|stated|states|argued"
    r"|argues|announced|declared|insisted|noted|explained|described|according)\b",
    re.IGNORECASE,
)


def lead_sentences(text: str, unattributed: Sequence[tuple[int, int]] = (), headline: str = "") -> str:
    """The first one or two sentences that can stand alone.

    A sentence with quoted words is taken only where it also says who spoke; the first one may not lean on
    something before it ("This was stated by …").

    Args:
        text: an article's prose, paragraphs parted by blank lines.
        unattributed: spans of quotes whose speaker is not known; no sentence that touches one is taken.
        headline: where the beginning had to be passed over, a sentence further on must speak of the same.
    """
    chosen: list[str] = []
    subject = _long_words(headline)
    passed_over = False
    for sentence, start, end in _sentences(text[:_READ]):
        touches = any(s < end and start < e for s, e in unattributed)
        strays = passed_over and bool(subject) and not subject & _long_words(sentence)
        leans = strays or _LEANING.match(sentence)
        if (
            touches
            or (leans and not chosen)
            or not _is_whole(sentence, SHORTEST_NEXT if chosen else SHORTEST)
        ):
            if chosen:
                break
            passed_over = True
            continue
        if sum(map(len, chosen)) + len(sentence) > LONGEST:
            break
        chosen.append(sentence)
        if len(chosen) == SENTENCES:
            break
    return " ".join(chosen)


def _long_words(text: str) -> set[str]:
    """Its words of five letters and more: what it is about, rather than how it is said."""
    return set(re.findall(r"\w{5,}", text.casefold()))


def sentence_around(text: str, words: str) -> str:
    """The sentences of a paragraph that hold these words, without a dateline; all of it where it lacks them."""
    at = text.find(words)
    if at < 0:
        return without_dateline(text)
    held = (sentence for sentence, start, end in _split(text, 0) if start < at + len(words) and at < end)
    return without_dateline(" ".join(held))


def without_dateline(text: str) -> str:
    """The text from after "TIANJIN, China (Wire) — " on."""
    return text[dateline.end() :] if (dateline := _DATELINE.match(text)) else text


def cut_at_sentence(text: str, most: int) -> str:
    """As many whole first sentences as fit into `most` characters; "" where not even a third of it is used."""
    if len(text) <= most:
        return text
    ends = [end for _, _, end in _split(text, 0) if len(text[:end].rstrip()) <= most]
    kept = text[: ends[-1]].rstrip() if ends else ""
    return kept if len(kept) * 3 >= most else ""


def _is_whole(sentence: str, shortest: int) -> bool:
    if len(sentence) < shortest or sentence[-1] not in '.!?”"’)':
        return False
    if not any(word[0].islower() for word in sentence.split()):  # a caption or a title
        return False
    marks = len(_MARKS.findall(sentence))
    if not marks:
        return True
    outside = _QUOTED.sub(" ", sentence)
    return marks % 2 == 0 and len(outside.split()) >= 2 and bool(_CUE.search(outside))


def _sentences(text: str) -> Iterator[tuple[str, int, int]]:
    """Sentences of the first paragraphs with their places; a dateline is left out."""
    at = 0
    for number, paragraph in enumerate(text.split("\n\n")):
        if number >= PARAGRAPHS:
            return
        skip = dateline.end() if (dateline := _DATELINE.match(paragraph)) else 0
        yield from _split(paragraph[skip:], at + skip)
        at += len(paragraph) + 2


def _split(paragraph: str, at: int) -> Iterator[tuple[str, int, int]]:
    start = 0
    for match in _END.finditer(paragraph):
        if _ABBREVIATION.search(paragraph[start : match.start() + 1]):
            continue
        yield _sentence(paragraph, start, match.end(), at)
        start = match.end()
    if paragraph[start:].strip():
        yield _sentence(paragraph, start, len(paragraph), at)


def _sentence(paragraph: str, start: int, end: int, at: int) -> tuple[str, int, int]:
    return " ".join(paragraph[start:end].split()), at + start, at + end
