"""What an article is to the earlier one whose text it shares: a copy, a new version, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.analysis.copies import Candidate, Fingerprint
from bot.analysis.versions import changes_figures, parse_version_mark
from bot.model.articles import Article
from bot.model.stored import ArticleCard
from bot.storage.articles import load_article, load_text
from bot.storage.database import Scope

APART = timedelta(days=30)
"""Articles whose dates of publication are further apart are none of each other's copies."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kinship:
    """What is known of a new article before its words are compared with those of the stories."""

    copied: ArticleCard | None = None  # the first article with this text
    story: int | None = None  # of that article, or of the one that this is a new version of


def settle_kinship(
    scope: Scope, article: Article, when: datetime, fingerprint: Fingerprint, alike: Iterable[Candidate]
) -> Kinship:
    """Look at the likest article that is not too far away in time.

    A correction or an update with other figures joins its story as an article of its own, so that digests show it.

    Args:
        when: the article's date.
        alike: what the index of copies found, the likest first.
    """
    for candidate in alike:
        card = load_article(scope, int(candidate.key))
        if article.published and not card.undated and abs(when - card.dated_at) > APART:
            continue
        if _is_version(scope, article, fingerprint, card, candidate.fingerprint):
            return Kinship(story=card.story)
        first = load_article(scope, card.copy_of) if card.copy_of else card
        return Kinship(copied=first, story=first.story)
    return Kinship()


def _is_version(
    scope: Scope, article: Article, fingerprint: Fingerprint, card: ArticleCard, earlier: Fingerprint
) -> bool:
    if changes_figures(fingerprint, earlier):
        return True
    mark = parse_version_mark(article.title or "", article.text)
    return bool(mark) and mark != parse_version_mark(card.title, load_text(scope, card.id))
