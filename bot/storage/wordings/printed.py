"""A printed quote → its words, without what an outlet put in or left out. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.storage.words import CJK

MAX_READ = 4_000  # characters of a quote that are compared; no outlet prints a longer one in other words

_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_GAP = re.compile(r"\.\s?\.\s?\.|…|[(\[]\s*(?:\.\s?\.\s?\.|…)\s*[)\]]")
_GAP_MARK = "\n"
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[%$€£.!?:]")
_CONTRACTED = re.compile(r"(?i)\b(?:(can)not|(wo|ca|sha)n't|(\w+)n't|(\w+)'(ll|re|ve|m|d|s)\b)")
_WHOLE = {"wo": "will", "ca": "can", "sha": "shall"}
_ENDINGS = {"ll": " will", "re": " are", "ve": " have", "m": " am", "d": " would"}
_IS = frozenset(["it", "he", "she", "that", "what", "there", "who", "here", "where", "how"])
_SENTENCE_ENDS = frozenset(".!?:")
_ACRONYM = re.compile(r"\b([A-Z])\.(?=[A-Z]\.)|(?<=[A-Z])\.(?![\w])")
_PREFIX = re.compile(r"(?i)\b(co|re|pre|non|anti)-(?=[^\W\d_])")
_SIGNS = {"%": "percent", "$": "dollar", "€": "euro", "£": "pound"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Printed:
    """The words of a quote, as printed but for accents and contractions."""

    parts: tuple[tuple[str, ...], ...]  # between which the outlet left words out, or put in its own
    added: tuple[str, ...]  # the outlet's own words, in brackets

    @property
    def words(self) -> tuple[str, ...]:
        """The speaker's words."""
        return tuple(word for part in self.parts for word in part)


def parse_printed(content: str) -> Printed:
    """Read a quote: any text, of which the first 4,000 characters are looked at."""
    plain = _expand(_plain(content[:MAX_READ]))
    added: list[str] = []

    def take(bracket: re.Match[str]) -> str:
        added.extend(word for word in _WORD.findall(_GAP.sub(" ", bracket[1])) if word not in _SENTENCE_ENDS)
        return _GAP_MARK

    spoken = _GAP.sub(_GAP_MARK, _BRACKETS.sub(take, plain))
    return Printed(parts=tuple(filter(None, _part(spoken))), added=tuple(added))


def _part(spoken: str) -> Iterator[tuple[str, ...]]:
    """The words between gaps; the first of a sentence loses its capital, which says nothing there."""
    for part in spoken.split(_GAP_MARK):
        words: list[str] = []
        opening = True
        for word in _WORD.findall(part):
            if word not in _SENTENCE_ENDS:
                plain = word.lower() if opening and not word.isupper() else word
                words.append(_SIGNS.get(plain, plain))
            opening = word in _SENTENCE_ENDS
        yield tuple(words)


def _plain(text: str) -> str:
    """Without accents, line breaks and kinds of apostrophes; CJK characters stand alone."""
    text = text.replace("\n", " ")
    if text.isascii():
        return text
    text = text.replace("’", "'").replace("‘", "'").replace("…", "...")
    decomposed = unicodedata.normalize("NFKD", text.encode("utf-8", "replace").decode("utf-8"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(f"([{CJK}])", r" \1 ", unicodedata.normalize("NFKC", bare))


def _expand(text: str) -> str:
    """ "We'll", "can't", "U.S.", "co-operate" as "We will", "can not", "US", "cooperate"."""
    text = _PREFIX.sub(r"\1", _ACRONYM.sub(r"\1", text))
    return _CONTRACTED.sub(_expanded, text) if "'" in text or "annot" in text else text


def _expanded(found: re.Match[str]) -> str:
    can, short, negated, word, ending = found.groups()
    if can:
        return f"{can} not"
    if short:
        return f"{_WHOLE[short.lower()]} not"
    if negated:
        return f"{negated} not"
    if ending.lower() == "s":
        return f"{word} is" if word.lower() in _IS else f"{word}"
    return word + _ENDINGS[ending.lower()]
