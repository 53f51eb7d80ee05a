"""Two actors in one screen: how much, over time, about what, what each said and did, who else."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model.stored import RelationCounts, StoredEvent, StoredQuote
from bot.query.tree import ActorIs, And
from bot.storage.events import load_events
from bot.storage.quotes import quotes_between
from bot.storage.relations import count_by_bucket, count_naming_both, count_relation, others, shared_themes
from bot.storage.search import find_articles, find_stories
from digests.blocks import fits
from digests.page import Button, Paragraph, Part, bold, line
from handlers.charts import look_closely, plot_relation
from handlers.citing import cite_parts
from handlers.evidence import event_lines, quote_parts
from handlers.exports import HEADER, MOST_ROWS, article_row, compose_export, event_row, quote_row
from handlers.look import (
    Look,
    describe_before,
    describe_width,
    list_buttons,
    tally_parts,
    title_part,
)
from handlers.options import page_buttons
from handlers.periods import period_buttons
from handlers.replies import ASK, Reply
from handlers.stories import lead_articles, story_parts

ROOMS = ((4, 6), (3, 4), (2, 2), (1, 1))  # quotes a direction, events: as many as fit into one message
MOST_QUOTES, MOST_EVENTS = ROOMS[0]
MOST_STORIES = 4
PAGE = 8  # quotes or events of a page
QUOTES, EVENTS = "quotes", "events"


def compose_pair(look: Look, a: str, b: str) -> Reply:
    """The whole answer."""
    counts = count_relation(look.scope, a, b, since=look.since, until=look.until)
    before = count_naming_both(look.scope, a, b, look.period.before, look.since)
    told = f"{describe_width(counts.articles, counts.stories, counts.outlets)}"
    parts: list[Part] = [Paragraph((line(bold(f"{told} {describe_before(before, look.period.span)}")),))]
    cited: tuple[Button, ...] = ()
    if counts.articles:
        parts.extend(_details(look, a, b, counts))
        cited = (Button("CSV", ASK, f"{_line(look, a, b)} csv"),)
    return Reply(
        heading=_heading(look, a, b),
        understood=_understood(look, a, b),
        parts=tuple(parts),
        buttons=(
            *period_buttons(f"/relations {a} {b}", look.period.written),
            Button("Subscribe this channel", ASK, f"/subscribe actor:{a} actor:{b}"),
            *cited,
        ),
        shared=_line(look, a, b),
    )


def _line(look: Look, a: str, b: str) -> str:
    return f"/relations {a} {b} {look.period.written}"


def _heading(look: Look, a: str, b: str) -> str:
    return f"{look.names.actor_name(a)} – {look.names.actor_name(b)}"


def _understood(look: Look, a: str, b: str) -> str:
    return f"{look.names.actor_name(a)} and {look.names.actor_name(b)}, last {look.period.words}"


def _details(look: Look, a: str, b: str, counts: RelationCounts) -> list[Part]:
    """All below the first line, with as many quotes and events as one message holds."""
    scope, since, until = look.scope, look.since, look.until
    above: list[Part] = []
    if counts.cooperation or counts.conflict:
        balance = f"Cooperation {counts.cooperation:,}, conflict {counts.conflict:,} (events, once a story)"
        above.append(Paragraph((line(balance),)))
    above.extend(_plot(look, a, b))
    above.extend(tally_parts("Themes", shared_themes(scope, a, b, since=since, until=until, limit=6)))
    said = quotes_between(scope, a, b, since=since, until=until, limit=MOST_QUOTES + 1)
    done = load_events(scope, a=a, b=b, since=since, until=until, limit=MOST_EVENTS + 1)
    below = tally_parts("Also involved", others(scope, a, b, since=since, until=until, limit=8))
    below.extend(_stories(look, a, b))
    parts = above
    for quotes, events in ROOMS:
        parts = [*above, *_said(look, a, b, said, quotes), *_done(look, a, b, done, events), *below]
        if fits(parts):
            break
    return parts


def _plot(look: Look, a: str, b: str) -> list[Part]:
    edges, buckets = look_closely(
        look.since,
        look.until,
        look.zone,
        lambda steps: count_by_bucket(look.scope, a, b, steps),
        lambda bucket: bucket.articles,
    )
    return plot_relation(edges, buckets, look.zone)


def _said(look: Look, a: str, b: str, found: Sequence[StoredQuote], most: int) -> list[Part]:
    """What each said about the other, newest first, one direction after the other."""
    if not found:
        return [Paragraph((line("Neither is quoted about the other in this period."),))]
    parts: list[Part] = [title_part("What each said about the other")]
    shown: list[StoredQuote] = []
    for speaker, other in ((a, b), (b, a)):
        said = [stored for stored in found if stored.quote.speaker_id == speaker][:most]
        if said:
            title = f"{look.names.actor_name(speaker)} about {look.names.actor_name(other)}:"
            parts += [Paragraph((line(title),)), *quote_parts(said, look.zone)]
            shown += said
    more = ("More quotes", f"{_line(look, a, b)} {QUOTES}:1") if len(found) > len(shown) else None
    return [*parts, *list_buttons(QUOTES, (stored.id for stored in shown), more)]


def _done(look: Look, a: str, b: str, found: Sequence[StoredEvent], most: int) -> list[Part]:
    """Who did what to whom, newest first."""
    if not found:
        return []
    shown = found[:most]
    more = ("More events", f"{_line(look, a, b)} {EVENTS}:1") if len(found) > len(shown) else None
    return [
        title_part("Who did what to whom"),
        *_event_parts(look, shown),
        *list_buttons(EVENTS, (stored.id for stored in shown), more),
    ]


def _event_parts(look: Look, events: Sequence[StoredEvent]) -> list[Part]:
    return [Paragraph(event_lines(event, look.names, look.zone)) for event in events]


def _stories(look: Look, a: str, b: str) -> list[Part]:
    """The latest stories that name both, with a menu to open or cite them."""
    query = And((ActorIs(a), ActorIs(b)))
    found = find_stories(
        look.scope, query, since=look.since, until=look.until, limit=MOST_STORIES, now=look.until
    )
    return [
        title_part("Latest stories"),
        *story_parts(found, {}, look.names, look.zone),
        *cite_parts(lead_articles(found)),
    ]


def compose_pair_quotes(look: Look, a: str, b: str, page: int) -> Reply:
    """All that each said about the other, newest first, a page of it."""
    last = page * PAGE
    found = quotes_between(look.scope, a, b, since=look.since, until=look.until, limit=last + 1)
    shown = found[last - PAGE : last]
    parts = [*quote_parts(shown, look.zone), *list_buttons(QUOTES, (stored.id for stored in shown))]
    return _page(look, a, b, QUOTES, page, parts, more=len(found) > last)


def compose_pair_events(look: Look, a: str, b: str, page: int) -> Reply:
    """All that was done between the two, newest first, a page of it."""
    last = page * PAGE
    found = load_events(look.scope, a=a, b=b, since=look.since, until=look.until, limit=last + 1)
    shown = found[last - PAGE : last]
    parts = [*_event_parts(look, shown), *list_buttons(EVENTS, (stored.id for stored in shown))]
    return _page(look, a, b, EVENTS, page, parts, more=len(found) > last)


def _page(look: Look, a: str, b: str, kind: str, page: int, parts: list[Part], *, more: bool) -> Reply:
    nothing: list[Part] = [Paragraph((line(f"No {'more ' if page > 1 else ''}{kind} in this period."),))]
    return Reply(
        heading=f"{_heading(look, a, b)}: {kind}",
        understood=f"{_understood(look, a, b)}, page {page}",
        parts=tuple(parts or nothing),
        buttons=page_buttons(_line(look, a, b), kind, page, more=more),
        shared=f"{_line(look, a, b)} {kind}:{page}" if parts else "",
    )


def export_pair(look: Look, a: str, b: str) -> Reply:
    """Events, quotes and articles of the two as a CSV file."""
    scope, since, until = look.scope, look.since, look.until
    events = load_events(scope, a=a, b=b, since=since, until=until, limit=MOST_ROWS, negated=True)
    quotes = quotes_between(scope, a, b, since=since, until=until, limit=MOST_ROWS)
    query = And((ActorIs(a), ActorIs(b)))
    articles = find_articles(scope, query, since=since, until=until, limit=MOST_ROWS, now=until)
    rows = (
        *(event_row(event, look.names, look.zone) for event in events),
        *(quote_row(quote, look.names, look.zone) for quote in quotes),
        *(article_row(article, look.zone) for article in articles),
    )
    name = f"relations-{a}-{b}-{look.period.written}"
    return compose_export(look.request, name, _understood(look, a, b), HEADER, rows)
