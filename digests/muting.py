"""What a channel does not want to be told is left out of its digests and posts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.model.mutes import Mute, MuteKind
from bot.model.stored import ArticleCard, StoryCard
from bot.storage.words import fold_words
from digests.select import first_good

_LONGEST = 1_000  # characters of a headline that are compared


@dataclass(frozen=True, slots=True)
class Effect:
    """What a mute would have changed in the last days."""

    told: int  # stories without it
    removed: int  # of these, with it

    @property
    def sentence(self) -> str:
        """ "It would have removed 4 of the last 30 stories."."""
        if not self.told:
            return "There was no story in the last 7 days on which to see what would change."
        noun = "story" if self.told == 1 else "stories"
        if not self.removed:
            return f"It would have removed none of the last {self.told} {noun}."
        return f"It would have removed {self.removed} of the last {self.told} {noun}."


def leave_out_muted(stories: Sequence[StoryCard], mutes: Sequence[Mute]) -> tuple[StoryCard, ...]:
    """The stories without muted ones, and these without articles of muted outlets or with muted words in the headline.

    A story goes as a whole where nothing is left of it, or where the article that would be linked has such words.
    """
    if not mutes:
        return tuple(stories)
    outlets = _muted(mutes, MuteKind.OUTLET)
    gone = _muted(mutes, MuteKind.STORY)
    terms = [folded for term in _muted(mutes, MuteKind.TERM) if (folded := _fold(term)).strip()]
    heard = (_without(story, outlets, terms) for story in stories if str(story.id) not in gone)
    return tuple(story for story in heard if story)


def measure_mute(stories: Sequence[StoryCard], standing: Sequence[Mute], added: Mute) -> Effect:
    """What one more mute would have changed."""
    before = leave_out_muted(stories, standing)
    after = leave_out_muted(before, (added,))
    return Effect(told=len(before), removed=len(before) - len(after))


def _muted(mutes: Iterable[Mute], kind: MuteKind) -> frozenset[str]:
    return frozenset(mute.what for mute in mutes if mute.kind is kind)


def _without(story: StoryCard, outlets: frozenset[str], terms: Sequence[str]) -> StoryCard | None:
    """What is left of it; None where there is nothing to tell."""
    if terms and _has_term(first_good(story.articles), terms):
        return None
    left = tuple(
        article
        for article in story.articles
        if not (article.outlet and article.outlet.id in outlets) and not _has_term(article, terms)
    )
    if len(left) == len(story.articles):
        return story
    return replace(story, articles=left, copies=sum(a.copy_of is not None for a in left)) if left else None


def _has_term(article: ArticleCard, terms: Sequence[str]) -> bool:
    return bool(terms) and any(term in _fold(article.title) for term in terms)


def _fold(text: str) -> str:
    """Its words with a blank on both sides, so that a term is found at the bounds of words only."""
    return f" {fold_words(text[:_LONGEST])} "
