"""The lead sentences of an article: what happened, in its own words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from digests.standing import knows_who, leans, says_nothing

PARAGRAPHS = 4  # a lead stands in the first ones
SHORTEST = 30  # characters of the first; less is a kicker or a dateline
SHORTEST_NEXT = 12  # of the one after it
LONGEST = 420  # of both sentences together
CLEARLY = 2  # words of the headlines that make a later sentence clearly about their subject
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
_MARKS = re.compile(r"[\"“”„«»]")
_QUOTED = re.compile(r"[“„«\"][^“”„«»\"]*[”“»\"]")
_CUE = re.compile(
    r"\b(?:said|says|say|told|tells|added|adds|warned|warns|called|calls|wrote|writes|stated|states|argued"
    r"|argues|announced|declared|insisted|noted|explained|described|according)\b",
    re.IGNORECASE,
)


def lead_sentences(
    text: str, unattributed: Sequence[tuple[int, int]] = (), headline: str = "", told: Sequence[str] = ()
) -> str:
    """One or two sentences, one after the other, that stand alone and say what happened: mostly the first ones.

    A sentence with quoted words is taken only where it also says who spoke; the first one may not lean on
    something before it ("This was stated by …", "The minister said …").

    Args:
        text: an article's prose, paragraphs parted by blank lines.
        unattributed: spans of quotes whose speaker is not known; no sentence that touches one is taken.
        headline: where the beginning had to be passed over, a sentence further on must speak of the same; one
            that does is also taken in place of a beginning that only sets the scene.
        told: headlines of other articles of the story, that say what it is about as well.
    """
    sentences = [
        _Sentence(words, any(s < end and start < e for s, e in unattributed))
        for words, start, end in _sentences(text[:_READ])
    ]
    at = _find_first(sentences, _long_words(headline), frozenset().union(*map(_long_words, told)))
    if at is None:
        return ""
    first = sentences[at].words
    following = sentences[at + 1] if at + 1 < len(sentences) else None
    if following and _may_follow(following, first) and len(first) + len(following.words) <= LONGEST:
        return f"{first} {following.words}"
    return first


@dataclass(frozen=True, slots=True)
class _Sentence:
    words: str
    orphaned: bool  # it touches a quote whose speaker is not known


def _find_first(sentences: Sequence[_Sentence], subject: Set[str], told: Set[str]) -> int | None:
    """The place of the sentence to begin with.

    It is the first one that can stand alone; behind a beginning that was passed over it speaks of the headline's
    subject. Where it does not speak of it, a later one that clearly does is taken.
    """
    able = [
        at
        for at, sentence in enumerate(sentences)
        if _may_begin(sentence) and (at == 0 or not subject or subject & _long_words(sentence.words))
    ]
    if not able or subject & _long_words(sentences[able[0]].words):
        return able[0] if able else None
    agreement = {at: len((subject | told) & _long_words(sentences[at].words)) for at in able}
    best = max(able, key=lambda at: (agreement[at], -at))
    return best if agreement[best] >= CLEARLY else able[0]


def _may_begin(sentence: _Sentence) -> bool:
    words = sentence.words
    usable = not sentence.orphaned and len(words) <= LONGEST and _is_whole(words, SHORTEST)
    return usable and not leans(words) and not says_nothing(words)


def _may_follow(sentence: _Sentence, before: str) -> bool:
    words = sentence.words
    usable = not sentence.orphaned and _is_whole(words, SHORTEST_NEXT)
    return usable and not says_nothing(words) and knows_who(words, before)


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
