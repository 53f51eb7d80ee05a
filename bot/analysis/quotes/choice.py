"""Which few quotes of an article are worth a digest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import nlargest

from bot.analysis.document import Cast
from bot.analysis.lexicon.words import load_words
from bot.analysis.quotes.speech import word_count
from bot.analysis.quotes.standing import Standings
from bot.analysis.quotes.worth import weigh_quotes
from bot.analysis.substance import Worth
from bot.model.findings import Quote, QuoteKind

_CONSIDERED = 50  # worthiest quotes among which is chosen: bounds the work for an article of any length


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of choosing; worth.toml tells what each is for."""

    first: float
    least: float
    at_most: int
    words_each: int
    per_speaker: int
    again: float
    alike: float
    sure: float
    shortest: int
    shortest_fragment: int
    longest: int


@lru_cache(maxsize=1)
def _rules() -> Rules:
    return Rules(**load_words("worth.toml")["choice"])


def mark_key(text: str, quotes: Sequence[Quote], cast: Cast) -> tuple[Quote, ...]:
    """The quotes of one article with `key` set on the few that are worth a digest."""
    chosen = _choose(text, quotes, cast)
    return tuple(replace(quote, key=True) if i in chosen else quote for i, quote in enumerate(quotes))


def _choose(text: str, quotes: Sequence[Quote], cast: Cast) -> set[int]:
    """Places of the key quotes: the worthiest first, spread over speakers and sides."""
    rules, standings = _rules(), Standings(text, quotes, cast)
    worths = weigh_quotes(quotes, standings)
    left = nlargest(_CONSIDERED, _candidates(quotes, worths, rules), key=lambda i: (worths[i].value, -i))
    room = min(rules.at_most, 2 + len(text.split()) // rules.words_each)
    spread = _Spread(rules, standings)
    while left and len(spread.chosen) < room:
        best = max(left, key=lambda i: (worths[i].value - spread.taken_off(quotes[i]), -i))
        left.remove(best)
        if spread.chosen and worths[best].value - spread.taken_off(quotes[best]) < rules.least:
            break
        if not spread.repeats(quotes[best]):
            spread.take(best, quotes[best])
    return spread.chosen


def _candidates(quotes: Sequence[Quote], worths: Sequence[Worth], rules: Rules) -> Iterator[int]:
    """Places of the quotes that may be key, of several with the same words the first."""
    seen: set[str] = set()
    for place, (quote, worth) in enumerate(zip(quotes, worths, strict=True)):
        if worth.value >= rules.first and quote.content not in seen and _may_stand(quote, rules):
            seen.add(quote.content)
            yield place


def _may_stand(quote: Quote, rules: Rules) -> bool:
    """Whether it is printed speech of a tellable length by somebody with a name."""
    shortest = rules.shortest_fragment if quote.kind is QuoteKind.MIXED else rules.shortest
    printed = quote.kind is not QuoteKind.INDIRECT and quote.speaker_name is not None
    return (
        printed and quote.confidence >= rules.sure and shortest <= word_count(quote.content) <= rules.longest
    )


class _Spread:
    """What is chosen so far, so that no speaker, side or wording fills an article's few places."""

    def __init__(self, rules: Rules, standings: Standings) -> None:
        self._rules = rules
        self._standings = standings
        self._speakers: Counter[str | None] = Counter()
        self._sides: Counter[str | None] = Counter()
        self._wordings: list[set[str]] = []
        self.chosen: set[int] = set()

    def taken_off(self, quote: Quote) -> float:
        """What a quote loses because its speaker or side was heard already."""
        spoken = self._speakers[quote.speaker_name]
        if spoken >= self._rules.per_speaker:
            return float("inf")
        side = self._standings.side_of(quote)
        heard = self._sides[side] - spoken if side else 0
        return self._rules.again * (spoken + heard / 2)

    def repeats(self, quote: Quote) -> bool:
        """Whether most of its words were said in a chosen quote."""
        mine = _wording(quote)
        return any(len(mine & other) > self._rules.alike * len(mine) for other in self._wordings)

    def take(self, place: int, quote: Quote) -> None:
        """Choose it."""
        self.chosen.add(place)
        self._speakers[quote.speaker_name] += 1
        self._sides[self._standings.side_of(quote)] += 1
        self._wordings.append(_wording(quote))


def _wording(quote: Quote) -> set[str]:
    return set(re.findall(r"\w+", quote.content.casefold()))
