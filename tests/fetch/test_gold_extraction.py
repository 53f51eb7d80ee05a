"""Floors of extraction on the gold set beside the project; lowering one needs a reason."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from bot.fetch.characters import bare_words
from bot.fetch.extract import extract_article
from bot.fetch.files import read_file
from bot.fetch.outlets import OutletTable

SHARED = Path(__file__).parents[3] / "shared"
GOLD = sorted([*(SHARED / "gold" / "seeds").glob("*.json"), *(SHARED / "gold" / "articles").glob("*.json")])
OUTLETS = OutletTable.shipped()
FLOOR = 0.98  # recall of the body's words, and precision of the text's, in each article

pytestmark = pytest.mark.skipif(not GOLD, reason="the gold set is not beside the project (../shared)")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).casefold()


@pytest.mark.parametrize("path", GOLD, ids=lambda path: f"{path.parent.name}-{path.stem[:6]}")
def test_extraction(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    folder = SHARED / "seeds" if path.parent.name == "seeds" else path.parent
    article = extract_article(read_file(folder / gold["file"]), OUTLETS)
    body, text = Counter(bare_words(gold["body"]).split()), Counter(bare_words(article.text).split())
    common = (body & text).total()
    assert common >= FLOOR * body.total()
    assert common >= FLOOR * text.total()
    leaks = [
        phrase
        for phrase in gold["boilerplate_phrases"]
        if squeezed(phrase) in squeezed(article.text) and squeezed(phrase) not in squeezed(gold["body"])
    ]
    assert leaks == []
    assert article.language == gold["language"]
    assert bare_words(article.title or "") in {
        bare_words(title) for title in [gold["title"], *gold["title_also_ok"]]
    }
    if gold["published"]:
        assert str(article.published)[:10] == gold["published"][:10]
