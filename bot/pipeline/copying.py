"""What an article is to the earlier one whose text it shares: a copy, its original, another version, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.analysis.copies import Candidate, Fingerprint
from bot.analysis.versions import changes_figures, parse_version_mark
from bot.fetch.dedupe import APART
from bot.model.articles import Article
from bot.model.stored import ArticleCard
from bot.storage.articles import load_article, load_text
from bot.storage.database import Scope


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated:
    """When an article was published, as far as can be trusted."""

    at: datetime  # never after its arrival: a date in the future counts for nothing
    day_only: bool = False

    def before(self, other: Dated) -> bool:
        """Whether it surely came first; where only a day is known, days are compared."""
        if self.day_only or other.day_only:
            return self.at.date() < other.at.date()
        return self.at < other.at


@dataclass(frozen=True, kw_only=True, slots=True)
class Kinship:
    """What is known of a new article before its words are compared with those of the stories."""

    story: int | None = None  # of the article with this text, or of the one that this is another version of
    copied: ArticleCard | None = None  # the article that has been credited with this text
    earlier: bool = False  # this one was published before that: it is the original
    newer_than: int | None = None  # the article that this is a newer version of
    older_than: int | None = None  # the article that this is an older version of


def settle_kinship(
    scope: Scope, article: Article, when: datetime, fingerprint: Fingerprint, alike: Iterable[Candidate]
) -> Kinship:
    """Look at the likest article that is not too far away in time.

    A correction or an update with other figures joins its story as an article of its own, so that digests show it.

    Args:
        when: the article's date.
        alike: what the index of copies found, the likest first.
    """
    dated = Dated(at=when, day_only=_is_day(article))
    for candidate in alike:
        card = load_article(scope, int(candidate.key))
        if article.published and not card.undated and abs(when - card.dated_at) > APART:
            continue
        first = load_article(scope, card.copy_of) if card.copy_of else card
        mark = _read_mark(article.version_mark, article.title, article.text)
        earlier = dated.before(_date_of(first))
        is_version = _is_version((mark, _mark_of(scope, card)), earlier=earlier)
        if is_version or changes_figures(fingerprint, candidate.fingerprint):
            latest = _latest_version(scope, first)
            marks = mark, _mark_of(scope, latest)
            return _other_version(latest, older=_is_older(marks, earlier=dated.before(_date_of(latest))))
        return Kinship(story=first.story, copied=first, earlier=earlier)
    return Kinship()


def _is_day(article: Article) -> bool:
    return article.published is not None and not isinstance(article.published, datetime)


def _mark_of(scope: Scope, card: ArticleCard) -> str:
    return _read_mark(card.version_mark, card.title, load_text(scope, card.id))


def _read_mark(found: str | None, title: str | None, text: str) -> str:
    return found or parse_version_mark(title or "", text)


def _is_version(marks: tuple[str, str], *, earlier: bool) -> bool:
    """Whether the first is no copy of the second: it says so, or it is what the second corrects or updates.

    Who reprints an update often leaves its mark out.
    """
    return marks[0] != marks[1] and (bool(marks[0]) or earlier)


def _is_older(marks: tuple[str, str], *, earlier: bool) -> bool:
    """Whether the first is the older version: by the numbers of both ("update 2"), else by the dates."""
    numbers = [re.search(r"\d+$", mark) for mark in marks]
    if numbers[0] and numbers[1]:
        return int(numbers[0][0]) < int(numbers[1][0])
    return earlier


def _date_of(card: ArticleCard) -> Dated:
    return Dated(at=card.dated_at, day_only=card.day_only)


def _latest_version(scope: Scope, card: ArticleCard) -> ArticleCard:
    seen = {card.id}
    while card.superseded_by is not None and card.superseded_by not in seen:
        seen.add(card.superseded_by)
        card = load_article(scope, card.superseded_by)
    return card


def _other_version(latest: ArticleCard, *, older: bool) -> Kinship:
    if older:
        return Kinship(story=latest.story, older_than=latest.id)
    return Kinship(story=latest.story, newer_than=latest.id)
