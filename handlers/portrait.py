"""One actor: who it is, how often it is named, about what, what it said, what others said of it, with whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.model.knowledge import Actor, Role
from bot.model.stored import StoredQuote
from bot.query.tree import ActorIs
from bot.storage.events import load_events
from bot.storage.found_actors import load_found
from bot.storage.quotes import load_quotes
from bot.storage.relations import named_beside
from bot.storage.search import count_matching, find_articles, find_stories
from bot.storage.trends import count_actor, top_themes
from digests.mrkdwn import clean, clip
from digests.page import Button, Line, Paragraph, Part, bold, line
from handlers.charts import look_closely, plot_articles
from handlers.citing import cite_parts
from handlers.evidence import quote_parts
from handlers.exports import HEADER, MOST_ROWS, article_row, compose_export, event_row, quote_row
from handlers.look import Look, describe_before, describe_width, list_buttons, tally_parts, title_part
from handlers.periods import period_buttons
from handlers.replies import ASK, Reply
from handlers.stories import lead_articles, story_parts
from handlers.subscription_dialog import OPEN

MOST_QUOTES = 3  # by, and about
MOST_STORIES = 3
MOST_NAMES = 8  # other ways to write it
MOST_ROLES = 6
LONGEST = 300  # characters of a description


def compose_portrait(look: Look, actor: Actor) -> Reply:
    """The whole answer."""
    scope, since, until = look.scope, look.since, look.until
    found, stories, outlets = count_matching(scope, ActorIs(actor.id), since, until)
    before = count_actor(scope, actor.id, (look.period.before, since))[0]
    told = f"{describe_width(found, stories, outlets)} {describe_before(before, look.period.span)}"
    parts: list[Part] = [
        *_who(look, actor),
        Paragraph((line(bold(told)),)),
    ]
    if found:
        parts.extend(_news(look, actor.id))
    command = f"/actor {actor.id} {look.period.written}"
    return Reply(
        heading=actor.name,
        understood=f"{actor.name}, last {look.period.words}",
        parts=tuple(parts),
        buttons=(
            *period_buttons(f"/actor {actor.id}", look.period.written),
            Button("Relations", ASK, f"/relations {actor.id} {look.period.written}"),
            Button("All quotes", ASK, f"/quotes {actor.id} {look.period.written}"),
            Button("All stories", ASK, f"/find actor:{actor.id} {look.period.written}"),
            Button("Subscribe this channel", ASK, f"/subscribe actor:{actor.id}"),
            Button("Follow …", OPEN, f"actor:{actor.id}"),
            *((Button("CSV", ASK, f"{command} csv"),) if found else ()),
        ),
        shared=command,
    )


def _who(look: Look, actor: Actor) -> list[Part]:
    """Names and roles, from the table or, for people found in texts, as printed."""
    roles = _role_lines(look, actor)
    told = " ".join(piece.text for role in roles for piece in role).casefold()
    lines: list[Line] = []
    if actor.description and actor.description.casefold() not in told:
        lines.append(line(clip(clean(actor.description), LONGEST)))
    lines.extend(roles)
    names = list(dict.fromkeys((*actor.aliases, *actor.metonyms)))
    if names:
        more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        lines.append(line(bold("Also: "), ", ".join(map(clean, names[:MOST_NAMES])) + more))
    return [Paragraph(tuple(lines))] if lines else []


def _role_lines(look: Look, actor: Actor) -> list[Line]:
    if not actor.roles:
        printed = load_found(look.scope, [actor.id])[0].roles[:MOST_NAMES]
        told = ", ".join(clip(clean(role), 120) for role in printed)
        return [line(bold("As printed: "), told)] if told else []
    today = look.until.astimezone(look.zone).date()
    roles = sorted(actor.roles, key=lambda role: role.start or date.min, reverse=True)
    now = [role for role in roles if _holds(role, today)]
    past = [role for role in roles if not _holds(role, today)]
    terms = (("Role: ", now), ("Before: ", [role for role in past if not _is_to_come(role, today)]))
    return [
        line(bold(title), "; ".join(_write_role(look, role) for role in some[:MOST_ROLES]))
        for title, some in terms
        if some
    ]


def _holds(role: Role, today: date) -> bool:
    return (role.start is None or role.start <= today) and (role.end is None or today < role.end)


def _is_to_come(role: Role, today: date) -> bool:
    return role.start is not None and role.start > today


def _write_role(look: Look, role: Role) -> str:
    """ "president of Russia (since 2012)"."""
    of = f" of {look.names.actor_name(role.of)}" if role.of else ""
    if role.start and role.end:
        term = f" ({role.start.year}–{role.end.year})"
    elif role.start:
        term = f" (since {role.start:%b} {role.start.year})"
    else:
        term = f" (until {role.end:%b} {role.end.year})" if role.end else ""
    return f"{clean(role.title)}{of}{term}"


def _news(look: Look, a: str) -> list[Part]:
    """What was reported in the period."""
    scope, since, until = look.scope, look.since, look.until
    edges, counts = look_closely(
        since, until, look.zone, lambda steps: count_actor(scope, a, steps), lambda articles: articles
    )
    parts = plot_articles(edges, counts, look.zone)
    parts += tally_parts("Themes", top_themes(scope, ActorIs(a), since, until, 6))
    parts += tally_parts("Named together with", named_beside(scope, a, since, until, 8))
    by = load_quotes(scope, speaker=a, since=since, until=until, limit=MOST_QUOTES)
    about = [
        stored
        for stored in load_quotes(scope, about=(a,), since=since, until=until, limit=2 * MOST_QUOTES)
        if stored.quote.speaker_id != a
    ][:MOST_QUOTES]
    name = look.names.actor_name(a)
    parts += _quoted(look, f"Latest quotes by {name}", by)
    parts += _quoted(look, f"Latest quotes about {name}", about)
    stories = find_stories(scope, ActorIs(a), since=since, until=until, limit=MOST_STORIES, now=until)
    parts += [title_part("Latest stories"), *story_parts(stories, {}, look.names, look.zone)]
    return [*parts, *cite_parts(lead_articles(stories))]


def _quoted(look: Look, title: str, quotes: Iterable[StoredQuote]) -> list[Part]:
    shown = list(quotes)
    if not shown:
        return []
    buttons = list_buttons("quotes", (stored.id for stored in shown))
    return [title_part(title), *quote_parts(shown, look.zone), *buttons]


def export_portrait(look: Look, actor: Actor) -> Reply:
    """Events, quotes by and about, and articles of an actor as a CSV file."""
    scope, since, until, a = look.scope, look.since, look.until, actor.id
    events = load_events(scope, a=a, since=since, until=until, limit=MOST_ROWS, negated=True)
    by = load_quotes(scope, speaker=a, since=since, until=until, limit=MOST_ROWS)
    about = load_quotes(scope, about=(a,), since=since, until=until, limit=MOST_ROWS)
    articles = find_articles(scope, ActorIs(a), since=since, until=until, limit=MOST_ROWS, now=until)
    quotes = {stored.id: stored for stored in (*by, *about)}.values()
    rows = (
        *(event_row(event, look.names, look.zone) for event in events),
        *(quote_row(quote, look.names, look.zone) for quote in quotes),
        *(article_row(article, look.zone) for article in articles),
    )
    title = f"{actor.name}, last {look.period.words}"
    return compose_export(look.request, f"actor-{a}-{look.period.written}", title, HEADER, rows)
