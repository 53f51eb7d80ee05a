"""Names that mean something else here: Moscow in Idaho, a city as the place of a meeting, a film's title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.analysis.alias_index import Hit
from bot.analysis.document import Document
from bot.analysis.lexicon.words import load_words
from bot.analysis.marks import Quoted

_LOCATIVE = re.compile(r"\b(?:in|at|near|outside|around|across|downtown|central)\s$", re.IGNORECASE)
_DATELINE = re.compile(r"\s*[A-Z][A-Z .,'’()/-]*[A-Z](?:[^\n]{0,60}?)\s*[—–-]+\s")
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "in",
        "on",
        "at",
        "to",
        "for",
        "with",
        "from",
        "by",
        "as",
        "is",
        "de",
        "la",
        "vs",
        "nor",
        "but",
    ]
)
_CAPITAL_FOLLOWS = re.compile(r"[ ](?=[A-Z])([\w’']+)")
_BUSINESS = frozenset(
    [
        "Garden",
        "Gardens",
        "Hotel",
        "Restaurant",
        "Cafe",
        "Theater",
        "Theatre",
        "Street",
        "Avenue",
        "Road",
        "Bridge",
        "Airport",
        "University",
        "College",
        "School",
        "Club",
        "FC",
        "United",
        "City",
        "Stadium",
        "Orchestra",
        "Ballet",
        "Symphony",
        "Museum",
        "Festival",
        "Marathon",
        "Open",
        "Post",
        "Times",
        "Herald",
        "Review",
        "Mall",
        "Tower",
        "Towers",
        "Square",
        "Bay",
        "Beach",
        "River",
        "Lake",
        "Valley",
        "Island",
        "Heights",
        "Park",
        "Station",
        "Duck",
        "Zoo",
        "Library",
        "Accord",
        "Protocol",
    ]
)


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
        if (
            "metonym" in kinds
            and " " not in name
            and _LOCATIVE.search(self.text, max(0, hit.start - 9), hit.start)
        ):
            return True
        following = _CAPITAL_FOLLOWS.match(self.text, hit.end)
        return following is not None and following.group(1) in _BUSINESS and "surname" not in kinds

    def _in_silence(self, hit: Hit, kinds: set[str]) -> bool:
        for number, (start, end) in enumerate(self.silent):
            if start <= hit.start and hit.end <= end:
                return number > 0 or "metonym" in kinds
        return False


def find_traps(document: Document, hits: Sequence[Hit]) -> Traps:
    """The traps of one article."""
    text = document.text
    elsewhere = {
        text[hit.start : hit.end]
        for hit in hits
        if any(entry.by in ("metonym", "name") for entry in hit.entries) and _other_state(text, hit.end)
    }
    dateline = (0, 0)
    if document.paragraphs:
        first = document.paragraphs[0]
        match = _DATELINE.match(document.text, first.start, min(first.end, first.start + 90))
        dateline = (first.start, match.end() if match else first.start)
    titles = tuple((q.start, q.end) for q in document.quoted if is_title_like(text, q))
    capitals = {name.upper() for name in elsewhere} | {name.title() for name in elsewhere}
    return Traps(text=text, elsewhere=frozenset(elsewhere | capitals), silent=(dateline, *titles))


def is_title_like(text: str, quoted: Quoted) -> bool:
    """Whether words in marks look like the title of a work or a proper name: Most Words Capitalised."""
    content = text[quoted.start : quoted.end]
    if len(content) > 120 or content[-1] in ",.!?" or len(quoted.parts) > 1:
        return False
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", content) if word.casefold() not in _SMALL_WORDS]
    return bool(words) and content[0].isupper() and all(word[0].isupper() for word in words)


@lru_cache(maxsize=1)
def _elsewhere() -> re.Pattern[str]:
    states = "|".join(re.escape(name) for name in load_words("decoys.toml")["elsewhere"])
    return re.compile(rf",\s(?:{states})\b")


def _other_state(text: str, end: int) -> bool:
    return _elsewhere().match(text, end) is not None
