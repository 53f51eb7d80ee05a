"""Lists of feeds: what is written is read again, and hostile files are refused at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import RejectedError
from bot.fetch.opml import parse_opml, render_opml
from bot.model.intake import Listed

addresses = st.from_regex(r"https://[a-z]{3,12}\.example/[a-z?=&]{0,12}", fullmatch=True)
names = st.text(min_size=1, max_size=60).map(str.strip).filter(bool)


@given(st.lists(st.builds(Listed, addresses, names), min_size=1, max_size=8, unique_by=lambda f: f.address))
@settings(deadline=None, max_examples=60)
def test_what_is_written_is_read_again(feeds: list[Listed]) -> None:
    assert [feed.address for feed in parse_opml(render_opml(feeds, "Feeds"))] == [f.address for f in feeds]


def test_folders_are_looked_into_and_other_outlines_passed_over() -> None:
    listed = parse_opml(
        b"""<opml version="1.0"><body><outline text="News">
        <outline text="North" xmlUrl="https://north.example/feed"/>
        <outline text="A folder"/><outline text="Bad" xmlUrl="javascript:alert(1)"/>
        <outline xmlUrl="https://north.example/feed" text="Again"/>
        </outline></body></opml>"""
    )
    assert listed == (Listed("https://north.example/feed", "North"),)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff\xfe",
        b"<html></html>",
        b"<opml><body/></opml>",
        b"<opml>" + b"<outline>" * 5_000,
        b'<!DOCTYPE o [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b'<opml><body><outline text="&b;"/></body></opml>',
        b'<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><outline text="&x;"/></opml>',
        b"x" * 5_000_001,
    ],
)
def test_what_is_no_list_of_feeds_is_refused(data: bytes) -> None:
    with pytest.raises(RejectedError):
        parse_opml(data)
