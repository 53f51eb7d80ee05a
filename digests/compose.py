"""Stories, quotes and counts → what a digest says. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.model.stored import ArticleCard, StoredQuote, StoryCard
from bot.model.subscriptions import Period
from bot.query.tree import Query, actors_in, themes_in
from bot.query.write import Names, describe_query
from digests.content import DigestContent, Glance, StoryItem
from digests.items import describe_day, outlet_name, quote_item, source_item
from digests.lead import lead_sentences
from digests.news import News, compose_new, compose_talking, compose_update
from digests.places import DigestPlace
from digests.quoted import Quoted, rank_quotes
from digests.select import choose_stories, first_good, usual_articles

MOST_ACTORS = 4
MOST_THEMES = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """What was loaded for one digest."""

    query: Query
    period: Period
    stories: tuple[StoryCard, ...]
    quotes: tuple[StoredQuote, ...]  # key quotes of the stories' articles
    texts: Mapping[int, str]  # article → the beginning of its prose
    counts: tuple[int, int, int]  # articles, stories, outlets
    weeks: tuple[int, ...] = ()  # articles in the same period one, two … weeks before
    seen: Mapping[int, datetime] = field(
        default_factory=dict
    )  # stories that the channel has seen → when last
    news: News = field(default_factory=News)


def compose_digest(
    material: Material, names: Names, zone: ZoneInfo, *, late: str = "", place: DigestPlace | None = None
) -> DigestContent:
    """What the digest says; dates are those of the zone's clocks.

    Args:
        late: a sentence where it is late.
        place: where it will be posted.
    """
    wanted = {*actors_in(material.query), *themes_in(material.query)}
    by_story = _by_story(material.quotes)
    choice = choose_stories(
        material.stories, by_story, wanted=wanted, seen=material.seen, period=material.period
    )
    cook = _Cook(names, zone, material, wanted)
    stories = tuple(cook.story(story, by_story.get(story.id, ())) for story in choice.shown)
    kept = {story.id for story in (*choice.shown, *choice.more)}
    rest = cook.quoted.take_rest([stored for stored in material.quotes if stored.article.story in kept])
    return DigestContent(
        topic=describe_query(material.query, names),
        date=describe_day(material.period.end.astimezone(zone))
        + f" {material.period.end.astimezone(zone).year}",
        period=describe_period(material.period, zone),
        late=late,
        glance=_glance(material, zone),
        stories=stories,
        more=tuple(source_item(first_good(story.articles), zone) for story in choice.more),
        quotes=tuple(quote_item(stored, zone, whole=True) for stored in rest),
        seen_again=choice.seen_again,
        new=compose_new(material.news, material.stories),
        talking=compose_talking(material.news, names),
        place=place,
        ask=_ask(material.stories, material.quotes, wanted, names),
    )


def describe_period(period: Period, zone: ZoneInfo) -> str:
    """ "Fri 20 Nov 08:30 – Sat 21 Nov 08:30 (Europe/Paris)"."""
    start, end = period.start.astimezone(zone), period.end.astimezone(zone)
    return f"{describe_day(start)} {start:%H:%M} – {describe_day(end)} {end:%H:%M} ({zone.key})"


def _glance(material: Material, zone: ZoneInfo) -> Glance:
    articles, stories, outlets = material.counts
    return Glance(
        stories=stories,
        articles=articles,
        outlets=outlets,
        usual=usual_articles(material.weeks),
        weekday=f"{material.period.end.astimezone(zone):%A}",
    )


def _by_story(quotes: Sequence[StoredQuote]) -> dict[int, list[StoredQuote]]:
    found: defaultdict[int, list[StoredQuote]] = defaultdict(list)
    for stored in quotes:
        found[stored.article.story].append(stored)
    return dict(found)


class _Cook:
    """Turns stored records into items, and remembers which quotes were shown."""

    def __init__(self, names: Names, zone: ZoneInfo, material: Material, wanted: Collection[str]) -> None:
        self.names = names
        self.zone = zone
        self.material = material
        self.wanted = wanted
        self.quoted = Quoted(wanted)

    def story(self, story: StoryCard, quotes: Sequence[StoredQuote]) -> StoryItem:
        main = first_good(story.articles)
        summary = self._summary(main, story, quotes)
        ranked = rank_quotes(quotes, self.wanted)
        for stored in ranked:
            if any(words in summary for words in stored.contents):
                self.quoted.note_told(stored)
        key = self.quoted.take_best(ranked)
        return StoryItem(
            id=story.id,
            headline=main.title,
            link=main.link,
            update=story.id in self.material.seen,
            summary=summary,
            outlets=_outlets(main, story),
            themes=tuple(self.names.theme_name(theme) for theme in self._themes(main, story)),
            actors=_known_actors(self._wanted_first(main.actors), self.names)[:MOST_ACTORS],
            copied=_copied(story, main),
            quote=quote_item(key, self.zone, whole=True) if key else None,
            quotes=tuple(quote_item(stored, self.zone, whole=True) for stored in ranked),
            sources=tuple(source_item(article, self.zone) for article in story.articles),
            news=compose_update(story, ranked, self.material.news.earlier.get(story.id)),
        )

    def _themes(self, main: ArticleCard, story: StoryCard) -> list[str]:
        """The topic's own themes first, also those that another article of the story brought."""
        told = (theme for article in story.articles for theme in article.themes if theme in self.wanted)
        return list(dict.fromkeys(self._wanted_first((*main.themes, *told))))[:MOST_THEMES]

    def _wanted_first(self, ids: Sequence[str]) -> list[str]:
        return sorted(ids, key=lambda id: id not in self.wanted)

    def _summary(self, main: ArticleCard, story: StoryCard, quotes: Sequence[StoredQuote]) -> str:
        orphans = [
            (q.quote.start, q.quote.end)
            for q in quotes
            if q.article.id == main.id and not q.quote.speaker_name and not q.quote.speaker
        ]
        told = [article.title for article in story.articles if article.id != main.id]
        return lead_sentences(self.material.texts.get(main.id, ""), orphans, main.title, told)


