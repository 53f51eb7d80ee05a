"""The cheaper parts of the pipeline find what spaCy's own find, word for word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from bot.analysis.nlp import DEFAULT_MODEL, load_nlp
from bot.analysis.spacy_parts import make_cheaper
from bot.analysis.spacy_parts.entities import BulkEntities
from bot.analysis.spacy_parts.forms import RememberedForms
from tests.analysis.strange_texts import SMALL, news

OWN = Path(__file__).parents[1] / "gold" / "own"
COLLOQUIAL = (
    "I ain't gonna wait, y'all; let's go, c'mon. It's 'cause they gotta do somethin', ol' man Berg said.",
    "There were three ships, weren't there? Who's got the keys? You've had yours; he'd have had his.",
    "She gets it. He got it. I saw it and it saw me; that which I do, you do. That's that.",
    "New York City Mayor Anna van der Berg and the United Nations Security Council met in St. Petersburg.",
    "on the Tuesday\n\n  before   last ,  2.5 million euros were paid to the Bank of the Far North Ltd. for 12 ships",
)


@cache
def spacys_own() -> Language:
    return spacy.load(DEFAULT_MODEL)


def _findings(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (
            *(word.text, word.tag_, word.pos_, str(word.morph), word.lemma_),
            *(word.dep_, word.head.i, word.is_sent_start, word.ent_iob_, word.ent_type_),
        )
        for word in doc
    ]


def _differences(texts: list[str]) -> Iterator[tuple[object, object]]:
    """The words of which the two say other things."""
    for theirs, ours in zip(spacys_own().pipe(texts), load_nlp().pipe(texts), strict=True):
        yield from (
            both for both in zip(_findings(theirs), _findings(ours), strict=True) if both[0] != both[1]
        )


def _corpus() -> list[str]:
    texts = [news(), *COLLOQUIAL, *(path.read_text(encoding="utf-8") for path in sorted(OWN.glob("*.txt")))]
    return [paragraph for text in texts for paragraph in text.split("\n") if paragraph]


def test_every_word_of_the_news_is_read_as_by_spacy() -> None:
    corpus = _corpus()
    assert sum(len(text.split()) for text in corpus) > 10_000
    assert list(_differences(corpus)) == []


@pytest.mark.parametrize("name", sorted(SMALL.keys() - {"lone surrogates"}))  # which spaCy cannot store
def test_strange_texts_are_read_as_by_spacy(name: str) -> None:
    assert list(_differences([SMALL[name][:8_000]])) == []


def test_without_the_parser_too() -> None:
    """`themes learn` reads kinds of words only."""
    kinds = [
        [
            [(word.tag_, word.pos_, word.ent_type_) for word in doc]
            for doc in nlp.pipe(_corpus(), disable=["parser"])
        ]
        for nlp in (spacys_own(), load_nlp())
    ]
    assert kinds[0] == kinds[1]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(" ".join([*COLLOQUIAL, "“", "”", "\n", "said", "NATO"]).split(" ")), max_size=30)
)
def test_words_in_any_order_are_read_as_by_spacy(words: list[str]) -> None:
    assert list(_differences([" ".join(words)])) == []


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.analysis.spacy_parts.words.MOST_WORDS", 50)
    monkeypatch.setattr("bot.analysis.spacy_parts.forms.MOST_FORMS", 50)
    assert list(_differences(_corpus()[:60])) == []


def test_a_component_of_another_kind_stays() -> None:
    nlp = spacy.blank("en")
    rules = nlp.add_pipe("entity_ruler", name="ner")
    rules.add_patterns([{"label": "ORG", "pattern": "NATO"}])  # type: ignore[attr-defined]  # an EntityRuler
    by_norm = nlp.add_pipe("attribute_ruler")
    by_norm.add([[{"NORM": "will"}]], {"POS": "AUX"})  # type: ignore[attr-defined]  # an AttributeRuler
    assert not BulkEntities.fits(rules)
    assert not RememberedForms.fits(by_norm)
    make_cheaper(nlp)
    assert nlp.pipe_names == ["ner", "attribute_ruler"]
    assert nlp.get_pipe("ner") is rules
    assert nlp("It will")[1].pos_ == "AUX"
