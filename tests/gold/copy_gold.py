"""The judged copies (`copies.toml`): which pairs there are, and how they are told by the index of copies."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.analysis.copies import sign_text
from bot.analysis.copy_index import CopyIndex

GOLD = Path(__file__).with_name("copies.toml")
COPIES = ("spun", "edits", "reprint")
LOOK_ALIKES = ("figures", "place", "year")
_NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A wire and what was made of it."""

    wire: str
    made: str
    kind: str  # one of COPIES or LOOK_ALIKES

    @property
    def copied(self) -> bool:
        """Whether one is a copy of the other."""
        return self.kind in COPIES


def load_pairs(part: str) -> list[Pair]:
    """All pairs of a part of the set: "dev" or "held-out"."""
    wires = tomllib.loads(GOLD.read_text(encoding="utf-8"))["wire"]
    return [pair for wire in wires if wire["set"] == part for pair in _make_pairs(wire)]


def _make_pairs(wire: Mapping[str, Any]) -> Iterator[Pair]:
    text = wire["text"].strip()
    above, below = wire["reprint"]
    yield Pair(wire=text, made=wire["spun"].strip(), kind="spun")
    yield Pair(wire=text, made=f"{above}\n\n{text.split(' - ', 1)[-1]}\n\n{below}", kind="reprint")
    for kind in ("edits", *LOOK_ALIKES):
        yield Pair(wire=text, made=_change(text, wire[kind]), kind=kind)


def _change(text: str, changes: list[list[str]]) -> str:
    for old, new in changes:
        if old not in text:
            raise ValueError(f"“{old}” does not stand in the wire")
        text = text.replace(old, new, 1)
    return text


def list_mistakes(pairs: list[Pair]) -> list[Pair]:
    """The pairs that are told wrong, each asked of an index that holds all wires."""
    index = CopyIndex()
    for wire in dict.fromkeys(pair.wire for pair in pairs):
        index.add(wire, sign_text(wire), _NOON)
    return [pair for pair in pairs if _find(index, pair) != [pair.wire][: pair.copied]]


def _find(index: CopyIndex, pair: Pair) -> list[str]:
    return [candidate.key for candidate in index.query(sign_text(pair.made))]


def measure_f1(pairs: list[Pair], mistakes: list[Pair]) -> float:
    """Pair F1, 0..1: a mistake is a copy that was missed, or a look-alike that was taken for one."""
    right = sum(pair.copied for pair in pairs) - sum(pair.copied for pair in mistakes)
    return 2 * right / (2 * right + len(mistakes))
