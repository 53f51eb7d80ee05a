"""`/digest [TOPIC] [24h]`: a digest now, only for whoever asks."""

from __future__ import annotations

from datetime import timedelta

from bot.query.names import NameTable
from bot.query.span import describe_span, parse_span
from bot.query.tree import Query, ThemeIs, any_of
from bot.query.write import describe_query, write_query
from bot.services import Services
from bot.slack.port import Upload
from bot.storage.subscriptions import load_subscriptions
from bot.storage.themes import load_themes
from digests import load
from digests.content import DigestContent
from digests.drafts import compose_now
from digests.layout import fallback_of, lay_out_parts
from digests.page import Button, Menu, Paragraph, line
from handlers.command import Command, Request
from handlers.naming import doubt_retries, read_topic
from handlers.replies import ASK, RERUN, Reply
from handlers.words import tidy

DEFAULT_SPAN = timedelta(hours=24)
DEFAULT_WRITTEN = "24h"
LONGEST_TOLD = 120  # characters of a topic; Slack's headings hold 150, and the date takes some
SPANS = ("24h", "7d", "30d")
DOCX, EMAIL = "docx", "email"
FORMS = {DOCX: "As a Word document", EMAIL: "As an e-mail"}
"""Words at the end of the command, and what they bring."""


def answer(request: Request, services: Services) -> Reply:
    """What came in on the topic; without one, on the channel's subscriptions, else on all themes; or a file of it."""
    text, form = _take_form(tidy(request.text))
    topic, span, written = _split(text)
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
    if form:
        return _as_file(content, form, request)
    parts = lay_out_parts(content, thread=False)
    run = f"/digest {write_query(query)}" if topic else "/digest"
    return Reply(
        heading=f"{told[:1].upper()}{told[1:]} · {content.date}",
        understood=f"{_unless_shown(told)}Stored in the last {describe_span(span)}: {content.period}",
        parts=parts[2:],  # the heading and the period are told above
        buttons=(
            *(Button(label, RERUN, command) for label, command in retries),
            *(Button(s, RERUN, f"{run} {s}", primary=s == written) for s in SPANS),
            Menu(
                "As a file", ASK, tuple((label, f"{run} {written} {form}") for form, label in FORMS.items())
            ),
            *((Button("Subscribe this channel", ASK, f"/subscribe {write_query(query)}"),) if topic else ()),
        ),
        shared=f"{run} {written}",
        fallback=fallback_of(content),
    )


def _take_form(text: str) -> tuple[str, str]:
    """The text without the form of a file at its end, and that form; "" where none is asked for."""
    before, _, last = text.rpartition(" ")
    return (before, last.lower()) if last.lower() in FORMS else (text, "")


def _as_file(content: DigestContent, form: str, request: Request) -> Reply:
    """The whole digest as a file, brought to the person's direct messages."""
    name = f"digest-{request.now:%Y-%m-%d}"
    if form == DOCX:
        from digests.document import render_docx  # a library for documents: not for every answer

        upload = Upload(name=f"{name}.docx", title=fallback_of(content), content=render_docx(content))
    else:
        from digests.mail import NOBODY, render_email

        mail = render_email(content, sender=NOBODY, recipients=[NOBODY], sent_at=request.now)
        upload = Upload(name=f"{name}.eml", title=fallback_of(content), content=mail.as_bytes())
    return Reply(
        heading="Digest as a file",
        parts=(Paragraph((line(f"{FORMS[form]}: sent to you as {upload.name}."),)),),
        files=(upload,),
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
    usage="[TOPIC] [24h] [docx | email]",
    examples=("/digest energy", "/digest putin xi 7d", "/digest"),
    answer=answer,
)
