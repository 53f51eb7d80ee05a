"""The dialog in which a channel is subscribed or a subscription changed, with a preview that follows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.errors import RapporteurError, UsageError
from bot.model.subscriptions import Subscription
from bot.query.names import Resolved
from bot.query.tree import Query
from bot.query.write import describe_query, write_query
from bot.services import Services
from bot.storage.database import Scope
from bot.storage.live import load_watching, watch_spikes
from bot.storage.subscriptions import add_subscription, update_subscription
from bot.storage.themes import load_themes
from digests.page import Button, Part, Small
from handlers.feature import Feature, FormListener
from handlers.forms import Form
from handlers.naming import read_topic
from handlers.own_subscriptions import load_own, require_channel
from handlers.preview import compose_prompt, load_preview
from handlers.replies import ASK, Reply
from handlers.subscribing import list_warnings, refuse_periods, tell_doubts, tell_timing
from handlers.subscription_form import (
    CHANNEL,
    FORM,
    MINIMUM,
    RHYTHM,
    THEMES,
    TOPIC,
    Answers,
    answers_of,
    check_zone,
    compose_form,
    read_answers,
)
from handlers.topic_parts import join_topic
from handlers.visit import Visit
from handlers.words import tidy

OPEN = "subscribe"  # the button that opens the form; its value is a topic, or nothing
EDIT = "subscription_edit"  # its value is the subscription's number


def open_form(services: Services, workspace_id: int, answers: Answers) -> Form:
    """The form with what the answers would have brought."""
    with services.database.read(workspace_id) as scope:
        themes = load_themes(scope)
        preview = _preview(services, scope, workspace_id, answers)
    return compose_form(answers, themes, preview)


def _preview(services: Services, scope: Scope, workspace_id: int, answers: Answers) -> Sequence[Part]:
    """What the answers would have brought, or what is wrong with them."""
    names = services.names(workspace_id)
    try:
        resolved = _resolve(services, workspace_id, answers)
    except RapporteurError as error:
        return (Small(error.message),)
    if resolved is None:
        return compose_prompt()
    told = f"Understood as {describe_query(resolved.query, names)}"
    timezone = "UTC" if check_zone(answers) else answers.timezone
    parts = load_preview(
        scope, resolved.query, answers.minimum, now=services.clock(), timezone=timezone, told=told
    )
    return (*parts, *tell_doubts(resolved.doubts))


def _resolve(services: Services, workspace_id: int, answers: Answers) -> Resolved | None:
    """The topic of the answers; None where there is none yet. Raises UsageError."""
    words: Query | None = None
    resolved = None
    if answers.topic:
        resolved = read_topic(tidy(answers.topic), services.names(workspace_id), str)
        refuse_periods(resolved.query)
        words = resolved.query
    query = join_topic(words, answers.themes)
    if query is None:
        return None
    return replace(resolved, query=query) if resolved else Resolved(query=query)


def _open(visit: Visit) -> None:
    """The button that opens an empty form, or one with a topic."""
    answers = Answers(topic=visit.call.line, timezone=visit.timezone, channel=visit.call.channel_id)
    _show(visit, answers)


def _edit(visit: Visit) -> None:
    with visit.services.database.read(visit.workspace.id) as scope:
        subscription = load_own(scope, visit.call.line, require_channel(visit.request()))
        alerts = subscription.id in load_watching(scope)
    _show(visit, answers_of(subscription, alerts))


def _show(visit: Visit, answers: Answers) -> None:
    visit.require_open(open_form(visit.services, visit.workspace.id, answers))


def _follow(visit: Visit) -> None:
    """Something was changed in the open form: its preview follows."""
    if visit.call.view is None:
        return
    answers = read_answers(visit.call.view.values, visit.call.view.kept)
    visit.show(open_form(visit.services, visit.workspace.id, answers))


def _check(visit: Visit) -> Mapping[str, str]:
    """What is wrong with the answers, by input."""
    view = visit.call.view
    if view is None:
        return {}
    answers = read_answers(view.values, view.kept)
    wrong = dict(check_zone(answers))
    try:
        if _resolve(visit.services, visit.workspace.id, answers) is None:
            wrong[TOPIC] = "Choose a theme, or write names, words or a phrase."
    except UsageError as error:
        wrong[TOPIC] = error.message[:150]
    if not answers.subscription and not answers.direct and not answers.channel:
        wrong[CHANNEL] = "Choose a channel."
    return wrong


def _take(visit: Visit) -> None:
    """Save what was sent, and say so where it will be posted, to the person alone."""
    view = visit.call.view
    if view is None:
        return
    answers = read_answers(view.values, view.kept)
    resolved = _resolve(visit.services, visit.workspace.id, answers)
    if resolved is None:
        raise UsageError("A subscription needs a topic.", advice="Choose a theme, or write one.")
    if answers.direct and visit.slack:
        answers = replace(answers, channel=visit.slack.open_direct(visit.call.user_id))
    with visit.services.database.write(visit.workspace.id) as scope:
        subscription = _save(scope, visit, answers, write_query(resolved.query))
        watch_spikes(scope, subscription.id, answers.alerts)
    visit.at(answers.channel).answer(
        compose_saved(visit, subscription, resolved.query, bool(answers.subscription))
    )


def _save(scope: Scope, visit: Visit, answers: Answers, topic: str) -> Subscription:
    if answers.subscription:
        return update_subscription(
            scope,
            answers.subscription,
            topic=topic,
            rhythm=answers.timing(),
            timezone=answers.timezone,
            quiet_day=answers.quiet_day,
            minimum=answers.minimum,
        )
    added = add_subscription(
        scope,
        channel=answers.channel,
        topic=topic,
        rhythm=answers.timing(),
        timezone=answers.timezone,
        created_by=visit.call.user_id,
        now=visit.services.clock(),
    )
    return update_subscription(
        scope, added.id, timezone=answers.timezone, quiet_day=answers.quiet_day, minimum=answers.minimum
    )


def compose_saved(visit: Visit, subscription: Subscription, query: Query, changed: bool) -> Reply:
    """What was saved, when it comes, and what can be done with it."""
    names = visit.services.names(visit.workspace.id)
    return Reply(
        heading="Subscription changed" if changed else "Subscribed",
        understood=describe_query(query, names),
        parts=(
            tell_timing(subscription, visit.services.clock()),
            *list_warnings(visit.slack, subscription.channel),
        ),
        buttons=offer_next(subscription),
    )


def offer_next(subscription: Subscription) -> tuple[Button, ...]:
    """What can be done with a subscription that was just saved."""
    return (
        Button("A digest now", ASK, f"/digest {subscription.topic} 24h"),
        Button("Edit", EDIT, str(subscription.id)),
        Button("Unsubscribe", ASK, f"/unsubscribe {subscription.id}"),
    )


FEATURE = Feature(
    actions={OPEN: _open, EDIT: _edit, **dict.fromkeys((TOPIC, THEMES, RHYTHM, MINIMUM), _follow)},
    forms={FORM: FormListener(_take, _check)},
)
