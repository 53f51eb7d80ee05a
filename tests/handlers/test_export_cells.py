"""Cells of an export: what is written is what is read, and nothing is a formula."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.export_cells import FORMULA, defuse, plain_value, write_cell

STORABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
HOSTILE = st.builds("{}{}".format, st.sampled_from([*FORMULA, '"', ",", "\r\n", " =", "'"]), STORABLE)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.lists(STORABLE | HOSTILE, min_size=2, max_size=2), max_size=5))
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    sheet = io.StringIO(newline="")
    csv.writer(sheet).writerows([write_cell(text) for text in row] for row in rows)
    read = list(csv.reader(io.StringIO(sheet.getvalue(), newline=""), strict=True))
    assert len(read) == len(rows)
    for told, texts in zip(read, rows, strict=True):
        for cell, text in zip(told, texts, strict=True):
            assert cell in (text, f"'{text}")
            assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize(("text", "said"), [("=1+1", "'=1+1"), (" @sum", "' @sum"), ("a=b", "a=b"), ("", "")])
def test_only_the_beginning_makes_a_formula(text: str, said: str) -> None:
    assert defuse(text) == said


def test_values_have_one_form() -> None:
    tokyo = datetime(2026, 11, 21, 18, tzinfo=timezone(timedelta(hours=9)))
    values = (tokyo, True, None, 0.5, -3, ["a", "b"], [])
    cells = ("2026-11-21T09:00:00Z", "true", "", 0.5, -3, "a; b", "")
    assert tuple(map(write_cell, values)) == cells
    assert [plain_value(v) for v in (True, None, ("a",))] == [True, None, ["a"]]


def test_an_instant_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        write_cell(datetime(2026, 11, 21, tzinfo=UTC).replace(tzinfo=None))
