"""Feeds in all dialects and states of repair become entries, or an error that says what it is instead."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import FeedError
from bot.fetch.feeds import MAX_ENTRIES, Feed, parse_feed
from bot.model.articles import ContentKind
from tests.fetch.worlds import item, rss

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ADDRESS = "https://harbour.test/news/feed.xml"


def parse(body: bytes, kind: str | None = "application/rss+xml") -> Feed:
    return parse_feed(body, kind, ADDRESS, NOW)


ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour News</title>
<link rel="hub" href="https://hub.test/"/><link href="https://harbour.test/"/>
<entry><id>tag:harbour.test,2026:1</id><title>Ships <b>wait</b></title><link href="/ships"/>
<author><name>Ada Lind</name></author><published>2026-11-20T10:00:00+02:00</published>
<content type="html">&lt;p&gt;Ninety ships.&lt;/p&gt;</content></entry></feed>"""

RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://harbour.test/"><title>Harbour News</title></channel>
<item rdf:about="https://harbour.test/ships"><title>Ships wait</title><link>https://harbour.test/ships</link>
<dc:date>2026-11-20T08:00:00Z</dc:date><dc:creator>Ada Lind</dc:creator></item></rdf:RDF>"""


def test_atom() -> None:
    feed = parse(ATOM.encode(), "application/atom+xml")
    (entry,) = feed.entries
    assert (feed.title, feed.hub) == ("Harbour News", "https://hub.test/")
    assert (entry.address, entry.guid, entry.byline) == (
        "https://harbour.test/ships",
        "tag:harbour.test,2026:1",
        "Ada Lind",
    )
    assert entry.published == datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    assert (entry.kind, entry.content) == (ContentKind.HTML_FRAGMENT, "<p>Ninety ships.</p>")


def test_rdf() -> None:
    (entry,) = parse(RDF.encode()).entries
    assert (entry.address, entry.byline, entry.published) == (
        "https://harbour.test/ships",
        "Ada Lind",
        datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
    )


def test_json_feed() -> None:
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour News",
        "items": [
            {
                "id": "1",
                "url": "/ships",
                "title": "Ships wait",
                "content_text": "Ninety <ships>.",
                "date_published": "2026-11-20T08:00:00Z",
                "authors": [{"name": "Ada Lind"}],
            }
        ],
    }
    (entry,) = parse(json.dumps(body).encode(), "application/feed+json").entries
    assert (entry.address, entry.byline, entry.content) == (
        "https://harbour.test/ships",
        "Ada Lind",
        "<p>Ninety &lt;ships&gt;.</p>",
    )


def test_relative_links_and_two_digit_years() -> None:
    (entry,) = parse(rss(item(link="../ships", pubDate="Fri, 20 Nov 26 08:00:00 GMT"))).entries
    assert (entry.address, entry.published) == (
        "https://harbour.test/ships",
        datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    "moment", ["Fri, 20 Nov 2099 08:00:00 GMT", "some day", "", "Fri, 20 Nov 1850 08:00:00 GMT"]
)
def test_dates_that_cannot_be_are_none(moment: str) -> None:
    (entry,) = parse(rss(item(pubDate=moment))).entries
    assert entry.published is None


def test_items_without_address_get_one_that_stays() -> None:
    feed = rss(
        item("One", link=""), item("Two", link=""), item("Three", link="", guid="https://harbour.test/three")
    )
    one, two, three = parse(feed).entries
    assert one.address != two.address
    assert one.address.startswith(ADDRESS)
    assert three.address == "https://harbour.test/three"
    assert [entry.address for entry in parse(feed).entries] == [one.address, two.address, three.address]


def test_an_item_with_nothing_in_it_is_left_out() -> None:
    assert parse(rss("<item></item>", item())).entries[0].title == "Ships wait"


def test_a_guid_that_many_items_share_is_none() -> None:
    feed = rss(
        item("One", "https://harbour.test/1", guid="harbour"),
        item("Two", "https://harbour.test/2", guid="harbour"),
    )
    assert [entry.guid for entry in parse(feed).entries] == [None, None]


def test_summary_is_a_teaser_and_full_content_is_not() -> None:
    long = "<p>" + "The ships are waiting in the roads. " * 60 + "</p>"
    brief, full = parse(
        rss(
            item("A", "https://harbour.test/a", description="Ninety ships…"),
            item("B", "https://harbour.test/b", description=f"<![CDATA[{long}]]>"),
        )
    ).entries
    assert brief.teaser
    assert not full.teaser


def test_ttl_of_the_feed() -> None:
    assert parse(rss(item(), about="<ttl>45</ttl>")).ttl == timedelta(minutes=45)
    assert parse(rss(item(), about="<ttl>soon</ttl>")).ttl is None


def test_an_empty_feed_is_a_feed() -> None:
    assert parse(rss()).entries == ()


def test_number_of_entries_is_limited() -> None:
    feed = rss(*(item(str(n), f"https://harbour.test/{n}") for n in range(MAX_ENTRIES + 50)))
    assert len(parse(feed).entries) == MAX_ENTRIES


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = rss(item("Корабли ждут")).decode().replace("utf-8", encoding)
    assert parse(text.encode(encoding), "text/xml").entries[0].title == "Корабли ждут"


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    body = rss(item("Fish & ships <wait")).replace(b"</channel></rss>", b"")
    assert len(parse(body).entries) == 1


PAGE = '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>Hello</body></html>'


def test_a_web_page_names_its_feed() -> None:
    with pytest.raises(FeedError, match="web page") as caught:
        parse(PAGE.encode(), "text/html")
    assert "https://harbour.test/feed.xml" in caught.value.advice


@pytest.mark.parametrize(
    ("body", "kind", "sentence"),
    [
        (b"", None, "empty"),
        (b"<html><body>Not found</body></html>", "text/html", "web page"),
        (b"just words", "text/plain", "no feed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "image/png", "no feed"),
        (b'{"a": 1}', "application/json", "no JSON Feed"),
        (b'{"items": [', "application/json", "broken"),
        (b"<?xml version='1.0'?><opml><body/></opml>", "text/xml", "no feed"),
        (b"/etc/passwd", None, "no feed"),
    ],
)
def test_what_is_no_feed_is_named(body: bytes, kind: str | None, sentence: str) -> None:
    with pytest.raises(FeedError, match=sentence) as caught:
        parse(body, kind)
    assert caught.value.advice


def test_entities_are_not_fetched_or_multiplied() -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY x SYSTEM "file:///etc/passwd">'
        + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    )
    body = (
        bomb
        + b"]><rss version='2.0'><channel><title>&x;</title><item><title>&j;</title><link>https://harbour.test/1</link></item></channel></rss>"
    )
    feed = parse(body)
    assert "root:" not in (feed.title or "")
    assert all(len(entry.title or "") <= 1000 for entry in feed.entries)


def document(inner: str, head: str = "") -> bytes:
    return f"<?xml version='1.0'?>{head}<rss version='2.0'><channel><item>{inner}</item></channel></rss>".encode()


@pytest.mark.parametrize(
    "body",
    [
        document("<title>&a;</title>" * 1_000, f"<!DOCTYPE r [<!ENTITY a '{'a' * 50_000}'>]>"),
        document("<title>&x;</title>", "<!DOCTYPE r SYSTEM 'http://127.0.0.1:9/x.dtd'>"),
        document("<title>a\0b</title>"),
        document("<b>" * 5_000),
        document("<description>" + "&" * 20_000),
        document("<description><![CDATA[" * 5_000),
        document("<pubDate>" + "1" * 50_000),
        document("<link>http://[" + "a" * 50),
        document("<title>x</title>", "<?xml version='1.0' encoding='zlib'?>"),
        b"<?xml version='1.0' encoding='utf-7'?><rss version='2.0'><channel><item><title>+ADw-</title></item></channel></rss>",
        b"<?xml version='1.0' encoding='" + b"a" * 50_000 + b"'?><rss/>",
        document("<title>x</title>").decode().replace("?>", " encoding='utf-16'?>").encode("utf-16-be"),
        bytes(range(256)) * 400,
        b'{"items":' + b"[" * 100_000,
        b'{"items":[{"id":' + b"9" * 50_000 + b"}]}",
        b'{"version":"x","items":[{"id":1e999,"url":["x"],"authors":{"a":1},"date_published":"9999-99-99T99:99:99Z"}, 7]}',
    ],
    ids=range(16),
)
def test_hostile_feeds_are_read_or_refused(body: bytes) -> None:
    with suppress(FeedError):
        for entry in parse(body, None).entries:
            assert len(entry.title or "") <= 1_000
            assert len(entry.content) <= 1_000_000


def test_half_a_character_is_no_part_of_an_address() -> None:
    body = (
        rb'{"version": "x", "items": [{"title": "Ships \ud800wait", "url": "https://harbour.test/\ud800"}]}'
    )
    (entry,) = parse(body, "application/feed+json").entries
    assert entry.title == "Ships wait"
    entry.address.encode()  # a database must be able to store it


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_feed_or_a_feed_error(body: bytes) -> None:
    with suppress(FeedError):
        assert parse(body, None).entries is not None
