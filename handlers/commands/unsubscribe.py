"""`/unsubscribe [TOPIC | N]`: no more digests on it in this channel."""

from __future__ import annotations

from bot.errors import RapporteurError
from bot.model.subscriptions import Subscription
from bot.query.names import NameTable
from bot.query.write import write_query
from bot.services import Services
from bot.storage.subscriptions import load_subscriptions, remove_subscription
from digests.page import Button, Paragraph, line
from handlers.command import Command, Request
from handlers.naming import read_topic
from handlers.own_subscriptions import require_channel
from handlers.replies import ASK, Reply
from handlers.subscribing import describe_subscription, describe_topic
from handlers.words import tidy

MOST_BUTTONS = 10


def answer(request: Request, services: Services) -> Reply:
    """Remove the one that is meant; where none is named or several may be meant, offer them."""
    names = services.names(request.workspace_id)
    asked, channel = tidy(request.text), require_channel(request)
    with services.database.write(request.workspace_id) as scope:
        own = load_subscriptions(scope, channel)
        meant = _meant(own, asked, names)
        if asked and len(meant) == 1:
            remove_subscription(scope, meant[0].id)
            return _removed(meant[0], names)
    return _offer(request, meant or own, asked, names)


def _meant(own: tuple[Subscription, ...], asked: str, names: NameTable) -> tuple[Subscription, ...]:
    number = asked.lstrip("#")
    if not asked:
        return own
    if number.isdecimal():
        return tuple(s for s in own if str(s.id) == number)
    try:
        topic = write_query(read_topic(asked, names, lambda topic: f"/unsubscribe {topic}").query)
    except RapporteurError:  # a topic that is not understood is none of those subscribed to
        return ()
    return tuple(s for s in own if s.topic == topic)


def _removed(subscription: Subscription, names: NameTable) -> Reply:
    again = f"/subscribe {subscription.topic}"
    return Reply(
        heading="Unsubscribed",
        understood=describe_topic(subscription.topic, names),
        parts=(Paragraph((line("This channel gets no more digests on it."),)),),
        buttons=(Button("Subscribe again", ASK, again),),
    )


def _offer(request: Request, found: tuple[Subscription, ...], asked: str, names: NameTable) -> Reply:
    said = f"This channel has no subscription “{asked[:100]}”." if asked else "Which one?"
    if not found:
        said = "This channel has no subscriptions."
    return Reply(
        heading="Unsubscribe",
        parts=(
            Paragraph((line(said),)),
            *(
                Paragraph((line(f"{s.id}. {describe_subscription(s, names, request.now)}"),))
                for s in found[:MOST_BUTTONS]
            ),
        ),
        buttons=tuple(Button(f"Remove {s.id}", ASK, f"/unsubscribe {s.id}") for s in found[:MOST_BUTTONS]),
        problem=bool(asked),
    )


COMMAND = Command(
    name="unsubscribe",
    summary="no more digests on a topic in this channel",
    usage="[TOPIC | number]",
    examples=("/unsubscribe energy", "/unsubscribe 3"),
    answer=answer,
    harmless=False,
)
