"""Entry → Article: prose, headline, author, date, language, outlet. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.errors import RejectedError
from bot.fetch.body import article_paragraphs
from bot.fetch.bylines import author_name
from bot.fetch.characters import one_line, plain_characters
from bot.fetch.dates import Published
from bot.fetch.dedupe import canonical_of
from bot.fetch.fragments import parse_fragment
from bot.fetch.headlines import clean_title, find_headline, version_mark
from bot.fetch.heads import HEAD_LINES, printed_byline, printed_date
from bot.fetch.language import language_of
from bot.fetch.outlets import OutletTable
from bot.fetch.pages import parse_page
from bot.fetch.paragraphs import split_paragraphs
from bot.fetch.prose import LONG, is_prose, word_count
from bot.fetch.teasers import TEASER_ONLY
from bot.fetch.urls import is_web_address, outlet_id
from bot.model.articles import Article, ContentKind, Entry

MAX_TEXT = 2_000_000  # characters; the longest real articles have a tenth of it
LEAST_WORDS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reading:
    """What was read, before the prose is picked out."""

    blocks: Sequence[str]
    title: str | None = None
    byline: str | None = None
    published: Published = None
    site_names: tuple[str, ...] = ()
    canonical: str | None = None  # the page's own claim
    language: str | None = None  # the page's own claim
    head: Sequence[str] = field(default=())  # lines above the text
    confirmed: frozenset[str] = frozenset()  # blocks that a second reader takes for the article's too
    version_mark: str | None = None  # that stood before the title


def extract_article(entry: Entry, outlets: OutletTable) -> Article:
    """The article of an entry: what the feed said of it goes before what its content says.

    Of a fetched page with the feed's summary beside it, the one with more to read.

    Raises:
        RejectedError: there is no prose in it, or it is larger than any article.
    """
    return _extract_fuller(entry, entry.summary, outlets) if entry.summary else _extract(entry, outlets)


def _extract(entry: Entry, outlets: OutletTable) -> Article:
    reading = _READERS[entry.kind](entry)
    sites = (*reading.site_names, *((entry.outlet_name,) if entry.outlet_name else ()))
    title = clean_title(entry.title, sites) or reading.title
    byline = _byline(entry, reading)
    paragraphs = article_paragraphs(reading.blocks, title=title, byline=byline, confirmed=reading.confirmed)
    text = _prose(paragraphs, reading.blocks, entry)
    address = _own_address(entry.address, reading.canonical)
    outlet = outlets.name_outlet(address, next(iter(sites), None), text)
    return Article(
        address=entry.address,
        canonical=canonical_of(address, text, outlet.id if outlet else ""),
        text=text,
        language=language_of(text, reading.language or entry.language),
        title=title,
        byline=byline,
        published=entry.published or reading.published or printed_date(reading.head, reading.blocks),
        guid=entry.guid,
        outlet=outlet,
        teaser=entry.teaser,
        note=entry.note,
        version_mark=version_mark(entry.title) or reading.version_mark,
    )


def _extract_fuller(page: Entry, summary: str, outlets: OutletTable) -> Article:
    """The article of a fetched page, or of the feed's summary where the page has less (a wall, a consent form)."""
    brief = replace(
        page, content=summary, kind=ContentKind.HTML_FRAGMENT, teaser=True, note=page.note or TEASER_ONLY
    )
    found: list[Article] = []
    for entry in (page, brief):
        try:
            found.append(_extract(entry, outlets))
        except RejectedError:
            if entry is brief and not found:
                raise
    return max(found, key=lambda article: word_count(article.text))  # the first of equals: the page


def _read_text(entry: Entry) -> _Reading:
    if len(entry.content) > MAX_TEXT:
        raise RejectedError(
            f"The text is longer than {MAX_TEXT:,} characters.", advice="Split it into single articles."
        )
    blocks = split_paragraphs(plain_characters(entry.content))
    at = None if entry.title else find_headline(blocks)
    if at is None or not any(is_prose(block) for block in blocks[at + 1 :]):
        return _Reading(blocks=blocks, head=blocks[:HEAD_LINES])
    above = [
        block for block in blocks[:at] if word_count(block) >= LONG
    ]  # shorter: kickers, greetings, dates
    return _Reading(
        blocks=[*above, *blocks[at + 1 :]],
        title=clean_title(blocks[at]),
        version_mark=version_mark(blocks[at]),
        head=[*blocks[:at], *blocks[at + 1 :]][:HEAD_LINES],
    )


def _read_fragment(entry: Entry) -> _Reading:
    blocks = parse_fragment(entry.content)
    return _Reading(blocks=blocks, head=blocks[:3])


def _read_page(entry: Entry) -> _Reading:
    page = parse_page(entry.content)
    found = page.metadata
    return _Reading(
        blocks=page.blocks,
        title=page.title,
        byline=found.byline,
        published=found.published,
        site_names=found.site_names,
        canonical=found.canonical,
        language=found.language,
        confirmed=page.confirmed,
        version_mark=page.version_mark,
        head=(*page.head, *page.blocks[:4]),
    )


_READERS = {
    ContentKind.TEXT: _read_text,
    ContentKind.HTML_FRAGMENT: _read_fragment,
    ContentKind.HTML_PAGE: _read_page,
}


def _byline(entry: Entry, reading: _Reading) -> str | None:
    if entry.byline:
        return author_name(one_line(entry.byline)) or one_line(entry.byline)[:120] or None
    return reading.byline or printed_byline(reading.head)


def _prose(paragraphs: list[str], blocks: Sequence[str], entry: Entry) -> str:
    """The text, or the reason why there is none. A teaser need not be whole sentences."""
    if not any(is_prose(paragraph) for paragraph in paragraphs) and entry.teaser:
        paragraphs = [block for block in blocks if word_count(block) >= LEAST_WORDS]
    text = "\n\n".join(paragraphs)
    if word_count(text) < LEAST_WORDS:
        raise RejectedError(_why_empty(entry, blocks))
    if len(text) > MAX_TEXT:
        raise RejectedError(f"The article is longer than {MAX_TEXT:,} characters.")
    return text


def _why_empty(entry: Entry, blocks: Sequence[str]) -> str:
    if not entry.content.strip():
        return "There is no text in it." if not entry.title else "There is only a headline, no text."
    return "No article was found in it: there are no sentences, only " + (
        "short lines." if blocks else "markup."
    )


def _own_address(address: str, claimed: str | None) -> str:
    """The address that the page claims, where it may: on its own site, or for a page saved as a file."""
    if (
        claimed
        and is_web_address(claimed)
        and (not is_web_address(address) or outlet_id(claimed) == outlet_id(address))
    ):
        return claimed
    return address