def _known_actors(actors: Sequence[str], names: Names) -> tuple[str, ...]:
    """The names of those that the team's table has; people found only in texts are left out."""
    return tuple(name for actor in actors if (name := names.actor_name(actor)) != actor)


def _outlets(main: ArticleCard, story: StoryCard) -> str:
    others = len(story.outlets) - (1 if main.outlet else 0)
    return outlet_name(main) + (f" + {others}" if others > 0 else "")


def _copied(story: StoryCard, main: ArticleCard) -> str:
    originals = len(story.articles) - story.copies
    if story.copies and originals <= 1:
        whole = "both" if len(story.articles) == 2 else f"all {len(story.articles)}"
        return f"{whole} articles carry one report ({outlet_name(main)})"
    if story.copies:
        return f"{story.copies} of {len(story.articles)} articles {'is a copy' if story.copies == 1 else 'are copies'}"
    return ""


def _ask(
    stories: Sequence[StoryCard],
    quotes: Sequence[StoredQuote],
    wanted: Collection[str],
    names: Names,
) -> tuple[tuple[str, str], ...]:
    """What a reader may want to look up next: the pair named most, and who spoke most."""
    named: defaultdict[str, int] = defaultdict(int)
    for story in stories:
        leading = {actor for article in story.articles for actor in article.actors[:MOST_ACTORS]}
        for actor in leading:
            named[actor] += 1 + (actor in wanted) * len(stories)
    known = [actor for actor in named if names.actor_name(actor) != actor]
    pair = sorted(known, key=lambda actor: (-named[actor], actor))[:2]
    found: list[tuple[str, str]] = []
    if len(pair) == 2:
        a, b = (names.actor_name(actor) for actor in pair)
        found.append((f"{a} – {b}", f"/relations {pair[0]} {pair[1]} 30d"))
    speakers = [q.quote.speaker_id for q in quotes if q.quote.speaker_id]
    if speakers:
        top = max(sorted(set(speakers)), key=speakers.count)
        found.append((f"Quotes of {names.actor_name(top)}", f"/quotes {top} 30d"))
    return tuple(found)
