"""Reading out what is stored: one snapshot, one workspace, a few rows at a time."""

from __future__ import annotations

import pytest

from bot.storage.cards import BATCH
from bot.storage.credentials import hide_credentials
from bot.storage.export import Choice, choose_articles, count_rows, load_rows
from bot.storage.export_sheets import ARTICLES, SHEETS
from bot.storage.planning import Window
from tests.builders import NOW, Library, make_event, make_quote

ALL = Choice(window=Window())


def test_what_comes_in_meanwhile_is_not_in_it(library: Library) -> None:
    library.know("ana-silva")
    library.article("Before", actors=["ana-silva"])
    with library.read() as scope:
        assert choose_articles(scope, ALL, NOW) == 1
        library.article("Meanwhile", actors=["ana-silva"])
        rows = {sheet.name: list(load_rows(scope, sheet, ALL)) for sheet in SHEETS}
    assert [row[2] for row in rows["articles"]] == ["Before"]
    assert len(rows["mentions"]) == len(rows["stories"]) == 1
    with library.read() as scope:  # the next one begins anew
        assert choose_articles(scope, ALL, NOW) == 2


def test_rows_are_read_in_batches_and_counted_beforehand(library: Library) -> None:
    library.know("ana-silva", "bo-lind")
    quotes = [
        make_quote(f"Sentence number {n} of the speech", "ana-silva", about=["bo-lind"]) for n in range(60)
    ]
    events = [make_event("ana-silva", "praise", "bo-lind")] * 60
    for number in range(BATCH // 50):
        library.article(f"Speech {number}", quotes=quotes, events=events, story="speech")
    with library.read() as scope:
        choose_articles(scope, ALL, NOW)
        for sheet in SHEETS:
            rows = list(load_rows(scope, sheet, ALL))
            assert len(rows) == count_rows(scope, sheet)
            assert all(len(row) == len(sheet.columns(texts=False)) for row in rows)
            if sheet.name in ("quotes", "events"):
                assert len(rows) == 600 > BATCH


def test_columns_are_named_once(library: Library) -> None:
    assert library.workspace_id
    for sheet in SHEETS:
        names = [name for name, _ in sheet.columns(texts=True)]
        assert len(names) == len(set(names))
        assert "sheet" not in names
    assert "text" in dict(ARTICLES.columns(texts=True))


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://a.example/feed?page=2", "https://a.example/feed?page=2"),
        ("https://me:pw@a.example:8080/feed", "https://a.example:8080/feed"),
        ("https://a.example/f?API_Key=x&page=2", "https://a.example/f?API_Key=hidden&page=2"),
        ("https://a.example/f?token=&x=1", "https://a.example/f?token=hidden&x=1"),
        ("https://[broken/f?token=x", "hidden"),
        ("drop folder", "drop folder"),
    ],
)
def test_keys_in_addresses_are_hidden(address: str, shown: str) -> None:
    assert hide_credentials(address) == shown
