"""Who a speaker is to a reader of the news: one who decides, who speaks for somebody, who knows, who stood by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from bot.analysis.document import Cast, Member
from bot.analysis.lexicon.words import load_words
from bot.analysis.substance import longest_terms
from bot.analysis.theme_terms import TermTree, split_words
from bot.model.findings import Quote

_TITLE = re.compile(r"\b([A-Z][a-z]+)\.?\s$")
_REACH = 90  # characters behind a name in which the text may say who that is
_PROTAGONISTS = 3


class Standings:
    """The speakers of one article, each placed once."""

    def __init__(self, text: str, quotes: Sequence[Quote], cast: Cast) -> None:
        self._text = text
        self._askers = _askers(quotes)
        self._cast = cast
        named = Counter(naming.actor for naming in cast.namings)
        self._most_named = {actor for actor, times in named.most_common(_PROTAGONISTS) if times > 1}
        self._first = {naming.actor: (naming.start, naming.end) for naming in reversed(cast.namings)}
        self._placed: dict[tuple[str | None, str | None], tuple[str, ...]] = {}

    def features_of(self, quote: Quote) -> tuple[str, ...]:
        """The features of worth.toml that the speaker has."""
        key = (quote.speaker_id or quote.speaker_name, quote.speaker_role)
        if key not in self._placed:
            self._placed[key] = tuple(self._features(quote))
        return self._placed[key]

    def side_of(self, quote: Quote) -> str | None:
        """The state or body for which the speaker stands, where it is told."""
        member = self._cast.members.get(quote.speaker_id or "")
        if member is None or member.kind != "person":
            return quote.speaker_id
        return (member.office or "").rpartition(" of ")[2] or None

    def _features(self, quote: Quote) -> list[str]:
        member = self._cast.members.get(quote.speaker_id or "")
        found = ["interviewer" if quote.speaker_name in self._askers else self._place(quote, member)]
        if member is not None and member.known:
            found.append("known")
        if quote.speaker_id in self._most_named:
            found.append("protagonist")
        return list(dict.fromkeys(found))

    def _place(self, quote: Quote, member: Member | None) -> str:
        if member is None and quote.speaker_id is not None and " " not in (quote.speaker_name or ""):
            return "bystander"
        if member is None or member.kind != "person":
            return "outlet" if member is not None and member.sector == "media" else "body"
        told = (quote.speaker_role, member.office, member.role, *member.offices, *self._beside(member.id))
        places = (place_in_words(words) for words in told if words)
        return next((place for place in places if place), None) or self._unplaced(member)

    def _unplaced(self, member: Member) -> str:
        """A given name alone is all that is told of a passer-by; whom an article is about needs no office."""
        if member.id in self._most_named:
            return "protagonist"
        return "unplaced" if " " in member.name or member.known else "bystander"

    def _beside(self, actor: str) -> tuple[str, str]:
        """What stands before the first naming ("Sen.") and behind it ("…, who leads the opposition")."""
        if actor not in self._first:
            return "", ""
        start, end = self._first[actor]
        before = _TITLE.search(self._text, max(0, start - 20), start)
        behind = self._text[end : end + _REACH].split(".")[0].split("\n")[0]
        return (before.group(1) if before else ""), behind


def place_in_words(role: str) -> str | None:
    """The standing that the words of a role give ("expert" for "a retired analyst"), or None."""
    found = {hit.label for hit in longest_terms(_tree().find(list(split_words(role))))}
    return next((standing for standing in _standings() if standing in found), None)


def _askers(quotes: Sequence[Quote]) -> set[str | None]:
    """Speakers who mostly ask: interviewers, by name."""
    asked = Counter(quote.speaker_name for quote in quotes if quote.content.endswith("?"))
    spoken = Counter(quote.speaker_name for quote in quotes)
    return {name for name, times in asked.items() if times > 1 and 2 * times > spoken[name]}


@lru_cache(maxsize=1)
def _standings() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = load_words("worth.toml")["standing"]
    return lists


@lru_cache(maxsize=1)
def _tree() -> TermTree[str]:
    return TermTree((term, name) for name, terms in _standings().items() for term in terms)
