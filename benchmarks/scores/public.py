"""Columns of public sets, where `../shared/tools/public/build.py` has built them; its scorers judge them."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.scores.column import Column, Right, judge_by_confidence, mean_key_quotes, only_within
from benchmarks.scores.reader import Printed, ingest_files
from tests.gold.measure import GOLD, INPUTS, SHARED

TOOLS = SHARED / "tools" / "public"
HOW_TO_BUILD = (
    "python3 ../shared/tools/public/build.py MIRRORS FOLDER, then make bench-reading PUBLIC_SETS=FOLDER"
)
Row = dict[str, Any]


@cache
def load_public_scorers() -> tuple[ModuleType, ModuleType]:
    """`score` and `quotes_metric` of the tools beside the project."""
    sys.path.insert(0, str(TOOLS))
    try:
        return import_module("score"), import_module("quotes_metric")
    finally:
        sys.path.remove(str(TOOLS))


class _PublicSet:
    """Documents of a built file, each written into a folder as one text, as the scorers expect."""

    def __init__(self, name: str, built: Path, pick: Callable[[list[Row]], list[Row]] | None = None) -> None:
        """`pick`: chooses among the documents."""
        self.name = name
        self._built = built
        self._pick = pick or (lambda rows: rows)
        self._folder = tempfile.TemporaryDirectory()

    @property
    def present(self) -> bool:
        """Whether the set was built."""
        return self._built.is_file()

    @cached_property
    def rows(self) -> list[Row]:
        """The chosen documents."""
        scorer, _ = load_public_scorers()
        return self._pick(scorer.rows(self._built))

    @cached_property
    def gold(self) -> Path:
        """A file of the chosen documents alone."""
        path = Path(self._folder.name) / "gold.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in self.rows), encoding="utf-8")
        return path

    def texts(self) -> list[Path]:
        """One file a document, in the order of the set."""
        folder = Path(self._folder.name) / "texts"
        if not folder.is_dir():
            load_public_scorers()[0].texts(str(self.gold), str(folder))
        return [folder / f"{row['id']}.txt" for row in self.rows]

    def files(self) -> Sequence[Path]:
        """What `analyze` has to read."""
        return self.texts()

    def _lines(self, printed: Mapping[Path, Printed]) -> Path:
        """The printed analyses of this set, in a file."""
        path = Path(self._folder.name) / "printed.jsonl"
        lines = [json.dumps(printed[text]) + "\n" for text in self.texts() if text in printed]
        path.write_text("".join(lines), encoding="utf-8")
        return path


class AttributionSet(_PublicSet):
    """PolNeAR: who said what."""

    def score(self, printed: Mapping[Path, Printed]) -> Column:
        """Definitions in the tools' quotes_metric.py; D+M counts all that stands in marks, D what is all marked."""
        read = {
            row["text"]: printed[path]
            for row, path in zip(self.rows, self.texts(), strict=True)
            if path in printed
        }
        found, _ = self._evaluate(read, 0.0, 1.01)
        sure, bands = judge_by_confidence(lambda least, below: self._judge(read, least, below))
        span, asked, content = found["DM_PRF"], found["DM_QA_PRF"], found["content_PRF"]
        scores: dict[str, float | None] = {
            "quotes: span precision": span[0] / 100,
            "quotes: span recall": span[1] / 100,
            "quotes: span F1": span[2] / 100,
            "quotes: speaker accuracy": (found["DM_attr_resolved"][0] or 0.0) / 100,
            "quotes: QA-F1": asked[2] / 100,
            "quotes: direct span F1": found["D_PRF"][2] / 100,
            "quotes: direct QA-F1": found["D_QA_PRF"][2] / 100,
            "quotes: content precision": content[0] / 100,
            "quotes: content recall": content[1] / 100,
            "quotes: key an article": mean_key_quotes(read.values()),
        }
        about = f"{len(self.rows)} articles" + (
            f", {len(self.rows) - len(read)} refused" if len(read) < len(self.rows) else ""
        )
        return Column(name=self.name, scores={**scores, **sure}, bands=bands, about=about)

    def _judge(self, read: Mapping[str, Printed], least: float, below: float) -> Right:
        """Of the marked quotes whose speaker the set names."""
        _, counts = self._evaluate(read, least, below)
        return Right(
            right=counts["res_okD"] + counts["res_okM"],
            of=counts["pred"] - counts["noresD"] - counts["noresM"],
        )

    def _evaluate(
        self, read: Mapping[str, Printed], least: float, below: float
    ) -> tuple[Row, Mapping[str, int]]:
        def system(text: str) -> list[Row]:
            if text not in read:
                return []
            one = only_within(read[text], least, below)
            stretch = len(text) / max(1, len(one["text"]))
            return [placed for quote in one["quotes"] if (placed := _place(quote, text, stretch))]

        result: tuple[Row, Mapping[str, int]] = load_public_scorers()[1].evaluate(system, self.rows)
        return result


