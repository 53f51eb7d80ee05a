"""Addresses: equal pages become equal, different ones stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.fetch.urls import absolute_address, canonical_address, is_numeric_host, outlet_id, registrable_domain

PAGE = "https://news.example.org/world/deal-signed"


@pytest.mark.parametrize(
    "variant",
    [
        "http://news.example.org/world/deal-signed",
        "HTTPS://News.Example.ORG/world/deal-signed/",
        "https://news.example.org:443/world/deal-signed#comments",
        "https://news.example.org/world/deal-signed?utm_source=rss&utm_medium=feed",
        "https://news.example.org/world/deal-signed?fbclid=abc&ref=rss",
        "https://user:secret@news.example.org/world/deal-signed",
        "https://news.example.org//world/deal-signed/amp/",
        "https://news.example.org/world/deal-signed/index.html",
        "https://news.example.org./world/deal%2Dsigned",
    ],
)
def test_variants_of_one_page(variant: str) -> None:
    assert canonical_address(variant) == PAGE


@pytest.mark.parametrize("prefix", ["www.", "m.", "mobile.", "amp.", "www.m."])
def test_mobile_and_amp_hosts(prefix: str) -> None:
    expected = canonical_address("https://example.net/a")
    assert canonical_address(f"https://{prefix}example.net/a") == expected or prefix == "www.m."


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("https://a.org/story?id=1", "https://a.org/story?id=2"),
        ("https://a.org/Story", "https://a.org/story"),
        ("https://a.org/x", "https://b.org/x"),
        ("https://a.org:8080/x", "https://a.org/x"),
        ("https://a.org/x#!item-1", "https://a.org/x#!item-2"),
        ("https://a.org/amplifier", "https://a.org/lifier"),
        ("https://m.tv/x", "https://tv/x"),
        ("https://a.org/?from=2024", "https://a.org/?from=2025"),
    ],
)
def test_different_pages_stay_apart(one: str, two: str) -> None:
    assert canonical_address(one) != canonical_address(two)


def test_order_of_parameters_does_not_matter() -> None:
    assert canonical_address("https://a.org/?b=2&a=1") == canonical_address("https://a.org/?a=1&b=2")


def test_international_names() -> None:
    assert canonical_address("https://новости.рф/статья") == canonical_address(
        "https://xn--b1amnebsh.xn--p1ai/статья"
    )


def test_what_is_no_web_address_stays_as_it_is() -> None:
    for text in (
        "/data/drop/新闻.txt",
        "notes.txt",
        "mailto:a@b.org",
        "http://[broken",
        "https://a.org:port/",
    ):
        assert canonical_address(text) == text


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=60), st.text(max_size=40))
def test_canonical_form_is_its_own(path: str, query: str) -> None:
    once = canonical_address(f"https://www.example.org/{path}?{query}")
    assert canonical_address(once) == once


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.reuters.com/world/x", "reuters.com"),
        ("https://news.bbc.co.uk/1", "bbc.co.uk"),
        ("http://amp.smh.com.au/x", "smh.com.au"),
        ("https://xn--b1amnebsh.xn--p1ai/", "xn--b1amnebsh.xn--p1ai"),
        ("https://127.0.0.1/x", None),
        ("https://2130706433/x", None),
        ("https://localhost:8000/feed", None),
        ("https://www.example.com/a", None),
        ("/data/a.txt", None),
    ],
)
def test_outlet_id(address: str, domain: str | None) -> None:
    assert outlet_id(address) == domain


def test_registrable_domain_of_a_bare_suffix_is_itself() -> None:
    assert registrable_domain("co.uk") == "co.uk"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "::1", "2130706433", "0x7f000001", "017700000001", "0x7f.1", "127.1"]
)
def test_numeric_hosts(host: str) -> None:
    assert is_numeric_host(host)


def test_links_are_resolved_against_their_page() -> None:
    assert absolute_address("https://a.org/x/feed.xml", "../story") == "https://a.org/story"
    assert absolute_address("https://a.org/", "javascript:alert(1)") is None
    assert absolute_address("https://a.org/", "http://[") is None
