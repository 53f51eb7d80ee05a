"""A whole scraped page: what it says of itself, and the blocks of its main text. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from lxml.html import HtmlElement

from bot.errors import RejectedError
from bot.fetch.characters import bare_words
from bot.fetch.headlines import clean_title, version_mark
from bot.fetch.markup import Block, parse_html, read_blocks
from bot.fetch.page_marks import find_furniture
from bot.fetch.page_metadata import PageMetadata, read_metadata
from bot.fetch.prose import LONG, is_prose, word_count
from bot.fetch.taming import tame_markup
from bot.fetch.witness import Witness, ask_witness

MAX_PAGE = 12_000_000  # characters
MAIN_SHARE = 0.75  # of the prose: a child that holds so much holds the article
LINKED, SMALL = 0.6, 0.9  # shares from which a block is a link, or small print
LEAST_AGREEMENT = 0.6  # share of the witness's text that ours must hold; else ours is the wrong region
MOST_ABOVE = 0.3  # share of the words that may stand above the headline; with more, it is no headline
LEAD_BLOCKS = 6  # blocks between headline and main text that may be a standfirst


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page taken apart."""

    metadata: PageMetadata
    title: str | None  # headline without the site's name
    blocks: tuple[str, ...]  # lines of the main text, in order, boilerplate among them
    head: tuple[str, ...]  # lines above it, where author and date may stand
    confirmed: frozenset[str]  # those of `blocks` that the witness takes for the article's too
    version_mark: str | None = None  # that a desk puts before the title: "update 2"


def parse_page(html: str) -> Page:
    """Takes a page apart.

    Raises:
        RejectedError: it is empty or too large.
    """
    if len(html) > MAX_PAGE:
        raise RejectedError(f"The page is larger than {MAX_PAGE:,} characters.")
    html = tame_markup(html)
    root = parse_html(html)
    metadata = read_metadata(root)
    headings = [" ".join(h1.text_content().split()) for h1 in list(root.iter("h1"))[:10]]
    head = _head_lines(root)
    witness = ask_witness(html)
    blocks = read_blocks(root, without=find_furniture(root, witness))
    main = _readable(_main_blocks(root, blocks, witness))
    if witness is not None and witness.share_in(main) < LEAST_AGREEMENT:
        main = list(witness.lines)
    title = _headline(metadata, headings)
    lines = _below_headline(main, title)
    return Page(
        metadata=metadata,
        title=title,
        version_mark=_version_mark(metadata, headings, title),
        blocks=tuple(lines),
        head=tuple(head),
        confirmed=frozenset(filter(witness.confirms, lines)) if witness is not None else frozenset(),
    )


def _version_mark(metadata: PageMetadata, headings: list[str], title: str | None) -> str | None:
    """The mark that stood before the headline, wherever the page prints it with one."""
    printed = (*headings, *metadata.titles, metadata.document_title)
    marked = (raw for raw in printed if raw and clean_title(raw, metadata.site_names) == title)
    return next(filter(None, map(version_mark, marked)), None)


def _below_headline(lines: list[str], title: str | None) -> list[str]:
    """Without what stands above the headline (consent forms, alerts), where that is little."""
    wanted = bare_words(title or "")
    at = next((i for i, line in enumerate(lines) if len(line) < 400 and bare_words(line) == wanted), None)
    if at is None or not wanted:
        return lines
    above, total = sum(map(word_count, lines[:at])), sum(map(word_count, lines))
    return lines[at + 1 :] if above <= MOST_ABOVE * total else lines


def _head_lines(root: HtmlElement) -> list[str]:
    """The first short lines after the headline, as they stand before the furniture goes."""
    h1 = next(iter(root.iter("h1")), None)
    if h1 is None:
        return []
    scope = h1.getparent()
    for _ in range(2):
        if (
            scope is not None
            and scope.tag in ("header", "div", "hgroup")
            and word_count(scope.text_content()[:4_000]) < 60
        ):
            scope = scope.getparent()
    lines = [block.text for block in read_blocks(scope)] if scope is not None else []
    wanted = bare_words(h1.text_content())
    at = next((i for i, line in enumerate(lines) if bare_words(line) == wanted), 0)
    return [line for line in lines[at + 1 : at + 8] if word_count(line) <= 20]


def _headline(metadata: PageMetadata, headings: list[str]) -> str | None:
    """What the page shows as headline where its metadata agrees, else what the metadata says.

    <title> comes last: it may be a shorter headline with the site's name.
    """
    document = bare_words(metadata.document_title or "")
    for heading in headings:
        bare = bare_words(heading)
        if (
            bare
            and (document.startswith(bare) or bare in map(bare_words, metadata.titles))
            and word_count(heading) >= 2
        ):
            return clean_title(heading, metadata.site_names)
    own = [
        heading for heading in headings if word_count(heading) >= 4 and bare_words(heading) not in document
    ]
    for title in (*metadata.titles, *own[:1], metadata.document_title, *headings):
        if cleaned := clean_title(title, metadata.site_names):
            return cleaned
    return None


def _main_blocks(root: HtmlElement, blocks: list[Block], witness: Witness | None) -> list[Block]:
    """The blocks of the element that holds the article, with a standfirst above it."""
    container = _main_element(root, blocks, witness)
    inside = set(container.iter())
    indices = [i for i, block in enumerate(blocks) if block.element in inside]
    if not indices:
        return blocks
    first = indices[0]
    headline = next(
        (i for i in range(first - 1, max(-1, first - 1 - LEAD_BLOCKS), -1) if blocks[i].element.tag == "h1"),
        None,
    )
    lead = blocks[headline + 1 : first] if headline is not None else []
    return lead + [blocks[i] for i in indices]


def _main_element(root: HtmlElement, blocks: list[Block], witness: Witness | None) -> HtmlElement:
    """Goes down from the root as long as one child holds nearly all the prose."""
    prose: Counter[HtmlElement] = Counter()
    for block in blocks:
        if (
            block.linked < LINKED
            and is_prose(block.text)
            and (witness is None or witness.confirms(block.text))
        ):
            words = word_count(block.text)
            element = block.element
            while element is not None:
                prose[element] += words
                element = element.getparent()
    element = root
    while True:
        heir = max(element, key=lambda child: prose.get(child, 0), default=None)
        if heir is None or prose.get(heir, 0) < MAIN_SHARE * prose[element] or not prose.get(heir, 0):
            break
        element = heir
    while (
        element.tag in {"p", "li", "span", "b", "i", "em", "font", "strong", "a"}
        and element.getparent() is not None
    ):
        element = element.getparent()
    return element


def _readable(blocks: list[Block]) -> list[str]:
    """The lines without links to elsewhere and small print."""
    return [
        block.text
        for block in blocks
        if not (block.linked >= LINKED and word_count(block.text) < LONG)
        and not (block.small >= SMALL and word_count(block.text) < 2 * LONG)
    ]
