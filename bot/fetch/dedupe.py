"""Whether an entry is known, changed or new. Pure: decides on rows that storage has found.

Titles decide nothing (news tickers keep one for a day), and neither does a GUID alone: some feeds change them
at every poll, others use one for many items.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.fetch.characters import bare_words
from bot.fetch.urls import canonical_address, is_web_address, outlet_id
from bot.model.articles import Article, Entry

APART = timedelta(days=30)
"""Articles published further apart are none of each other's copies, though they have the same words."""


class Verdict(StrEnum):
    """What is to be done with an entry."""

    NEW = "new"
    CHANGED = "changed"  # the known article was edited: read it again, in place
    KNOWN = "known"  # nothing to do


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """An article that storage holds, as far as it matters here."""

    id: int
    canonical: str
    guid: str | None = None
    hash: str | None = None  # of the article's text, see `text_hash`
    fingerprint: str | None = None  # of the entry as received, see `entry_fingerprint`
    published: datetime | date | None = None  # aware where it is a datetime
    version_mark: str | None = None  # of an article: "update 2", "corrected"


@dataclass(frozen=True, kw_only=True, slots=True)
class Keys:
    """By what storage looks for rows that may be the same."""

    canonical: str
    guid: str | None
    hash: str  # text_hash of an article, entry_fingerprint of an entry


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """The verdict, and the known article that it speaks of (None where it is new)."""

    verdict: Verdict
    known: Known | None = None


def text_hash(text: str) -> str:
    """The same for the same words in the same order, whatever the punctuation and spacing."""
    return hashlib.sha256(bare_words(text).encode(errors="replace")).hexdigest()


def entry_fingerprint(entry: Entry) -> str:
    """Changes when the publisher edits headline or content of an item, and never with its GUID or address."""
    return text_hash(f"{entry.title or ''}\n{entry.content}")


def keys_of(item: Entry | Article) -> Keys:
    """The keys under which an entry or an article may be known."""
    if isinstance(item, Article):
        return Keys(canonical=item.canonical, guid=item.guid, hash=text_hash(item.text))
    return Keys(
        canonical=canonical_of(item.address, item.content), guid=item.guid, hash=entry_fingerprint(item)
    )


def canonical_of(address: str, content: str, publisher: str = "") -> str:
    """The canonical address; a file has none, so that outlet and content stand for it, whatever its name.

    The same text of another outlet is another article, a copy.
    """
    if is_web_address(address):
        return canonical_address(address)
    return f"text:{text_hash(f'{publisher} {content}')[:40]}"


def decide(item: Entry | Article, known: Iterable[Known]) -> Decision:
    """What `item` is, given the articles of the same workspace that share one of its keys.

    An entry is judged before its page is fetched, by its fingerprint; an article after reading, by its text.
    """
    keys = keys_of(item)
    rows = [row for row in known if not _is_look_alike(row, keys, item)]
    same_address = next((row for row in rows if row.canonical == keys.canonical), None)
    if same_address is not None:
        return _compare(same_address, keys, item)
    same_item = next((row for row in rows if _is_same_item(row, keys)), None)
    if same_item is not None:
        return _compare(same_item, keys, item)
    moved = next(
        (
            row
            for row in rows
            if _stored_hash(row, item) == keys.hash
            and _same_publisher(row, keys)
            and not _is_newly_marked(row, item)
        ),
        None,
    )
    return (
        Decision(verdict=Verdict.KNOWN, known=moved) if moved is not None else Decision(verdict=Verdict.NEW)
    )


def _is_look_alike(row: Known, keys: Keys, item: Entry | Article) -> bool:
    """The same words, printed anew long after: a reprint of an anniversary, a report that recurs.

    What has an address or a GUID of its own is one item, whatever it says of its date.
    """
    if row.published is None or item.published is None or _is_same_item(row, keys):
        return False
    if is_web_address(row.canonical) and row.canonical == keys.canonical:
        return False
    return abs(_day(row.published) - _day(item.published)) > APART


def _day(published: datetime | date) -> date:
    return published.date() if isinstance(published, datetime) else published


def _compare(row: Known, keys: Keys, item: Entry | Article) -> Decision:
    """Without a stored hash nothing says that it was edited, and fetching it at each poll would be rude."""
    stored = _stored_hash(row, item)
    edited = (stored is not None and stored != keys.hash) or _is_newly_marked(row, item)
    return Decision(verdict=Verdict.CHANGED if edited else Verdict.KNOWN, known=row)


def _is_newly_marked(row: Known, item: Entry | Article) -> bool:
    """Whether its headline says that it is another version: what it corrects may be the headline alone."""
    return isinstance(item, Article) and item.version_mark not in (None, row.version_mark)


def _stored_hash(row: Known, item: Entry | Article) -> str | None:
    return row.hash if isinstance(item, Article) else row.fingerprint


def _is_same_item(row: Known, keys: Keys) -> bool:
    """The same GUID at another address of the same publisher, where the addresses look like one item's.

    A GUID that is used for many items (the site's address, "0") does not make them one.
    """
    if not keys.guid or row.guid != keys.guid or not _same_publisher(row, keys):
        return False
    return len(keys.guid) >= 8 and not _is_front_page(keys.guid)


def _is_front_page(guid: str) -> bool:
    return is_web_address(guid) and canonical_address(guid).count("/") <= 2


def _same_publisher(row: Known, keys: Keys) -> bool:
    publisher = outlet_id(row.canonical)
    return publisher is not None and publisher == outlet_id(keys.canonical)
