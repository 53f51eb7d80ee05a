"""Why an article is, or is not, in the digests: what was found out → sentences. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.model.articles import Source
from bot.model.findings import Depth
from bot.model.provenance import Provenance
from bot.model.stored import ArticleCard, StoryCard
from bot.model.subscriptions import RhythmKind, Subscription
from bot.query.write import Names
from digests.items import count_of, describe_day, outlet_name
from digests.mrkdwn import clean, clip
from digests.page import Bullets, Line, Paragraph, Part, Piece, Small, bold, line, link
from digests.rhythm import write_rhythm
from digests.select import BREAKING_OUTLETS, MOST_STORIES, is_breaking

MOST_THEMES = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Fate:
    """What became of an article in one subscription."""

    subscription: Subscription
    topic: str  # in words; as written where it cannot be read any more
    matches: bool
    silent: str = ""  # "paused", "snoozed"; else ""
    small: int = 0  # outlets that carry its story, where the subscription asks for more; else 0
    unread: str = ""  # why the topic cannot be read; else ""
    posted: datetime | None = None  # `instantly`: when the message of its story was claimed
    covered: datetime | None = None  # end of the period of the digest that covers it
    rank: int = 0  # of its story in that digest, 1 is best; 0: not in it
    stories: int = 0  # in that digest
    seen: datetime | None = None  # when the channel last saw the story
    due: datetime | None = None  # next digest, where none covers it yet
    muted: bool = False  # its story was muted there when the digest was made, or is now


@dataclass(frozen=True, kw_only=True, slots=True)
class Why:
    """All that is known of one address."""

    asked: str
    article: ArticleCard | None = None
    provenance: Provenance | None = None
    original: ArticleCard | None = None  # of which it is a copy
    story: StoryCard | None = None  # with all its articles
    fates: tuple[Fate, ...] = ()
    sources: tuple[Source, ...] = ()  # of the same host, where the address is not known


def lay_out_why(why: Why, names: Names, zone: ZoneInfo) -> tuple[Part, ...]:
    """The whole answer."""
    if why.article is None or why.provenance is None:
        return tuple(_unknown(why, zone))
    article = why.article
    head = line(
        link(clip(clean(article.title), 200), article.link, strong=True), f" ({outlet_name(article)})"
    )
    parts: list[Part] = [
        Paragraph((head,)),
        Bullets(tuple(line(words) for words in _tell_reading(why, article, why.provenance, names, zone))),
    ]
    if why.fates:
        parts += [
            Paragraph((line(bold("Subscriptions")),)),
            Bullets(tuple(_fate_line(fate, article, why, zone) for fate in why.fates)),
        ]
    else:
        parts.append(Small("There is no subscription that I may tell you of."))
    return tuple(parts)


def _unknown(why: Why, zone: ZoneInfo) -> list[Part]:
    said = f"I have not read {clip(clean(why.asked), 200)}."
    parts: list[Part] = [Paragraph((line(bold(said)),))]
    told = [_tell_source(source, zone) for source in why.sources]
    parts.append(
        Bullets(tuple(line(words) for words in told))
        if told
        else Small("None of your sources is of that host. /sources add ADDRESS watches one.")
    )
    return parts


def _tell_source(source: Source, zone: ZoneInfo) -> str:
    name = clip(clean(source.name), 80)
    if source.paused:
        return f"{name} is paused."
    if source.failing_since:
        since = _clock(source.failing_since, zone)
        return (
            f"{name} has been failing since {since}: {clip(clean(source.error or 'no reason is known'), 200)}"
        )
    if source.last_polled_at is None:
        return f"{name} has not been read yet."
    return f"{name} was last read {_clock(source.last_polled_at, zone)}; its feed has not named this address."


def _tell_reading(
    why: Why, article: ArticleCard, provenance: Provenance, names: Names, zone: ZoneInfo
) -> list[str]:
    said = [f"Stored {_clock(article.stored_at, zone)} from {provenance.source or 'a file or a command'}."]
    if article.note:
        said.append(f"Marked “{clip(clean(article.note), 100)}”: quotes may be incomplete.")
    if why.original:
        said.append(f"A copy of what {outlet_name(why.original)} had before.")
    said.append(_tell_depth(provenance.depth))
    said += _tell_themes(provenance, names)
    if why.story:
        outlets = count_of(len(why.story.outlets), "outlet", "outlets")
        count = count_of(len(why.story.articles), "article", "articles")
        said.append(f"Part of story {why.story.id}: {count} of {outlets}.")
    if provenance.backfill:
        said.append(
            "It came from an archive, or was old when its feed was added: no digest covers such articles."
        )
    return said


def _tell_depth(depth: Depth) -> str:
    return {
        Depth.FULL: "The gate let it pass: it was read in full.",
        Depth.GATED: "The gate found nothing that any theme, subscription or followed actor asks for:"
        " it was stored, and not read in full.",
        Depth.LANGUAGE: "It is in a language that is not read: it can be found, and matches search words only.",
    }[depth]


def _tell_themes(provenance: Provenance, names: Names) -> list[str]:
    if not provenance.themes:
        return ["It came near to no theme."]
    return [
        f"Theme {names.theme_name(t.theme)}: {t.score:.2f}, {'given' if t.given else 'not given'}"
        f" (from {t.threshold:.2f} on)" + (f"; told by {', '.join(t.terms)}" if t.terms else "")
        for t in provenance.themes[:MOST_THEMES]
    ]


def _fate_line(fate: Fate, article: ArticleCard, why: Why, zone: ZoneInfo) -> Line:
    where = (
        Piece("", channel=fate.subscription.channel)
        if fate.subscription.channel.startswith("C")
        else Piece("")
    )
    head = f" {clip(fate.topic, 100)} ({write_rhythm(fate.subscription.rhythm)}): "
    return line(where, head, tell_fate(fate, article, why, zone))


def tell_fate(fate: Fate, article: ArticleCard, why: Why, zone: ZoneInfo) -> str:
    """What became of the article there, and why: the first reason that holds."""
    if fate.unread:
        return f"its topic cannot be read: {fate.unread}"
    if not fate.matches:
        return "the article does not match the topic."
    if why.provenance and why.provenance.backfill:
        return "it matches, but came from an archive."
    if fate.small and not fate.posted and not fate.rank:
        carried = count_of(fate.small, "outlet carries", "outlets carry")
        return f"{carried} its story; the subscription asks for {fate.subscription.minimum}."
    if fate.muted and not (fate.covered is None and fate.posted):
        return "it matches, but is muted there; /media mutes lists by whom."
    if fate.subscription.rhythm.kind is RhythmKind.INSTANTLY:
        return _tell_instant(fate, article, why.story, zone)
    return _tell_digest(fate, zone)


def _tell_instant(fate: Fate, article: ArticleCard, story: StoryCard | None, zone: ZoneInfo) -> str:
    if fate.posted:
        return f"its story was posted {_clock(fate.posted, zone)}."
    if fate.seen:
        return f"its story was told to the channel in another message {_clock(fate.seen, zone)}."
    if fate.silent:
        return f"it matches, but the subscription is {fate.silent}."
    if article.stored_at <= fate.subscription.created_at:
        return "it was stored before the channel subscribed."
    if story and not is_breaking(story):
        carried = count_of(len(story.outlets), "outlet carries", "outlets carry")
        return f"{carried} its story; {BREAKING_OUTLETS}, or a trusted one, make it break."
    return "it matches; it is posted with the next look at what is new."


def _tell_digest(fate: Fate, zone: ZoneInfo) -> str:
    if fate.covered is None:
        if fate.silent:
            return f"it matches, but the subscription is {fate.silent}."
        if fate.due:
            return f"it matches; the digest of {_clock(fate.due, zone)} will cover it."
        return "it matches, but was stored before the period of the next digest."
    digest = f"the digest of {_clock(fate.covered, zone)}"
    if not fate.rank:
        return f"{digest} covers its time, but was composed without it: it matched later, or too little."
    if fate.rank > MOST_STORIES:
        return f"{digest}: its story is number {fate.rank} of {fate.stories}; beyond {MOST_STORIES} they stand in the thread."
    return f"{digest}: its story is number {fate.rank} of {fate.stories}."


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{describe_day(local)} {local:%H:%M}"


def rank_of(story: int, ranked: Sequence[StoryCard]) -> int:
    """The place of a story among others, from 1; 0 where it is none of them."""
    return next((place for place, card in enumerate(ranked, 1) if card.id == story), 0)
