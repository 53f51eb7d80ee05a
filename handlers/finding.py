"""Stories that match a query, a page of them: newest first, or those that are most about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.model.stored import StoryCard
from bot.query.names import Doubt
from bot.query.span import describe_span
from bot.query.tree import Query, Since, Until, walk
from bot.query.write import Names, describe_query, write_query
from bot.storage.database import Scope
from bot.storage.excerpts import load_excerpts
from bot.storage.planning import Window
from bot.storage.relevance import MOST, load_candidates
from bot.storage.search import MatchCount, count_newest, find_articles, find_stories, load_stories
from digests.mrkdwn import clip
from digests.page import Button, Paragraph, Part, bold, line
from handlers.citing import cite_parts
from handlers.command import Request
from handlers.exports import CSV, HEADER, MOST_ROWS, article_row, compose_export
from handlers.look import describe_width
from handlers.naming import Retry
from handlers.options import page_buttons
from handlers.relevance import rank_stories, sought_terms
from handlers.replies import ASK, RERUN, Reply
from handlers.stories import lead_articles, story_parts

PAGE = 8
SPANS = ("7d", "30d", "1y")
RELEVANCE = "relevance"


@dataclass(frozen=True, kw_only=True, slots=True)
class Search:
    """What is looked for, in which order, and which page of it."""

    scope: Scope
    request: Request
    names: Names
    zone: ZoneInfo
    query: Query | None  # None: all stories
    span: timedelta | None  # None: all that is stored
    written: str  # the span as typed; "" for none
    relevant: bool  # most relevant first, else newest first
    page: int
    doubts: tuple[Doubt, ...] = ()  # search words that are near to names
    retries: tuple[Retry, ...] = ()  # the lines with these names instead

    @property
    def now(self) -> datetime:
        """The moment of asking."""
        return self.request.now

    @property
    def since(self) -> datetime | None:
        """Where the period begins."""
        return self.now - self.span if self.span else None

    @property
    def bare(self) -> str:
        """The command line without period, order and page."""
        return f"/find {write_query(self.query)}" if self.query is not None else "/find"

    def line(self, *, relevant: bool | None = None) -> str:
        """The command line, by default in the same order, without a page."""
        wanted = self.relevant if relevant is None else relevant
        return " ".join(filter(None, (self.bare, self.written, f"by:{RELEVANCE}" if wanted else "")))


def compose_search(search: Search) -> Reply:
    """A page of stories with the passage that matches, and how much there is in all."""
    count = count_newest(search.scope, search.query, since=search.since, until=search.now, now=search.now)
    found = _by_relevance(search) if search.relevant else _newest(search)
    shown = found[:PAGE]
    ids = [article.id for article in lead_articles(shown)]
    excerpts = load_excerpts(search.scope, search.query, ids)
    parts: list[Part] = [Paragraph((line(_describe_doubt(doubt)),)) for doubt in search.doubts[:1]]
    if count.articles:
        parts.append(Paragraph((line(bold(_describe_count(count))),)))
    if shown:
        parts += story_parts(shown, excerpts, search.names, search.zone)
        parts += cite_parts(lead_articles(shown))
    else:
        parts.append(Paragraph((line(_nothing(search)),)))
    return Reply(
        heading="Stories",
        understood=_understood(search),
        parts=tuple(parts),
        buttons=_buttons(search, more=len(found) > PAGE, any_found=bool(count.articles)),
        shared=f"{search.line()} page:{search.page}" if shown else "",
    )


def _newest(search: Search) -> tuple[StoryCard, ...]:
    skip = (search.page - 1) * PAGE
    return find_stories(
        search.scope,
        search.query,
        since=search.since,
        until=search.now,
        limit=PAGE + 1,
        skip=skip,
        now=search.now,
    )


def _by_relevance(search: Search) -> tuple[StoryCard, ...]:
    scope, query, now = search.scope, search.query, search.now
    candidates = load_candidates(scope, query, since=search.since, until=now, now=now)
    terms = sought_terms(query, search.names) if query is not None else ()
    ranked = rank_stories(candidates, terms, now)[(search.page - 1) * PAGE :][: PAGE + 1]
    return load_stories(scope, query, ranked, window=Window(since=search.since, until=now), now=now)


def _describe_count(count: MatchCount) -> str:
    width = describe_width(count.articles, count.stories, count.outlets)
    return width if count.complete else f"The newest {width}; there are more"


def _describe_doubt(doubt: Doubt) -> str:
    """In words, for where there are no buttons."""
    near = " or ".join(doubt.suggestions)
    return f"“{clip(doubt.word, 40)}” was taken as a search word; did you mean {near}?"


def _nothing(search: Search) -> str:
    if search.page > 1:
        return "There are no more stories."
    if search.span or _has_period(search.query):
        return "Nothing matches in this period. Try a longer one, or fewer words."
    return "Nothing matches. Try fewer words, or other ones."


def _has_period(query: Query | None) -> bool:
    return query is not None and any(isinstance(node, Since | Until) for node in walk(query))


def _told(search: Search) -> str:
    """ "Vladimir Putin and “gas”, last 30 days"."""
    told = describe_query(search.query, search.names) if search.query is not None else "all stories"
    period = f", last {describe_span(search.span)}" if search.span else ""
    return f"{told[:1].upper()}{told[1:]}{period}"


def _understood(search: Search) -> str:
    order = f"most relevant of the newest {MOST:,} articles first" if search.relevant else "newest first"
    page = f", page {search.page}" if search.page > 1 else ""
    return f"{_told(search)}: {order}{page}"


def _buttons(search: Search, *, more: bool, any_found: bool) -> tuple[Button, ...]:
    doubts = tuple(Button(f"Did you mean {label}?", RERUN, command) for label, command in search.retries)
    if search.query is None:
        return (*doubts, *_pages(search, more))
    order = f" by:{RELEVANCE}" if search.relevant else ""
    spans = (
        *(
            Button(span, RERUN, f"{search.bare} {span}{order}", primary=span == search.written)
            for span in SPANS
        ),
        Button("All", RERUN, f"{search.bare}{order}", primary=not search.written),
    )
    orders = (
        Button("Newest first", RERUN, search.line(relevant=False), primary=not search.relevant),
        Button("By relevance", RERUN, search.line(relevant=True), primary=search.relevant),
    )
    follow = Button("Subscribe this channel", ASK, f"/subscribe {write_query(search.query)}")
    return (
        *doubts,
        *_pages(search, more),
        *(orders if any_found else ()),
        *spans,
        *((follow,) if not _has_period(search.query) else ()),
        *((Button("CSV", ASK, f"{search.bare} {search.written} {CSV}"),) if any_found else ()),
    )


def _pages(search: Search, more: bool) -> tuple[Button, ...]:
    labels = ("‹ Back", "More ›") if search.relevant else ("‹ Newer", "Older ›")
    return page_buttons(search.line(), "page", search.page, more=more, labels=labels)


def export_search(search: Search) -> Reply:
    """The newest matching articles as a CSV file."""
    found = find_articles(
        search.scope, search.query, since=search.since, until=search.now, limit=MOST_ROWS, now=search.now
    )
    rows = (article_row(article, search.zone) for article in found)
    return compose_export(search.request, "stories", _told(search), HEADER, rows)
