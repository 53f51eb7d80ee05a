""" "Why is this here?" under a story of a digest, and `/media why ADDRESS` for what is not there."""

from __future__ import annotations

import logging
from dataclasses import replace

from bot.clock import parse_timezone
from bot.errors import NotFoundError, SlackError, UsageError
from bot.model.mutes import MuteKind
from bot.model.provenance import ThemeScore
from bot.model.stored import ArticleCard, StoryCard
from bot.model.subscriptions import Subscription
from bot.query.names import NameTable
from bot.query.tree import ThemeIs
from bot.services import Services
from bot.storage.database import Scope
from bot.storage.excerpts import load_excerpts
from bot.storage.provenance import load_provenance
from bot.storage.search import find_story
from bot.storage.stories import follow_story
from bot.storage.subscriptions import load_subscription, load_subscriptions
from digests.load import read_topic
from digests.mrkdwn import clean, clip
from digests.page import Button, Buttons, Paragraph, Part, Rule, bold, italic, line
from digests.places import FEEDBACK, WHY, StoryPlace, parse_place, write_place
from digests.rhythm import write_rhythm
from digests.select import first_good
from digests.why import load_standing, load_why
from digests.why_words import lay_out_why
from handlers.command import Request
from handlers.feature import Feature
from handlers.mute_effect import Asked, write_asked
from handlers.muting import FORM as MUTE_WORD
from handlers.muting import MUTE
from handlers.replies import Reply
from handlers.subscribing import describe_topic
from handlers.subscription_dialog import OPEN
from handlers.tuning import match_buttons
from handlers.visit import Visit

log = logging.getLogger(__name__)

MOST_THEMES, MOST_OUTLETS, MOST_ACTORS = 4, 2, 2
LONGEST_PASSAGE = 280


def read_own_place(visit: Visit) -> StoryPlace:
    """The story that a digest's button stands under; one that was merged is the one that it became.

    Raises:
        NotFoundError: the button is of an older version, or its subscription is not of this channel (any more).
    """
    place = parse_place(visit.call.line)
    if place is None:
        raise NotFoundError(
            "That button belongs to an older version.",
            advice="/media why ADDRESS says what became of an article.",
        )
    with visit.services.database.read(visit.workspace.id) as scope:
        subscription = load_subscription(scope, place.subscription)
        if subscription.channel != visit.call.channel_id:
            raise NotFoundError("That subscription is not of this channel.")
        return replace(place, story=follow_story(scope, place.story))


def _why(visit: Visit) -> None:
    visit.answer(compose_why_here(visit.services, visit.workspace.id, read_own_place(visit)))


def compose_why_here(services: Services, workspace_id: int, place: StoryPlace) -> Reply:
    """The rank with its reasons, the matches with their evidence, and what can be done about them.

    Raises:
        NotFoundError: the story or the subscription is not there any more.
        UsageError: the topic cannot be read any more.
    """
    reasons = load_standing(services, workspace_id, place)
    names, now = services.names(workspace_id), services.clock()
    with services.database.read(workspace_id) as scope:
        subscription = load_subscription(scope, place.subscription)
        query = read_topic(subscription.topic, names)
        story = find_story(scope, query, place.story, until=now, now=now)
        if story is None:
            raise NotFoundError("That story does not match the topic any more.")
        matches = _match_parts(scope, first_good(story.articles), names)
    topic = describe_topic(subscription.topic, names)
    told = f"Subscription {subscription.id}: {topic}, {write_rhythm(subscription.rhythm)}"
    return Reply(
        heading="Why is this here?",
        understood=told,
        parts=(*reasons, *matches, Rule(), *_deeds(place, subscription, story, names)),
    )


def _match_parts(scope: Scope, article: ArticleCard, names: NameTable) -> list[Part]:
    """The themes that the article has: score, threshold, terms, passage; each with its two buttons."""
    provenance = load_provenance(scope, article.id)
    given = [score for score in provenance.themes if score.given] if provenance else []
    parts: list[Part] = []
    for score in given[:MOST_THEMES]:
        excerpt = load_excerpts(scope, ThemeIs(score.theme), [article.id]).get(article.id)
        name = names.theme_name(score.theme)
        lines = [line(bold(f"Theme {name}: "), _tell_score(score))]
        if excerpt:
            lines.append(line(italic(clip(clean(excerpt.passage), LONGEST_PASSAGE))))
        parts += [Paragraph(tuple(lines)), Buttons(match_buttons(article.id, score.theme, name))]
    return parts


def _tell_score(score: ThemeScore) -> str:
    told = f"; told by {clip(clean(', '.join(score.terms)), 200)}" if score.terms else ""
    return f"{score.score:.2f}, given from {score.threshold:.2f} on{told}."


def _deeds(
    place: StoryPlace, subscription: Subscription, story: StoryCard, names: NameTable
) -> tuple[Part, ...]:
    """Mute, mend, follow."""

    def mute(kind: MuteKind, what: str) -> str:
        return write_asked(Asked(subscription=subscription.id, kind=kind, what=what))

    outlets = tuple(
        Button(f"Mute {clip(clean(outlet.name), 50)}", MUTE, mute(MuteKind.OUTLET, outlet.id))
        for outlet in story.outlets[:MOST_OUTLETS]
    )
    actors = dict.fromkeys(actor for article in story.articles for actor in article.actors)
    follows = tuple(
        Button(f"Follow {clip(clean(names.actor_name(actor)), 50)}", OPEN, f"actor:{actor}")
        for actor in list(actors)[:MOST_ACTORS]
        if names.actor_name(actor) != actor
    )
    own = (
        Button("Mute this story here", MUTE, mute(MuteKind.STORY, str(story.id))),
        *outlets,
        Button("Mute a word", MUTE_WORD, str(subscription.id)),
        Button("Wrong quote or event?", FEEDBACK, write_place(place)),
    )
    return (Buttons((*own, *follows)),)


def compose_why(request: Request, services: Services) -> Reply:
    """`/media why ADDRESS`: what became of an article, in each subscription that the person can see."""
    if not request.text:
        raise UsageError(
            "Why what?", advice="Write /media why and the address of an article, as its page or feed has it."
        )
    found = load_why(
        services,
        request.workspace_id,
        request.text,
        subscriptions=_visible(request, services),
        now=request.now,
    )
    names = services.names(request.workspace_id)
    parts: list[Part] = [*lay_out_why(found, names, parse_timezone(request.timezone))]
    if found.article is not None:
        parts += _marking(found.article, names)
    return Reply(heading="Why?", parts=tuple(parts), fallback="Why an article is, or is not, in a digest")


def _visible(request: Request, services: Services) -> list[Subscription]:
    """Those of this channel and of the others that the person is in; on the command line all."""
    channels = {request.channel_id}
    try:
        channels |= set(services.slack.fetch_channels(request.user_id)) if services.slack else set()
    except SlackError as error:
        log.info("Slack tells no channels", extra={"fields": {"cause": error.cause}})
    with services.database.read(request.workspace_id) as scope:
        every = load_subscriptions(scope)
    return [s for s in every if not request.user_id or s.channel in channels]


def _marking(article: ArticleCard, names: NameTable) -> list[Part]:
    """The buttons that mark its themes."""
    buttons = [
        button
        for theme in article.themes[:MOST_THEMES]
        for button in match_buttons(article.id, theme, names.theme_name(theme))
    ]
    return [Buttons(tuple(buttons))] if buttons else []


FEATURE = Feature(actions={WHY: _why})
