"""File formats and encodings: what a reader gives, whatever the bytes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import RejectedError
from bot.fetch.decoding import decode_page, decode_text
from bot.fetch.documents.formats import READERS, read_document
from bot.fetch.teasers import is_teaser
from bot.model.articles import ContentKind, Entry

RUSSIAN = "Девяносто судов ждут на рейде, сообщили в порту. Лоцманов не хватает."
GERMAN = "Neunzig Schiffe warten auf der Reede, sagte das Hafenamt für Rügen."
CHINESE = "港务局表示，目前有九十艘船只在锚地等候进港，比春天以来任何一周都多。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "utf-8-sig"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "cp1251"),
        (GERMAN, "cp1252"),
        (GERMAN, "utf-16-le"),
        (GERMAN, "utf-16-be"),
        (GERMAN, "utf-32"),
        (CHINESE, "gb18030"),
        (CHINESE, "utf-16"),
    ],
)
def test_encodings_are_guessed(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding)) == text


def test_declared_encodings() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body>{RUSSIAN}</body></html>'
    assert RUSSIAN in decode_page(page.encode("cp1251"))
    assert RUSSIAN in decode_page(RUSSIAN.encode("koi8-r"), "text/html; charset=KOI8-R")
    assert decode_text("“x”".encode("cp1252"), "iso-8859-1") == "“x”"


@pytest.mark.parametrize("declared", ["no-such-thing", "utf-8", "hex", "", None])
def test_a_wrong_declaration_does_no_harm(declared: str | None) -> None:
    assert decode_text(GERMAN.encode("cp1252"), declared) == GERMAN


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_rejected(data: bytes) -> None:
    try:
        assert isinstance(decode_text(data), str)
    except RejectedError as error:
        assert error.advice  # noqa: PT017 - either outcome is right


def read(name: str, text: str) -> Entry:
    (entry,) = read_document(text.encode(), name, f"/drop/{name}").entries
    return entry


def test_a_clipping_header_is_read() -> None:
    entry = read(
        "a.txt",
        "Title: Ships wait\nSource: Gull Gazette\nDate: 5 March 2026\nURL: https://gull.org/ships\nAuthor: Ada Lind\n\nNinety ships are waiting.",
    )
    assert (entry.title, entry.outlet_name, entry.published) == (
        "Ships wait",
        "Gull Gazette",
        date(2026, 3, 5),
    )
    assert (entry.address, entry.byline, entry.content.strip()) == (
        "https://gull.org/ships",
        "Ada Lind",
        "Ninety ships are waiting.",
    )


def test_one_line_with_a_colon_is_no_header() -> None:
    entry = read("a.txt", "By: the sea\n\nNinety ships are waiting.")
    assert entry.title is None
    assert entry.content.startswith("By: the sea")


MARKDOWN = """---
date: 2026-03-05
author: "Ada Lind"
tags: [ports]
---
# Ships *wait*

Ninety **ships** are [waiting](https://gull.org/a "x") off the coast_line, ![a gull](g.png)the office said.

> “We have _no_ pilots,” he said.

```
code = 1
```

Second part
-----------

* one \\*star\\*

[ref]: https://gull.org/b
"""


def test_markdown_loses_its_marks_and_keeps_its_words() -> None:
    entry = read("a.md", MARKDOWN)
    assert (entry.title, entry.byline, entry.published) == ("Ships wait", "Ada Lind", date(2026, 3, 5))
    assert "Ninety ships are waiting off the coast_line, the office said." in entry.content
    assert "“We have no pilots,” he said." in entry.content
    assert "Second part\n" in entry.content
    assert "one *star*" in entry.content
    for mark in ("](", "**", "```", "code = 1", "[ref]", "-----", "g.png"):
        assert mark not in entry.content


def test_html_keeps_its_page() -> None:
    entry = read("A.HTML", "<html><body><p>Ninety ships.</p></body></html>")
    assert entry.kind is ContentKind.HTML_PAGE


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_every_format_refuses_emptiness(suffix: str) -> None:
    with pytest.raises(RejectedError, match="empty"):
        read_document(b"\n ", f"a{suffix}", "/drop/a")


def test_markdown_is_linear() -> None:
    for text in ("*" * 100_000, "[" * 100_000, "![](" * 50_000, "> " * 50_000, "_a " * 50_000, "<" * 100_000):
        read("a.md", text)


@pytest.mark.parametrize(
    ("content", "complete", "expected"),
    [
        ("", False, True),
        ("Ninety ships…", True, True),
        ("word " * 300 + ".", False, False),
        ("word " * 300 + "[&hellip;]", False, True),
        ("word " * 100 + ".", True, False),
        ("word " * 100 + ".", False, True),
        (
            "<p>"
            + "word " * 300
            + "</p><p>The post <a href='#'>Ships</a> appeared first on <a href='#'>Gull</a>.</p>",
            True,
            False,
        ),
        ("word " * 80 + "<a href='#'>Continue reading &rarr;</a>", True, True),
    ],
)
def test_teasers(content: str, complete: bool, expected: bool) -> None:
    assert is_teaser(content, complete=complete) is expected
