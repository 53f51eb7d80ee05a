"""`/digest [TOPIC] [24h]`: a digest now, only for whoever asks."""

from __future__ import annotations

from datetime import timedelta

from bot.query.names import NameTable
from bot.query.span import describe_span, parse_span
from bot.query.tree import Query, ThemeIs, any_of
from bot.query.write import describe_query, write_query
from bot.services import Services
from bot.storage.subscriptions import load_subscriptions
from bot.storage.themes import load_themes
from digests import load
from digests.drafts import compose_now
from digests.layout import fallback_of, lay_out_parts
from digests.page import Button
from handlers.command import Command, Request
from handlers.naming import doubt_retries, read_topic
from handlers.replies import ASK, RERUN, Reply
from handlers.words import tidy

DEFAULT_SPAN = timedelta(hours=24)
DEFAULT_WRITTEN = "24h"
LONGEST_TOLD = 120  # characters of a topic; Slack's headings hold 150, and the date takes some
SPANS = ("24h", "7d", "30d")


def answer(request: Request, services: Services) -> Reply:
    """What came in on the topic; without one, on the channel's subscriptions, else on all themes."""
    topic, span, written = _split(tidy(request.text))
    names = services.names(request.workspace_id)
    retries: tuple[tuple[str, str], ...] = ()
    if topic:
        resolved = read_topic(topic, names, lambda choice: f"/digest {choice} {written}")
        retries = doubt_retries(resolved, names, lambda choice: f"/digest {choice} {written}")
        query = resolved.query
        told = describe_query(query, names)
    else:
        query, told = _default_query(request, services, names)
    content = compose_now(
        services, request.workspace_id, query, span, now=request.now, timezone=request.timezone
    )
    parts = lay_out_parts(content, thread=False)
    run = f"/digest {write_query(query)}" if topic else "/digest"
    return Reply(
        heading=f"{told[:1].upper()}{told[1:]} · {content.date}",
        understood=f"{_unless_shown(told)}Stored in the last {describe_span(span)}: {content.period}",
        parts=parts[2:],  # the heading and the period are told above
        buttons=(
            *(Button(label, RERUN, command) for label, command in retries),
            *(Button(s, RERUN, f"{run} {s}", primary=s == written) for s in SPANS),
            *((Button("Subscribe this channel", ASK, f"/subscribe {write_query(query)}"),) if topic else ()),
        ),
        shared=f"{run} {written}",
        fallback=fallback_of(content),
    )


def _split(text: str) -> tuple[str, timedelta, str]:
    """The topic, and the span at its end."""
    topic, _, last = text.rpartition(" ")
    if last and (span := parse_span(last)):
        return topic.strip(), span, last.lower()
    return text, DEFAULT_SPAN, DEFAULT_WRITTEN


def _unless_shown(told: str) -> str:
    """What the topic was understood as, where the heading has no room for it."""
    return f"{told} — " if len(told) > LONGEST_TOLD else ""


def _default_query(request: Request, services: Services, names: NameTable) -> tuple[Query, str]:
    """The channel's subscriptions or all themes, and how that is called."""
    with services.database.read(request.workspace_id) as scope:
        own = load_subscriptions(scope, request.channel_id) if request.channel_id else ()
        themes = load_themes(scope)
    if not own:
        return any_of([ThemeIs(theme.id) for theme in themes]), "all themes"
    query = any_of([load.read_topic(subscription.topic, names) for subscription in own])
    words = describe_query(query, names)
    return query, words if len(words) <= LONGEST_TOLD else "this channel's subscriptions"


COMMAND = Command(
    name="digest",
    summary="a digest now, only for you",
    usage="[TOPIC] [24h]",
    examples=("/digest energy", "/digest putin xi 7d", "/digest"),
    answer=answer,
)
