"""Our own gold articles keep their invariants, and their scorer tells right from wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.analysis.lexicon.load import default_knowledge
from tests.gold import own_score
from tests.gold.measure import OWN, OWN_SETS

STEMS = [stem for stems in OWN_SETS.values() for stem in stems]
SPOKEN = {"content": "We will see,", "kind": "direct", "speaker_name": "Ada Bell", "speaker_id": "ada-bell"}


def gold(stem: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((OWN / f"{stem}.json").read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("stem", STEMS)
def test_everything_annotated_stands_in_the_text(stem: str) -> None:
    article = gold(stem)
    text = (OWN / article["file"]).read_text(encoding="utf-8")
    spoken = [part for q in article["quotes"] for part in q["content"].split("\n\n")]
    wanted = [*spoken, *article["not_quotes"], *article["not_events"], *article["body"].split("\n\n")]
    assert [w for w in [*wanted, *article["boilerplate_phrases"]] if w not in text] == []


@pytest.mark.parametrize("stem", STEMS)
def test_no_label_is_asked_for_and_forbidden_at_once(stem: str) -> None:
    article = gold(stem)
    known = {theme.id for theme in default_knowledge(None, None).themes}
    required, optional, forbidden = (
        set(article[k]) for k in ("themes", "themes_optional", "themes_forbidden")
    )
    assert required | optional | forbidden <= known
    assert not required & (optional | forbidden)
    assert not optional & forbidden
    assert not {a["id"] for a in article["actors"]} & set(article["actors_forbidden"])


def article(**parts: Any) -> dict[str, Any]:
    empty = (
        "quotes",
        "not_quotes",
        "actors",
        "actors_forbidden",
        "themes",
        "themes_optional",
        "events",
        "not_events",
    )
    return {"file": "x.txt", "text": "", "themes_forbidden": [], **{key: [] for key in empty}, **parts}


def ratios(wanted: dict[str, Any], read: dict[str, Any]) -> dict[str, float]:
    return own_score.score([(wanted, read)]).ratios()


def test_the_right_words_from_the_wrong_speaker_are_half_right() -> None:
    wrong = {**SPOKEN, "speaker_name": "Bo Bell", "speaker_id": "bo-bell"}
    found = ratios(article(quotes=[SPOKEN]), article(quotes=[wrong]))
    assert (found["quotes: span F1"], found["quotes: QA F1"]) == (1.0, 0.0)


def test_a_quote_nobody_asked_for_costs_precision() -> None:
    other = {**SPOKEN, "content": "a slogan"}
    found = ratios(article(quotes=[SPOKEN], not_quotes=["a slogan"]), article(quotes=[SPOKEN, other]))
    assert found["quotes: span precision"] == 0.5
    assert found["quotes: not_quotes left alone"] == 0.0


def test_reciprocal_events_count_in_either_direction() -> None:
    met = {"source": ["a"], "target": ["b"], "class": "verbal-cooperation", "negated": False, "verb": "meet"}
    read = {**met, "source": ["b"], "target": ["a"], "start": 0, "end": 1}
    assert (
        ratios(article(events=[{**met, "reciprocal": True}]), article(events=[read]))["events: recall"] == 1.0
    )
    assert ratios(article(events=[met]), article(events=[read]))["events: recall"] == 0.0
