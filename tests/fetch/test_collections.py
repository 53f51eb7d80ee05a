"""Files of many articles: JSON, CSV and archives. What is good is kept, what is bad is named."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.child import ChildPool, Limits
from bot.errors import ChildError, RejectedError
from bot.fetch.documents.contents import Contents
from bot.fetch.documents.formats import READERS, read_document
from bot.fetch.files import read_contents
from bot.model.articles import ContentKind
from tests.fakes.offices import paragraph, word, zipped
from tests.fakes.pdfs import Pdf

TEXT = "Ninety ships are waiting off the coast, the harbour office said on Thursday."


def read(name: str, data: bytes | str) -> Contents:
    return read_document(data.encode() if isinstance(data, str) else data, name, f"/drop/{name}")


def test_a_list_of_articles() -> None:
    rows = [
        {"title": "Ships wait", "text": TEXT, "url": "https://gull.org/a", "published": "2026-03-05T18:12:00Z", "outlet": "Gull Gazette", "language": "en", "author": "Ada Holm"},
        {"title": "No text"},
        "a string",
        {"Headline": "Pilots", "content_html": f"<p>{TEXT}</p>", "date_published": "2026-03-06", "authors": [{"name": "Bert Olsen"}]},
    ]  # fmt: skip
    contents = read("a.json", json.dumps(rows))
    first, second = contents.entries
    assert (first.title, first.content, first.address, first.published) == (
        "Ships wait",
        TEXT,
        "https://gull.org/a",
        datetime(2026, 3, 5, 18, 12, tzinfo=UTC),
    )
    assert (first.outlet_name, first.language, first.byline) == ("Gull Gazette", "en", "Ada Holm")
    assert (second.title, second.kind, second.address) == (
        "Pilots",
        ContentKind.HTML_FRAGMENT,
        "/drop/a.json#article 4",
    )
    assert (second.published, second.byline) == (date(2026, 3, 6), "Bert Olsen")
    assert [(refused.place, refused.sentence[:15]) for refused in contents.refused] == [("article 2", "It has no text."), ("article 3", "It is no object")]  # fmt: skip


@pytest.mark.parametrize("around", ["articles", "items", "data"])
def test_a_list_in_an_object(around: str) -> None:
    (entry,) = read("a.json", json.dumps({"version": 1, around: [{"text": TEXT}]})).entries
    assert entry.content == TEXT


def test_one_article_and_one_a_line() -> None:
    one = json.dumps({"text": TEXT, "title": "Ships"})
    assert len(read("a.json", one).entries) == 1
    for name in ("a.jsonl", "a.json"):
        contents = read(name, f"{one}\n\n{one}\n{{broken\n")
        assert len(contents.entries) == 2
        assert [refused.place for refused in contents.refused] == ["line 4"]


def test_a_table() -> None:
    table = f'Title,Body,Link,Date,Source,Lang\r\nShips,"{TEXT}\n\nMore, and more.",https://gull.org/a,2026-03-05,Gull Gazette,en\r\n\r\nEmpty,,,,,\r\nLoose,one,two,three,four,five,six,seven\r\nPilots,{TEXT[:20]},x,03/05/2026,,\r\n'
    contents = read("a.csv", table)
    first, second = contents.entries
    assert (first.title, first.content, first.address) == (
        "Ships",
        f"{TEXT}\n\nMore, and more.",
        "https://gull.org/a",
    )
    assert (first.published, first.outlet_name, first.language) == (date(2026, 3, 5), "Gull Gazette", "en")
    assert (second.address, second.published) == (
        "/drop/a.csv#row 6",
        None,
    )  # that date can be read in two ways
    assert [(refused.place, refused.sentence.split(".")[0]) for refused in contents.refused] == [
        ("row 4", "It has no text"),
        ("row 5", "It has 8 cells, and there are 6 columns"),
    ]


@pytest.mark.parametrize(("mark", "encoding"), [(";", "cp1252"), ("\t", "utf-16"), ("|", "utf-8-sig")])
def test_tables_of_other_programs(mark: str, encoding: str) -> None:
    table = f"title{mark}text\nRügen{mark}Neunzig Schiffe warten vor Rügen.\n"
    (entry,) = read("a.csv", table.encode(encoding)).entries
    assert (entry.title, entry.content) == ("Rügen", "Neunzig Schiffe warten vor Rügen.")


def test_an_archive_of_several_formats() -> None:
    data = zipped({
        "b/ships.txt": TEXT,
        "a.docx": word(paragraph(TEXT)),
        "../../etc/passwd.txt": TEXT,
        "c.zip": zipped({"d.pdf": Pdf().page().text(60, 700, TEXT).build()}),
        "picture.png": b"\x89PNG",
        "__MACOSX/b/._ships.txt": "rubbish",
    })  # fmt: skip
    contents = read("a.zip", data)
    assert [entry.address for entry in contents.entries] == [
        "/drop/a.zip#../../etc/passwd.txt",
        "/drop/a.zip#a.docx",
        "/drop/a.zip#b/ships.txt",
        "/drop/a.zip#c.zip#d.pdf",
    ]
    assert {entry.content for entry in contents.entries} == {TEXT}
    assert contents.places == ("../../etc/passwd.txt", "a.docx", "b/ships.txt", "c.zip#d.pdf")
    assert [refused.place for refused in contents.refused] == ["picture.png"]


def nested(depth: int) -> bytes:
    data = zipped({"a.txt": TEXT})
    for _ in range(depth):
        data = zipped({"a.zip": data})
    return data


def locked() -> bytes:
    """An archive whose only member says that it is encrypted."""
    data = bytearray(zipped({"a.txt": TEXT}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def liar() -> bytes:
    """An archive whose member is larger than it says."""
    data = bytearray(zipped({"a.txt": "a" * 100_000}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.json", "{", "no valid JSON: line 1"),
        ("a.json", "[" * 100_000, "no valid JSON"),
        ("a.json", "[]", "no article in it"),
        ("a.json", '{"name": "x"}', "no list of articles"),
        ("a.json", '[{"title": "x"}]', "No part of the file.*article 1: It has no text"),
        ("a.csv", "name,size\na,1\n", "names no column with the text"),
        ("a.csv", "title,text\n", "no rows below"),
        ("a.zip", b"PK rubbish", "cannot be unpacked"),
        ("a.zip", zipped({}), "no files in the archive"),
        ("a.zip", zipped({"a.png": b"x"}), "a.png: Files of the kind .png"),
        ("a.zip", nested(5), "too many files in each other"),
        ("a.zip", locked(), "protected by a password"),
        ("a.zip", liar(), "a.txt: It is broken|a.txt"),
        ("a.zip", zipped({f"{number}.txt": "" for number in range(5_001)}), "more than 5,000 files"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, data: bytes | str, sentence: str) -> None:
    with pytest.raises(RejectedError, match=sentence):
        read(name, data)


def bomb() -> bytes:
    """A few hundred kilobytes that hold hundreds of megabytes of text."""
    member = b"Ninety ships wait. " * 1_500_000
    return zipped({f"{number}.txt": member for number in range(5)})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", bomb()),
        ("b.zip", zipped({"bomb.zip": bomb(), "bomb2.zip": bomb()})),
        ("a.docx", word(paragraph("Ships wait. " * 3_000_000))),
    ],
)
def test_bombs_are_refused(name: str, data: bytes) -> None:
    assert len(data) < 1_000_000
    with pytest.raises(RejectedError, match=r"larger|longer"):
        read(name, data)


def test_reading_is_bounded_by_a_child(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever a reader does with a file, its process ends it, and the next file is read."""
    folder = tmp_path_factory.mktemp("drop")
    pages = Pdf()
    for _ in range(40):
        pages.page()
        for line in range(400):
            pages.text(40, 780 - line * 1.9, "word " * 20, size=4)
    (folder / "slow.pdf").write_bytes(pages.build())
    (folder / "good.pdf").write_bytes(Pdf().page().text(60, 700, TEXT).build())
    limits = Limits(cpu_seconds=1)
    with ChildPool(1, limits=limits) as children:
        with pytest.raises((ChildError, RejectedError), match=r"computing|longer"):
            read_contents(folder / "slow.pdf", children=children)
        assert read_contents(folder / "good.pdf", children=children).entries[0].content == TEXT


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(sorted(READERS)), st.binary(max_size=400), st.booleans())
def test_any_bytes_under_any_suffix_are_entries_or_a_reason(suffix: str, data: bytes, begun: bool) -> None:
    begin = {".rtf": b"{\\rtf1 ", ".pdf": b"%PDF-1.7\n", ".eml": b"Subject: x\n\n", ".mhtml": b"Content-Type: multipart/related; boundary=a\n\n--a\n", ".json": b'[{"text":"', ".csv": b"text,title\n"}  # fmt: skip
    try:
        contents = read(f"a{suffix}", (begin.get(suffix, b"") if begun else b"") + data)
        assert contents.entries
    except RejectedError as error:
        assert error.sentence.endswith((".", "B."))  # noqa: PT017 - either outcome is right


@settings(deadline=None, max_examples=60)
@given(st.sampled_from([".zip", ".docx", ".odt"]), st.binary(min_size=1, max_size=30), st.integers(0, 2_000))
def test_damaged_packages_are_entries_or_a_reason(suffix: str, damage: bytes, at: int) -> None:
    whole = zipped({"word/document.xml": word(paragraph(TEXT)), "content.xml": "<a/>", "a.txt": TEXT})
    data = whole[: at % len(whole)] + damage + whole[at % len(whole) + len(damage) :]
    try:
        assert read(f"a{suffix}", data).entries
    except RejectedError as error:
        assert error.sentence  # noqa: PT017 - either outcome is right


def test_a_zip_with_the_same_name_twice_loses_nothing() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "First ships wait here.")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "Second ships wait here.")
    assert len(read("a.zip", out.getvalue()).entries) == 2
