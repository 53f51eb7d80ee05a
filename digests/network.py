"""One actor among its counterparts: where each stands in a picture, and the picture in words. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

MOST_TOLD = 6  # counterparts named in words


@dataclass(frozen=True, slots=True)
class Node:
    """A counterpart."""

    name: str
    articles: int  # that name both
    cooperation: int  # events between the two, once a story
    conflict: int

    @property
    def leaning(self) -> float:
        """From −1, all conflict, to 1, all cooperation; 0 also where nothing was done."""
        total = self.cooperation + self.conflict
        return (self.cooperation - self.conflict) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Tie:
    """Two counterparts that are named together, by their places in the list."""

    one: int
    other: int
    articles: int


Point = tuple[float, float]


def place_nodes(count: int, ties: Sequence[Tie]) -> tuple[Point, ...]:
    """A point for each node on the unit circle around the actor; (0, -1) is the top. The same at every call.

    Nodes that have much to do with one another become neighbours, so that few lines cross the middle.
    """
    order = _order(count, ties)
    places: dict[int, Point] = {}
    for position, node in enumerate(order):
        angle = 2 * math.pi * position / count - math.pi / 2
        places[node] = (math.cos(angle), math.sin(angle))
    return tuple(places[node] for node in range(count))


def _order(count: int, ties: Sequence[Tie]) -> list[int]:
    """From the first node on, always the one next that is tied most to the one before; of equals the first."""
    weight = {frozenset((tie.one, tie.other)): tie.articles for tie in ties}
    order, left = ([0], list(range(1, count))) if count else ([], [])
    while left:
        best = max(left, key=lambda node: (weight.get(frozenset((order[-1], node)), 0), -node))
        order.append(best)
        left.remove(best)
    return order


def describe_network(actor: str, period: str, nodes: Sequence[Node]) -> str:
    """The picture for those who do not see it."""
    told = "; ".join(
        f"{node.name}: {node.articles} articles, {_lean_word(node)}" for node in nodes[:MOST_TOLD]
    )
    left = len(nodes) - MOST_TOLD
    more = f"; and {left} more" if left > 0 else ""
    return f"Network of {actor}, last {period}. Named together with {told}{more}."


def _lean_word(node: Node) -> str:
    if not node.cooperation + node.conflict:
        return "no events"
    return f"cooperation {node.cooperation}, conflict {node.conflict}"
