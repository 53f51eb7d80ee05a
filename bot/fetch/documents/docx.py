"""Word documents (.docx): paragraphs as they are to be read, deletions and comments left out. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from bot.errors import RejectedError
from bot.fetch.dates import parse_iso
from bot.fetch.documents.facts import Facts, document_entry
from bot.fetch.documents.flow import Flow
from bot.fetch.documents.packages import Package
from bot.model.articles import Entry

_OLD = b"\xd0\xcf\x11\xe0"  # the container of old Word files, and of encrypted new ones
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_SKIPPED = frozenset({
    "del", "moveFrom", "delText", "instrText", "pPr", "sectPr", "footnoteReference", "endnoteReference", "commentReference", "Fallback", "pict", "ruby"
})  # fmt: skip
_INSTEAD = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}


def read_docx(data: bytes, address: str) -> Entry:
    """The entry in a Word document.

    Raises:
        RejectedError: it is encrypted, of the old format, broken, or without text.
    """
    if data.startswith(_OLD):
        raise RejectedError(
            "The document is protected by a password, or is of the Word format before 2007.",
            advice="Save it as .docx without a password.",
        )
    package = Package(data)
    root = package.xml("word/document.xml")
    if root is None:
        raise RejectedError("This is no Word document: it has no text part.")
    flow = Flow()
    titles = _titles(package)
    for paragraph in _paragraphs(root, flow):
        if titles.get(_style(paragraph), "") == "title":
            flow.mark_title()
        elif titles.get(_style(paragraph), "") == "heading 1":
            flow.mark_heading()
    return document_entry(flow.paragraphs, address, _facts(package, flow.title))


def _paragraphs(root: etree._Element, flow: Flow) -> Iterator[etree._Element]:
    """Fills `flow` with text; yields each paragraph when it ends."""
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = _name(element)
        if event == "start":
            if name in _SKIPPED or (name == "r" and _is_hidden(element)):
                walk.skip_subtree()
            elif name == "p":
                flow.begin()
            elif name == "tc":
                flow.enter_cell()
            elif name == "t":
                flow.add(element.text or "")
            elif name in _INSTEAD:
                flow.add(_INSTEAD[name])
        elif name == "p" and flow.end():
            yield element
        elif name == "tc":
            flow.leave_cell()


def _name(element: etree._Element) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rpartition("}")[2]


def _child(element: etree._Element, name: str) -> etree._Element | None:
    found = element.find(_W + name)
    return found if found is not None else element.find(_STRICT + name)


def _value(element: etree._Element) -> str:
    return str(element.get(f"{_W}val") or element.get(f"{_STRICT}val") or "")


def _is_hidden(run: etree._Element) -> bool:
    properties = _child(run, "rPr")
    vanish = _child(properties, "vanish") if properties is not None else None
    return vanish is not None and _value(vanish) not in {"0", "false", "off"}


def _style(paragraph: etree._Element) -> str:
    properties = _child(paragraph, "pPr")
    style = _child(properties, "pStyle") if properties is not None else None
    return _value(style) if style is not None else ""


def _titles(package: Package) -> dict[str, str]:
    """The names of the styles, by id: ids are in the language of the program, names are not."""
    try:
        root = package.xml("word/styles.xml")
    except RejectedError:  # the text can be read without
        root = None
    found = {}
    for style in root if root is not None else ():
        name = _child(style, "name") if _name(style) == "style" else None
        if name is not None:
            key = style.get(f"{_W}styleId") or style.get(f"{_STRICT}styleId") or ""
            found[str(key)] = _value(name).casefold()
    return found


def _facts(package: Package, title: str | None) -> Facts:
    try:
        core = package.xml("docProps/core.xml")
    except RejectedError:
        core = None
    if core is None:
        return Facts(title=title)

    def text(name: str) -> str:
        return (core.findtext(name) or "").strip()

    return Facts(
        title=title,
        named=text(f"{_DC}title"),
        author=text(f"{_DC}creator"),
        made=parse_iso(text(f"{_TERMS}created") or text(f"{_TERMS}modified")),
    )
