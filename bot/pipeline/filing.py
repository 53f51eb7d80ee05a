"""An article that was read → its rows, its story, its people, and what that changes for others.

A copy or another version joins the story of the article whose text it has; another article the nearest story, or
opens one. One transaction an article; nothing here waits for a network or a parser.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.analysis.copies import Fingerprint
from bot.fetch.dedupe import text_hash
from bot.model.articles import Article
from bot.model.findings import Analysis, Depth
from bot.pipeline.agreement import choose_story, list_near
from bot.pipeline.copying import Kinship, settle_kinship
from bot.pipeline.memory import Memory
from bot.pipeline.people import note_people, settle_people
from bot.pipeline.records import Outcome, Received, Status
from bot.pipeline.regrouping import regroup_stories
from bot.storage.article_rows import date_article
from bot.storage.articles import SavedArticle, load_article, save_article, update_article
from bot.storage.database import Scope
from bot.storage.regrouping import credit_article, first_of_copies, supersede_article


@dataclass(frozen=True, kw_only=True, slots=True)
class Filing:
    """An article with all that was found in it, ready to be stored."""

    received: Received
    article: Article
    analysis: Analysis
    knowledge_version: str  # of the themes and actors that it was read with
    now: datetime

    @property
    def relevant(self) -> bool:
        """Whether it matches a theme, a subscription or a followed actor."""
        return self.analysis.depth is Depth.FULL

    @property
    def outlet(self) -> str | None:
        """The id of its outlet."""
        return self.article.outlet.id if self.article.outlet else None


def file_new(scope: Scope, memory: Memory, filing: Filing) -> Outcome:
    """Store a new article; stories may merge or split over it, and a copy lose its credit to it."""
    when = date_article(filing.article, filing.now)
    features, fingerprint = filing.analysis.features, Fingerprint.from_bytes(filing.analysis.fingerprint)
    kin = settle_kinship(scope, filing.article, when, fingerprint, memory.copies.query(fingerprint))
    ranked = memory.stories.rank(features, when) if kin.story is None else ()
    story = choose_story(ranked) if kin.story is None else kin.story
    saved = _save_new(scope, filing, kin, story, when)
    memory.remember(saved.id, saved.story, fingerprint, features, when)
    copied = _tie_to_kin(scope, kin, saved.id, filing.now)
    if not kin.copied and regroup_stories(scope, memory, (saved.story, *list_near(ranked)), filing.now):
        saved = SavedArticle(id=saved.id, story=load_article(scope, saved.id).story)
    return Outcome(
        source=filing.received.label,
        status=Status.COPY if kin.copied else Status.NEW,
        article=saved.id,
        story=saved.story,
        copy_of=copied,
        relevant=filing.relevant,
    )


def file_change(scope: Scope, memory: Memory, filing: Filing, article_id: int) -> Outcome:
    """Replace what was found in an earlier version of the same article."""
    when = date_article(filing.article, filing.now)
    story = load_article(scope, article_id).story
    people = settle_people(scope, filing.analysis, story, filing.outlet)
    saved = update_article(
        scope,
        article_id,
        filing.article,
        people.analysis,
        relevant=filing.relevant,
        now=filing.now,
        fingerprint=filing.analysis.fingerprint,
        knowledge_version=filing.knowledge_version,
        text_hash=text_hash(filing.article.text),
        entry_hash=filing.received.entry_hash,
    )
    note_people(scope, people, when, filing.now)
    fingerprint = Fingerprint.from_bytes(filing.analysis.fingerprint)
    memory.replace(
        article_id, fingerprint, filing.analysis.features, load_article(scope, article_id).dated_at
    )
    return Outcome(
        source=filing.received.label,
        status=Status.CHANGED,
        article=saved.id,
        story=saved.story,
        relevant=filing.relevant,
    )


def _save_new(scope: Scope, filing: Filing, kin: Kinship, story: int | None, when: datetime) -> SavedArticle:
    people = settle_people(scope, filing.analysis, story, filing.outlet)
    saved = save_article(
        scope,
        filing.article,
        people.analysis,
        story=story,
        copy_of=kin.copied.id if kin.copied else None,
        source_id=filing.received.source_id,
        relevant=filing.relevant,
        backfill=filing.received.backfill,
        now=filing.now,
        fingerprint=filing.analysis.fingerprint,
        knowledge_version=filing.knowledge_version,
        text_hash=text_hash(filing.article.text),
        entry_hash=filing.received.entry_hash,
    )
    note_people(scope, people, when, filing.now)
    return saved


def _tie_to_kin(scope: Scope, kin: Kinship, article: int, now: datetime) -> str | None:
    """Give credit where it is due, and tell versions apart; the address of the article that it copies.

    That is the first of the group to arrive, also where another one is credited: what was said of earlier
    copies stays true.
    """
    if kin.newer_than:
        supersede_article(scope, older=kin.newer_than, newer=article)
    if kin.older_than:
        supersede_article(scope, older=article, newer=kin.older_than)
    if kin.copied is None:
        return None
    first = load_article(scope, first_of_copies(scope, kin.copied.id)).address
    if kin.earlier:
        credit_article(scope, article, instead_of=kin.copied.id, now=now)
    return first
