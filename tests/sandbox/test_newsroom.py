"""The demo's articles and the newsroom that serves them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.sandbox.newsroom import start_newsroom, write_drop_files
from bot.sandbox.sample_pages import INVENTED, render_file, render_page
from bot.sandbox.samples import SampleArticle, load_samples
from tests.sandbox.web import fetch

NOW = datetime(2026, 11, 12, 8, 0, tzinfo=UTC)
ARTICLES = load_samples(NOW)


def article(slug: str) -> SampleArticle:
    return next(each for each in ARTICLES if each.slug == slug)


def test_there_is_something_of_everything() -> None:
    assert 12 <= len(ARTICLES) <= 16
    assert {each.via for each in ARTICLES} == {"feed", "drop"}
    assert {each.format for each in ARTICLES if each.via == "drop"} == {"txt", "md", "html"}
    assert len({each.outlet.id for each in ARTICLES}) >= 5
    assert sum(bool(each.reprint_of) for each in ARTICLES) == 1


@pytest.mark.parametrize("each", ARTICLES, ids=lambda each: each.slug)
def test_an_article_reads_like_one(each: SampleArticle) -> None:
    text = "\n\n".join(each.paragraphs)
    assert 120 <= len(text.split()) <= 350
    assert "“" in text
    assert "{" not in text
    assert NOW - timedelta(days=10) < each.published < NOW


def test_a_reprint_has_the_same_words_under_another_name() -> None:
    reprint, original = article("summit-tianjin-reprint"), article("summit-tianjin")
    assert reprint.paragraphs == original.paragraphs
    assert reprint.outlet != original.outlet
    assert reprint.published > original.published


def test_the_day_in_the_text_is_the_day_it_happened() -> None:
    transit, wire = article("strait-transit"), article("strait-wire")
    assert f"on {transit.published:%A}" in transit.paragraphs[0]
    assert f"on {transit.published:%A}" in wire.paragraphs[0]


@pytest.mark.parametrize("each", ARTICLES, ids=lambda each: each.slug)
def test_pages_wrap_the_article_in_furniture_and_say_that_it_is_invented(each: SampleArticle) -> None:
    page = render_file(each, address="http://127.0.0.1:1")
    for text in (*each.outlet.middle, *each.outlet.below, INVENTED):
        assert text in unescape(page)


def test_pages_escape_what_stands_in_them() -> None:
    page = render_page(article("pipeline-price"), address="http://127.0.0.1:1")
    assert "Pipeline &amp; Markets Daily" in page


def test_the_newsroom_serves_feeds_and_pages() -> None:
    with start_newsroom(clock=lambda: NOW) as newsroom:
        answer = fetch("GET", newsroom.feed_url)
        items = ElementTree.fromstring(answer.body).findall("channel/item")  # noqa: S314 - our own feed
        assert len(items) == sum(each.via == "feed" for each in ARTICLES)
        for item in items:
            page = fetch("GET", item.findtext("link") or "")
            assert page.status == 200
            assert (item.findtext("title") or "?") in unescape(page.body)
        assert (
            fetch("GET", newsroom.feed_url, headers={"If-None-Match": answer.headers["ETag"]}).status == 304
        )
        assert len(newsroom.outlet_feed_urls) == 6
        assert all(fetch("GET", url).status == 200 for url in newsroom.outlet_feed_urls)
        assert fetch("GET", f"{newsroom.address}/harbour-wire/nosuch").status == 404
        assert newsroom.host_port in newsroom.feed_url
        assert newsroom.requests[0] == "/feed.xml"


def test_dropped_files_appear_whole(tmp_path: Path) -> None:
    written = write_drop_files(tmp_path / "inbox", NOW)
    assert {path.suffix for path in written} == {".txt", ".md", ".html"}
    assert sorted((tmp_path / "inbox").iterdir()) == sorted(written)
    text = next(path for path in written if path.suffix == ".txt").read_text(encoding="utf-8")
    assert article("summit-from-the-region").paragraphs[0] in text


def test_a_present_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        load_samples(datetime(2026, 11, 12))  # noqa: DTZ001 - the fault in question
