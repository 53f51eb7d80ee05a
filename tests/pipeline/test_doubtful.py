"""Articles that an edit of an actor leaves in doubt are read again, in full, whatever their age."""

from __future__ import annotations

from datetime import timedelta

from bot.model.articles import Article
from bot.model.findings import ActorMention, Analysis, Depth
from bot.pipeline.rereading import Rereader
from bot.storage.articles import SavedArticle
from bot.storage.database import Database
from bot.storage.rereading import load_doubtful, mark_doubtful
from bot.work import Interest
from tests.builders import NOW, FixedClock, Library, make_analysis
from tests.fakes.workers import POISON, InProcessWorkers


class TellingWorkers(InProcessWorkers):
    """Finds Ada in every text; remembers whether the gate was to be passed."""

    def __init__(self) -> None:
        super().__init__()
        self.gated: list[bool] = []

    def analyse(self, article: Article, interest: Interest) -> Analysis:
        """One person, in full."""
        super().analyse(article, interest)
        self.gated.append(interest.followed is not None)
        return make_analysis(actors=[ActorMention(id="ada", name="Ada", kind="person", known=False)])


def left_in_doubt(library: Library, text: str = "Old news.") -> SavedArticle:
    saved = library.article(text=text, actors=["bob"], at=NOW - timedelta(days=400))
    with library.write() as scope:
        mark_doubtful(scope, [saved.id])
    return saved


def doubtful(library: Library) -> list[int]:
    with library.read() as scope:
        return [article for article, _ in load_doubtful(scope, 10)]


def reread(database: Database, library: Library, clock: FixedClock, workers: InProcessWorkers) -> int:
    return Rereader(database, workers, clock).run(library.workspace_id)  # type: ignore[arg-type]  # stands in


def test_they_are_read_once_without_the_gate(database: Database, library: Library, clock: FixedClock) -> None:
    saved = left_in_doubt(library)
    library.article("Settled", actors=["bob"])
    assert doubtful(library) == [saved.id]
    workers = TellingWorkers()
    assert reread(database, library, clock, workers) == 1
    assert workers.gated == [False]
    assert library.card(saved).actors == ("ada",)
    assert doubtful(library) == []
    assert reread(database, library, clock, workers) == 0


def test_what_ends_its_reader_is_left_as_it_is(
    database: Database, library: Library, clock: FixedClock
) -> None:
    saved = left_in_doubt(library, POISON)
    assert reread(database, library, clock, InProcessWorkers()) == 1
    assert library.card(saved).actors == ("bob",)
    assert doubtful(library) == []


def test_another_workspace_reads_its_own(database: Database, library: Library, clock: FixedClock) -> None:
    database.adopt("T0", "mine")
    other = Library(database, database.adopt("T1", "other").id, clock)
    left_in_doubt(other)
    assert doubtful(library) == []
    assert reread(database, library, clock, TellingWorkers()) == 0
    assert len(doubtful(other)) == 1


def test_unread_articles_wait_behind_them(database: Database, library: Library, clock: FixedClock) -> None:
    unread = library.article("Unread", depth=Depth.GATED)
    left_in_doubt(library)
    workers = TellingWorkers()
    assert reread(database, library, clock, workers) == 2
    assert workers.gated == [False, True]
    assert library.card(unread).actors == ("ada",)
