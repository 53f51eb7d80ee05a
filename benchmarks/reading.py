"""Articles a second through `ingest`, the share of each phase, and bare spaCy on the same texts."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from spacy.language import Language

from benchmarks.corpus import NOW, make_entries
from benchmarks.table import print_table
from bot.analysis.actors import list_mentions, match_actors
from bot.analysis.analyse import Tables, compile_tables
from bot.analysis.copies import sign_text
from bot.analysis.events import extract_events
from bot.analysis.gate import Followed, passes_gate
from bot.analysis.lexicon.load import default_knowledge
from bot.analysis.nlp import DEFAULT_MODEL, load_nlp
from bot.analysis.parse import parse_document
from bot.analysis.quotes import extract_quotes
from bot.analysis.story_terms import extract_features
from bot.analysis.themes import match_themes
from bot.fetch.extract import extract_article
from bot.fetch.outlets import OutletTable
from bot.model.articles import Article, Entry

ARTICLES = 96
ROUNDS = 3
NOT_PARSING = ("tagger", "attribute_ruler", "lemmatizer", "ner")
BATCHES = (16, 32, 64, 128)  # of bare spaCy; its best one counts


class Stopwatch:
    """CPU seconds by phase."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Count what happens inside to a phase."""
        begun = time.process_time()
        yield
        self.spent[name] += time.process_time() - begun


def measure_phases(entries: list[Entry]) -> tuple[Stopwatch, list[Article]]:
    """Each phase over all articles, in this process."""
    knowledge, nlp, outlets = default_knowledge(None, None), load_nlp(DEFAULT_MODEL), OutletTable.shipped()
    tables, watch = compile_tables(knowledge), Stopwatch()
    list(nlp.pipe(["Warm up."]))
    extract_article(entries[0], outlets)  # reads the language model
    articles = []
    for entry in entries:
        with watch.phase("extract"):
            article = extract_article(entry, outlets)
        articles.append(article)
        _read(article, tables, nlp, watch)
    return watch, articles


def _read(article: Article, tables: Tables, nlp: Language, watch: Stopwatch) -> None:
    with watch.phase("gate"):
        named = tables.actors.name_actors(article.text)
        passes_gate(article.text, article.title, named, tables.themes, Followed())
    with watch.phase("parse"):
        document = parse_document(article.text, article.title, nlp)
    with watch.phase("actors"):
        cast = match_actors(document, tables.actors, None)
        ids = {mention.id for mention in list_mentions(cast)}
    with watch.phase("themes"):
        match_themes(article.text, article.title, ids, tables.themes)
    with watch.phase("quotes"):
        known = {member.id for member in cast.members.values() if member.known}
        extract_quotes(document, cast, tables.actors, lambda words: _themes_in(words, known, tables))
    with watch.phase("events"):
        extract_events(document, cast)
    with watch.phase("copies and stories"):
        sign_text(article.text, article.title)
        extract_features(article.text, article.title, ids)


def _themes_in(words: str, named: set[str], tables: Tables) -> tuple[str, ...]:
    return tuple(match.id for match in match_themes(words, None, named, tables.themes))


def measure_spacy(articles: Sequence[Article], without: tuple[str, ...] = ()) -> float:
    """CPU seconds of the spaCy pipeline over the same texts, at its best batch size.

    Args:
        without: components that are left out; none for the whole pipeline.
    """
    import spacy

    nlp = spacy.load(DEFAULT_MODEL, exclude=list(without))
    texts = [article.text for article in articles]
    list(nlp.pipe(texts[:4]))
    best = float("inf")
    for size in BATCHES:
        begun = time.process_time()
        for _ in nlp.pipe(texts, batch_size=size):
            pass
        best = min(best, time.process_time() - begun)
    return best


def measure_in_turns(entries: list[Entry]) -> tuple[Stopwatch, list[Article], float, float]:
    """Our phases, all of spaCy, and its parser alone, in turns; of each the least, since others use the machine."""
    least, articles = Stopwatch(), list[Article]()
    bare = parser_alone = float("inf")
    for _ in range(ROUNDS):
        watch, articles = measure_phases(entries)
        for name, spent in watch.spent.items():
            least.spent[name] = min(spent, least.spent.get(name, float("inf")))
        bare = min(bare, measure_spacy(articles))
        parser_alone = min(parser_alone, measure_spacy(articles, NOT_PARSING))
    return least, articles, bare, parser_alone


def measure_ingest(count: int) -> tuple[float, float, float]:
    """Articles a second of wall time; peak memory in MB of the parent and of the largest child."""
    from bot.app.build import open_pipeline, open_rooms
    from bot.config import load_settings
    from bot.pipeline.records import Received

    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(
            {"RAPPORTEUR_DATA_DIR": folder, "RAPPORTEUR_WORKERS": str(os.cpu_count() or 1)}, search=False
        )
        with (
            open_rooms(settings, lambda: NOW) as rooms,
            open_pipeline(settings, rooms.database, lambda: NOW) as pipeline,
        ):
            entries = make_entries(count + 4, seed=2)
            received = [Received(entry=entry, label=entry.address) for entry in entries]
            list(pipeline.take(rooms.workspace.id, received[:4]))  # the workers load their model
            begun = time.perf_counter()
            list(pipeline.take(rooms.workspace.id, received[4:]))
            spent = time.perf_counter() - begun
    own, children = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return count / spent, own, children


def run() -> None:
    """Print the tables."""
    rate, own, child = measure_ingest(ARTICLES)
    watch, articles, bare, parser_alone = measure_in_turns(make_entries(ARTICLES))
    total = sum(watch.spent.values())
    words = sum(len(article.text.split()) for article in articles) / len(articles)
    rows: list[list[object]] = [
        [name, 1000 * spent / len(articles), f"{100 * spent / total:.0f} %", spent / bare]
        for name, spent in watch.spent.items()
    ]
    rows.append(["all of it", 1000 * total / len(articles), "100 %", total / bare])
    without = total - watch.spent["extract"]
    rows.append(["from text to Analysis", 1000 * without / len(articles), "", without / bare])
    rows.append(["bare spaCy", 1000 * bare / len(articles), "", 1.0])
    head = ["phase", "CPU-ms an article", "share", "× bare spaCy"]
    print_table(f"Reading {len(articles)} relevant articles of {words:.0f} words, one process", head, rows)
    spoken = sum(watch.spent[name] for name in ("parse", "actors", "quotes"))
    speeds = {
        "quotes and actors, with the parse": spoken,
        "everything, from text to Analysis": without,
        "bare spaCy": bare,
        "bare spaCy, parser alone": parser_alone,
    }
    print_table(
        "Words a second and core (at least 5,000 wanted for quotes and actors)",
        ["what", "words a second", "× bare spaCy"],
        [[name, f"{words * len(articles) / spent:.0f}", spent / bare] for name, spent in speeds.items()],
    )
    cores = os.cpu_count() or 1
    print_table(
        f"ingest with {cores} workers",
        ["articles a second", "peak MB, parent", "peak MB, a worker"],
        [[f"{rate:.1f}", f"{own:.0f}", f"{child:.0f}"]],
    )


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    run()
    print(f"\n{Path(__file__).name}: done")
