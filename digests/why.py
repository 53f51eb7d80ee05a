"""`/media why URL`: storage → what is known of an address; and why a story stands where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from bot.errors import NotFoundError, RapporteurError
from bot.fetch.urls import canonical_address
from bot.model.articles import Source
from bot.model.mutes import Mute
from bot.model.stored import ArticleCard, StoryCard
from bot.model.subscriptions import Digest, Period, RhythmKind, Subscription
from bot.query.names import NameTable
from bot.query.tree import Query, actors_in, themes_in
from bot.query.write import describe_query
from bot.services import Services
from bot.storage.articles import load_article
from bot.storage.database import Scope
from bot.storage.mutes import load_mutes
from bot.storage.posts import last_slot
from bot.storage.provenance import find_article, find_covering, find_digest, is_match, load_provenance
from bot.storage.quotes import load_quotes
from bot.storage.search import find_stories, find_story
from bot.storage.shown import load_seen
from bot.storage.sources import load_sources
from bot.storage.subscriptions import load_subscription
from digests.load import MOST_LOADED, read_topic
from digests.muting import leave_out_muted
from digests.page import Bullets, Paragraph, Part, Small, bold, line
from digests.period import latest_slot, next_due
from digests.places import StoryPlace
from digests.ranking import explain_standing, rank_standing, read_standing
from digests.select import choose_stories, large_enough
from digests.why_words import Fate, Why, rank_of

MOST_ASKED = 2_000  # characters of what is asked about


def load_why(
    services: Services,
    workspace_id: int,
    asked: str,
    *,
    subscriptions: Iterable[Subscription],
    now: datetime,
) -> Why:
    """What is known of an address, or of an article's id ("1234").

    Args:
        subscriptions: those that may be told of to whoever asks.
    """
    asked = asked.strip().strip("<>").partition("|")[0][:MOST_ASKED]  # Slack writes links as <address|words>
    names = services.names(workspace_id)
    with services.database.read(workspace_id) as scope:
        article = _find(scope, asked)
        if article is None:
            return Why(asked=asked, sources=_same_host(load_sources(scope), asked))
        story = find_story(scope, None, article.story, until=now, now=now)
        fates = (
            _load_fate(scope, names, article, subscription, now, story) for subscription in subscriptions
        )
        return Why(
            asked=asked,
            article=article,
            provenance=load_provenance(scope, article.id),
            original=load_article(scope, article.copy_of) if article.copy_of is not None else None,
            story=story,
            fates=tuple(fates),
        )


def _find(scope: Scope, asked: str) -> ArticleCard | None:
    if asked.isascii() and asked.isdigit() and len(asked) <= 18:
        try:
            return load_article(scope, int(asked))
        except NotFoundError:
            return None
    found = find_article(scope, (asked, canonical_address(asked)))
    return load_article(scope, found) if found is not None else None


def _same_host(sources: Iterable[Source], asked: str) -> tuple[Source, ...]:
    host = _host(asked)
    return tuple(source for source in sources if host and _host(source.address) == host)


def _host(address: str) -> str:
    try:
        return (urlsplit(canonical_address(address)).hostname or "").removeprefix("feeds.")
    except ValueError:
        return ""


def _load_fate(
    scope: Scope,
    names: NameTable,
    article: ArticleCard,
    subscription: Subscription,
    now: datetime,
    story: StoryCard | None,
) -> Fate:
    try:
        query = read_topic(subscription.topic, names)
        matching = is_match(scope, query, article.id, now)
    except RapporteurError as error:
        return Fate(subscription=subscription, topic=subscription.topic, matches=False, unread=error.message)
    fate = Fate(
        subscription=subscription,
        topic=describe_query(query, names),
        matches=matching,
        silent=_why_silent(subscription, now),
    )
    return _follow(scope, query, article, fate, now, story) if matching else fate


def _why_silent(subscription: Subscription, now: datetime) -> str:
    if not subscription.is_silent(now):
        return ""
    return "paused" if subscription.paused else "snoozed"


def _follow(
    scope: Scope, query: Query, article: ArticleCard, fate: Fate, now: datetime, story: StoryCard | None
) -> Fate:
    """What became of a matching article."""
    subscription = fate.subscription
    mutes = load_mutes(scope, subscription.id)
    fate = replace(
        fate,
        small=_too_small(scope, query, article, subscription, now),
        muted=story is not None and not leave_out_muted([story], mutes),
    )
    seen = load_seen(scope, subscription.id, [article.story]).get(article.story)
    if subscription.rhythm.kind is RhythmKind.INSTANTLY:
        posted = find_digest(scope, subscription.id, f"story:{article.story}")
        return replace(fate, seen=seen, posted=posted.claimed_at if posted else None)
    covering = find_covering(scope, subscription.id, article.stored_at)
    if covering is None:
        last = last_slot(scope, subscription.id)
        return replace(fate, seen=seen, due=_coming(subscription, article.stored_at, last, now))
    mutes = tuple(mute for mute in mutes if mute.made_at < covering.claimed_at)
    ranked = large_enough(_rank(scope, query, covering.period, mutes), subscription.minimum)
    return replace(
        fate,
        muted=story is not None and not leave_out_muted([story], mutes),
        seen=seen,
        covered=covering.period.end,
        rank=rank_of(article.story, ranked),
        stories=len(ranked),
    )


def _too_small(
    scope: Scope, query: Query, article: ArticleCard, subscription: Subscription, now: datetime
) -> int:
    """How many outlets carry its story, where the subscription asks for more; else 0."""
    story = find_story(scope, query, article.story, until=now, now=now)
    enough = story is None or bool(large_enough([story], subscription.minimum))
    return 0 if enough or story is None else max(len(story.outlets), 1)


def _coming(
    subscription: Subscription, stored_at: datetime, last: str | None, now: datetime
) -> datetime | None:
    """When the digest is due that will cover what was stored then, or None."""
    for moment in (now, next_due(subscription, now)):
        slot = latest_slot(subscription, moment, last) if moment else None
        if slot and slot.period.start < stored_at <= slot.period.end:
            return slot.due
    return None


def _rank(scope: Scope, query: Query, period: Period, mutes: Sequence[Mute]) -> tuple[StoryCard, ...]:
    """The stories of a period as a digest orders them, for a channel that had seen none."""
    stories = find_stories(
        scope, query, since=period.start, until=period.end, by="stored", limit=MOST_LOADED, now=period.end
    )
    wanted = {*actors_in(query), *themes_in(query)}
    heard = leave_out_muted(stories, mutes)
    choice = choose_stories(heard, {}, wanted=wanted, seen={}, period=period)
    return (*choice.shown, *choice.more)


def load_standing(services: Services, workspace_id: int, place: StoryPlace) -> tuple[Part, ...]:
    """Why a story of a posted digest stands there: the button's answer.

    Raises:
        NotFoundError: the subscription or its digest is not there any more, or the story matches no longer.
        UsageError: the topic of the subscription cannot be read any more.
    """
    names = services.names(workspace_id)
    with services.database.read(workspace_id) as scope:
        subscription = load_subscription(scope, place.subscription)
        query = read_topic(subscription.topic, names)
        digest = find_digest(scope, place.subscription, place.slot)
        story = _load_told(scope, query, place.story, digest) if digest else None
        if digest is None or story is None:
            raise NotFoundError(
                "I do not find that story any more: it was joined with another, or does not match the topic now.",
                advice="/media why ADDRESS says what became of an article.",
            )
        quotes = load_quotes(scope, articles=[article.id for article in story.articles], key_only=True)
    wanted = {*actors_in(query), *themes_in(query)}
    standing = read_standing(story, quotes, wanted, digest.period)
    reasons = (line(reason.sentence, bold(f" +{reason.points:.1f}")) for reason in explain_standing(standing))
    matched = line(f"It matches {describe_query(query, names)}.")
    total = f"{rank_standing(standing):.1f} points in all; the stories with most come first."
    return (
        Paragraph((line(bold(story.articles[0].title)), matched)),
        Bullets(tuple(reasons)),
        Small(total),
    )


def _load_told(scope: Scope, query: Query, story: int, digest: Digest) -> StoryCard | None:
    """A story as a digest told it: with the articles of its period."""
    end = digest.period.end
    found = find_story(scope, query, story, until=end, now=end)
    if found is None:
        return None
    within = tuple(a for a in found.articles if a.stored_at > digest.period.start) or found.articles
    return replace(found, articles=within, copies=sum(a.copy_of is not None for a in within))
