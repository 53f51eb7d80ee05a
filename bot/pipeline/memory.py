"""What the pipeline remembers of one workspace while it runs; all of it can be rebuilt from the database."""

from __future__ import annotations

import hashlib
import logging
import pickle
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from bot.analysis.copies import Fingerprint
from bot.analysis.copy_index import MOST_KEPT, CopyIndex
from bot.analysis.gate import Followed
from bot.analysis.stories import StoryIndex
from bot.clock import Clock
from bot.errors import QueryError
from bot.model.knowledge import Knowledge
from bot.query import Query, parse_query
from bot.query.tree import ActorIs, And, Not, Or, Phrase, ThemeIs, Word
from bot.storage.actors import load_actors
from bot.storage.database import Database, Scope
from bot.storage.redirects import load_redirects, redirect_themes
from bot.storage.regrouping import Action, Regrouping, load_regroupings, newest_regrouping
from bot.storage.remembered import latest_date, load_fingerprints, newest_article
from bot.storage.subscriptions import load_subscriptions
from bot.storage.themes import load_themes
from bot.work import Interest, pack_interest

_log = logging.getLogger(__name__)

INTEREST_KEPT = timedelta(seconds=5)
REMEMBERED = MOST_KEPT  # latest articles that a memory is built of; stories are told by fewer


def load_interest(scope: Scope) -> Interest:
    """Themes, actors and what the subscriptions follow."""
    actors, themes = load_actors(scope), redirect_themes(load_themes(scope), load_redirects(scope))
    followed = collect_followed(sub.topic for sub in load_subscriptions(scope) if not sub.paused)
    wanted = (sorted(followed.actors), sorted(followed.themes), sorted(followed.words))
    version = hashlib.sha256(pickle.dumps((themes, actors, wanted))).hexdigest()[:16]
    return pack_interest(Knowledge(version=version, themes=themes, actors=actors), followed)


class InterestCache:
    """What each workspace knows and follows, read anew after a few seconds. Safe to share between threads.

    Reading it costs as much as reading a short article, and feeds bring their articles one by one. What is read
    meanwhile with the older knowledge is marked with its version, and read again; see `rereading`.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._kept: dict[int, tuple[datetime, Interest]] = {}

    def __call__(self, workspace_id: int) -> Interest:
        """The interest of a workspace."""
        now, kept = self._clock(), self._kept.get(workspace_id)
        if kept and abs(now - kept[0]) < INTEREST_KEPT:
            return kept[1]
        with self._database.read(workspace_id) as scope:
            interest = load_interest(scope)
        self._kept[workspace_id] = (now, interest)
        return interest


def collect_followed(topics: Iterable[str]) -> Followed:
    """The actors, themes and search words that any of the topics asks for. Pure."""
    nodes = [node for topic in topics for node in _wanted(topic)]
    return Followed(
        actors=frozenset(node.id for node in nodes if isinstance(node, ActorIs)),
        themes=frozenset(node.id for node in nodes if isinstance(node, ThemeIs)),
        words=frozenset(node.text for node in nodes if isinstance(node, Word | Phrase)),
    )


def _wanted(topic: str) -> tuple[Query, ...]:
    """The parts of a topic, negated ones left out."""
    try:
        return tuple(_positive(parse_query(topic)))
    except QueryError as error:  # written by a version with another grammar; it must not stop the reading
        _log.warning("a topic cannot be read", extra={"fields": {"topic": topic, "why": error.sentence}})
        return ()


def _positive(query: Query) -> Iterator[Query]:
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from _positive(part)
    elif not isinstance(query, Not):
        yield query


class Memory:
    """Recent articles of one workspace, for telling copies and stories; kept up with what other processes store."""

    def __init__(self) -> None:
        self.copies, self.stories = CopyIndex(), StoryIndex()
        self._newest = 0  # the id of the last article remembered
        self._regrouped = 0  # the id of the last change of stories that is known

    def catch_up(self, scope: Scope) -> None:
        """Remember what was stored since the last time, at first the latest articles of all.

        Built anew it is as if it had seen all articles come: what is remembered depends on the latest ones and on
        the latest date alone.
        """
        if self._newest == 0:
            date = latest_date(scope)
            self.copies, self.stories = CopyIndex(newest=date), StoryIndex(newest=date)
            self._regrouped = newest_regrouping(scope)
        if newest_article(scope) > self._newest:
            for article, story, dated_at, fingerprint, features in load_fingerprints(
                scope, after=self._newest, latest=REMEMBERED
            ):
                known = Fingerprint.from_bytes(fingerprint) if fingerprint else None
                self.remember(article, story, known, features, dated_at)
        if newest_regrouping(scope) > self._regrouped:
            for change in load_regroupings(scope, after=self._regrouped):
                self.apply(change)

    def remember(
        self,
        article: int,
        story: int,
        fingerprint: Fingerprint | None,
        features: Mapping[str, float],
        when: datetime,
    ) -> None:
        """Know one more article."""
        if fingerprint:
            self.copies.add(str(article), fingerprint, when)
        if features:
            self.stories.add(story, features, when, article=article)
        self._newest = max(self._newest, article)

    def replace(
        self, article: int, fingerprint: Fingerprint, features: Mapping[str, float], when: datetime
    ) -> None:
        """Know an edited article by its new words."""
        self.copies.replace(str(article), fingerprint)
        self.stories.replace(article, features, when)

    def apply(self, change: Regrouping) -> None:
        """Follow stories that were merged or split."""
        if change.action is Action.MERGE:
            self.stories.move(change.detail["gone"], change.story)
        elif change.action is Action.SPLIT:
            self.stories.move(change.story, change.detail["into"], change.detail["articles"])
        self._regrouped = max(self._regrouped, change.id)
