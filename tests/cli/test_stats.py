"""`stats`: what is stored, in figures."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli.stats import write_bytes
from bot.clock import system_clock
from bot.config import load_settings
from bot.model.articles import SourceKind
from bot.storage.database import open_database
from bot.storage.sources import add_source, save_poll
from tests.builders import NOW, FixedClock, Library, make_quote
from tests.cli.conftest import Run


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    """Three articles in two languages, and a feed that fails and waits."""
    run("migrate")
    settings = load_settings({"RAPPORTEUR_DATA_DIR": str(tmp_path / "data")}, search=False)
    database = open_database(settings.database_url)
    library = Library(database, database.local_workspace().id, FixedClock())
    quote = make_quote("Nobody asked the harbour master", name="Edda Fisk")
    library.article("Ferry late", at="2019-05-01 10:00", story="ferry", quotes=[quote], backfill=True)
    library.article("Ferry later", at="2019-05-02 10:00", story="ferry", outlet="north-post.example")
    library.article("Fähre", at="2026-01-02 10:00", language="de")
    with library.write() as scope:
        feed = add_source(scope, SourceKind.FEED, "https://a.example/feed", "A", NOW)
        hour_ago = system_clock() - timedelta(hours=1)
        save_poll(
            scope, feed.id, etag=None, last_modified=None, next_poll_at=hour_ago, polled_at=hour_ago, new=0,
            error="The server answers 500.",
        )  # fmt: skip
    database.close()
    return run


def test_they_are_counted(filled: Run) -> None:
    found = json.loads(filled("stats", "--json").out)
    assert (found["articles"], found["articles_backfilled"], found["stories"], found["quotes"]) == (
        3,
        1,
        2,
        1,
    )
    assert found["languages"] == {"en": 2, "de": 1}
    assert [(o["name"], o["articles"]) for o in found["top_outlets"]] == [
        ("Harbour Wire", 2),
        ("North Post", 1),
    ]
    assert (found["oldest"], found["newest"]) == ("2019-05-01T10:00:00+00:00", "2026-01-02T10:00:00+00:00")
    assert found["sources"] == {"watched": 1, "failing": 1, "paused": 0}
    assert 3600 <= found["lag_seconds"] < 4000
    assert found["database_bytes"] > 100_000


def test_people_read_them_in_their_own_zone(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_TIMEZONE", "Asia/Tokyo")
    said = " ".join(filled("stats").out.split())
    assert "languages en 2, de 1" in said
    assert "last stored 2026-01-02 19:00 JST" in said
    assert "1 failing" in said
    assert "2 Harbour Wire" in said


def test_an_empty_desk_has_figures_too(run: Run) -> None:
    assert run("stats").code == 0
    found = json.loads(run("stats", "--json").out)
    assert (found["articles"], found["oldest"], found["top_outlets"]) == (0, None, [])


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0 bytes"), (999, "999 bytes"), (1_000, "1.0 kB"), (999_949, "999.9 kB"), (999_960, "1.0 MB")],
)
def test_sizes_are_in_steps_of_a_thousand(size: int, said: str) -> None:
    assert write_bytes(size) == said
