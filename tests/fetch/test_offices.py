"""Word, OpenDocument and rich text: what is to be read, and nothing of what was deleted or noted beside it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.errors import RejectedError
from bot.fetch.documents.docx import read_docx
from bot.fetch.documents.odt import read_odt
from bot.fetch.documents.rtf import read_rtf
from bot.fetch.extract import extract_article
from bot.fetch.outlets import OutletTable
from tests.fakes.offices import open_document, paragraph, word, zipped

TEXT = "Ninety ships are waiting off the coast, the harbour office said on Thursday."
MORE = "“We have no pilots,” said its head, Ada Lind."

CORE = "<dc:title>Ships wait</dc:title><dc:creator>Bert Olsen</dc:creator><dcterms:created>2026-03-05T18:12:00Z</dcterms:created>"


def test_word() -> None:
    body = (
        paragraph("Ships wait off the coast", style="Titel")
        + paragraph("By Ada Holm")
        + "<w:p><w:r><w:t>Ninety ships are </w:t></w:r><w:del><w:r><w:delText>lying </w:delText></w:r></w:del>"
        '<w:ins><w:r><w:t xml:space="preserve">waiting </w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>secretly </w:t></w:r>'
        "<w:r><w:t>off the coast, the harbour office said on Thursday.</w:t><w:commentReference/></w:r></w:p>"
        + paragraph("What the office says", style="berschrift2")
        + f"<w:tbl><w:tr><w:tc>{paragraph('Ships')}</w:tc><w:tc>{paragraph(MORE)}</w:tc></w:tr></w:tbl>"
    )
    styles = (
        '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
        '<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
    )
    entry = read_docx(word(body, core=CORE, styles=styles), "/drop/a.docx")
    assert entry.content.split("\n\n")[2:] == [TEXT, "What the office says", MORE]
    assert (entry.title, entry.published) == (
        "Ships wait off the coast",
        datetime(2026, 3, 5, 18, 12, tzinfo=UTC),
    )
    article = extract_article(entry, OutletTable.shipped())
    assert (article.byline, article.text) == ("Ada Holm", f"{TEXT}\n\nWhat the office says\n\n{MORE}")


def test_properties_of_word() -> None:
    entry = read_docx(word(paragraph(TEXT), core=CORE), "/drop/a.docx")
    assert (entry.title, entry.byline) == ("Ships wait", "Bert Olsen")


def test_text_in_boxes_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(MORE)}</w:txbxContent>"
    choice = f'<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'
    body = f"<w:p><w:r>{choice}</w:r><w:r><w:t>{TEXT}</w:t></w:r></w:p>"
    assert read_docx(word(body), "/drop/a.docx").content == f"{MORE}\n\n{TEXT}"


def test_broken_properties_cost_no_text() -> None:
    data = zipped(
        {"word/document.xml": paragraph_document(TEXT), "docProps/core.xml": "<a", "word/styles.xml": "<b"}
    )
    assert read_docx(data, "/drop/a.docx").content == TEXT


def paragraph_document(text: str) -> str:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{namespace}"><w:body>{paragraph(text)}</w:body></w:document>'


def test_open_document() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Nobody waits here any more at all.</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="1">Ships wait off the coast</text:h><text:p>By Ada Holm</text:p>'
        "<text:p>Ninety<text:s/>ships are <text:span>waiting</text:span> off the coast,<office:annotation><text:p>Check this!</text:p></office:annotation>"
        " the harbour office said on Thursday.<text:note><text:note-body><text:p>A note.</text:p></text:note-body></text:note></text:p>"
        f"<table:table><table:table-row><table:table-cell><text:p>90</text:p></table:table-cell><table:table-cell><text:p>{MORE}</text:p></table:table-cell></table:table-row></table:table>"
    )
    meta = "<dc:title>Clipping</dc:title><meta:initial-creator>Bert Olsen</meta:initial-creator><meta:creation-date>2026-03-05T18:12:00</meta:creation-date>"
    entry = read_odt(open_document(body, meta=meta), "/drop/a.odt")
    assert entry.content.split("\n\n")[2:] == [TEXT, MORE]
    assert (entry.title, entry.published) == (
        "Ships wait off the coast",
        date(2026, 3, 5),
    )  # no zone, no instant
    assert extract_article(entry, OutletTable.shipped()).byline == "Ada Holm"


RTF = (
    r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fnil Times;}{\f1\fnil\fcharset204 Arial;}}{\colortbl;\red0\green0\blue0;}"
    r"{\info{\title Ships wait}{\author Bert Olsen}{\creatim\yr2026\mo3\dy5\hr18\min12}}{\*\generator Riched20;}"
    r"{\header The Gull Gazette\par}\f0\fs24 Ninety {\b ships} are {\deleted lying }waiting off the coast, the harbour office "
    "\n"
    r"said on Thursday.{\*\annotation Check this!\par}\par\pard \ldblquote We have no pilots,\rdblquote  said its head, Ad\'61 Lind.\par"
    r" It was caf\'e9 weather, na\u239?ve \u8212- and {\f1 \'cc\'ee\'f1\'ea\'e2\'e0}.{\pict\pngblip 89504e47}\par}"
)


def test_rich_text() -> None:
    entry = read_rtf(RTF.encode("ascii"), "/drop/a.rtf")
    assert entry.content.split("\n\n") == [TEXT, MORE, "It was café weather, naïve — and Москва."]
    assert (entry.title, entry.byline, entry.published) == ("Ships wait", "Bert Olsen", date(2026, 3, 5))


def test_rich_text_with_binary_data_and_wide_characters() -> None:
    data = rb"{\rtf1\ansi {\pict\bin4 }}{\}Ships \u-10179?\u-8704? wait.\par}"
    assert read_rtf(data, "/drop/a.rtf").content == "Ships 😀 wait."
    chinese = rb"{\rtf1\ansi\ansicpg936 \'b8\'db\'bf\'da\'bf\'aa\'b7\'c5\'c1\'cb\par}"
    assert read_rtf(chinese, "/drop/a.rtf").content == "港口开放了"


def test_wrapped_lines_are_one_paragraph() -> None:
    words = f"{TEXT} {MORE} {TEXT}".split()
    lines = [" ".join(words[at : at + 7]) for at in range(0, len(words), 7)]
    rtf = r"{\rtf1\ansi " + r"\line ".join(lines).encode("ascii", "xmlcharrefreplace").decode() + r"\par}"
    docx = word(f"<w:p><w:r>{'<w:br/>'.join(f'<w:t>{line}</w:t>' for line in lines)}</w:r></w:p>")
    entries = (
        read_docx(docx, "/drop/a.docx"),
        read_rtf(rtf.replace("&#8220;", "").replace("&#8221;", "").encode(), "/drop/a.rtf"),
    )
    for entry in entries:
        assert "\n" not in extract_article(entry, OutletTable.shipped()).text


def test_tables_of_rich_text_give_sentences_only() -> None:
    data = rb"{\rtf1\ansi\pard\intbl Ships\cell 90\cell Ninety ships are waiting there.\cell\row\pard After it.\par}"
    assert read_rtf(data, "/drop/a.rtf").content == "Ninety ships are waiting there.\n\nAfter it."


@pytest.mark.parametrize(
    ("read", "data", "sentence"),
    [
        (read_docx, b"\xd0\xcf\x11\xe0" + b"\0" * 600, "protected by a password, or is of the Word format"),
        (read_docx, b"PK\x03\x04 rubbish", "cannot be unpacked"),
        (read_docx, zipped({"a.txt": "Ships."}), "no Word document"),
        (read_docx, zipped({"word/document.xml": "<w:document"}), "broken"),
        (read_docx, word(""), "no text"),
        (read_docx, zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "entities of its own"),
        (read_odt, open_document("", manifest="<m:encryption-data/>"), "protected by a password"),
        (read_odt, zipped({"content.xml": "<a/>"}), "no text document"),
        (read_odt, open_document("<text:p/>"), "no text"),
        (read_rtf, b"Ships wait.", "does not begin as one"),
        (read_rtf, rb"{\rtf1\ansi{\pict 00}}", "no text"),
        (read_rtf, b"{\\rtf1" + b"{" * 5000, "nested too deeply"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(read: object, data: bytes, sentence: str) -> None:
    assert callable(read)
    with pytest.raises(RejectedError, match=sentence):
        read(data, "/drop/a")
