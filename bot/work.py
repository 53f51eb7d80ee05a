"""Where jobs run: worker processes on this machine, a process a core.

spaCy is loaded in the workers only. A job that runs beyond its deadline, or takes its process down, is ended
and reported as a `ChildError`; the worker is replaced and the other jobs go on.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from bot.analysis.gate import Followed
from bot.child import ChildPool, Limits
from bot.errors import SettingError
from bot.fetch.extract import extract_article
from bot.fetch.outlets import OutletTable
from bot.model.articles import Article, Entry
from bot.model.findings import Analysis
from bot.model.knowledge import Knowledge

if TYPE_CHECKING:
    from bot.analysis.analyse import Tables

EXTRACT_SECONDS = 30.0  # longest extraction of one article; usual is 0.01
ANALYSE_SECONDS = 240.0  # longest analysis of one article; usual is 0.1, 200,000 words take about 60
TASKS_EACH = (
    20_000  # calls after which a worker is replaced: loading the model takes as long as reading 20 articles
)
LIMITS = Limits(cpu_seconds=200, memory_bytes=3 * 1024**3)  # a call; the model takes 0.5 GB of addresses


@dataclass(frozen=True, kw_only=True, slots=True)
class Interest:
    """What a workspace knows and follows, ready to be sent to a worker."""

    version: str  # of knowledge and followed together
    packed: bytes  # the pickled Knowledge; a worker unpacks each version once
    followed: Followed | None  # None: no gate, read every article in full


def pack_interest(knowledge: Knowledge, followed: Followed | None) -> Interest:
    """Make knowledge ready for workers."""
    return Interest(version=knowledge.version, packed=pickle.dumps(knowledge), followed=followed)


class Workers:
    """A bounded number of worker processes, started when first needed."""

    def __init__(self, count: int, model: str) -> None:
        """`count`: processes; `model`: the spaCy model's name or folder."""
        self.count = count
        self._model = model
        self._pool = ChildPool(count, limits=LIMITS, tasks_each=TASKS_EACH)

    def check(self) -> None:
        """See that the model is there, without loading it.

        Raises:
            SettingError: it is neither an installed package nor a folder.
        """
        package = self._model.isidentifier() and find_spec(self._model) is not None
        if not package and not Path(self._model).is_dir():
            raise SettingError(
                f"The language model “{self._model[:100]}” is not installed.",
                advice="Install it, or set RAPPORTEUR_SPACY_MODEL to an installed model or to its folder.",
            )

    def extract(self, entry: Entry) -> Article:
        """Entry → Article.

        Raises:
            RejectedError: it holds no prose.
            ChildError: it took too long or ended its process.
            StoppedError: the workers were closed.
        """
        return self._pool.run_within(EXTRACT_SECONDS, _extract, entry)

    def analyse(self, article: Article, interest: Interest) -> Analysis:
        """Article → Analysis. Raises as `extract` does, and SettingError for a model that cannot be used."""
        return self._pool.run_within(ANALYSE_SECONDS, _analyse, article, interest, self._model)

    def close(self) -> None:
        """End the processes, also what they are doing."""
        self._pool.close()


@lru_cache(maxsize=1)
def _outlets() -> OutletTable:
    return OutletTable.shipped()


def _extract(entry: Entry) -> Article:
    return extract_article(entry, _outlets())


def _analyse(article: Article, interest: Interest, model: str) -> Analysis:
    from bot.analysis.analyse import analyse
    from bot.analysis.nlp import load_nlp

    return analyse(article, _tables(interest.version, interest.packed), load_nlp(model), interest.followed)


@lru_cache(maxsize=8)
def _tables(version: str, packed: bytes) -> Tables:  # noqa: ARG001 -- the version is the cache's key
    """Themes and actors of one version, compiled."""
    from bot.analysis.analyse import compile_tables

    return compile_tables(pickle.loads(packed))  # noqa: S301 -- packed by our own parent process
