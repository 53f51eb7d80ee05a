"""Which themes an article gets, how sure that is, and what it is shown by."""

from __future__ import annotations

import json
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.lexicon.load import load_default_themes
from bot.analysis.theme_evidence import Hit
from bot.analysis.theme_features import extract_features
from bot.analysis.themes import ThemeTable, match_themes, score_themes
from bot.model.findings import ThemeMatch
from bot.model.knowledge import Theme

HERE = Path(__file__).parent
GOLD = Path(__file__).parents[3] / "shared" / "gold"
LEADS = tomllib.loads((HERE / "data" / "theme_leads.toml").read_text(encoding="utf-8"))["lead"]
DEFAULT = ThemeTable(load_default_themes())


def table(**fields: Any) -> ThemeTable:
    """A table of one theme."""
    return ThemeTable((Theme(id="mine", name="Mine", **{k: _tuple(v) for k, v in fields.items()}),))


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def match(themes: ThemeTable, text: str, title: str | None = None, actors: str = "") -> ThemeMatch | None:
    """The only theme of the table, if the text has it."""
    return next(iter(match_themes(text, title, set(actors.split()), themes)), None)


def score(themes: ThemeTable, text: str, title: str | None = None) -> float:
    return next((m.score for m in score_themes(text, title, set(), themes)), 0.0)


@pytest.mark.parametrize("lead", LEADS, ids=[lead["title"] for lead in LEADS])
def test_openings_of_articles_get_their_themes_and_no_wrong_ones(lead: dict[str, Any]) -> None:
    found = {m.id for m in match_themes(lead["text"], lead["title"], set(lead["actors"]), DEFAULT)}
    assert set(lead["themes"]) <= found
    assert not found & set(lead.get("not", ())) if lead["themes"] else not found


def test_one_include_term_is_enough_and_is_shown_with_its_sentence() -> None:
    text = "It rained. The town wants hydrogen for its buses. People waited."
    found = match(table(include=["hydrogen"]), text)
    assert found is not None
    assert found.score >= found.threshold
    (passage,) = found.evidence
    assert text[passage.start : passage.end] == "The town wants hydrogen for its buses."
    assert passage.terms == ("hydrogen",)


def test_one_weak_term_is_not_enough_but_several_together_are() -> None:
    themes = table(hints=["fuel", "buses", "electricity", "pumps"])
    assert match(themes, "The fuel is dear.") is None
    assert match(themes, "The fuel for the buses is made with electricity and sold at two pumps.") is not None


def test_more_terms_score_higher_and_the_headline_counts() -> None:
    themes = table(include=["hydrogen", "electrolyser*"])
    one = score(themes, "They want hydrogen.")
    two = score(themes, "They want hydrogen. The electrolysers are late.")
    assert one < score(themes, "They want hydrogen. They want hydrogen.") < two
    assert one < score(themes, "They want hydrogen.", "Hydrogen is dear")


def test_a_passing_mention_in_a_long_text_counts_less() -> None:
    themes = table(include=["hydrogen"])
    assert score(themes, "They want hydrogen. " + "Nothing else was said. " * 500) < score(
        themes, "They want hydrogen."
    )


@pytest.mark.parametrize(
    ("role", "words", "bare", "room_is_lacking"),
    [
        ("include", 60, False, True),
        ("include", 400, False, False),
        ("hint", 60, False, False),
        ("include", 60, True, False),
    ],
)
def test_a_plain_term_says_more_in_a_text_too_short_to_say_more(
    role: str, words: int, bare: bool, room_is_lacking: bool
) -> None:
    hit = Hit(role, "hydrogen", 1.0, (0, 10), 0, 0, 1)
    assert (extract_features([hit], words, (), bare=bare)["brief"] > 0) == room_is_lacking


def test_a_title_alone_can_decide_and_the_lead_stands_for_it() -> None:
    text = "Nothing much. Then less."
    found = match(table(include=["hydrogen"]), text, "Hydrogen! Hydrogen!")
    assert found is not None
    (passage,) = found.evidence
    assert text[passage.start : passage.end] == "Nothing much."
    assert passage.terms == ("hydrogen",)


