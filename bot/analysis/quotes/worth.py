"""Which quotes of an article are worth a digest, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.analysis.document import Cast
from bot.analysis.lexicon.words import load_words
from bot.analysis.quotes.speech import word_count
from bot.analysis.quotes.standing import Standings
from bot.analysis.substance import Worth, read_substance, weigh_features
from bot.model.findings import Quote, QuoteKind

_LEANING = re.compile(
    r"(?:and|but|so|or|nor|yet|because|which|then|also|that(?!\s+\w+\s+(?:will|must|is))|this|these|those(?!\s+who)|neither)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:it|he|she|they|him|her|them|his|their|its)(?:['’]\w+)?\b", re.IGNORECASE)
_QUESTION = re.compile(r"\?['\"”’]?\s*$")
_GAP = 90  # characters between the halves of an interrupted sentence
_SHORT, _LONG = 8, 60  # words
_UNSURE = 0.8


@dataclass(frozen=True, slots=True)
class Choice:
    """The rules of choosing, from worth.toml; see there."""

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
def _rules() -> Choice:
    return Choice(**load_words("worth.toml")["choice"])


def mark_key(text: str, quotes: Sequence[Quote], cast: Cast) -> tuple[Quote, ...]:
    """The quotes of one article with `key` set on the few that are worth a digest."""
    chosen = _choose(text, quotes, cast)
    return tuple(replace(quote, key=True) if i in chosen else quote for i, quote in enumerate(quotes))


def weigh_quotes(text: str, quotes: Sequence[Quote], cast: Cast) -> tuple[Worth, ...]:
    """The worth of each quote of an article by itself, with its reasons, before repeats are left out."""
    return _weigh(quotes, Standings(text, quotes, cast))


def _weigh(quotes: Sequence[Quote], standings: Standings) -> tuple[Worth, ...]:
    return tuple(
        weigh_features(
            read_substance(quote.content)
            + _shape(quotes, i)
            + Counter(standings.features_of(quote))
            + Counter(subject=len(quote.about))
        )
        for i, quote in enumerate(quotes)
    )


def _choose(text: str, quotes: Sequence[Quote], cast: Cast) -> set[int]:
    """Places of the key quotes: the worthiest first, spread over speakers and sides."""
    rules, standings = _rules(), Standings(text, quotes, cast)
    worths = _weigh(quotes, standings)
    left = [
        i for i, quote in enumerate(quotes) if worths[i].value >= rules.first and _may_stand(quote, rules)
    ]
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


def _may_stand(quote: Quote, rules: Choice) -> bool:
    """Whether it is printed speech of a tellable length by somebody with a name."""
    shortest = rules.shortest_fragment if quote.kind is QuoteKind.MIXED else rules.shortest
    printed = quote.kind is not QuoteKind.INDIRECT and quote.speaker_name is not None
    return (
        printed and quote.confidence >= rules.sure and shortest <= word_count(quote.content) <= rules.longest
    )


class _Spread:
    """What is chosen so far, so that no speaker, side or wording fills an article's few places."""

    def __init__(self, rules: Choice, standings: Standings) -> None:
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


def _shape(quotes: Sequence[Quote], place: int) -> Counter[str]:
    """How the words stand, whatever they say."""
    quote = quotes[place]
    words, fragment = word_count(quote.content), quote.kind is QuoteKind.MIXED
    shape = {
        "question": _QUESTION.search(quote.content) is not None,
        "torn": not fragment and _is_torn(quotes, place),
        "hanging": not fragment and _LEANING.match(quote.content) is not None,
        "pronoun": not fragment and _PRONOUN.match(quote.content) is not None,
        "short": not fragment and words < _SHORT,
        "long": words > _LONG,
        "fragment": fragment,
        "unsure": quote.confidence < _UNSURE,
    }
    return Counter({name: int(found) for name, found in shape.items()}) + Counter(
        ample=words // (8 if fragment else 5)
    )


def _is_torn(quotes: Sequence[Quote], place: int) -> bool:
    """Whether it begins within a sentence, or the next quote ends it: "We are," he said, "where we are." """
    quote = quotes[place]
    if quote.content[:1].islower():
        return True
    after = quotes[place + 1] if place + 1 < len(quotes) else None
    goes_on = after is not None and after.content[:1].islower() and after.start - quote.end < _GAP
    return goes_on and after is not None and after.kind is quote.kind and quote.content[-1:] not in ".!?"
