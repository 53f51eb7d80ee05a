"""Which quotes a digest shows: for each story the best for the topic, then those that no story shows. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from bot.analysis.substance import Worth, read_substance, weigh_features
from bot.model.findings import QuoteKind
from bot.model.stored import StoredQuote

MOST_QUOTES = 5  # key quotes below the stories
MOST_EACH = 2  # quotes of one speaker in a digest, and of one story below the stories
GOOD_LENGTH = (40, 320)  # characters of a quote that reads well; a shorter fragment says little by itself
_ALIKE = 0.6  # share of the shorter quote's words in the other, from which both say the same
_HEARD = 0.8  # what a quote loses for each quote of its speaker that is shown already
_LEAST, _MOST = -2.0, 5.0  # between which the worth of mere words counts


def rank_quotes(quotes: Iterable[StoredQuote], wanted: Collection[str]) -> tuple[StoredQuote, ...]:
    """Quotes with a named speaker, best for the topic first.

    Args:
        wanted: ids of the actors and themes that the topic asks for.
    """
    named = [q for q in quotes if q.quote.speaker_name]
    return tuple(sorted(named, key=lambda q: (-_worth(q, wanted), q.id)))


def why_quoted(stored: StoredQuote, wanted: Collection[str]) -> tuple[str, ...]:
    """Why a quote is worth its place, each reason as the end of "This quote …"."""
    quote, carried = stored.quote, len(stored.outlets)
    reasons = {
        "is by one whom the topic asks for": quote.speaker_id in wanted,
        "speaks of what the topic asks for": any(id in wanted for id in quote.about),
        f"is carried by {carried} outlets": carried > 1,
    }
    return (*(reason for reason, holds in reasons.items() if holds), *_substance(quote.content).why)


class Quoted:
    """The quotes of one digest: no wording stands in it twice, and nobody speaks more than twice."""

    def __init__(self, wanted: Collection[str]) -> None:
        self._wanted = wanted
        self._wordings: list[frozenset[str]] = []
        self._speakers: Counter[str] = Counter()

    def note_told(self, stored: StoredQuote) -> None:
        """The digest has it, here or in a summary: its words are not shown again, and its speaker was heard."""
        self._speakers[_speaker(stored)] += 1
        self._wordings.append(_wording(stored))

    def take_best(self, quotes: Iterable[StoredQuote]) -> StoredQuote | None:
        """The best quote that may still be shown; from then on it is."""
        free = [stored for stored in rank_quotes(quotes, self._wanted) if self._is_free(stored)]
        best = max(free, key=lambda q: _worth(q, self._wanted) - _HEARD * self._heard(q), default=None)
        if best is not None:
            self.note_told(best)
        return best

    def take_rest(self, quotes: Sequence[StoredQuote]) -> tuple[StoredQuote, ...]:
        """Those that no story shows, best first, from several stories and speakers."""
        left, chosen = list(quotes), list[StoredQuote]()
        stories: Counter[int] = Counter()
        while len(chosen) < MOST_QUOTES and (best := self.take_best(left)):
            chosen.append(best)
            stories[best.article.story] += 1
            left = [q for q in left if q is not best and stories[q.article.story] < MOST_EACH]
        return tuple(chosen)

    def _heard(self, stored: StoredQuote) -> int:
        return self._speakers[_speaker(stored)]

    def _is_free(self, stored: StoredQuote) -> bool:
        words = _wording(stored)
        return self._heard(stored) < MOST_EACH and not any(_alike(words, shown) for shown in self._wordings)


def _worth(stored: StoredQuote, wanted: Collection[str]) -> float:
    """For this topic; weights set by hand: who speaks of what comes before how it is said."""
    quote = stored.quote
    low, high = GOOD_LENGTH
    return (
        2.0 * (quote.speaker_id in wanted)
        + 1.5 * any(id in wanted for id in quote.about)
        + quote.confidence
        + 0.8 * (quote.kind is QuoteKind.DIRECT)
        - 1.5 * (quote.kind is QuoteKind.MIXED and len(quote.content) < low)
        + 0.5 * (low <= len(quote.content) <= high)
        + 0.3 * min(len(stored.outlets), 5)
        + 0.3 * min(max(_substance(quote.content).value, _LEAST), _MOST)
    )


@lru_cache(maxsize=1_000)  # a digest asks several times for each of at most 200 quotes
def _substance(words: str) -> Worth:
    return weigh_features(read_substance(words))


def _speaker(stored: StoredQuote) -> str:
    return stored.quote.speaker_id or stored.quote.speaker_name or ""


def _wording(stored: StoredQuote) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", stored.quote.content.casefold()))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return one == other or len(one & other) > _ALIKE * min(len(one), len(other))
