"""The digest as a document and as an e-mail: whole, readable, and harmless."""

from __future__ import annotations

import io
import re
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import UsageError
from digests.compose import compose_digest
from digests.content import DigestContent
from digests.html import render_html
from digests.mail import parse_address, render_email
from digests.page import Bullets, Chart, Heading, Line, Paragraph, Part, Piece, Rule, Small
from digests.report import lay_out_report
from tests.builders import NOW
from tests.digests.hostile import HOSTILE, links, texts
from tests.digests.test_compose import NAMES, PARIS, morning

pieces = st.builds(Piece, texts, bold=st.booleans(), italic=st.booleans(), link=st.one_of(st.none(), links))
lines = st.lists(pieces, max_size=3).map(tuple)
parts = st.one_of(
    st.builds(Heading, texts, st.integers(1, 2)),
    st.builds(Paragraph, st.lists(lines, max_size=3).map(tuple), st.booleans()),
    st.builds(Bullets, st.lists(lines, max_size=3).map(tuple)),
    st.builds(Chart, st.lists(st.text("abc █", max_size=20), max_size=3).map(tuple)),
    st.builds(Small, texts),
    st.just(Rule()),
)
pages = st.lists(parts, max_size=8)


def content() -> DigestContent:
    return compose_digest(morning(), NAMES, PARIS)


def mail(sender: str = "Desk <desk@news.example>", *to: str) -> EmailMessage:
    return render_email(content(), sender=sender, recipients=to or ("ana@news.example",), sent_at=NOW)


class Reader(HTMLParser):
    """The elements, links and words of a document."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_an_email_has_the_digest_as_text_and_as_html() -> None:
    message = message_from_bytes(mail().as_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    assert message["From"] == "Desk <desk@news.example>"
    assert message["Subject"].startswith("Theme Energy")
    assert datetime.strptime(message["Date"], "%a, %d %b %Y %H:%M:%S %z") == NOW
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    for said in ("Northland opens the coast pipeline", "Coast Wire", "Ana Silva"):
        assert said in plain.get_content()
        assert said in Reader(html.get_content()).words


def test_all_quotes_and_sources_stand_in_the_report() -> None:
    told = str(lay_out_report(content()))
    for story in content().stories:
        for source in story.sources:
            assert source.title in told
        for quote in story.quotes:
            assert quote.content.rstrip(",") in told


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@",
        "@b",
        "a b@c.example",
        "a@b.example\nBcc: c@d.example",
        "a@b.example, c@d.example\r\n",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError):
        mail("desk@news.example", address)


def test_an_address_may_have_a_name() -> None:
    assert str(parse_address("Ana Silva <ana@news.example>")) == "Ana Silva <ana@news.example>"


@settings(deadline=None, max_examples=60)
@given(pages, texts)
def test_any_page_becomes_html_of_plain_elements(page: list[Part], title: str) -> None:
    read = Reader(render_html(page, title))
    known = "html head meta title body h1 h2 p br blockquote ul li pre hr a b i"
    assert set(read.tags) <= set(known.split())
    assert all(re.match(r"https?://", link) for link in read.links)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=y>', *HOSTILE])
def test_hostile_text_stays_text_in_html(text: str) -> None:
    said: Line = (Piece(text, link="https://news.example/?a=1&b=2"),)
    read = Reader(render_html([Heading(text), Paragraph((said,)), Small(text)], text))
    assert "script" not in read.tags
    assert "img" not in read.tags


def test_a_document_holds_the_whole_digest() -> None:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    from digests.document import render_docx

    read = docx.Document(io.BytesIO(render_docx(content())))
    headings = [p.text for p in read.paragraphs if p.style.name.startswith("Heading")]
    assert headings[0].startswith("Theme Energy")
    assert "1. Northland opens the coast pipeline" in headings
    told = "\n".join(p.text for p in read.paragraphs)
    for story in content().stories:
        for source in story.sources:
            assert source.title in told
    assert read.core_properties.author == "Rapporteur"
    linked = {rel.target_ref for rel in read.part.rels.values() if rel.is_external}
    assert "https://coast-wire.example/1" in linked


@settings(deadline=None, max_examples=30)
@given(pages, texts)
def test_any_page_becomes_a_document(page: list[Part], title: str) -> None:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    from digests.document import render_parts

    made = render_parts(page, title)
    docx.Document(io.BytesIO(made))
    assert ZipFile(io.BytesIO(made)).testzip() is None
