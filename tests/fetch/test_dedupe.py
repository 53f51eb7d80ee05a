"""Known, changed or new: by address, GUID and text, and never by the title."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.fetch.dedupe import Known, Verdict, canonical_of, decide, entry_fingerprint, keys_of, text_hash
from bot.model.articles import Article, ContentKind, Entry

ENTRY = Entry(
    address="https://harbour-news.org/ships?utm_source=rss",
    content="<p>Ninety ships wait.</p>",
    kind=ContentKind.HTML_FRAGMENT,
    guid="tag:harbour-news.org,2026:1",
    title="Ships wait",
)
ARTICLE = Article(
    address=ENTRY.address,
    canonical="https://harbour-news.org/ships",
    text="Ninety ships wait.",
    language="en",
    guid=ENTRY.guid,
    title="Ships wait",
)


def stored(item: Entry | Article = ENTRY, **changes: object) -> Known:
    """The row that storage holds after `item` was read."""
    keys = keys_of(item)
    row = Known(
        id=7,
        canonical=keys.canonical,
        guid=keys.guid,
        hash=text_hash(ARTICLE.text),
        fingerprint=entry_fingerprint(ENTRY),
    )
    return replace(row, **changes)  # type: ignore[arg-type] # fields by name


def verdict(item: Entry | Article, *rows: Known) -> Verdict:
    return decide(item, rows).verdict


@pytest.mark.parametrize("item", [ENTRY, ARTICLE])
def test_nothing_stored_is_new(item: Entry | Article) -> None:
    assert verdict(item) is Verdict.NEW


@pytest.mark.parametrize("item", [ENTRY, ARTICLE])
def test_the_same_again_is_known(item: Entry | Article) -> None:
    decision = decide(item, [stored()])
    assert decision.verdict is Verdict.KNOWN
    assert decision.known is not None
    assert decision.known.id == 7


def test_tracking_parameters_make_no_new_article() -> None:
    assert (
        verdict(replace(ENTRY, address="http://www.harbour-news.org/ships/#top"), stored()) is Verdict.KNOWN
    )


def test_a_guid_that_changes_at_each_poll_makes_no_new_article() -> None:
    assert verdict(replace(ENTRY, guid="7f3a-another"), stored()) is Verdict.KNOWN


def test_an_edited_item_is_changed_and_keeps_its_article() -> None:
    for edited in (
        replace(ENTRY, content="<p>Ninety-one ships wait.</p>"),
        replace(ENTRY, title="More ships wait"),
    ):
        decision = decide(edited, [stored()])
        assert decision.verdict is Verdict.CHANGED
        assert decision.known is not None
    assert verdict(replace(ARTICLE, text="Ninety-one ships wait."), stored()) is Verdict.CHANGED


def test_an_item_that_moved_keeps_its_article() -> None:
    moved = replace(ENTRY, address="https://harbour-news.org/ninety-ships-wait")
    assert verdict(moved, stored()) is Verdict.KNOWN
    assert verdict(replace(moved, guid=None), stored()) is Verdict.KNOWN
    assert verdict(replace(moved, content="<p>Other.</p>"), stored()) is Verdict.CHANGED


def test_one_title_for_many_items_swallows_none() -> None:
    update = replace(
        ENTRY,
        address="https://harbour-news.org/ships-2",
        guid="tag:harbour-news.org,2026:2",
        content="<p>Now a hundred.</p>",
    )
    assert verdict(update, stored()) is Verdict.NEW


@pytest.mark.parametrize("guid", ["0", "https://harbour-news.org/", "https://harbour-news.org"])
def test_a_guid_that_cannot_tell_items_apart_counts_for_nothing(guid: str) -> None:
    other = replace(ENTRY, address="https://harbour-news.org/crabs", guid=guid, content="<p>Crabs.</p>")
    assert verdict(other, stored(guid=guid)) is Verdict.NEW


def test_a_reprint_elsewhere_is_an_article_of_its_own() -> None:
    reprint = replace(
        ARTICLE, address="https://gull-gazette.org/ships", canonical="https://gull-gazette.org/ships"
    )
    assert verdict(reprint, stored()) is Verdict.NEW


def test_the_same_guid_of_another_publisher_is_another_item() -> None:
    other = replace(ENTRY, address="https://gull-gazette.org/1", guid="12345678", content="<p>Crabs.</p>")
    assert verdict(other, stored(guid="12345678")) is Verdict.NEW


def test_without_a_stored_hash_a_known_address_is_not_fetched_again() -> None:
    assert verdict(replace(ENTRY, content="new"), stored(fingerprint=None)) is Verdict.KNOWN


def test_files_are_known_by_their_content() -> None:
    assert canonical_of("/drop/a.txt", "Same  words!") == canonical_of("/drop/b.txt", "same words")
    assert canonical_of("/drop/a.txt", "Same words") != canonical_of("/drop/a.txt", "Other words")


def test_text_hash_sees_words_and_their_order_only() -> None:
    assert text_hash("“Ships”  wait.") == text_hash('"ships" wait')
    assert text_hash("ships wait") != text_hash("wait ships")


def test_a_correction_of_the_headline_alone_is_not_known() -> None:
    corrected = replace(ARTICLE, title="Ships rest", version_mark="corrected")
    elsewhere = replace(corrected, canonical="https://harbour-news.org/corrected", guid=None)
    assert verdict(corrected, stored()) is Verdict.CHANGED
    assert verdict(elsewhere, stored(guid=None)) is Verdict.NEW
    assert verdict(elsewhere, stored(guid=None, version_mark="corrected")) is Verdict.KNOWN


YEAR = timedelta(days=365)
TOLD = datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_the_same_words_at_another_address_a_year_later_are_new() -> None:
    later = replace(ARTICLE, canonical="https://harbour-news.org/again", guid=None, published=TOLD)
    row = stored(ARTICLE, guid=None)
    assert verdict(later, replace(row, published=(TOLD - YEAR).date())) is Verdict.NEW
    assert verdict(later, replace(row, published=TOLD - timedelta(days=30))) is Verdict.KNOWN
    assert verdict(later, row) is Verdict.KNOWN, "a date that is not known parts nothing"


def test_an_address_or_a_guid_is_one_item_whatever_its_date() -> None:
    row = replace(stored(ARTICLE), published=TOLD - YEAR)
    assert verdict(replace(ARTICLE, published=TOLD), row) is Verdict.KNOWN
    moved = replace(ARTICLE, canonical="https://harbour-news.org/moved", published=TOLD)
    assert verdict(moved, row) is Verdict.KNOWN
