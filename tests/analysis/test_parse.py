"""Texts made ready: paragraphs, and speech hidden from the parser at its own offsets."""

from __future__ import annotations

from bot.analysis.parse import MAX_PARAGRAPH, parse_document
from tests.analysis.reading import english


def test_paragraphs_keep_their_places() -> None:
    text = "One line.\n\n  Two lines.\r\nThree.\n"
    document = parse_document(text, None, english())
    assert [p.text.strip() for p in document.paragraphs] == ["One line.", "Two lines.", "Three."]
    assert all(text[p.start : p.end] == p.text for p in document.paragraphs)


def test_speech_is_hidden_and_offsets_stay() -> None:
    text = "“The old gate is shut,” said Anna Berg."
    (paragraph,) = parse_document(text, None, english()).paragraphs
    assert len(paragraph.doc.text) == len(text)
    assert "gate" not in paragraph.doc.text
    berg = next(token for token in paragraph.doc if token.text == "Berg")
    assert text[slice(*paragraph.span_of(berg))] == "Berg"
    assert not paragraph.is_masked(berg)


def test_fragments_stay_visible() -> None:
    (paragraph,) = parse_document("She called it “a bridge of straw”.", None, english()).paragraphs
    assert "straw" in paragraph.doc.text


def test_speech_that_quotes_is_parsed_on_its_own() -> None:
    document = parse_document("“He called it “a bridge of straw”, you know,” she said.", None, english())
    assert [p.text for p in document.inner] == ["He called it “a bridge of straw”, you know,"]


def test_very_long_paragraphs_are_cut_behind_a_sentence() -> None:
    document = parse_document("The sea is cold. " * 2_000, None, english())
    assert all(len(p.text) <= MAX_PARAGRAPH for p in document.paragraphs)
    assert all(p.text.rstrip().endswith(".") for p in document.paragraphs)
