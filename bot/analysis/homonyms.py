"""Names that mean something else here: Moscow in Idaho, a city as the place of a meeting, a film's title."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from bot.analysis.alias_index import Hit
from bot.analysis.datelines import dateline_end
from bot.analysis.document import Document
from bot.analysis.lexicon.words import load_words, word_set
from bot.analysis.marks import Quoted

_LOCATIVE = re.compile(r"\b(?:in|at|near|outside|around|across|downtown|central)\s$", re.IGNORECASE)
_PEOPLE_IN = re.compile(
    r"\b(?:some|many|others|officials?|diplomats?|critics|few|those|lawmakers|hawks|allies|nobody|no one|everybody|everyone|anyone|anybody|somebody|someone) in\s$",
    re.IGNORECASE,
)
_CAPITAL_FOLLOWS = re.compile(r"[ ](?=[A-Z])([\w’']+)")


@dataclass(frozen=True, slots=True)
class Traps:
    """What the surroundings say against a name's usual meaning."""

    text: str
    elsewhere: frozenset[str]  # names that this article uses for another place
    silent: tuple[tuple[int, int], ...]  # titles in marks, datelines: seats named there mean no government

    def catches(self, hit: Hit) -> bool:
        """Whether the hit is no mention of the actor."""
        name = self.text[hit.start : hit.end]
        if name in self.elsewhere:
            return True
        kinds = {entry.by for entry in hit.entries}
        if kinds & {"metonym", "name", "demonym"} and self._in_silence(hit, kinds):
            return True
        before = self.text[max(0, hit.start - 24) : hit.start]
        if (
            "metonym" in kinds
            and " " not in name
            and _LOCATIVE.search(before)
            and not _PEOPLE_IN.search(before)
        ):
            return True
        following = _CAPITAL_FOLLOWS.match(self.text, hit.end)
        return (
            following is not None
            and following.group(1).title() in word_set("place_and_business")
            and "surname" not in kinds
        )

    def in_title(self, start: int, end: int) -> bool:
        """Whether [start, end) lies in the title of a work in marks."""
        number = bisect_right(self.silent, start, key=itemgetter(0)) - 1
        return number > 0 and end <= self.silent[number][1]

    def _in_silence(self, hit: Hit, kinds: set[str]) -> bool:
        number = bisect_right(self.silent, hit.start, key=itemgetter(0)) - 1
        if number < 0 or hit.end > self.silent[number][1]:
            return False
        return number > 0 or "metonym" in kinds


def find_traps(document: Document, hits: Sequence[Hit]) -> Traps:
    """The traps of one article."""
    text = document.text
    elsewhere = {
        text[hit.start : hit.end]
        for hit in hits
        if any(entry.by in ("metonym", "name") for entry in hit.entries) and _other_state(text, hit.end)
    }
    elsewhere |= _namesakes(text)
    dateline = (0, 0)
    for first in document.paragraphs[:1]:
        dateline = (first.start, dateline_end(text, first.start, first.end))
    titles = tuple((q.start, q.end) for q in document.quoted if is_title_like(text, q))
    capitals = {name.upper() for name in elsewhere} | {name.title() for name in elsewhere}
    return Traps(text=text, elsewhere=frozenset(elsewhere | capitals), silent=(dateline, *titles))


def is_title_like(text: str, quoted: Quoted) -> bool:
    """Whether words in marks look like the title of a work or a proper name: Most Words Capitalised."""
    content = text[quoted.start : quoted.end]
    if len(content) > 120 or content[-1] in "!?" or len(quoted.parts) > 1:
        return False
    words = [
        word
        for word in re.findall(r"[^\W\d_][\w’'-]*", content)
        if word.casefold() not in word_set("small_in_titles")
    ]
    least = 2 if content[-1] in ",." else 1  # "No," is speech
    return len(words) >= least and content[0].isupper() and all(word[0].isupper() for word in words)


@lru_cache(maxsize=1)
def _elsewhere() -> re.Pattern[str]:
    states = "|".join(re.escape(name) for name in load_words("decoys.toml")["elsewhere"])
    return re.compile(rf",\s(?:{states})\b")


def _namesakes(text: str) -> set[str]:
    """Names of states that mean a place of the same name here: Georgia with its Republicans."""
    found: set[str] = set()
    for name, words in load_words("decoys.toml")["namesakes"].items():
        if name in text and not _holds_any(text, words["state"]) and _holds_any(text, words["place"]):
            found.add(name)
    return found


def _holds_any(text: str, words: list[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words)


def _other_state(text: str, end: int) -> bool:
    return _elsewhere().match(text, end) is not None
