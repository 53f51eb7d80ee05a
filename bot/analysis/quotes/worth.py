"""What each quote of an article is worth to a reader of digests, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.analysis.quotes.speech import word_count
from bot.analysis.quotes.standing import Standings
from bot.analysis.substance import Worth, read_substance, weigh_features
from bot.model.findings import Quote, QuoteKind

_LEANING = re.compile(
    r"(?:and|but|so|or|nor|yet|because|which|then|also|that(?!\s+\w+\s+(?:will|must|is))|those(?!\s+who)|neither|(?:after|before|for|of) that)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:it|he|she|they|him|her|them|his|their|its|this|these)(?:['’]\w+)?\b", re.IGNORECASE
)
_QUESTION = re.compile(r"\?['\"”’]?\s*$")
_GAP = 90  # characters between the halves of an interrupted sentence
_SHORT, _LONG = 8, 60  # words
_UNSURE = 0.8


def weigh_quotes(quotes: Sequence[Quote], standings: Standings) -> tuple[Worth, ...]:
    """The worth of each quote of an article by itself, with its reasons, before repeats are left out."""
    return tuple(
        weigh_features(
            read_substance(quote.content)
            + _shape(quotes, i)
            + Counter(standings.features_of(quote))
            + Counter(subject=len(quote.about))
        )
        for i, quote in enumerate(quotes)
    )


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
        "fragment": fragment,
        "unsure": quote.confidence < _UNSURE,
    }
    size = Counter(ample=words // (8 if fragment else 5), long=words // _LONG)
    return Counter({name: int(found) for name, found in shape.items()}) + size


def _is_torn(quotes: Sequence[Quote], place: int) -> bool:
    """Whether it begins within a sentence, or the next quote ends it: "We are," he said, "where we are." """
    quote = quotes[place]
    if quote.content[:1].islower():
        return True
    after = quotes[place + 1] if place + 1 < len(quotes) else None
    goes_on = after is not None and after.content[:1].islower() and after.start - quote.end < _GAP
    return goes_on and after is not None and after.kind is quote.kind and quote.content[-1:] not in ".!?"
