"""`/relations A B [30d]`: two actors in one screen; `/relations A`: the counterparts of one."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.clock import parse_timezone
from bot.errors import UsageError
from bot.model.stored import RelationCounts, StoredQuote, Tally
from bot.query.names import NameTable
from bot.query.span import describe_span
from bot.query.tree import ActorIs, And
from bot.query.write import Names
from bot.services import Services
from bot.storage.actors import top_actors
from bot.storage.database import Scope
from bot.storage.events import load_events
from bot.storage.quotes import quotes_between
from bot.storage.relations import count_by_bucket, count_relation, counterparts, others, shared_themes
from bot.storage.search import find_articles
from digests.items import count_of
from digests.page import Bullets, Button, Chart, Line, Paragraph, Part, bold, line
from handlers.charts import bucket_edges, compose_rows, finer_since
from handlers.command import Command, Request
from handlers.evidence import article_line, event_lines, quote_parts
from handlers.lookup import FoundNames, find_person
from handlers.naming import require_actor, split_names
from handlers.replies import ASK, RERUN, Reply
from handlers.words import split_words, take_span, write_name

DEFAULT_SPAN = timedelta(days=90)
DEFAULT_WRITTEN = "90d"
SPANS = ("7d", "30d", "90d", "1y")
MOST_QUOTES = 4  # a direction
MOST_EVENTS = 6
MOST_ARTICLES = 4
MOST_COUNTERPARTS = 12


def answer(request: Request, services: Services) -> Reply:
    """One pair, the counterparts of one actor, or whom one could ask about."""
    words, span, written = take_span(split_words(request.text), DEFAULT_SPAN)
    names = services.names(request.workspace_id)
    if not words:
        return _whom(request, services)
    written = written or DEFAULT_WRITTEN
    named = split_names(words, names)
    if not 1 <= len(named) <= 2:
        raise UsageError(
            f"Relations are between two; these are {len(named)}: {', '.join(named)}."[:300],
            advice=f"Name one or two: {COMMAND.examples[0]}",
        )
    found = FoundNames(names)
    with services.database.read(request.workspace_id) as scope:
        asked = _resolve(scope, named, names, found, written)
        view = _View(scope, request, found, span, written)
        return view.one(asked[0]) if len(set(asked)) == 1 else view.pair(asked[0], asked[1])


def _resolve(
    scope: Scope, asked: tuple[str, ...], names: NameTable, found: FoundNames, written: str
) -> tuple[str, ...]:
    """The actors of the names; in doubt the other name and the period are kept for the next try."""

    def again(place: int, choice: str) -> str:
        typed = [choice if n == place else write_name(name) for n, name in enumerate(asked)]
        return f"/relations {' '.join(typed)} {written}"

    return tuple(
        find_person(scope, name, names, found) or require_actor(name, names, partial(again, place))
        for place, name in enumerate(asked)
    )


class _View:
    """One period of one workspace."""

    def __init__(self, scope: Scope, request: Request, names: Names, span: timedelta, written: str) -> None:
        self.scope = scope
        self.names = names
        self.since = request.now - span
        self.until = request.now
        self.span = span
        self.written = written
        self.zone = parse_timezone(request.timezone)

    def pair(self, a: str, b: str) -> Reply:
        counts = count_relation(self.scope, a, b, since=self.since, until=self.until)
        before = count_relation(self.scope, a, b, since=self.since - self.span, until=self.since)
        shown_a, shown_b = self.names.actor_name(a), self.names.actor_name(b)
        parts: list[Part] = [Paragraph((line(bold(describe_counts(counts, before, self.span))),))]
        if counts.articles:
            parts.extend(self._details(a, b, counts))
        return Reply(
            heading=f"{shown_a} – {shown_b}",
            understood=f"{shown_a} and {shown_b}, last {describe_span(self.span)}",
            parts=tuple(parts),
            buttons=(*_spans(f"{a} {b}", self.written), _subscribe(f"actor:{a} actor:{b}")),
            shared=f"/relations {a} {b} {self.written}",
        )

    def _details(self, a: str, b: str, counts: RelationCounts) -> list[Part]:
        since, until = self.since, self.until
        parts: list[Part] = []
        if counts.cooperation or counts.conflict:
            balance = f"Cooperation {counts.cooperation}, conflict {counts.conflict} (events, once a story)"
            parts.append(Paragraph((line(balance),)))
        parts.extend(self._chart(a, b))
        parts.extend(
            _tallies(
                "Themes",
                shared_themes(self.scope, a, b, since=since, until=until, limit=6),
            )
        )
        parts.extend(self._said(a, b))
        events = load_events(self.scope, a=a, b=b, since=since, until=until, limit=MOST_EVENTS)
        if events:
            parts.append(Paragraph((line(bold("Who did what to whom")),)))
            parts.extend(Paragraph(event_lines(event, self.names, self.zone)) for event in events)
        parts.extend(_tallies("Also involved", others(self.scope, a, b, since=since, until=until, limit=8)))
        articles = find_articles(
            self.scope,
            And((ActorIs(a), ActorIs(b))),
            since=since,
            until=until,
            limit=MOST_ARTICLES,
            now=self.until,
        )
        parts.append(Paragraph((line(bold("Latest articles")),)))
        parts.append(Bullets(tuple(article_line(article, self.zone) for article in articles)))
        return parts

    def _chart(self, a: str, b: str) -> list[Part]:
        """Articles and events over time; one row would only say the same as the line above."""
        edges = bucket_edges(self.since, self.until, self.zone)
        buckets = count_by_bucket(self.scope, a, b, edges)
        while since := finer_since(edges, buckets):
            edges = bucket_edges(since, self.until, self.zone)
            buckets = count_by_bucket(self.scope, a, b, edges)
        rows = compose_rows(edges, buckets, self.zone)
        return [Chart(rows)] if len(rows) > 2 else []

    def _said(self, a: str, b: str) -> list[Part]:
        found = quotes_between(self.scope, a, b, since=self.since, until=self.until, limit=4 * MOST_QUOTES)
        parts: list[Part] = [Paragraph((line(bold("What each said about the other")),))]
        for speaker, other in ((a, b), (b, a)):
            title = f"{self.names.actor_name(speaker)} about {self.names.actor_name(other)}"
            parts.extend(self._quotes(title, [q for q in found if q.quote.speaker_id == speaker]))
        if len(parts) == 1:
            return [Paragraph((line("Neither is quoted about the other in this period."),))]
        return parts

    def _quotes(self, title: str, quotes: list[StoredQuote]) -> list[Part]:
        if not quotes:
            return []
        return [Paragraph((line(title + ":"),)), *quote_parts(quotes[:MOST_QUOTES], self.zone)]

    def one(self, a: str) -> Reply:
        found = counterparts(self.scope, a, since=self.since, until=self.until, limit=MOST_COUNTERPARTS)
        shown = self.names.actor_name(a)
        before = {
            tally.id: count_relation(self.scope, a, tally.id, since=self.since - self.span, until=self.since)
            for tally, _ in found
        }
        listed = Bullets(tuple(_counterpart(tally, counts, before[tally.id]) for tally, counts in found))
        nobody = Paragraph((line(f"Nobody is named together with {shown} in this period."),))
        pairs = tuple(
            Button(tally.name, ASK, f"/relations {a} {tally.id} {self.written}") for tally, _ in found[:5]
        )
        span = describe_span(self.span)
        return Reply(
            heading=f"{shown}: named together with",
            understood=f"{shown}, last {span} (in brackets: the {span} before)",
            parts=(listed if found else nobody,),
            buttons=(*pairs, *_spans(a, self.written)),
            shared=f"/relations {a} {self.written}",
        )


def describe_counts(counts: RelationCounts, before: RelationCounts, span: timedelta) -> str:
    """ "12 articles, 5 stories, 4 outlets (7 articles in the 30 days before)"."""
    earlier = count_of(before.articles, "article", "articles") if before.articles else "none"
    articles = count_of(counts.articles, "article", "articles")
    return f"{articles}{_width(counts)} ({earlier} in the {describe_span(span)} before)"


def _width(counts: RelationCounts) -> str:
    """How widely it was reported: ", 5 stories, 4 outlets"; articles from files may have no outlet."""
    said = f", {count_of(counts.stories, 'story', 'stories')}" if counts.articles else ""
    return said + (f", {count_of(counts.outlets, 'outlet', 'outlets')}" if counts.outlets else "")


def _counterpart(tally: Tally, counts: RelationCounts, before: RelationCounts) -> Line:
    """One of those named together with an actor, with the balance of what was done."""
    articles = f"{count_of(counts.articles, 'article', 'articles')} ({before.articles:,})"
    balance = f" · cooperation {counts.cooperation}, conflict {counts.conflict}"
    done = balance if counts.cooperation or counts.conflict else ""
    return line(bold(tally.name), f" — {articles}{_width(counts)}{done}")


def _tallies(title: str, tallies: tuple[Tally, ...]) -> list[Part]:
    if not tallies:
        return []
    listed = ", ".join(f"{tally.name} ({tally.count})" for tally in tallies)
    return [Paragraph((line(bold(f"{title}: "), listed),))]


def _spans(actors: str, current: str) -> tuple[Button, ...]:
    return tuple(
        Button(span, RERUN, f"/relations {actors} {span}", primary=span == current) for span in SPANS
    )


def _subscribe(topic: str) -> Button:
    return Button("Subscribe this channel", ASK, f"/subscribe {topic}")


def _whom(request: Request, services: Services) -> Reply:
    """Without a name: who was in the news, as buttons."""
    since = request.now - DEFAULT_SPAN
    with services.database.read(request.workspace_id) as scope:
        top = top_actors(scope, None, since=since, until=request.now, limit=8)
    named = ", ".join(f"{tally.name} ({tally.count})" for tally in top) or "nobody yet"
    return Reply(
        heading="Relations",
        understood=f"Most named in articles, last {describe_span(DEFAULT_SPAN)}: {named}",
        parts=(Paragraph((line(f"Write /relations {COMMAND.usage}, for example {COMMAND.examples[0]}"),)),),
        buttons=tuple(Button(tally.name, ASK, f"/relations {tally.id}") for tally in top[:5]),
    )


COMMAND = Command(
    name="relations",
    summary="what was reported of two actors, or the counterparts of one",
    usage="A [B] [30d]",
    examples=("/relations putin xi", "/relations putin xi 30d", "/relations putin"),
    answer=answer,
)
