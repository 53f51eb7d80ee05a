"""How much two quotes say that is the same, in whatever words. Pure.

The figures were set on invented pairs (tests/gold/wordings.toml, `dev`) and on the quotes that one speaker has in one
article (tests/gold/own), which are different ones: of 808 such pairs two pass.
"""

from __future__ import annotations

from rapidfuzz.distance import LCSseq, Prefix

from bot.storage.wordings.lexicon import load_lexicon
from bot.storage.wordings.reading import Reading

FEWEST = 2  # meanings that both have
LIGHTEST = 1.2  # weight of what both have
SHARE_SHORT, SHARE_LONG = 0.62, 0.42  # least share of what both have, for little and for much that is said
MUCH_SAID = 5.5  # weight of meanings from which a quote says much
SIZES = 0.4  # least share of the longer one's words that the shorter has
SUBSTITUTED = 0.85  # least share where otherwise equal words say something else at one place
ORDER = 0.5  # least share of the common meanings that stand in the same order
ORDER_OF_ALL = 0.34  # the same of two that say nothing else …
ALL = 0.9  # … which is this share
MOST_KIN = 12  # meanings that only one has, of which kin are looked for
KIN = 0.6  # share of the longer word that two of one root have in common, and of its weight that they count
ROOT = 5  # letters


def retold_score(a: Reading, b: Reading) -> float:
    """Share (0..1) of what the two say that both say, less what stands in another order.

    0 where the share is too little, the order is another, or one place alone says something else.
    """
    common = a.weights.keys() & b.weights.keys()
    fewer, more = sorted((len(a.words), len(b.words)))
    if len(common) < FEWEST or fewer < SIZES * more:
        return 0.0
    weight = sum([min(a.weights[m], b.weights[m]) for m in common]) + _weigh_kin(a, b)
    share = 2 * weight / (a.total + b.total)
    if weight < LIGHTEST or share < least_share((a.total + b.total) / 2):
        return 0.0
    if share < SUBSTITUTED and _differ_at_one_place(a, b):
        return 0.0
    left, right = ([m for m in reading.meanings if m in common] for reading in (a, b))
    order = LCSseq.similarity(left, right) / min(len(left), len(right))
    return min(share * order, 1.0) if order >= (ORDER_OF_ALL if share >= ALL else ORDER) else 0.0


def least_share(weight: float) -> float:
    """The share that is asked of quotes of this weight: less where there is more to agree on."""
    return SHARE_SHORT - (SHARE_SHORT - SHARE_LONG) * min(weight / MUCH_SAID, 1.0)


def _weigh_kin(a: Reading, b: Reading) -> float:
    """The weight of words that only begin alike: "barbaric" and "barbarous"."""
    left = sorted(a.weights.keys() - b.weights.keys())[:MOST_KIN]
    right = sorted(b.weights.keys() - a.weights.keys())[:MOST_KIN]
    weight = 0.0
    for one in left:
        kin = next((other for other in right if _are_kin(one, other)), None)
        if kin is not None:
            right.remove(kin)
            weight += KIN * min(a.weights[one], b.weights[kin])
    return weight


def _are_kin(one: str, other: str) -> bool:
    least = max(ROOT, KIN * max(len(one), len(other)))
    return one[:ROOT] == other[:ROOT] and "_" not in one + other and Prefix.similarity(one, other) >= least


def _differ_at_one_place(a: Reading, b: Reading) -> bool:
    """Whether each says at one place what the other does not, and all other words are equal.

    One who tells a quote again changes more than that: "ready to talk about gas", "ready to talk about borders".
    A single function word within the place, such as "and", makes no two places of it.
    """
    if a.weights.keys() <= b.weights.keys() or b.weights.keys() <= a.weights.keys():
        return False
    fewer = min(len(a.words), len(b.words))
    ahead = next((n for n in range(fewer) if a.words[n] != b.words[n]), fewer)
    behind = next((n for n in range(fewer - ahead) if a.words[-1 - n] != b.words[-1 - n]), fewer - ahead)
    inside = [set(reading.words[ahead : len(reading.words) - behind]) for reading in (a, b)]
    if not (inside[0] & inside[1]) <= load_lexicon().stop:
        return False
    return ahead + behind >= LCSseq.similarity(a.words, b.words) - 1
