"""OpenDocument texts (.odt): paragraphs and headings; tracked deletions, comments and notes left out. Pure."""

from __future__ import annotations

from lxml import etree

from bot.errors import RejectedError
from bot.fetch.dates import parse_iso
from bot.fetch.documents.facts import Facts, document_entry
from bot.fetch.documents.flow import Flow
from bot.fetch.documents.packages import Package
from bot.model.articles import Entry

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SKIPPED = frozenset({
    f"{_TEXT}tracked-changes", f"{_TEXT}note", f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{_TEXT}sequence-decls", f"{_TEXT}table-of-content", f"{_OFFICE}forms", f"{_TEXT}hidden-text", f"{_TEXT}hidden-paragraph", f"{_TEXT}ruby-text"
})  # fmt: skip
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_CELL = f"{_TABLE}table-cell"
_INSTEAD = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}


def read_odt(data: bytes, address: str) -> Entry:
    """The entry in an OpenDocument text.

    Raises:
        RejectedError: it is encrypted, broken, no text document, or without text.
    """
    package = Package(data)
    if b"encryption-data" in (package.part("META-INF/manifest.xml") or b""):
        raise RejectedError("The document is protected by a password.", advice="Save it without one.")
    root = package.xml("content.xml")
    body = root.find(f"{_OFFICE}body/{_OFFICE}text") if root is not None else None
    if root is None or body is None:
        raise RejectedError("This is no text document of OpenDocument.")
    flow = Flow()
    _fill(flow, body, _title_styles(root))
    return document_entry(flow.paragraphs, address, _facts(package, flow.title))


def _fill(flow: Flow, body: etree._Element, titles: frozenset[str]) -> None:
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            if tag in _PARAGRAPHS and flow.end():
                _mark(flow, element, titles)
            elif tag == _CELL:
                flow.leave_cell()
            _add_tail(flow, element, body)
        elif tag in _SKIPPED:
            walk.skip_subtree()
        elif tag in _PARAGRAPHS:
            flow.begin()
            flow.add(element.text or "")
        elif tag == _CELL:
            flow.enter_cell()
        else:
            flow.add(_INSTEAD.get(tag, "") + (element.text or ""))


def _add_tail(flow: Flow, element: etree._Element, body: etree._Element) -> None:
    """What follows an element belongs to the paragraph around it."""
    if element is not body:
        flow.add(element.tail or "")


def _mark(flow: Flow, element: etree._Element, titles: frozenset[str]) -> None:
    if element.get(f"{_TEXT}style-name") in titles:
        flow.mark_title()
    elif element.tag == f"{_TEXT}h" and element.get(f"{_TEXT}outline-level", "1") == "1":
        flow.mark_heading()


def _title_styles(root: etree._Element) -> frozenset[str]:
    """The style "Title", and those made of it by hand."""
    derived = root.iterfind(f"{_OFFICE}automatic-styles/{_STYLE}style[@{_STYLE}parent-style-name='Title']")
    return frozenset({"Title", *(str(style.get(f"{_STYLE}name")) for style in derived)})


def _facts(package: Package, title: str | None) -> Facts:
    try:
        root = package.xml("meta.xml")
    except RejectedError:  # the text can be read without
        root = None
    meta = root.find(f"{_OFFICE}meta") if root is not None else None
    if meta is None:
        return Facts(title=title)

    def text(*names: str) -> str:
        return next((found.strip() for name in names if (found := meta.findtext(name))), "")

    return Facts(
        title=title,
        named=text(f"{_DC}title"),
        author=text(f"{_META}initial-creator", f"{_DC}creator"),
        made=parse_iso(text(f"{_META}creation-date", f"{_DC}date")),
        language=text(f"{_DC}language") or None,
    )
