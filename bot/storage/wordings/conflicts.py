"""What makes two quotes different however much they share: numbers, names, negation, contraries, time, who does
what to whom. Pure."""

from __future__ import annotations

from rapidfuzz import fuzz

from bot.storage.wordings.lexicon import load_lexicon
from bot.storage.wordings.reading import Reading

SPELLINGS = 75  # least rapidfuzz ratio (0..100) of two spellings of a name
_WILL, _MAYBE, _PAST = frozenset({"will"}), frozenset({"maybe"}), frozenset({"past"})
_LONGER = 1.2  # times the weight of the other, from which one may say something that the other leaves out
_SHORT = 8  # meanings up to which the first "we" or "they" tells who acts
_ALIKE = (
    0.8  # share of the smaller one's meanings that both have: from here on the two say the same of somebody
)


def differ(a: Reading, b: Reading) -> bool:
    """Whether something in the two cannot be said in one breath."""
    return (
        numbers_differ(a, b)
        or _sense_differs(a, b)
        or _times_differ(a, b)
        or _names_differ(a, b)
        or _persons_differ(a, b)
        or _names_swapped(a, b)
    )


def numbers_differ(a: Reading, b: Reading) -> bool:
    """Each gives a number that the other does not."""
    return bool(a.numbers and b.numbers and a.numbers - b.numbers and b.numbers - a.numbers)


def _names_differ(a: Reading, b: Reading) -> bool:
    """Each names somebody whom the other does not."""
    left, right = a.names - b.weights.keys(), b.names - a.weights.keys()
    left, right = left - b.names, right - a.names
    if not left or not right:
        return False
    states = load_lexicon().states
    return not any(
        one not in states and other not in states and fuzz.ratio(one, other) >= SPELLINGS
        for one in left
        for other in right
    )


def _sense_differs(a: Reading, b: Reading) -> bool:
    """One denies what the other says, or says the contrary; both at once agree ("failed", "did not succeed")."""
    if bool(a.negated) != bool(b.negated):
        denying, other = (a, b) if a.negated else (b, a)
        return not (other.half_negated or _contrary(a, b) or _denies_what_is_cut(denying, other))
    return _contrary(a, b) or _class_differs(a, b) or _negated_elsewhere(a, b)


def _denies_what_is_cut(denying: Reading, other: Reading) -> bool:
    """Whether the one that denies says more, and the other nothing of what it denies."""
    elsewhere = "" not in denying.negated and other.weights.keys().isdisjoint(denying.negated)
    return elsewhere and denying.total >= _LONGER * other.total


def _negated_elsewhere(a: Reading, b: Reading) -> bool:
    """Each denies one thing, and not the same of those that both name."""
    if len(a.negated) != 1 or len(b.negated) != 1:
        return False
    one, other = a.negated[0], b.negated[0]
    if one == other or not {one, other} <= a.weights.keys() & b.weights.keys():
        return False
    steps = {reading.meanings.index(other) - reading.meanings.index(one) for reading in (a, b)}
    return steps not in ({1}, {-1})  # "we do not want war", "we want no war"


def _times_differ(a: Reading, b: Reading) -> bool:
    only = {a.times - b.times, b.times - a.times}
    return _WILL in only and not only.isdisjoint((_PAST, _MAYBE))


def _contrary(a: Reading, b: Reading) -> bool:
    """What one says and the other does not is the contrary."""
    opposites = load_lexicon().opposites
    right = b.weights.keys() - a.weights.keys()
    return any(not right.isdisjoint(opposites.get(m, ())) for m in a.weights.keys() - b.weights.keys())


def _class_differs(a: Reading, b: Reading) -> bool:
    """They name different members of one class, such as days of the week."""
    classes = load_lexicon().classes
    right = {classes[m] for m in b.weights.keys() - a.weights.keys() if m in classes}
    return any(classes.get(m) in right for m in a.weights.keys() - b.weights.keys())


def _persons_differ(a: Reading, b: Reading) -> bool:
    """Short quotes that say the same of another person: "they betrayed us", "we betrayed them"."""
    if not a.persons or not b.persons or a.persons[0] == b.persons[0]:
        return False
    shared = len(a.weights.keys() & b.weights.keys())
    fewer, more = sorted((len(a.weights), len(b.weights)))
    return more <= _SHORT and shared >= _ALIKE * fewer


def _names_swapped(a: Reading, b: Reading) -> bool:
    """Two names changed places, and nothing else did."""
    if ("by" in a.words) != ("by" in b.words):
        return False
    names = (a.names | b.names) & a.weights.keys() & b.weights.keys()
    ordered = [tuple(m for m in dict.fromkeys(r.meanings) if m in names) for r in (a, b)]
    if len(names) != 2 or ordered[0] == ordered[1]:
        return False
    others = [
        tuple(m for m in dict.fromkeys(r.meanings) if m in (a.weights.keys() & b.weights.keys()) - names)
        for r in (a, b)
    ]
    return others[0] == others[1]
