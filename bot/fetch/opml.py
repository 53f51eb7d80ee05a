"""Lists of feeds as other readers write and read them (OPML 2.0, http://opml.org/spec2.opml). [pure]"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from bot.errors import RejectedError
from bot.fetch.urls import is_web_address
from bot.model.articles import Source, SourceKind
from bot.model.intake import Listed

MAX_BYTES = 5_000_000
MOST_FEEDS = 5_000
_LONGEST_NAME = 200


def parse_opml(data: bytes) -> tuple[Listed, ...]:
    """The feeds of a list, each once, in order; outlines that name no feed are passed over.

    Raises:
        RejectedError: it is too large, is no OPML, or names no feed.
    """
    if len(data) > MAX_BYTES:
        raise RejectedError("That list of feeds is too large.", advice="At most 5 MB are read.")
    found: dict[str, Listed] = {}
    for outline in _root(data).iter("{*}outline", "outline"):
        address = (outline.get("xmlUrl") or outline.get("xmlurl") or "").strip()
        if is_web_address(address) and len(found) < MOST_FEEDS:
            name = " ".join((outline.get("title") or outline.get("text") or address).split())
            found.setdefault(address, Listed(address, name[:_LONGEST_NAME]))
    if not found:
        raise RejectedError(
            "There is no feed in that list.",
            advice="Export the feeds of your reader as OPML, and send that file.",
        )
    return tuple(found.values())


def list_feeds(sources: Iterable[Source]) -> tuple[Listed, ...]:
    """The feeds among the sources."""
    return tuple(Listed(s.address, s.name) for s in sources if s.kind is SourceKind.FEED)


def render_opml(feeds: Iterable[Listed], title: str) -> bytes:
    """The feeds as a list that other readers take."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _xml_text(title)
    body = etree.SubElement(root, "body")
    for feed in feeds:
        name = _xml_text(feed.name)
        etree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=_xml_text(feed.address))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _root(data: bytes) -> etree._Element:
    """The document's root; entities are not resolved and nothing is fetched."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RejectedError(
            "That is no list of feeds.", advice="An OPML file is expected.", cause=repr(error)[:300]
        ) from error
    if etree.QName(root).localname.lower() != "opml":
        raise RejectedError("That is no list of feeds.", advice="An OPML file is expected.")
    return root


def _xml_text(words: str) -> str:
    """Words without what XML cannot hold."""
    return "".join(
        c
        for c in words
        if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    )