def _place(quote: Row, text: str, stretch: float) -> Row | None:
    """The quote with its offsets in the set's text, from which the product may have dropped furniture."""
    near, spans = int(quote["start"] * stretch), []
    for paragraph in quote["content"].split("\n\n"):
        at = load_public_scorers()[0].locate(text, paragraph, near)
        if at:
            spans.append(list(at))
            near = at[1]
    if not spans:
        return None
    return {
        "content_start": spans[0][0],
        "content_end": spans[-1][1],
        "spans": spans,
        "speaker": quote["speaker"],
        "speaker_resolved": quote["speaker_name"] or quote["speaker"],
    }


class EventSet(_PublicSet):
    """PLV: sentences with a source, a target and a class."""

    def score(self, printed: Mapping[Path, Printed]) -> Column:
        """By the tools' `score.py events`."""
        found = load_public_scorers()[0].events(str(self.gold), str(self._lines(printed)))
        scores = {
            "events: pair found": found["found"] / 100,
            "events: class accuracy": found["class_accuracy"] / 100,
            "events: class macro-F1": found["class_macro_f1"] / 100,
        }
        return Column(name=self.name, scores=scores, about=f"{found['n']} sentences")


class StorySet(_PublicSet):
    """ECB+: which articles tell the same event; taken in order, into an empty database."""

    def files(self) -> Sequence[Path]:
        """None: these are ingested."""
        return ()

    def score(self, printed: Mapping[Path, Printed]) -> Column:  # noqa: ARG002 -- read in another way
        """By the tools' `score.py stories`."""
        ingested = Path(self._folder.name) / "ingested.jsonl"
        ingested.write_text(ingest_files(self.texts()), encoding="utf-8")
        found = load_public_scorers()[0].stories(str(self.gold), str(ingested))
        scores = {"stories: B-cubed F1": found["b3_f1"] / 100, "stories: pair F1": found["pair_f1"] / 100}
        return Column(
            name=self.name, scores=scores, about=f"{found['n']} articles in {found['stories']} stories"
        )


class GroupSet:
    """Copies and stories among the gold articles beside the project."""

    name = "groups"

    def files(self) -> Sequence[Path]:
        """None: these are ingested."""
        return ()

    def score(self, printed: Mapping[Path, Printed]) -> Column:  # noqa: ARG002 -- read in another way
        """Wrong pairs, by the tools' `score_groups.py`."""
        inputs = sorted(path for path in INPUTS["articles"].iterdir() if path.suffix in (".txt", ".html"))
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as ingested:
            ingested.write(ingest_files(inputs))
            ingested.flush()
            said = _say(SHARED / "tools" / "score_groups.py", GOLD["articles"], ingested.name)
        return Column(name=self.name, scores={"groups: mistakes": float(_count_mistakes(said))}, about=said)


def _say(*call: object) -> str:
    ended = subprocess.run([sys.executable, *map(str, call)], capture_output=True, text=True, check=False)
    return ended.stdout.strip() or ended.stderr.strip()[-300:]


def _count_mistakes(said: str) -> int:
    mistakes = said.rpartition("], ")[2] if "], " in said else said.partition("; ")[2]
    if mistakes.startswith("all "):
        return 0
    total = mistakes.rpartition("… ")[2].split()[0] if "…" in mistakes else ""
    return int(total) if total.isdigit() else mistakes.count("; ") + 1


def draw_sample(count: int, seed: int) -> Callable[[list[Row]], list[Row]]:
    """So many documents, the same for the same seed."""

    def draw(rows: list[Row]) -> list[Row]:
        return random.Random(seed).sample(rows, min(count, len(rows)))  # noqa: S311 -- nothing secret

    return draw


def odd_rows(rows: list[Row]) -> list[Row]:
    """The half on which nothing is tuned."""
    return [row for row in rows if int(row["id"]) % 2]
