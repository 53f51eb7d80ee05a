"""What the pipeline remembers of one workspace while it runs; all of it can be rebuilt from the database."""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.analysis.copies import Fingerprint
from bot.analysis.copy_index import CopyIndex
from bot.analysis.gate import Followed
from bot.analysis.stories import StoryIndex
from bot.errors import QueryError
from bot.model.knowledge import Knowledge
from bot.query import parse_query
from bot.query.tree import ActorIs, Phrase, ThemeIs, Word, walk
from bot.storage.actors import load_actors
from bot.storage.articles import load_fingerprints
from bot.storage.database import Scope
from bot.storage.subscriptions import load_subscriptions
from bot.storage.themes import load_themes
from bot.work import Interest, pack_interest

REMEMBERED = timedelta(days=30)  # how far back copies are looked for; stories look back less


def load_interest(scope: Scope) -> Interest:
    """Themes, actors and what the subscriptions follow."""
    actors, themes = load_actors(scope), load_themes(scope)
    followed = collect_followed(tuple(s.topic for s in load_subscriptions(scope) if not s.paused))
    content = pickle.dumps(
        (themes, actors, sorted(followed.actors), sorted(followed.themes), sorted(followed.words))
    )
    version = hashlib.sha256(content).hexdigest()[:16]
    return pack_interest(Knowledge(version=version, themes=themes, actors=actors), followed)


def collect_followed(topics: tuple[str, ...]) -> Followed:
    """The actors, themes and search words that any of the topics asks for. Pure."""
    actors: set[str] = set()
    themes: set[str] = set()
    words: set[str] = set()
    for topic in topics:
        try:
            query = parse_query(topic)
        except (
            QueryError
        ):  # stored by an older version with another grammar; the subscription itself reports it
            continue
        for node in walk(query):
            if isinstance(node, ActorIs):
                actors.add(node.id)
            elif isinstance(node, ThemeIs):
                themes.add(node.id)
            elif isinstance(node, Word | Phrase):
                words.add(node.text)
    return Followed(actors=frozenset(actors), themes=frozenset(themes), words=frozenset(words))


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
