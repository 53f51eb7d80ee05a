"""`/subscribe TOPIC [rhythm] [timezone]`: a digest for this channel."""

from __future__ import annotations

from datetime import timedelta

from bot.errors import UsageError
from bot.model.subscriptions import Subscription
from bot.query.names import Resolved
from bot.query.write import describe_query, write_query
from bot.services import Services
from bot.storage.database import Scope
from bot.storage.search import count_matching
from bot.storage.subscriptions import add_subscription, load_subscriptions, update_subscription
from bot.storage.themes import load_themes
from digests.items import count_of
from digests.page import Bullets, Button, Paragraph, Part, Small, bold, line
from digests.rhythm import EXPECTED, write_rhythm
from handlers.command import Command, Request
from handlers.naming import doubt_retries, read_topic
from handlers.replies import ASK, Reply
from handlers.subscribing import Wish, list_warnings, parse_wish, refuse_periods, tell_doubts, tell_timing
from handlers.subscription_dialog import offer_next, open_form
from handlers.subscription_form import Answers

PREVIEW = timedelta(days=7)


def answer(request: Request, services: Services) -> Reply:
    """Subscribe the channel, and say what the last days would have brought."""
    wish = parse_wish(request.text)
    if not wish.topic:
        return _how(request, services)
    if not request.channel_id:
        raise UsageError(
            "A subscription needs a channel.", advice="Use /subscribe in Slack, in that channel."
        )
    names = services.names(request.workspace_id)
    rest = " ".join(filter(None, (write_rhythm(wish.rhythm), wish.timezone)))
    resolved = read_topic(wish.topic, names, lambda topic: f"/subscribe {topic} {rest}")
    refuse_periods(resolved.query)
    return _subscribe(request, services, wish, resolved, rest)


def _how(request: Request, services: Services) -> Reply:
    """Without a topic: a form; and in words what one can subscribe to, and how."""
    answers = Answers(timezone=request.timezone, channel=request.channel_id)
    with services.database.read(request.workspace_id) as scope:
        themes = load_themes(scope)
    return Reply(
        heading="Subscribe this channel",
        form=open_form(services, request.workspace_id, answers),
        parts=(
            Paragraph(
                (line("Write a topic, and a rhythm if “daily 08:30” in your time zone does not suit:"),)
            ),
            Bullets(tuple(line(example) for example in COMMAND.examples)),
            Paragraph((line(bold("Rhythms: "), f"{EXPECTED}."),)),
            *_listed("Your themes: ", tuple(theme.id for theme in themes)),
            Paragraph((line("Topics can also be names, words and phrases: see /media help."),)),
        ),
    )


def _listed(title: str, names: tuple[str, ...]) -> tuple[Part, ...]:
    return (Paragraph((line(bold(title), " · ".join(names)),)),) if names else ()


def _subscribe(request: Request, services: Services, wish: Wish, resolved: Resolved, rest: str) -> Reply:
    names = services.names(request.workspace_id)
    with services.database.write(request.workspace_id) as scope:
        subscription = _save(scope, request, wish, write_query(resolved.query))
        counts = count_matching(
            scope, resolved.query, since=request.now - PREVIEW, until=request.now, now=request.now
        )
        own = load_subscriptions(scope, request.channel_id)
    others = [s for s in own if s.topic == subscription.topic and s.id != subscription.id]
    resume = Button("Resume", ASK, f"/subscriptions resume {subscription.id}", primary=True)
    retries = doubt_retries(resolved, names, lambda topic: f"/subscribe {topic} {rest}")
    return Reply(
        heading="Subscribed",
        understood=describe_query(resolved.query, names),
        parts=(
            tell_timing(subscription, request.now),
            Paragraph((line(f"The last 7 days would have brought {_brought(counts)}."),)),
            *list_warnings(services.slack, request.channel_id),
            *tell_doubts(resolved.doubts),
            *(_also(other) for other in others),
        ),
        buttons=(
            *(Button(label, ASK, command) for label, command in retries),
            *((resume,) if subscription.paused else ()),
            *offer_next(subscription),
        ),
    )


def _save(scope: Scope, request: Request, wish: Wish, topic: str) -> Subscription:
    """Subscribe; one that is there already is moved to the time zone that was asked for."""
    subscription = add_subscription(
        scope,
        channel=request.channel_id,
        topic=topic,
        rhythm=wish.rhythm,
        timezone=wish.timezone or request.timezone,
        created_by=request.user_id or None,
        now=request.now,
    )
    if wish.timezone in (None, subscription.timezone):
        return subscription
    return update_subscription(scope, subscription.id, timezone=wish.timezone)


def _brought(counts: tuple[int, int, int]) -> str:
    articles, stories, _ = counts
    found = f"{count_of(stories, 'story', 'stories')} in {count_of(articles, 'article', 'articles')}"
    return found if articles else "nothing"


def _also(other: Subscription) -> Part:
    rhythm = write_rhythm(other.rhythm)
    return Small(f"This channel gets the same topic also {rhythm}; /unsubscribe {other.id} ends that.")


COMMAND = Command(
    name="subscribe",
    summary="a digest on a topic for this channel, at a rhythm of yours",
    usage="TOPIC [daily 08:30 | weekdays 9:00 | weekly mon 8:00 | hourly | instantly] [time zone]",
    examples=(
        "/subscribe energy",
        "/subscribe putin xi weekdays 9:00 Europe/Paris",
        '/subscribe (taiwan OR "south china sea") -football instantly',
    ),
    answer=answer,
    harmless=False,
    forms=frozenset({""}),
)
