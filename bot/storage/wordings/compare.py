"""How like two wordings are. Pure; time is linear in the words of the two, but for a bounded alignment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import LCSseq

from bot.storage.wordings.conflicts import differ, numbers_differ
from bot.storage.wordings.reading import RUN, Reading

LONGEST_WHOLE = 100  # words; a whole speech is no other wording of each sound bite in it
SHORT_GAP = 3  # words left out between two pieces, of which none may turn the sense


class Kind(IntEnum):
    """How two wordings hang together, closest last."""

    RETOLD = 1  # the same in other words: translated back, or spun
    PART = 2  # one is a cut of the other
    SAME = 3  # but for case and marks


@dataclass(frozen=True, slots=True, order=True)
class Likeness:
    """How like two wordings are."""

    kind: Kind
    score: float  # 0..1


def compare_wordings(a: Reading, b: Reading) -> Likeness | None:
    """How the two hang together; None where they are two quotes."""
    if a.key == b.key:
        return Likeness(Kind.SAME, 1.0)
    if numbers_differ(a, b):
        return None
    shorter, longer = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if is_cut(shorter, longer) or is_cut(longer, shorter):
        return Likeness(Kind.PART, len(shorter.words) / max(len(longer.words), 1))
    score = retold_score(a, b)
    return Likeness(Kind.RETOLD, score) if score and not differ(a, b) else None


def is_cut(part: Reading, whole: Reading) -> bool:
    """Whether all pieces of one stand in the other, in order; gaps do not drop a "not"."""
    if (
        not part.bag <= whole.bag
        or len(part.words) < RUN
        or len(whole.words) > max(LONGEST_WHOLE, 4 * len(part.words))
    ):
        return False
    spoken = f" {' '.join(whole.words)} "
    end = 0
    for number, piece in enumerate(part.parts):
        at = spoken.find(piece, end)
        if at < 0 or (number and _turns(spoken[end:at])):
            return False
        end = at + len(piece) - 1
    return True


def _turns(gap: str) -> bool:
    left_out = gap.split()
    return len(left_out) <= SHORT_GAP and not {"not", "never", "no"}.isdisjoint(left_out)


_LEAST = 1.2  # weight of what both say
_DICE_SHORT, _DICE_LONG = 0.72, 0.60  # least share of what both say, for few and for many words
_SIZES = 0.4  # least share of the longer one's words that the shorter has
_MANY = 7.0  # weight of meanings from which a quote has many
_ORDER = 0.5  # least share of the common meanings that stand in the same order
_ORDER_SAME = 0.34  # of two that say nothing else
_SAME = 0.9


def retold_score(a: Reading, b: Reading) -> float:
    """Share of the two's meaning that both have, 0 where it is too little or stands in another order."""
    common = a.weights.keys() & b.weights.keys()
    fewer, more = sorted((len(a.words), len(b.words)))
    if len(common) < 2 or fewer < _SIZES * more:
        return 0.0
    weight = sum([min(a.weights[m], b.weights[m]) for m in common])
    if weight < _LEAST:
        return 0.0
    share = 2 * weight / (a.total + b.total)
    if share < least_share((a.total + b.total) / 2):
        return 0.0
    left, right = ([m for m in reading.meanings if m in common] for reading in (a, b))
    order = LCSseq.similarity(left, right) / min(len(left), len(right))
    return share * order if order >= (_ORDER_SAME if share >= _SAME else _ORDER) else 0.0


def least_share(total: float) -> float:
    """The share that is asked of quotes of this weight: less where there is more to agree on."""
    return _DICE_SHORT - (_DICE_SHORT - _DICE_LONG) * min(total / _MANY, 1.0)
