"""How two wordings hang together. Pure; time is linear in their words, but for a bounded alignment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from bot.storage.wordings.conflicts import differ, numbers_differ
from bot.storage.wordings.reading import RUN, Reading
from bot.storage.wordings.retelling import retold_score

LONGEST_WHOLE = 100  # words; a whole speech is no other wording of each sound bite in it …
LEAST_OF_SPEECH = 0.25  # … unless that is so much of it
SHORT_GAP = 3  # words left out between two pieces, of which none may turn the sense
_TURNING = frozenset({"not", "never", "no"})


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
    """How the two hang together, whichever comes first; None where they are two quotes."""
    if a.key == b.key:
        return Likeness(Kind.SAME, 1.0)
    if numbers_differ(a, b):
        return None
    if is_cut(a, b) or is_cut(b, a):
        fewer, more = sorted((len(a.words), len(b.words)))
        return Likeness(Kind.PART, fewer / more)
    score = retold_score(a, b)
    return Likeness(Kind.RETOLD, score) if score and not differ(a, b) else None


def is_cut(part: Reading, whole: Reading) -> bool:
    """Whether all pieces of one stand in the other, in order; gaps do not drop a "not".

    A part has at least four words.
    """
    if not part.bag <= whole.bag or len(part.words) < RUN:
        return False
    if len(whole.words) > max(LONGEST_WHOLE, len(part.words) / LEAST_OF_SPEECH):
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
    return len(left_out) <= SHORT_GAP and not _TURNING.isdisjoint(left_out)
