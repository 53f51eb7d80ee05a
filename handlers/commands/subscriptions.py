"""`/subscriptions`: what this channel is subscribed to; pause, resume, remove."""

from __future__ import annotations

from datetime import datetime

from bot.errors import NotFoundError, UsageError
from bot.model.subscriptions import Subscription
from bot.services import Services
from bot.storage.database import Scope
from bot.storage.subscriptions import (
    load_subscription,
    load_subscriptions,
    pause_subscription,
    remove_subscription,
)
from digests.page import Button, Buttons, Paragraph, Part, bold, line
from digests.resume import resume_subscription
from handlers.command import Command, Request
from handlers.replies import ASK, RERUN, Reply
from handlers.subscribing import describe_subscription
from handlers.words import split_words

MOST_SHOWN = 20  # two blocks each, and Slack takes 50


def answer(request: Request, services: Services) -> Reply:
    """The list, after what was asked to be done."""
    words = [word.text.lower() for word in split_words(request.text)]
    done = _do(request, services, words) if words else ""
    with services.database.read(request.workspace_id) as scope:
        found = load_subscriptions(scope, request.channel_id or None)
    return _list(request, services, found, done)


def _do(request: Request, services: Services, words: list[str]) -> str:
    number = words[-1].lstrip("#")
    if len(words) != 2 or words[0] not in _DEEDS or not number.isdecimal() or len(number) > 12:
        raise UsageError(
            "That is not understood.",
            advice="Write /subscriptions, or /subscriptions pause 3 (resume, remove) with a number of the list.",
        )
    with services.database.write(request.workspace_id) as scope:
        subscription = _own(scope, int(number), request.channel_id)
        return _DEEDS[words[0]](scope, subscription, request.now)


def _pause(scope: Scope, subscription: Subscription, _: datetime) -> str:
    pause_subscription(scope, subscription.id, True)
    return f"Paused: number {subscription.id}."


def _resume(scope: Scope, subscription: Subscription, now: datetime) -> str:
    resume_subscription(scope, subscription, now)
    return f"Resumed: number {subscription.id}."


def _remove(scope: Scope, subscription: Subscription, _: datetime) -> str:
    remove_subscription(scope, subscription.id)
    return f"Removed: number {subscription.id}."


_DEEDS = {"pause": _pause, "resume": _resume, "remove": _remove}


def _own(scope: Scope, number: int, channel: str) -> Subscription:
    """A subscription of this channel; another channel's is "not found" here."""
    subscription = load_subscription(scope, number)
    if channel and subscription.channel != channel:
        raise NotFoundError(
            f"This channel has no subscription {number}.", advice="/subscriptions lists those that it has."
        )
    return subscription


def _list(request: Request, services: Services, found: tuple[Subscription, ...], done: str) -> Reply:
    names = services.names(request.workspace_id)
    parts: list[Part] = [Paragraph((line(bold(done)),))] if done else []
    for subscription in found[:MOST_SHOWN]:
        shown = describe_subscription(subscription, names, request.now)
        parts.append(Paragraph((line(bold(f"{subscription.id}. "), shown),)))
        parts.append(_buttons(subscription))
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
    )


def _buttons(subscription: Subscription) -> Buttons:
    number = subscription.id
    pause = ("Resume", "resume") if subscription.paused else ("Pause", "pause")
    return Buttons(
        (
            Button(pause[0], RERUN, f"/subscriptions {pause[1]} {number}"),
            Button("A digest now", ASK, f"/digest {subscription.topic} 24h"),
            Button(
                "Remove",
                RERUN,
                f"/subscriptions remove {number}",
                danger=True,
                confirm="This channel will get no more digests on that topic.",
            ),
        )
    )


COMMAND = Command(
    name="subscriptions",
    summary="what this channel is subscribed to; pause, resume, remove",
    usage="[pause N | resume N | remove N]",
    examples=("/subscriptions", "/subscriptions pause 3"),
    answer=answer,
)
