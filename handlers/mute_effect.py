"""What a mute is asked of, written in a button; and what it would have changed in the last days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import NotFoundError, UsageError
from bot.model.mutes import Mute, MuteKind
from bot.query.names import NameTable
from bot.query.tree import Query
from bot.services import Services
from bot.storage.database import Scope
from bot.storage.mutes import load_mutes
from bot.storage.outlets import load_outlets
from bot.storage.search import find_stories, find_story
from bot.storage.stories import follow_story
from bot.storage.subscriptions import load_subscription
from digests.load import read_topic
from digests.mrkdwn import clean, clip
from digests.muting import Effect, measure_mute
from digests.select import first_good, large_enough
from handlers.subscribing import describe_topic

SPAN = timedelta(days=7)
MOST_LOOKED_AT = 500  # newest stories
_ASKED = re.compile(r"subscription:(\d{1,18}) (outlet|story|term):(.{1,300})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What somebody thinks of muting."""

    subscription: int  # where; 0: in no subscription
    kind: MuteKind
    what: str


def write_asked(asked: Asked) -> str:
    """ "subscription:3 outlet:harbour-wire.example", the value of a button."""
    return f"subscription:{asked.subscription} {asked.kind.value}:{asked.what}"


def parse_asked(value: str) -> Asked | None:
    """What `write_asked` wrote; None for anything else."""
    match = _ASKED.fullmatch(value)
    if match is None or (match[2] == MuteKind.STORY and not re.fullmatch(r"\d{1,18}", match[3])):
        return None
    return Asked(subscription=int(match[1]), kind=MuteKind(match[2]), what=match[3])


def read_mute(scope: Scope, asked: Asked, by: str, now: datetime, where: int | None = None) -> Mute:
    """The mute that is asked for. Raises NotFoundError where the outlet or story is not there (any more)."""
    what, shown = asked.what, asked.what
    if asked.kind is MuteKind.OUTLET:
        shown = _outlet_name(scope, asked.what)
    elif asked.kind is MuteKind.STORY:
        number = follow_story(scope, int(asked.what))
        what, shown = str(number), _headline(scope, number, now)
    shown = clip(clean(shown), 100)
    return Mute(kind=asked.kind, what=what, shown=shown, subscription=where, made_at=now, made_by=by)


def _outlet_name(scope: Scope, outlet: str) -> str:
    found = load_outlets(scope, [outlet]).get(outlet)
    if found is None:
        raise NotFoundError("That outlet is not known any more.")
    return found.name


def _headline(scope: Scope, story: int, now: datetime) -> str:
    found = find_story(scope, None, story, until=now, now=now)
    if found is None:
        raise NotFoundError("That story is not there any more.")
    return first_good(found.articles).title


def load_effects(
    services: Services, scope: Scope, workspace_id: int, mute: Mute, subscription: int | None
) -> tuple[tuple[str, Effect], ...]:
    """Where → what it would have changed in the last 7 days: in the subscription, and in the whole workspace."""
    effects = [("In the whole workspace", _measure(scope, None, mute, None, 1))]
    if subscription is not None:
        found = load_subscription(scope, subscription)
        names = services.names(workspace_id)
        query = read_topic(found.topic, names)
        here = _measure(scope, query, mute, subscription, found.minimum)
        effects.insert(0, (f"Here ({clip(describe_topic(found.topic, names), 100)})", here))
    return tuple(effects)


def _measure(scope: Scope, query: Query | None, mute: Mute, subscription: int | None, minimum: int) -> Effect:
    now = mute.made_at
    stories = find_stories(
        scope, query, since=now - SPAN, until=now, by="stored", limit=MOST_LOOKED_AT, now=now
    )
    return measure_mute(large_enough(stories, minimum), load_mutes(scope, subscription), mute)


def describe_place(scope: Scope, names: NameTable, mute: Mute) -> str:
    """ "in the whole workspace", or "here (theme Energy)"."""
    if mute.subscription is None:
        return "in the whole workspace"
    try:
        return f"here ({clip(describe_topic(load_subscription(scope, mute.subscription).topic, names), 100)})"
    except (NotFoundError, UsageError):
        return "in a subscription that was removed"
