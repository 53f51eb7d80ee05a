"""Columns of gold articles: those beside the project, by their scorer, and our own, by `own_score`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import ModuleType

from benchmarks.scores.column import Column, Right, judge_by_confidence, mean_key_quotes, only_within
from benchmarks.scores.reader import Printed
from tests.gold import own_score
from tests.gold.measure import GOLD, INPUTS, OWN, OWN_SETS, load_scorer

Gold = dict[str, Printed]
"""Gold articles by stem."""

_NOTHING: Printed = {"text": "", "quotes": [], "actors": [], "events": [], "themes": []}

_SHARED_NAMES = {
    "extraction: recall of body words": "text: body recall",
    "extraction: precision of words": "text: body precision",
    "extraction: boilerplate leaked": "text: boilerplate leaked",
    "metadata: title": "text: title",
    "themes: micro-F1": "themes: F1",
    "actors: recall": "actors: recall",
    "actors: recall with min_mentions": "actors: with all mentions",
    "actors: forbidden reported": "actors: forbidden taken",
    "quotes: span precision": "quotes: span precision",
    "quotes: span recall": "quotes: span recall",
    "quotes: span F1": "quotes: span F1",
    "quotes: speaker accuracy": "quotes: speaker accuracy",
    "quotes: QA-F1": "quotes: QA-F1",
    "quotes: not_quotes reported": "quotes: not-quotes taken",
    "quotes: indirect recall": "indirect: recall",
    "quotes: indirect speaker accuracy": "indirect: speaker accuracy",
    "events: recall (source, target, class)": "events: recall",
    "events: negation accuracy": "events: negation right",
    "events: not_events violated": "events: not-events taken",
}
_OWN_NAMES = {
    "themes: F1": "themes: F1",
    "actors: recall": "actors: recall",
    "actors: recall with min_mentions": "actors: with all mentions",
    "quotes: span precision": "quotes: span precision",
    "quotes: span recall": "quotes: span recall",
    "quotes: span F1": "quotes: span F1",
    "quotes: QA F1": "quotes: QA-F1",
    "indirect speech: span recall": "indirect: recall",
    "events: recall": "events: recall",
    "events: negation right": "events: negation right",
}
_OWN_TURNED = {  # told the other way round: the share that was avoided
    "actors: traps avoided": "actors: forbidden taken",
    "quotes: not_quotes left alone": "quotes: not-quotes taken",
    "events: passages without one kept free": "events: not-events taken",
}


class SharedSet:
    """A gold set beside the project."""

    def __init__(self, name: str, gold_set: str, language: str | None = None) -> None:
        """`gold_set`: "seeds" or "articles"; `language`: of the articles that count, None for all."""
        self.name = name
        self._set = gold_set
        self._language = language

    @cached_property
    def _scorer(self) -> ModuleType:
        return load_scorer()

    @cached_property
    def _gold(self) -> Gold:
        loaded: Gold = self._scorer.load_gold(GOLD[self._set])
        return {k: g for k, g in loaded.items() if self._language in (None, g["language"])}

    def files(self) -> Sequence[Path]:
        """The inputs."""
        return [INPUTS[self._set] / article["file"] for article in self._gold.values()]

    def score(self, printed: Mapping[Path, Printed]) -> Column:
        """By the scorer beside the gold."""
        read = {
            stem: printed.get(path, _NOTHING) for stem, path in zip(self._gold, self.files(), strict=True)
        }
        ratios = self._ratios(read)
        scores = {row: ratios[what][0] for what, row in _SHARED_NAMES.items() if what in ratios}
        sure, bands = judge_by_confidence(
            lambda least, below: Right(
                right=(found := self._ratios(_within(read, least, below)).get("quotes: QA precision", _NONE))[
                    1
                ],
                of=found[2],
            )
        )
        return Column(
            name=self.name,
            scores={**scores, **_count(self._gold, read), **sure},
            bands=bands,
            about=f"{len(self._gold)} articles",
        )

    def _ratios(self, read: Gold) -> dict[str, tuple[float | None, float, float]]:
        """Value, hits and chances by "area: what"."""
        report = self._scorer.score(self._gold, read, self._scorer.load_aliases(GOLD[self._set]))
        found: dict[str, tuple[float | None, float, float]] = {}
        for area, ratios in report.ratios.items():
            found |= {f"{area}: {what}": (r.value, r.hits, r.of) for what, r in ratios.items()}
            found |= {f"{area}: {what}": (v, 0, 0) for what, v in report.derived.get(area, {}).items()}
        return found


_NONE = (None, 0.0, 0.0)


class OwnSet:
    """One of our own sets; of a held-out one totals only are ever shown."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def _gold(self) -> Gold:
        stems = OWN_SETS[self.name]
        return {stem: json.loads((OWN / f"{stem}.json").read_text(encoding="utf-8")) for stem in stems}

    def files(self) -> Sequence[Path]:
        """The inputs."""
        return [OWN / article["file"] for article in self._gold.values()]

    def score(self, printed: Mapping[Path, Printed]) -> Column:
        """By `own_score`, on which the floors stand too."""
        read = {
            stem: printed.get(path, _NOTHING) for stem, path in zip(self._gold, self.files(), strict=True)
        }
        ratios = self._tally(read).ratios()
        scores: dict[str, float | None] = {
            **{row: ratios.get(what) for what, row in _OWN_NAMES.items()},
            **{row: 1 - ratios[what] for what, row in _OWN_TURNED.items() if what in ratios},
            "quotes: speaker accuracy": _part(ratios, "quotes"),
            "indirect: speaker accuracy": _part(ratios, "indirect speech"),
            **_bodies(self._gold, read),
        }
        sure, bands = judge_by_confidence(lambda least, below: self._judge(_within(read, least, below)))
        return Column(
            name=self.name,
            scores={**scores, **_count(self._gold, read), **sure},
            bands=bands,
            about=f"{len(self._gold)} articles",
        )

    def _tally(self, read: Gold) -> own_score.Tally:
        return own_score.score((gold, read[stem]) for stem, gold in self._gold.items())

    def _judge(self, read: Gold) -> Right:
        tally = self._tally(read)
        return Right(right=tally.hits["quotes: QA precision"], of=tally.chances["quotes: QA precision"])


