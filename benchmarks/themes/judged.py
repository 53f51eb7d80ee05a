"""Articles on which people said what their themes are: the pairs of article and theme, with features and answer.

- `judged`: the short articles of `tests/analysis/data/theme_judged.toml`, every theme answered; odd ones to fit, even
  ones held out of the fit (their writer had a hand in the terms, so they are not blind to these).
- `late`: those of `theme_judged_late.toml`, written after terms and weights were settled: held out.
- `short`: those of `theme_judged_short.toml`, of 55 to 80 words; odd ones to fit, even ones held out of everything.
- `off topic`: those of `theme_off_topic.toml`, of 150 to 250 words, to which no theme belongs; to fit.
- `leads`: the openings in `theme_leads.toml`, to fit.
- `own`: the gold articles of `tests/gold/own` of the `-dev` sets to fit, the `-held-out` ones for totals only.
- `shared`: the gold sets beside the project, where they are there; to fit.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.analysis.actors import ActorTable
from bot.analysis.lexicon.load import default_knowledge
from bot.analysis.themes import ThemeTable, measure_themes, score_themes
from tests.gold.measure import GOLD, OWN, OWN_SETS, SHARED

JUDGED = Path(__file__).parents[2] / "tests" / "analysis" / "data" / "theme_judged.toml"
LATE = JUDGED.with_name("theme_judged_late.toml")
SHORT = JUDGED.with_name("theme_judged_short.toml")
OFF_TOPIC = JUDGED.with_name("theme_off_topic.toml")
LEADS = JUDGED.with_name("theme_leads.toml")
TUNED = 1.0
"""Weight of a gold article against a judged one: terms were chosen with an eye on these, so they say less of new ones."""
UNLISTED = 0.3
"""Weight of a theme that a gold article neither asks for nor forbids: mostly wrong, but nobody said so."""


@dataclass(frozen=True, kw_only=True)
class Article:
    """A text with its answers."""

    label: str
    text: str
    title: str | None
    actors: frozenset[str]
    wanted: frozenset[str]
    optional: frozenset[str]
    forbidden: frozenset[str] | None = None  # None: every other theme


@dataclass(frozen=True, kw_only=True)
class Pair:
    """An article and a theme."""

    article: str
    theme: str
    features: dict[str, float]  # empty where the text has nothing of the theme
    score: float
    threshold: float
    right: bool
    weight: float


class Reader:
    """Reads the articles with the default themes."""

    def __init__(self) -> None:
        knowledge = default_knowledge()
        self.actors = ActorTable(knowledge.actors)
        self.themes = ThemeTable(knowledge.themes, knowledge.actors)

    def pairs(self, article: Article) -> Iterator[Pair]:
        """Every answered theme of an article."""
        given = (article.text, article.title, article.actors, self.themes)
        features = measure_themes(*given)
        scores = {match.id: match.score for match in score_themes(*given)}
        for theme in self.themes.themes:
            if theme.id not in article.optional:
                yield Pair(
                    article=article.label,
                    theme=theme.id,
                    features=features.get(theme.id, {}),
                    score=scores.get(theme.id, 0.0),
                    threshold=theme.threshold,
                    right=theme.id in article.wanted,
                    weight=_weight(theme.id, article),
                )


def _weight(theme: str, article: Article) -> float:
    sure = article.forbidden is None or theme in article.wanted | article.forbidden or not article.wanted
    return 1.0 if sure else UNLISTED


def load_judged(reader: Reader, *, held_out: bool) -> list[Article]:
    """The judged articles of a paragraph, of one half."""
    return _half(JUDGED, reader, held_out=held_out)


def load_short(reader: Reader, *, held_out: bool) -> list[Article]:
    """The judged articles of two paragraphs, of one half."""
    return _half(SHORT, reader, held_out=held_out)


def _half(path: Path, reader: Reader, *, held_out: bool) -> list[Article]:
    rows = _rows(path)
    return [
        _judged(f"{path.stem} {number}", row, reader) for number, row in rows if (number % 2 == 0) == held_out
    ]


def load_late(reader: Reader) -> list[Article]:
    """The judged short articles that were written last."""
    return _all(LATE, reader)


def load_off_topic(reader: Reader) -> list[Article]:
    """The judged articles to which no theme belongs."""
    return _all(OFF_TOPIC, reader)


def _all(path: Path, reader: Reader) -> list[Article]:
    return [_judged(f"{path.stem} {number}", row, reader) for number, row in _rows(path)]


def _rows(path: Path) -> list[tuple[int, dict[str, Any]]]:
    return list(enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["article"], 1))


def _judged(label: str, row: dict[str, Any], reader: Reader) -> Article:
    title = row.get("title")
    return Article(
        label=label.removeprefix("theme_"),
        text=row["text"],
        title=title,
        actors=frozenset(reader.actors.name_actors(f"{title or ''}\n{row['text']}")),
        wanted=frozenset(row["themes"]),
        optional=frozenset(row["optional"]),
    )


def load_leads() -> list[Article]:
    """The openings of articles on which the terms were chosen."""
    return [
        Article(
            label=f"lead “{row['title']}”",
            text=row["text"],
            title=row["title"],
            actors=frozenset(row["actors"]),
            wanted=frozenset(row["themes"]),
            optional=frozenset(),
            forbidden=frozenset(row.get("not", ())),
        )
        for row in tomllib.loads(LEADS.read_text(encoding="utf-8"))["lead"]
    ]


def load_own(*, held_out: bool) -> list[Article]:
    """Our own gold articles of the sets of that kind."""
    names = [name for name in OWN_SETS if name.endswith("-held-out") == held_out]
    return [_gold(OWN / f"{stem}.json") for name in names for stem in OWN_SETS[name]]


def load_shared() -> list[Article]:
    """The English gold articles beside the project; none where it is not there."""
    paths = (
        [path for folder in GOLD.values() for path in sorted(folder.glob("*.json"))]
        if SHARED.is_dir()
        else []
    )
    return [_gold(path) for path in paths if json.loads(path.read_text(encoding="utf-8"))["language"] == "en"]


def _gold(path: Path) -> Article:
    gold = json.loads(path.read_text(encoding="utf-8"))
    return Article(
        label=f"{path.parent.name}/{path.stem}",
        text=gold["body"],
        title=gold["title"],
        actors=frozenset(actor["id"] for actor in gold["actors"]),
        wanted=frozenset(gold["themes"]),
        optional=frozenset(gold["themes_optional"]),
        forbidden=frozenset(gold["themes_forbidden"]),
    )


def all_pairs(articles: Sequence[Article], reader: Reader) -> list[Pair]:
    """Every answered theme of every article."""
    return [pair for article in articles for pair in reader.pairs(article)]
