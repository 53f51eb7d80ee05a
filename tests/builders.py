"""Builders: a small language in which tests say what a library holds, and nothing that does not matter to them.

    library.article("Putin called Xi", actors=["vladimir-putin", "xi-jinping"], at="2026-11-20 08:00",
                    quotes=[make_quote("We agreed on gas", by="vladimir-putin", about=["energy"])])

Ids are slugs; names are made from them ("vladimir-putin" → "Vladimir Putin"). Texts are composed so that
every quote and event stands where its offsets say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.model.articles import Article, Outlet
from bot.model.findings import (
    ActorMention,
    Analysis,
    Depth,
    Event,
    EventClass,
    Evidence,
    Quote,
    QuoteKind,
    ThemeMatch,
)
from bot.model.knowledge import Actor, Theme
from bot.model.stored import ArticleCard
from bot.storage.actors import save_actor
from bot.storage.articles import SavedArticle, load_article, save_article, update_article
from bot.storage.database import Database, Scope
from bot.storage.themes import save_theme

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
OUTLET = "harbour-wire.example"
STATES = {"russia", "china", "usa", "ukraine", "taiwan", "japan", "india", "france", "germany"}


class FixedClock:
    """A clock that stands still until it is told to move; callable as `bot.clock.Clock`."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **span: float) -> datetime:
        """Move on by a span (`hours=2`), and return the new instant."""
        self.now += timedelta(**span)
        return self.now


def instant(text: str | datetime) -> datetime:
    """ "2026-11-20 08:00" → that instant in UTC."""
    moment = text if isinstance(text, datetime) else datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def name_of(slug: str) -> str:
    """The name that belongs to a slug: "xi-jinping" → "Xi Jinping"."""
    return " ".join(part.capitalize() for part in slug.replace(".example", "").split("-"))


def kind_of(slug: str) -> str:
    """States are known by name; every other slug is a person."""
    return "state" if slug in STATES else "person"


def make_outlet(outlet: str | Outlet = OUTLET, *, trusted: bool = False) -> Outlet:
    """An outlet from its domain."""
    return outlet if isinstance(outlet, Outlet) else Outlet(id=outlet, name=name_of(outlet), trusted=trusted)


def make_article(
    title: str | None = "Two leaders met in the capital",
    text: str = "Two leaders met in the capital on Friday. They spoke for an hour.",
    *,
    outlet: str | Outlet | None = OUTLET,
    at: str | datetime | None = NOW,
    address: str | None = None,
    canonical: str | None = None,
    guid: str | None = None,
    language: str = "en",
    byline: str | None = None,
    teaser: bool = False,
    note: str | None = None,
) -> Article:
    """An article after extraction."""
    slug = "-".join((title or text[:30]).casefold().split())
    host = make_outlet(outlet).id if outlet else "nowhere.example"
    address = address or f"https://{host}/{slug}"
    return Article(
        address=address,
        canonical=canonical or address,
        text=text,
        language=language,
        title=title,
        byline=byline,
        published=instant(at) if at is not None else None,
        guid=guid,
        outlet=make_outlet(outlet) if outlet else None,
        teaser=teaser,
        note=note,
    )


def make_quote(
    content: str,
    by: str | None = None,
    *,
    name: str | None = None,
    about: Sequence[str] = (),
    key: bool = False,
    role: str | None = None,
    cue: str = "said",
    kind: QuoteKind = QuoteKind.DIRECT,
    confidence: float = 0.9,
    start: int = 0,
) -> Quote:
    """A quote: `by` is an actor's slug, `name` a speaker who is in no table; neither: unknown."""
    shown = name or (name_of(by) if by else None)
    return Quote(
        content=content,
        start=start,
        end=start + len(content),
        kind=kind,
        speaker=shown,
        speaker_name=shown,
        speaker_id=by,
        speaker_role=role,
        cue=cue,
        confidence=confidence,
        about=tuple(about),
        key=key,
    )


def make_event(
    source: str | Sequence[str],
    verb: str,
    target: str | Sequence[str],
    event_class: EventClass = EventClass.VERBAL_COOPERATION,
    *,
    negated: bool = False,
    start: int = 0,
    end: int = 0,
) -> Event:
    """Who did what to whom; its place is set when it is put into an article."""
    sources = (source,) if isinstance(source, str) else tuple(source)
    targets = (target,) if isinstance(target, str) else tuple(target)
    return Event(
        source=sources,
        target=targets,
        source_text=tuple(map(name_of, sources)),
        target_text=tuple(map(name_of, targets)),
        verb=verb,
        event_class=event_class,
        negated=negated,
        start=start,
        end=end,
    )


def make_mention(actor: str | ActorMention, spans: Sequence[tuple[int, int]] = ((0, 1),)) -> ActorMention:
    """An actor named in an article."""
    if isinstance(actor, ActorMention):
        return actor
    return ActorMention(id=actor, name=name_of(actor), kind=kind_of(actor), spans=tuple(spans))


def make_match(theme: str | ThemeMatch, score: float = 0.9, threshold: float = 0.5) -> ThemeMatch:
    """A theme given to an article."""
    if isinstance(theme, ThemeMatch):
        return theme
    evidence = (Evidence(start=0, end=10, terms=(theme,)),)
    return ThemeMatch(id=theme, name=name_of(theme), score=score, threshold=threshold, evidence=evidence)


