"""`/subscriptions`: what this channel is subscribed to; edit, pause, snooze, resume, remove."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import parse_timezone
from bot.errors import UsageError
from bot.model.subscriptions import Subscription
from bot.query.span import parse_span
from bot.services import Services
from bot.storage.database import Scope
from bot.storage.subscriptions import (
    load_subscriptions,
    pause_subscription,
    remove_subscription,
    snooze_subscription,
)
from digests.items import describe_date
from digests.page import Button, Buttons, Line, Menu, Paragraph, Part, Piece, bold, italic, line
from digests.resume import resume_subscription
from handlers.command import Command, Request
from handlers.own_subscriptions import load_own, require_channel
from handlers.replies import ASK, RERUN, Reply
from handlers.subscribing import describe_subscription, write_moment
from handlers.subscription_dialog import EDIT, OPEN
from handlers.words import split_words

MOST_SHOWN = 16  # three blocks each, and Slack takes 50
SNOOZE = "snooze"
DEFAULT_SNOOZE = timedelta(days=1)
LONGEST_SNOOZE = timedelta(days=366)
SNOOZES = (("Snooze for a day", "1d"), ("Snooze for 3 days", "3d"), ("Snooze for a week", "1w"))


def answer(request: Request, services: Services) -> Reply:
    """The list, after what was asked to be done."""
    words = [word.text.lower() for word in split_words(request.text)]
    done = _do(request, services, words) if words else ""
    with services.database.read(request.workspace_id) as scope:
        found = load_subscriptions(scope, require_channel(request))
    return _list(request, services, found, done)


def _do(request: Request, services: Services, words: list[str]) -> str:
    deed, number, span = _parse(words)
    with services.database.write(request.workspace_id) as scope:
        subscription = load_own(scope, number, require_channel(request))
        return _DEEDS[deed](scope, subscription, request.now, span)


def _parse(words: list[str]) -> tuple[str, str, timedelta]:
    """What is to be done, with which subscription, and for how long."""
    number = words[1].lstrip("#") if len(words) > 1 else ""
    span = parse_span(words[2]) if len(words) == 3 and words[0] == SNOOZE else None
    known = words[0] in _DEEDS and number.isdecimal()
    if not known or len(words) > 2 + (span is not None):
        raise UsageError(
            "That is not understood.",
            advice="Write /subscriptions, or /subscriptions pause 3 (resume, remove, snooze 3 1w) with a number"
            " of the list.",
        )
    return words[0], number, min(span or DEFAULT_SNOOZE, LONGEST_SNOOZE)


def _pause(scope: Scope, subscription: Subscription, _: datetime, __: timedelta) -> str:
    pause_subscription(scope, subscription.id, True)
    return f"Paused: number {subscription.id}."


def _resume(scope: Scope, subscription: Subscription, now: datetime, _: timedelta) -> str:
    resume_subscription(scope, subscription, now)
    return f"Resumed: number {subscription.id}."


def _snooze(scope: Scope, subscription: Subscription, now: datetime, span: timedelta) -> str:
    until = now + span
    snooze_subscription(scope, subscription.id, until)
    shown = write_moment(until, subscription.timezone)
    return f"Snoozed until {shown}: number {subscription.id}. What comes in meanwhile is not posted later."


def _remove(scope: Scope, subscription: Subscription, _: datetime, __: timedelta) -> str:
    remove_subscription(scope, subscription.id)
    return f"Removed: number {subscription.id}."


_DEEDS = {"pause": _pause, "resume": _resume, SNOOZE: _snooze, "remove": _remove}


def _list(request: Request, services: Services, found: tuple[Subscription, ...], done: str) -> Reply:
    names = services.names(request.workspace_id)
    parts: list[Part] = [Paragraph((line(bold(done)),))] if done else []
    for subscription in found[:MOST_SHOWN]:
        shown = describe_subscription(subscription, names, request.now)
        parts.append(Paragraph((line(bold(f"{subscription.id}. "), shown), _made(subscription, request))))
        parts.append(_buttons(subscription, request.now))
    if len(found) > MOST_SHOWN:
        parts.append(Paragraph((line(f"and {len(found) - MOST_SHOWN} more"),)))
    if not found:
        parts.append(
            Paragraph((line("None yet. Write /subscribe with a topic, for example /subscribe energy"),))
        )
    return Reply(
        heading="Subscriptions",
        understood="of this channel" if request.channel_id else "of all channels",
        parts=tuple(parts),
        buttons=(Button("Subscribe to another topic", OPEN, ""),) if request.channel_id else (),
    )


def _made(subscription: Subscription, request: Request) -> Line:
    """Who made it, and when."""
    made = f"since {describe_date(subscription.created_at, parse_timezone(request.timezone))}"
    if subscription.created_by is None:
        return line(italic(made))
    return line(italic(f"{made}, by "), Piece("", user=subscription.created_by))


def _buttons(subscription: Subscription, now: datetime) -> Buttons:
    number = subscription.id
    silent = subscription.is_silent(now)
    pause = ("Resume", "resume") if silent else ("Pause", "pause")
    snoozes = tuple((label, f"/subscriptions {SNOOZE} {number} {span}") for label, span in SNOOZES)
    return Buttons(
        (
            Button("Edit", EDIT, str(number)),
            Button(pause[0], RERUN, f"/subscriptions {pause[1]} {number}"),
            *(() if silent else (Menu("Snooze", RERUN, snoozes),)),
            Button("A digest now", ASK, f"/digest {subscription.topic} 24h"),
            Button(
                "Remove",
                RERUN,
                f"/subscriptions remove {number}",
                danger=True,
                confirm="There will be no more digests on that topic here.",
            ),
        )
    )


COMMAND = Command(
    name="subscriptions",
    summary="what this channel is subscribed to; edit, pause, snooze, resume, remove",
    usage="[pause N | snooze N 1w | resume N | remove N]",
    examples=("/subscriptions", "/subscriptions pause 3", "/subscriptions snooze 3 1w"),
    answer=answer,
    harmless=False,
)
