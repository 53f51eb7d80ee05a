"""From the hits of a theme to its evidence: which count, and which passages show them best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from bot.model.findings import Evidence, Span

WINDOW = 5
"""So many neighbouring passages are read together: about a hundred words."""
MAX_EVIDENCE = 5
"""Most passages kept for a theme."""


class Hit(NamedTuple):
    """A term of a theme, found in the headline or in a passage."""

    role: str  # "include", "hint", "exclude" or "echo"
    term: str  # as it stands in the theme; for an echo, the example
    weight: float
    place: Span | None  # the passage; None in the headline
    passage: int  # number of the passage; -1 for the headline
    first: int  # its first word, counted in the passage
    last: int  # the word after its last


def settled(hits: list[Hit]) -> list[Hit]:
    """The hits that count: of those that overlap in a passage, the longest.

    An exclude term that covers another term voids it and is used up by that: "tear gas" takes the gas
    away, and is no argument against energy in the rest of the article.
    """
    kept = [hit for hit in hits if hit.role == "echo"]
    terms = [hit for hit in hits if hit.role != "echo"]
    voiding: set[int] = set()
    longest = -1  # index in `kept` of the last term; those before it end before it ends
    for hit in sorted(terms, key=_reading_order):
        if longest < 0 or not _covers(kept[longest], hit):
            kept.append(hit)
            longest = len(kept) - 1
        elif kept[longest].role == "exclude" and hit.role != "exclude":
            voiding.add(longest)
    return [hit for i, hit in enumerate(kept) if i not in voiding]


def _reading_order(hit: Hit) -> tuple[Span, int, int, bool]:
    return (hit.place or (-1, -1), hit.first, -hit.last, hit.role != "exclude")


def _covers(one: Hit, other: Hit) -> bool:
    """Whether `one`, which begins no later, reaches as far."""
    return one.place == other.place and other.last <= one.last


def crowding(hits: list[Hit]) -> int:
    """How many different terms beyond the first stand in the fullest passage: chance scatters, a theme gathers."""
    terms: dict[Span | None, set[str]] = {}
    for hit in hits:
        if hit.role in ("include", "hint"):
            terms.setdefault(hit.place, set()).add(hit.term)
    return max((len(found) - 1 for found in terms.values()), default=0)


def gathered_hints(hits: list[Hit]) -> int:
    """How many different hints stand within `WINDOW` neighbouring passages, where they are densest."""
    hints = sorted((hit.passage, hit.term) for hit in hits if hit.role == "hint")
    counts: Counter[str] = Counter()
    most = first = 0
    for passage, term in hints:
        counts[term] += 1
        while hints[first][0] <= passage - WINDOW:
            counts[hints[first][1]] -= 1
            first += 1
        most = max(most, sum(1 for count in counts.values() if count))
    return most


def evidence_of(hits: list[Hit], places: Sequence[Span], nearness: Sequence[float]) -> tuple[Evidence, ...]:
    """The passages that speak most for a theme, in the order of the text.

    Args:
        hits: the settled hits of the theme.
        places: the passages of the text; the first stands for the headline where nothing else was found.
        nearness: how near each of them comes to the theme in meaning; of passages with like terms the nearest wins.
    """
    found: dict[int, list[Hit]] = {}
    for hit in hits:
        if hit.place is not None and hit.role != "exclude":
            found.setdefault(hit.passage, []).append(hit)
    if not found and places:
        found = {0: [hit for hit in hits if hit.role != "exclude"]}
    best = sorted(found, key=lambda at: (-_weight_of(found[at]) - max(0.0, _at(nearness, at)), at))
    return tuple(
        Evidence(start=start, end=end, terms=tuple(dict.fromkeys(hit.term for hit in found[at])))
        for at in sorted(best[:MAX_EVIDENCE])
        for start, end in (places[at],)
        if found[at]
    )


def _weight_of(hits: list[Hit]) -> float:
    return sum(hit.weight for hit in hits)


def _at(nearness: Sequence[float], at: int) -> float:
    return nearness[at] if at < len(nearness) else 0.0
