"""What the pipeline remembers of one workspace while it runs; all of it can be rebuilt from the database."""

from __future__ import annotations

import hashlib
import logging
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.analysis.copies import Fingerprint
from bot.analysis.copy_index import CopyIndex
from bot.analysis.gate import Followed
from bot.analysis.stories import StoryIndex
from bot.clock import Clock
from bot.errors import QueryError
from bot.model.knowledge import Knowledge
from bot.query import Query, parse_query
from bot.query.tree import ActorIs, And, Not, Or, Phrase, ThemeIs, Word
from bot.storage.actors import load_actors
from bot.storage.articles import load_fingerprints
from bot.storage.database import Database, Scope
from bot.storage.subscriptions import load_subscriptions
from bot.storage.themes import load_themes
from bot.work import Interest, pack_interest

_log = logging.getLogger(__name__)

INTEREST_KEPT = timedelta(seconds=5)
REMEMBERED = timedelta(days=30)  # how far back copies are looked for; stories look back less


def load_interest(scope: Scope) -> Interest:
    """Themes, actors and what the subscriptions follow."""
    actors, themes = load_actors(scope), load_themes(scope)
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Memory:
    """Recent articles of one workspace, for telling copies and stories."""

    copies: CopyIndex
    stories: StoryIndex


def load_memory(scope: Scope, now: datetime) -> Memory:
    """Rebuild the memory from what was stored in the last 30 days."""
    copies, stories = CopyIndex(days=REMEMBERED.days), StoryIndex()
    for article, story, dated_at, fingerprint, features in load_fingerprints(scope, now - REMEMBERED):
        if fingerprint:
            copies.add(str(article), Fingerprint.from_bytes(fingerprint), dated_at)
        if features:
            stories.add(story, features, dated_at)
    return Memory(copies=copies, stories=stories)
