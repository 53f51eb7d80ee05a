"""Subscription command text → topic, rhythm and time zone; and how a subscription is shown. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.clock import parse_timezone
from bot.errors import SlackError, UnknownNameError, UsageError
from bot.model.subscriptions import Rhythm, RhythmKind, Subscription
from bot.query.names import Doubt, NameTable, resolve_query
from bot.query.parser import parse_query
from bot.query.tree import Query, Since, Until, walk
from bot.query.write import describe_query
from bot.slack.port import SlackPort
from digests.items import describe_moment
from digests.page import Paragraph, Part, Small, bold, line
from digests.period import next_due
from digests.rhythm import DEFAULT_AT, KEYWORDS, is_timezone, parse_rhythm, write_rhythm
from handlers.words import tidy

DEFAULT_RHYTHM = Rhythm(kind=RhythmKind.DAILY, at=DEFAULT_AT)
_TIME = re.compile(r"\d{1,2}:\d{2}(?:am|pm)?", re.IGNORECASE)
_TOKEN = re.compile(r'"[^"]*"|\S+')


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to subscribe to."""

    topic: str  # as typed; may be empty
    rhythm: Rhythm
    timezone: str | None  # IANA; None: the person's own


def parse_wish(text: str) -> Wish:
    """Read "energy -oil weekdays 9:00 Europe/Paris"; the rhythm and the zone may be left out.

    Raises:
        UsageError: a rhythm or a time zone that does not exist.
    """
    text = tidy(text)
    tokens = list(_TOKEN.finditer(text))
    problem: UsageError | None = None
    for start in _rhythm_starts(tokens):
        try:
            rhythm, zone = parse_rhythm(text[start:])
        except UsageError as error:
            problem = problem or error
            continue
        return Wish(text[:start].strip(), rhythm, zone.key if zone else None)
    if problem:
        raise problem
    return _without_rhythm(text, tokens)


def _rhythm_starts(tokens: list[re.Match[str]]) -> Iterator[int]:
    return (token.start() for token in tokens if token.group().lower() in KEYWORDS)


def _without_rhythm(text: str, tokens: list[re.Match[str]]) -> Wish:
    """A topic, perhaps with a time of day and a zone: then daily."""
    start, zone = len(text), None
    if tokens and is_timezone(tokens[-1].group()) and ":" not in tokens[-1].group():
        last = tokens.pop()
        start, zone = last.start(), parse_timezone(last.group()).key
    rhythm = DEFAULT_RHYTHM
    if tokens and _TIME.fullmatch(tokens[-1].group()):
        last = tokens.pop()
        start, (rhythm, _) = last.start(), parse_rhythm(f"{RhythmKind.DAILY.value} {last.group()}")
    return Wish(text[:start].strip(), rhythm, zone)


def describe_topic(topic: str, names: NameTable) -> str:
    """A stored topic in words, by the names that it has today."""
    query = parse_query(topic)
    try:
        return describe_query(resolve_query(query, names).query, names)
    except UnknownNameError:  # it names what is not known any more: shown as it was written
        return describe_query(query, names)


def describe_next(subscription: Subscription, now: datetime) -> str:
    """When the next digest comes, by the subscription's clock."""
    if subscription.paused:
        return "paused"
    if subscription.is_silent(now) and subscription.snoozed_until:
        return f"snoozed until {write_moment(subscription.snoozed_until, subscription.timezone)}"
    due = next_due(subscription, now)
    if due is None:
        return "as soon as a story breaks (three outlets, or one that is trusted)"
    return f"next {write_moment(due, subscription.timezone)}"


def write_moment(moment: datetime, timezone: str) -> str:
    """An instant by the clock of a time zone: "Mon 23 Nov 08:30"."""
    return describe_moment(moment, parse_timezone(timezone))


def describe_subscription(subscription: Subscription, names: NameTable, now: datetime) -> str:
    """One subscription in a line."""
    rhythm = write_rhythm(subscription.rhythm)
    topic = describe_topic(subscription.topic, names)
    least = f", stories of {subscription.minimum} outlets or more" if subscription.minimum > 1 else ""
    return f"{topic} — {rhythm} {subscription.timezone}, {describe_next(subscription, now)}{least}"


def tell_timing(subscription: Subscription, now: datetime) -> Part:
    """When a subscription posts, and when next."""
    rhythm = f"{write_rhythm(subscription.rhythm)} ({subscription.timezone})"
    return Paragraph((line(bold(rhythm), f", {describe_next(subscription, now)}"),))


def tell_doubts(doubts: Iterable[Doubt]) -> tuple[Part, ...]:
    """Words that were taken as search words although a name is near."""
    return tuple(
        Small(f"“{doubt.word}” is taken as a search word. Did you mean {' or '.join(doubt.suggestions)}?")
        for doubt in doubts
    )


def refuse_periods(query: Query) -> None:
    """Raise UsageError where the topic of a subscription has a period of its own."""
    if any(isinstance(node, Since | Until) for node in walk(query)):
        raise UsageError(
            "A subscription has periods of its own.",
            advice="Leave since: and until: away; each digest covers what came in since the one before.",
        )


def list_warnings(slack: SlackPort | None, channel: str) -> list[Part]:
    """Said at once, not at the first digest: where the bot cannot post."""
    if slack is None:
        return []
    try:
        member = slack.fetch_membership(channel)
    except SlackError as error:
        return [Paragraph((line(bold("I may not be able to post here: "), error.message),))]
    if member:
        return []
    return [
        Paragraph((line(bold("I am not a member of this channel yet. "), "Invite me: /invite @Rapporteur"),))
    ]