def make_analysis(
    *,
    themes: Sequence[str | ThemeMatch] = (),
    actors: Sequence[str | ActorMention] = (),
    quotes: Sequence[Quote] = (),
    events: Sequence[Event] = (),
    depth: Depth = Depth.FULL,
    features: dict[str, float] | None = None,
) -> Analysis:
    """What was found in an article."""
    return Analysis(
        depth=depth,
        themes=tuple(map(make_match, themes)),
        actors=tuple(map(make_mention, actors)),
        quotes=tuple(quotes),
        events=tuple(events),
        features=features or {"gas": 0.5},
    )


def compose_text(opening: str, quotes: Sequence[Quote], events: Sequence[Event]) -> tuple[str, Analysis]:
    """A text with a paragraph for the opening, each quote and each event, and these with their places."""
    text = opening
    placed_quotes, placed_events = [], []
    for quote in quotes:
        start = len(text) + 3
        text += f"\n\n“{quote.content}”, {quote.cue} {quote.speaker or 'an official'}."
        placed_quotes.append(replace(quote, start=start, end=start + len(quote.content)))
    for event in events:
        start = len(text) + 2
        sentence = f"{' and '.join(event.source_text)} {event.verb} {' and '.join(event.target_text)}."
        text += f"\n\n{sentence}"
        placed_events.append(replace(event, start=start, end=start + len(sentence)))
    return text, Analysis(depth=Depth.FULL, quotes=tuple(placed_quotes), events=tuple(placed_events))


@dataclass
class Library:
    """A workspace that is filled by plain words."""

    database: Database
    workspace_id: int
    clock: FixedClock

    def __post_init__(self) -> None:
        self._stories: dict[str, int] = {}

    @contextmanager
    def read(self) -> Iterator[Scope]:
        """A transaction that reads this workspace."""
        with self.database.read(self.workspace_id) as scope:
            yield scope

    @contextmanager
    def write(self) -> Iterator[Scope]:
        """A transaction that writes to this workspace."""
        with self.database.write(self.workspace_id) as scope:
            yield scope

    def know(self, *actors: str | Actor, themes: Sequence[str | Theme] = ()) -> None:
        """Put actors and themes into the workspace's tables."""
        with self.write() as scope:
            for actor in actors:
                known = (
                    Actor(id=actor, name=name_of(actor), kind=kind_of(actor))
                    if isinstance(actor, str)
                    else actor
                )
                save_actor(scope, known, self.clock())
            for theme in themes:
                wanted = Theme(id=theme, name=name_of(theme)) if isinstance(theme, str) else theme
                save_theme(scope, wanted, self.clock())

    def article(
        self,
        title: str | None = "Two leaders met in the capital",
        *,
        text: str | None = None,
        actors: Sequence[str | ActorMention] = (),
        themes: Sequence[str | ThemeMatch] = (),
        quotes: Sequence[Quote] = (),
        events: Sequence[Event] = (),
        outlet: str | Outlet | None = OUTLET,
        at: str | datetime | None = None,
        stored: str | datetime | None = None,
        story: str | int | None = None,
        copy_of: SavedArticle | int | None = None,
        source_id: int | None = None,
        address: str | None = None,
        guid: str | None = None,
        language: str = "en",
        relevant: bool = True,
        backfill: bool = False,
        depth: Depth = Depth.FULL,
        note: str | None = None,
        teaser: bool = False,
    ) -> SavedArticle:
        """Store an article. `at` is when it was published, `stored` when it came in (default: the same).

        `story` is a label that articles of one story share, or a story's id; without it a new story begins.
        """
        published = instant(at) if at is not None else self.clock()
        body, placed = compose_text(text or f"{title or 'Something happened'}.", quotes, events)
        found = replace(
            make_analysis(actors=actors, themes=themes, depth=depth),
            quotes=placed.quotes,
            events=placed.events,
        )
        article = make_article(
            title, body, outlet=outlet, at=published, address=address, guid=guid, language=language, note=note,
            teaser=teaser,
        )  # fmt: skip
        with self.write() as scope:
            saved = save_article(
                scope,
                article,
                found,
                story=self._stories.get(story) if isinstance(story, str) else story,
                copy_of=copy_of.id if isinstance(copy_of, SavedArticle) else copy_of,
                source_id=source_id,
                relevant=relevant,
                backfill=backfill,
                now=instant(stored) if stored is not None else published,
                fingerprint=b"\x01\x02",
                knowledge_version="test",
            )
        if isinstance(story, str):
            self._stories[story] = saved.story
        return saved

    def change(self, saved: SavedArticle, article: Article, analysis: Analysis) -> SavedArticle:
        """Replace a stored article, as when its text has changed."""
        with self.write() as scope:
            return update_article(
                scope,
                saved.id,
                article,
                analysis,
                relevant=True,
                now=self.clock(),
                fingerprint=b"\x03",
                knowledge_version="test",
            )

    def card(self, saved: SavedArticle) -> ArticleCard:
        """What is shown of a stored article."""
        with self.read() as scope:
            return load_article(scope, saved.id)
