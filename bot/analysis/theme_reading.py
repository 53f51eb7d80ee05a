"""One pass over a text that finds what it has of every theme: terms, echoes of examples, and meaning."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from bot.analysis.passages import MAX_PASSAGE, passages
from bot.analysis.theme_echo import Examples
from bot.analysis.theme_evidence import Hit
from bot.analysis.theme_features import PHRASE
from bot.analysis.theme_meaning import Meanings, list_names
from bot.analysis.theme_strength import weights_of
from bot.analysis.theme_terms import TermTree, Word, split_words
from bot.analysis.vectors.table import Vectors
from bot.model.findings import Span
from bot.model.knowledge import Actor, Theme

INCLUDE, HINT, EXCLUDE, ECHO = "include", "hint", "exclude", "echo"

HEADLINE = -1
"""The number by which a hit in the headline names its passage."""
_HINT, _AGAINST = 0.24, 1.0  # what these count against an include term, where passages are ranked
_ECHO = 1.6  # the same of an echo of likeness 1
_ECHO_FROM = 0.5  # least likeness of an echo that counts


@dataclass(frozen=True, slots=True)
class _Label:
    theme: int
    role: str
    term: str
    weight: float


class ThemeTable:
    """A workspace's themes made ready for matching; build once a knowledge version, share freely."""

    def __init__(self, themes: tuple[Theme, ...], actors: Iterable[Actor] = ()) -> None:
        """Compile the themes.

        Args:
            themes: in the order in which matches are told.
            actors: the known ones: names of people and states say nothing of a theme, and people stand for
                the state whose office they hold.
        """
        known = tuple(actors)
        self.themes = themes
        self.wanted = tuple(frozenset(theme.actors) for theme in themes)
        self.weights = tuple(weights_of(theme.shift) for theme in themes)
        self.last: tuple[str, str, Reading] | None = (
            None  # the gate and the full reading ask for the same text
        )
        self.states = {actor.id: actor.of for actor in known if actor.kind == "person" and actor.of}
        self.meanings = Meanings(themes, list_names(known))
        self.tree = TermTree(
            (label.term, label) for i, theme in enumerate(themes) for label in _labels(i, theme)
        )
        self.examples = Examples((i, theme.examples) for i, theme in enumerate(themes))

    def standing(self, actor_ids: Set[str]) -> frozenset[str]:
        """The actors named, and the states whose offices they hold."""
        return frozenset(actor_ids) | {self.states[actor] for actor in actor_ids if actor in self.states}


def _labels(index: int, theme: Theme) -> list[_Label]:
    labels = [_Label(index, INCLUDE, term, _include_weight(term)) for term in theme.include]
    labels += [_Label(index, HINT, term, _HINT) for term in theme.hints]
    return labels + [_Label(index, EXCLUDE, term, _AGAINST) for term in theme.exclude]


def _include_weight(term: str) -> float:
    return PHRASE if sum(1 for _ in split_words(term)) > 1 else 1.0


@dataclass(slots=True)
class Reading:
    """What one pass over headline and text brought."""

    hits: dict[int, list[Hit]] = field(default_factory=dict)  # by number of the theme
    words: int = 0  # of the text
    places: list[Span] = field(default_factory=list)  # of the passages
    nearness: Vectors | None = None  # a row a passage, the headline's last; see `Meanings.weigh`

    def add(self, theme: int, hit: Hit) -> None:
        """Keep a hit of a theme."""
        self.hits.setdefault(theme, []).append(hit)

    def nearness_to(self, theme: int) -> list[float]:
        """How near each passage comes to a theme in meaning, the headline last."""
        return [] if self.nearness is None else [float(value) for value in self.nearness[:, theme]]


def read_themes(text: str, title: str, table: ThemeTable) -> Reading:
    """Find what headline and text have of every theme; the last long text is remembered by its table."""
    last = table.last
    if last is not None and last[0] == text and last[1] == title:
        return last[2]
    reading = _read(text, title, table)
    if len(text) > MAX_PASSAGE:
        table.last = (text, title, reading)
    return reading


def _read(text: str, title: str, table: ThemeTable) -> Reading:
    reading = Reading(places=list(passages(text)))
    headline = list(split_words(title))
    rows = [list(split_words(text, start, end)) for start, end in reading.places]
    reading.words = sum(map(len, rows))
    _read_passage(reading, table, headline, None, HEADLINE)
    for number, words in enumerate(rows):
        _read_passage(reading, table, words, reading.places[number], number)
    if reading.hits:
        reading.nearness = table.meanings.weigh([*rows, headline])
    return reading


def read_wording(text: str, table: ThemeTable) -> Reading:
    """Find what a short passage has of every theme in words alone, its meaning left open."""
    reading = Reading(places=list(passages(text)))
    for number, (start, end) in enumerate(reading.places):
        words = list(split_words(text, start, end))
        reading.words += len(words)
        _read_passage(reading, table, words, (start, end), number)
    return reading


def _read_passage(
    reading: Reading, table: ThemeTable, words: list[Word], place: Span | None, number: int
) -> None:
    for found in table.tree.find(words):
        label = found.label
        reading.add(
            label.theme, Hit(label.role, label.term, label.weight, place, number, found.first, found.last)
        )
    for echo in table.examples.echoes(words):
        if echo.likeness >= _ECHO_FROM:
            strength = _ECHO * echo.likeness
            reading.add(echo.theme, Hit(ECHO, echo.example, strength, place, number, 0, 0))
