"""The judged pairs of copies: all together by pair F1, and each kind by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.analysis.copies import measure_likeness, sign_text
from bot.analysis.copy_index import CopyIndex
from tests.analysis.copy_pairs import COPIES, LOOK_ALIKES, WIRES

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
FLOOR = 0.97  # of pair F1

Make = Callable[[tuple[str, ...]], str]


def test_copies_are_told_from_look_alikes() -> None:
    index = CopyIndex()
    for at, wire in enumerate(WIRES):
        index.add(str(at), sign_text("\n\n".join(wire)), NOON)
    judged = [
        (str(at), make(wire), make in COPIES)
        for at, wire in enumerate(WIRES)
        for make in (*COPIES, *LOOK_ALIKES)
    ]
    found = [[candidate.key for candidate in index.query(sign_text(text))] for _, text, _ in judged]
    right = sum(keys == [key] for (key, _, copied), keys in zip(judged, found, strict=True) if copied)
    wanted, claimed = sum(copied for _, _, copied in judged), sum(map(len, found))
    assert 2 * right / (wanted + claimed) >= FLOOR


@pytest.mark.parametrize("make", LOOK_ALIKES)
@pytest.mark.parametrize("wire", WIRES, ids=range(len(WIRES)))
def test_a_look_alike_is_no_copy(make: Make, wire: tuple[str, ...]) -> None:
    assert measure_likeness(sign_text("\n\n".join(wire)), sign_text(make(wire))) == 0.0
