"""What is new in a period, and who talks more than usual: figures → items for a digest. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.model.news import Earlier, Speaking
from bot.model.stored import StoredQuote, StoryCard
from bot.query.names import fold
from bot.query.write import Names
from digests.content import NewItem, TalkItem
from digests.items import count_of, outlet_name
from digests.select import first_good
from digests.unusual import Excess, measure_excess

MOST_NEW_ACTORS = 4
MOST_NEW_PHRASES = 3
MOST_TALKERS = 3
LEAST_OUTLETS = 2  # that must have what is called new: one alone may have misspelt it
MOST_NAMED = 3  # outlets or people in the line that says what is new in an update


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """What was loaded to tell what is new and who is loud."""

    actors: Mapping[str, str] = field(default_factory=dict)  # id → name, of those never seen before
    phrases: tuple[str, ...] = ()  # never seen before
    speaking: tuple[tuple[Speaking, tuple[int, ...]], ...] = ()  # with the same figure in the weeks before
    known_weeks: int = 0  # of those weeks
    earlier: Mapping[int, Earlier] = field(default_factory=dict)  # of stories that the channel has seen


def compose_new(news: News, stories: Sequence[StoryCard]) -> tuple[NewItem, ...]:
    """Actors and phrases that the workspace had not seen, those in most outlets first."""
    actors = [
        _new_actor(name, [story for story in stories if _outlets_naming(actor, story)], actor)
        for actor, name in sorted(news.actors.items())
        if len(_all_outlets_naming(actor, stories)) >= LEAST_OUTLETS
    ]
    actors.sort(key=lambda item: -item.outlets)
    phrases = [_new_phrase(phrase, stories) for phrase in news.phrases[:MOST_NEW_PHRASES]]
    return (*actors[:MOST_NEW_ACTORS], *phrases)


def _new_actor(name: str, stories: Sequence[StoryCard], actor: str) -> NewItem:
    first = first_good([a for a in stories[0].articles if actor in a.actors])
    return NewItem(
        name=name, outlets=len(_all_outlets_naming(actor, stories)), headline=first.title, link=first.link
    )


def _all_outlets_naming(actor: str, stories: Sequence[StoryCard]) -> set[str]:
    return set().union(*(_outlets_naming(actor, story) for story in stories))


def _outlets_naming(actor: str, story: StoryCard) -> set[str]:
    """The outlets with a report of their own that name the actor."""
    return {outlet_name(a) for a in story.articles if actor in a.actors and a.copy_of is None}


def _new_phrase(phrase: str, stories: Sequence[StoryCard]) -> NewItem:
    titled = [a for story in stories for a in story.articles if phrase.casefold() in a.title.casefold()]
    first = first_good(titled) if titled else None
    return NewItem(
        name=f"“{phrase}”",
        outlets=0,
        headline=first.title if first else "",
        link=first.link if first else None,
    )


def compose_talking(news: News, names: Names) -> tuple[TalkItem, ...]:
    """Who is quoted in far more stories than usual on that weekday, the loudest first."""
    loud: list[tuple[Excess, Speaking]] = []
    for speaking, weeks in news.speaking:
        excess = measure_excess(speaking.stories, weeks, news.known_weeks)
        if excess and excess.is_loud:
            loud.append((excess, speaking))
    loud.sort(key=lambda pair: (-pair[0].score, pair[1].key))
    return tuple(
        TalkItem(
            speaker=names.actor_name(speaking.actor) if speaking.actor else speaking.name,
            stories=speaking.stories,
            usual=excess.usual,
        )
        for excess, speaking in loud[:MOST_TALKERS]
    )


def compose_update(story: StoryCard, quotes: Sequence[StoredQuote], earlier: Earlier | None) -> str:
    """What is new in a story that the channel has seen: "2 more outlets (A, B); now also Bo Lind speaks"."""
    if earlier is None:
        return ""
    fresh = [o.name for o in story.outlets if o.id not in earlier.outlets]
    heard = dict.fromkeys(
        stored.quote.speaker_name or ""
        for stored in quotes
        if earlier.speakers.isdisjoint({stored.quote.speaker_id, fold(stored.quote.speaker_name or "")})
    )
    said = []
    if fresh:
        said.append(f"{count_of(len(fresh), 'more outlet', 'more outlets')} ({_some(fresh)})")
    if speakers := [name for name in heard if name]:
        said.append(f"now also {_some(speakers)} {'speaks' if len(speakers) == 1 else 'speak'}")
    originals = sum(not a.echo and a.stored_at > earlier.at for a in story.articles)
    if not said and originals:
        said.append(count_of(originals, "more report", "more reports"))
    return "; ".join(said)


def _some(names: Sequence[str]) -> str:
    """The first few by name, the others as a number."""
    shown = ", ".join(names[:MOST_NAMED])
    left = len(names) - MOST_NAMED
    return f"{shown} and {left} more" if left > 0 else shown