def test_an_excluded_term_speaks_against() -> None:
    themes = table(include=["pipeline"], exclude=["surfer*"])
    assert match(themes, "The pipeline is long.") is not None
    assert match(themes, "The pipeline is long. Surfers like it.") is None


def test_an_excluded_phrase_takes_back_the_term_within_and_nothing_more() -> None:
    themes = table(include=["gas"], exclude=["tear gas"])
    assert match(themes, "Police fired tear gas.") is None
    found = match(themes, "Police fired tear gas outside. The gas contract was signed.")
    assert found is not None
    assert len(found.evidence) == 1


def test_actors_must_be_named_where_a_theme_asks_for_them() -> None:
    themes = table(include=["summit"], actors=["russia", "china", "india"], actors_min=2)
    assert match(themes, "The summit began.", actors="russia france") is None
    assert match(themes, "The summit began.", actors="russia india") is not None


def test_a_theme_may_consist_of_actors_alone() -> None:
    themes = table(actors=["acme"], actors_min=1)
    assert match(themes, "Acme opened a shop.", actors="acme") is not None
    assert match(themes, "Somebody opened a shop.") is None


def test_a_theme_of_nothing_matches_nothing() -> None:
    assert match(table(), "Acme opened a shop.", actors="acme") is None


def test_examples_find_their_paraphrase() -> None:
    themes = table(examples=["The central bank raised its interest rate again."])
    found = match(themes, "For the third time the central bank raises the interest rate.")
    assert found is not None
    assert found.evidence[0].terms == ("The central bank raised its interest rate again.",)
    assert match(themes, "The baker at the bank of the river raised his hat.") is None


def test_the_threshold_decides() -> None:
    text = "They want hydrogen."
    assert match(table(include=["hydrogen"], threshold=0.9), text) is None
    assert match(table(include=["hydrogen"], threshold=0.3), text) is not None


def test_an_empty_text_has_no_theme() -> None:
    assert score_themes("", None, set(), DEFAULT) == ()


@settings(deadline=None, max_examples=50)
@given(st.text(alphabet=st.sampled_from("gas NATO, sanctions.\n“oil” US-"), max_size=300), st.booleans())
def test_scores_stay_within_bounds_and_evidence_within_the_text(text: str, titled: bool) -> None:
    for found in score_themes(text, text if titled else None, {"russia", "china"}, DEFAULT):
        assert 0 < found.score < 1
        assert all(0 <= e.start < e.end <= len(text) and e.terms for e in found.evidence)
        assert [e.start for e in found.evidence] == sorted(e.start for e in found.evidence)


@pytest.mark.parametrize("piece", ["gas ", "U.S. ", "NATO\n", "oil. ", "sanctions-"])
def test_a_hostile_text_is_read_in_little_time(piece: str) -> None:
    started = time.process_time()
    score_themes(piece * 50_000, None, {"russia"}, DEFAULT)
    assert time.process_time() - started < 10


def _gold() -> list[dict[str, Any]]:
    files = sorted(GOLD.glob("seeds/*.json")) + sorted(GOLD.glob("articles/*.json"))
    found = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    return [gold for gold in found if gold["language"] == "en"]


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold set lies beside the project, and is not there")
def test_the_gold_set_is_matched_well() -> None:
    right = wrong = missed = 0
    for gold in _gold():
        named = {actor["id"] for actor in gold["actors"]}
        found = {m.id for m in match_themes(gold["body"], gold["title"], named, DEFAULT)}
        needed = set(gold["themes"])
        off_topic = found - set(gold["themes_optional"]) if not needed else set()
        assert not off_topic, gold["id"]
        right += len(found & needed)
        missed += len(needed - found)
        wrong += len(found & set(gold["themes_forbidden"]))
    assert 2 * right / (2 * right + wrong + missed) >= 0.9


def test_a_theme_of_states_expects_some_to_be_named() -> None:
    themes = table(include=["truce"], actors_usual=1)
    text = "The two neighbours signed a truce over lunch."
    named, unnamed = (score_themes(text, None, actors, themes)[0].score for actors in ({"russia"}, set()))
    assert unnamed < named


def test_an_unusual_number_of_actors_does_not_touch_other_themes() -> None:
    assert match(table(include=["tram"]), "The tram was late.") is not None
