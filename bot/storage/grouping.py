"""Which quotes are one: the same speaker and the same words, in part or with small differences. Pure.

Time is linear in the number of words: quotes are compared only with those that share four words in a row,
and with a bounded number of the same speaker and story.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from rapidfuzz import fuzz

GRAM = 4  # words; a shorter quote is one with another only where it is equal
NEAR = 85  # least rapidfuzz ratio (0..100) of two wordings of one quote within a story
MOST_COMPARED = 30  # quotes of one speaker in one story that are compared letter by letter


@dataclass(frozen=True, kw_only=True, slots=True)
class Saying:
    """A quote as it is compared."""

    id: int
    article: int
    story: int
    dated_at: datetime
    speaker_key: str  # "" where it is unknown: then only quotes of one story can be one
    words: str  # folded, parted by one blank
    content: str  # as printed


@dataclass(slots=True)
class Group:
    """Sayings that are one quote, first appearance first."""

    members: list[Saying] = field(default_factory=list)

    @property
    def first(self) -> Saying:
        """Its first appearance."""
        return self.members[0]

    @property
    def wordings(self) -> tuple[str, ...]:
        """Other wordings than the first, each once, in order."""
        different = {m.words: m.content for m in reversed(self.members) if m.words != self.first.words}
        return tuple(reversed(different.values()))


def group_sayings(sayings: Iterable[Saying]) -> list[Group]:
    """The quotes, each once, those that appeared first last; those of one article in its order."""
    book = _Book()
    for saying in sorted(sayings, key=lambda s: (s.dated_at, s.article, s.id)):
        book.add(saying)
    in_order = sorted(book.groups, key=lambda group: group.first.id)
    return sorted(in_order, key=lambda group: (group.first.dated_at, group.first.article), reverse=True)


_Key = tuple[str, int, str]  # speaker, story where the speaker is unknown, words


class _Book:
    """All groups so far, with the keys by which a further saying finds its own."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self._same: dict[_Key, Group] = {}
        self._holding: defaultdict[_Key, list[tuple[str, Group]]] = defaultdict(list)  # any four words
        self._opening: defaultdict[_Key, list[tuple[str, Group]]] = defaultdict(list)  # the first four
        self._story: defaultdict[tuple[str, int], list[tuple[str, Group]]] = defaultdict(list)

    def add(self, saying: Saying) -> None:
        known = self._same.get(_key(saying, saying.words))
        group = known or next(self._near(saying), None)
        if group is None:
            group = Group()
            self.groups.append(group)
        group.members.append(saying)
        if known is None:
            self._remember(saying, group)

    def _near(self, saying: Saying) -> Iterator[Group]:
        grams = _grams(saying.words)
        if not grams:
            return
        padded = f" {saying.words} "
        for words, group in self._holding[_key(saying, grams[0])][:MOST_COMPARED]:
            if padded in f" {words} ":
                yield group
        for gram in grams:
            for words, group in self._opening[_key(saying, gram)][:MOST_COMPARED]:
                if f" {words} " in padded:
                    yield group
        for words, group in self._story[saying.speaker_key, saying.story][:MOST_COMPARED]:
            if fuzz.ratio(words, saying.words, score_cutoff=NEAR):
                yield group

    def _remember(self, saying: Saying, group: Group) -> None:
        self._same[_key(saying, saying.words)] = group
        grams = _grams(saying.words)
        if not grams:
            return
        entry = (saying.words, group)
        self._opening[_key(saying, grams[0])].append(entry)
        for gram in dict.fromkeys(grams):
            self._holding[_key(saying, gram)].append(entry)
        self._story[saying.speaker_key, saying.story].append(entry)


def _key(saying: Saying, words: str) -> _Key:
    return (saying.speaker_key, 0 if saying.speaker_key else saying.story, words)


def _grams(words: str) -> list[str]:
    """All runs of four words."""
    listed = words.split()
    return [" ".join(listed[i : i + GRAM]) for i in range(len(listed) - GRAM + 1)]
