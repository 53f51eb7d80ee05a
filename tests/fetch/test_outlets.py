"""The table of outlets is whole, and finds an outlet by address, host or name."""

from __future__ import annotations

import pytest

from bot.fetch.outlets import OutletTable, slug_of
from bot.model.articles import Outlet

TABLE = OutletTable.shipped()


def test_the_shipped_table_is_large_and_sound() -> None:
    assert len(TABLE) >= 120
    reuters = TABLE.by_name("Reuters")
    assert reuters is not None
    assert (reuters.id, reuters.country, reuters.tier, reuters.trusted, reuters.state_owned) == (
        "reuters.com",
        "GB",
        1,
        True,
        False,
    )


@pytest.mark.parametrize(
    ("address", "id"),
    [
        ("https://www.bbc.co.uk/news/1", "bbc.com"),
        ("https://edition.cnn.com/x", "cnn.com"),
        ("https://asia.nikkei.com/x", "asia.nikkei.com"),
        ("https://www.nikkei.com/x", "nikkei.com"),
        ("https://tass.ru/x", "tass.com"),
    ],
)
def test_by_address(address: str, id: str) -> None:
    found = TABLE.by_address(address)
    assert found is not None
    assert found.id == id


@pytest.mark.parametrize("name", ["The Guardian", "guardian", "THE GUARDIAN"])
def test_by_name(name: str) -> None:
    found = TABLE.by_name(name)
    assert found is not None
    assert found.id == "theguardian.com"


def test_unknown_outlets_are_none_and_never_the_nearest() -> None:
    assert TABLE.by_address("https://gull-gazette.org/") is None
    assert TABLE.by_name("Guardians of the Sea") is None
    assert TABLE.by_name(None) is None


def test_no_state_owned_outlet_is_trusted_alone() -> None:
    rows = [TABLE.by_name(name) for name in ("Xinhua", "TASS", "KCNA", "RIA Novosti", "Global Times")]
    assert all(row is not None and row.state_owned and not row.trusted for row in rows)


def test_names_of_unknown_outlets_are_kept() -> None:
    table = OutletTable([Outlet(id="a.org", name="A")], aliases={"Alpha": "a.org"})
    found = table.by_name("alpha")
    assert found is not None
    assert found.id == "a.org"
    named = table.name_outlet("/drop/x.txt", "Möwe & Co.")
    assert named is not None
    assert (named.id, named.name) == ("mowe-co", "Möwe & Co.")


def test_slugs() -> None:
    assert slug_of("The Quayside — Ledger!") == "the-quayside-ledger"
    assert slug_of("新闻") == "新闻"
