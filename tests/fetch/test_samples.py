"""Invented articles as they come in, beside what is to be read of them: the headline, then the paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.fetch.extract import extract_article
from bot.fetch.files import read_file
from bot.fetch.outlets import OutletTable

SAMPLES = sorted((Path(__file__).parents[1] / "data" / "fetch").glob("*.expected"))


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 6


@pytest.mark.parametrize("expected", SAMPLES, ids=lambda path: path.stem)
def test_sample(expected: Path) -> None:
    article = extract_article(read_file(expected.with_suffix("")), OutletTable.shipped())
    assert f"{article.title}\n\n{article.text}\n" == expected.read_text(encoding="utf-8")
