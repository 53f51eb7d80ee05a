"""Subscription command text → topic, rhythm and time zone; and how a subscription is shown. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.clock import parse_timezone
from bot.errors import UnknownNameError, UsageError
from bot.model.subscriptions import Rhythm, RhythmKind, Subscription
from bot.query.names import NameTable, resolve_query
from bot.query.parser import parse_query
from bot.query.write import describe_query
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
    due = next_due(subscription, now)
    if due is None:
        return "as soon as a story breaks (three outlets, or one that is trusted)"
    local = due.astimezone(parse_timezone(subscription.timezone))
    return f"next {local:%a} {local.day} {local:%b} {local:%H:%M}"


def describe_subscription(subscription: Subscription, names: NameTable, now: datetime) -> str:
    """One subscription in a line."""
    rhythm = write_rhythm(subscription.rhythm)
    topic = describe_topic(subscription.topic, names)
    return f"{topic} — {rhythm} {subscription.timezone}, {describe_next(subscription, now)}"