def _within(read: Gold, least: float, below: float) -> Gold:
    return {stem: only_within(one, least, below) for stem, one in read.items()}


def _part(ratios: Mapping[str, float], area: str) -> float | None:
    """The share of the spans found that have the right speaker: both recalls count over the same quotes."""
    spans = ratios.get(f"{area}: span recall")
    return ratios[f"{area}: QA recall"] / spans if spans else None


def _count(gold: Gold, read: Gold) -> dict[str, float | None]:
    """What needs no scorer: how much is reported for each gold finding, and whether offsets hold."""
    return {
        "actors: found per gold": _per_gold(gold, read, "actors"),
        "events: found per gold": _per_gold(gold, read, "events"),
        "indirect: found per gold": _per_gold(_indirect(gold), _indirect(read), "quotes"),
        "quotes: content at its offsets": _at_offsets(read),
        "quotes: key an article": mean_key_quotes(read.values()),
    }


def _per_gold(gold: Gold, read: Gold, what: str) -> float | None:
    wanted = sum(len(article[what]) for article in gold.values())
    return sum(len(one[what]) for one in read.values()) / wanted if wanted else None


def _indirect(articles: Gold) -> Gold:
    return {
        stem: {"quotes": [quote for quote in one["quotes"] if quote["kind"] == "indirect"]}
        for stem, one in articles.items()
    }


def _at_offsets(read: Gold) -> float | None:
    """Of the quotes in one paragraph, the share for which `text[start:end]` is the content."""
    exact = [
        one["text"][quote["start"] : quote["end"]] == quote["content"]
        for one in read.values()
        for quote in one["quotes"]
        if "\n" not in quote["content"]
    ]
    return sum(exact) / len(exact) if exact else None


def _bodies(gold: Gold, read: Gold) -> dict[str, float | None]:
    """Words of the body: multisets, the mean over the articles, as the scorer beside the project has it."""
    recall, precision = [], []
    for stem, article in gold.items():
        wanted, found = (Counter(text.casefold().split()) for text in (article["body"], read[stem]["text"]))
        both = (wanted & found).total()
        recall.append(both / max(1, wanted.total()))
        precision.append(both / max(1, found.total()))
    return {
        "text: body recall": sum(recall) / len(recall),
        "text: body precision": sum(precision) / len(precision),
    }
