"""Which quotes are one: the same speaker and the same words, in part, lightly edited or told again. Pure.

Time is linear in the number of words: a quote is compared with a bounded number of those that share four words in
a row, or rare words, with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.storage.candidates import Candidates, Space
from bot.storage.namesakes import resolve_speakers
from bot.storage.wordings.compare import Kind, Likeness, compare_wordings
from bot.storage.wordings.reading import Reading, read_wording

RETOLD_WITHIN = timedelta(days=7)  # in another story
REPEATED_WITHIN = timedelta(days=30)  # in another story; after that a slogan is said anew …
REMEMBERED = 12  # … but so many words in a row are a look back
RETOLD_FAR = 0.75  # least score of a retelling in another story, or of quoted words in reported speech
FRAGMENT_WEIGHT = 1.8  # least weight of a part that is known again in another story


@dataclass(frozen=True, kw_only=True, slots=True)
class Saying:
    """A quote as it is grouped."""

    id: int
    article: int
    story: int
    dated_at: datetime
    speaker_key: str  # "" where it is unknown: then only quotes of one story can be one
    content: str  # as printed
    verbatim: bool = True  # quoted, not reported


@dataclass(eq=False, slots=True)
class Group:
    """Sayings that are one quote, first appearance first."""

    members: list[Saying] = field(default_factory=list)

    @property
    def first(self) -> Saying:
        """Its first appearance."""
        return self.members[0]

    @property
    def speaker_key(self) -> str:
        """The key of the first speaker who is known."""
        return next((member.speaker_key for member in self.members if member.speaker_key), "")

    @property
    def wordings(self) -> tuple[tuple[Saying, ...], ...]:
        """Other wordings than the first, in order, each with all who print it so."""
        found: dict[str, list[Saying]] = {}
        for member in self.members:
            found.setdefault(read_wording(member.content).key, []).append(member)
        return tuple(tuple(members) for members in found.values())[1:]


def group_sayings(sayings: Iterable[Saying]) -> list[Group]:
    """The quotes, each once, those that appeared first last; those of one article in its order.

    Of an article that has a quote twice, the quoted words come before reported ones.
    """
    book = Book(sorted(sayings, key=_appearance))
    in_order = sorted(book.groups(), key=lambda group: group.first.id)
    return sorted(in_order, key=lambda group: (group.first.dated_at, group.first.article), reverse=True)


def _appearance(saying: Saying) -> tuple[datetime, int, bool, int]:
    return (saying.dated_at, saying.article, not saying.verbatim, saying.id)


@dataclass(eq=False, slots=True)
class _Entry:
    """A wording that is known, and the group that it belongs to."""

    reading: Reading
    saying: Saying
    group: _Forming


@dataclass(eq=False, slots=True)
class _Forming:
    """A group as it grows; two become one where a whole holds parts of both."""

    first: Saying
    speaker_key: str
    members: list[Saying]
    stories: set[int]
    articles: set[int]
    entries: list[_Entry]
    shelved: set[tuple[Space, str]]  # its wordings that are among the candidates

    def absorb(self, other: _Forming) -> None:
        """Take over all that the other has."""
        self.first = min(self.first, other.first, key=_appearance)
        self.speaker_key = self.speaker_key or other.speaker_key
        self.members += other.members
        self.stories |= other.stories
        self.articles |= other.articles
        self.entries += other.entries
        self.shelved |= other.shelved
        for entry in other.entries:
            entry.group = self


def _join(one: _Forming, other: _Forming) -> _Forming:
    """Both as one; the larger takes over the smaller, so that each moves a few times only."""
    larger, smaller = (one, other) if len(one.members) > len(other.members) else (other, one)
    larger.absorb(smaller)
    return larger


class Book:
    """All groups, formed in order of appearance.

    Args:
        sayings: in order of appearance.
    """

    def __init__(self, sayings: list[Saying]) -> None:
        self.comparisons = 0  # of two wordings, so far
        self._forming: dict[int, _Forming] = {}
        self._candidates: Candidates[_Entry] = Candidates(lambda entry: entry.reading)
        self._keys = resolve_speakers((saying.story, saying.speaker_key) for saying in sayings)
        self._unnamed = {saying.story for saying in sayings if not saying.speaker_key}
        for saying in sayings:
            self._add(saying)

    def groups(self) -> Iterator[Group]:
        """Each group with its members in order of appearance."""
        for forming in self._forming.values():
            yield Group(sorted(forming.members, key=_appearance))

    def _add(self, saying: Saying) -> None:
        reading = read_wording(saying.content)
        key = self._keys.get((saying.story, saying.speaker_key), saying.speaker_key)
        spaces = self._spaces(saying, key)
        home = _Forming(saying, key, [saying], {saying.story}, {saying.article}, [], set())
        entry = _Entry(reading, saying, home)
        home.entries.append(entry)
        for group in self._find(saying, reading, key, spaces):
            if group.speaker_key == home.speaker_key or not (group.speaker_key and home.speaker_key):
                self._forming.pop(id(group))
                home = _join(home, group)
        self._forming[id(home)] = home
        for space in spaces:
            if (space, reading.key) not in home.shelved:  # one of many who print the same suffices
                home.shelved.add((space, reading.key))
                self._candidates.add(space, entry)

    def _spaces(self, saying: Saying, key: str) -> list[Space]:
        """Where others of its speaker are, and those of its story where a speaker is unknown."""
        spaces: list[Space] = [key] if key else []
        return [*spaces, saying.story] if saying.story in self._unnamed else spaces

    def _find(self, saying: Saying, reading: Reading, key: str, spaces: list[Space]) -> list[_Forming]:
        """The groups that it belongs to: all of which it is a part or a whole, else the one that it retells best."""
        held: dict[int, _Forming] = {}
        best: tuple[Likeness, _Forming] | None = None
        for entry in self._candidates.near(spaces, reading):
            group = entry.group
            if id(group) in held or not _may_meet(saying, key, group):
                continue
            self.comparisons += 1
            likeness = compare_wordings(reading, entry.reading)
            if likeness is None or not _may_join(saying, reading, key, entry, likeness):
                continue
            if likeness.kind is not Kind.RETOLD:
                held[id(group)] = group
            elif best is None or likeness > best[0]:
                best = (likeness, group)
        return list(held.values()) or ([best[1]] if best else [])


def _may_meet(saying: Saying, key: str, group: _Forming) -> bool:
    """Whether the two may have one speaker; unknown ones are of one story."""
    if key and group.speaker_key:
        return key == group.speaker_key
    return saying.story in group.stories


def _may_join(saying: Saying, reading: Reading, key: str, entry: _Entry, likeness: Likeness) -> bool:
    """Whether likeness is enough, by how far the two are apart."""
    group = entry.group
    retold = likeness.kind is Kind.RETOLD
    shorter = min(reading, entry.reading, key=lambda r: len(r.words))
    if retold and (saying.article in group.articles or likeness.score < _least_score(saying, entry)):
        return False
    if bool(key) != bool(group.speaker_key):  # one does not know who spoke
        return not retold and shorter.total >= FRAGMENT_WEIGHT
    if saying.story in group.stories:
        return True
    apart = abs(saying.dated_at - group.first.dated_at)
    if retold:
        return apart <= RETOLD_WITHIN
    if shorter.total < FRAGMENT_WEIGHT:
        return likeness.kind is Kind.SAME and apart <= RETOLD_WITHIN
    return apart <= REPEATED_WITHIN or len(shorter.words) >= REMEMBERED


def _least_score(saying: Saying, entry: _Entry) -> float:
    near = saying.story in entry.group.stories and saying.verbatim == entry.saying.verbatim
    return 0.0 if near else RETOLD_FAR
