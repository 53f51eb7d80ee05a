"""The words of boilerplate, read once from `boilerplate.toml` and made quick to look up."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources

from bot.fetch.characters import folded

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrasebook:
    """All entries folded. Phrases are found by their first word, so that a line costs what its words cost."""

    lines: frozenset[str]
    related: frozenset[str]
    closing: frozenset[str]
    labels: frozenset[str]
    openings: tuple[str, ...]
    more: tuple[str, ...]  # beginnings of headings over headlines of other articles
    phrases: dict[str, tuple[str, ...]]  # first word → phrases that begin with it
    loose_phrases: dict[str, tuple[str, ...]]  # likewise
    imperatives: frozenset[str]
    ours: frozenset[str]
    appeals: frozenset[str]
    weak_appeals: frozenset[str]
    reporting: frozenset[str]
    author_verbs: frozenset[str]
    places: frozenset[str]
    trades: frozenset[str]
    sections: frozenset[str]

    def has_phrase(self, line: str) -> bool:
        """Whether a folded line holds a phrase that tells by itself."""
        return _holds(line, self.phrases)

    def has_loose_phrase(self, line: str) -> bool:
        """Whether a folded line holds a phrase that tells only together with something else."""
        return _holds(line, self.loose_phrases)


def _holds(line: str, phrases: dict[str, tuple[str, ...]]) -> bool:
    """Whether one of the phrases is in the line, from the start of a word."""
    padded = f" {line}"
    return any(
        f" {phrase}" in padded or f"({phrase}" in padded
        for word in set(words_of(line))
        for phrase in phrases.get(word, ())
    )


def _by_first_word(phrases: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        found.setdefault(words_of(phrase)[0], []).append(phrase)
    return {word: tuple(phrases) for word, phrases in found.items()}


def words_of(line: str) -> list[str]:
    """The words of a folded line; "don't" and "e-mail" are one word each."""
    return _WORD.findall(line)


@functools.cache
def load_phrasebook() -> Phrasebook:
    """The shipped phrase book."""
    raw = resources.files("bot.fetch").joinpath("boilerplate.toml").read_text(encoding="utf-8")
    table = {name: [folded(entry) for entry in entries] for name, entries in tomllib.loads(raw).items()}
    return Phrasebook(
        openings=tuple(table.pop("openings")),
        more=tuple(table.pop("more")),
        phrases=_by_first_word(table.pop("phrases")),
        loose_phrases=_by_first_word(table.pop("loose_phrases")),
        **{name: frozenset(entries) for name, entries in table.items()},
    )
