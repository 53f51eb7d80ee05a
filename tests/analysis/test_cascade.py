"""How far an article is read, and what is said of it."""

from __future__ import annotations

from functools import cache

import pytest

from bot.analysis.analyse import Tables, analyse, compile_tables
from bot.analysis.cascade import decide_depth
from bot.analysis.gate import Followed
from bot.analysis.nlp import load_nlp
from bot.model.findings import Depth
from bot.model.knowledge import Actor, Knowledge, Theme
from tests.builders import make_article

RIVER = "The council of Egypt opened the new dam. Engineers had watched the reservoir for a week."
CAKE = "Melt the butter, stir in the flour and let it rest for an hour."
NEARLY = "The dam is old and nobody in Egypt minds, the town says."


@cache
def tables() -> Tables:
    water = Theme(id="water", name="Water", include=("new dam",), hints=("dam", "reservoir"), threshold=0.5)
    egypt = Actor(id="egypt", name="Egypt", kind="state")
    return compile_tables(Knowledge(version="1", themes=(water,), actors=(egypt,)))


def test_whoever_asks_for_all_gets_all() -> None:
    decision = decide_depth(make_article(text=CAKE), tables(), None)
    assert (decision.depth, decision.why) == (Depth.FULL, "All articles are read in full.")


@pytest.mark.parametrize(
    ("text", "followed", "why"),
    [
        (RIVER, Followed(), "The theme Water scores "),
        (CAKE, Followed(words=frozenset({"flour"})), "It has “flour”, which a subscription searches for."),
        (RIVER, Followed(actors=frozenset({"egypt"})), "It names Egypt; a subscription follows that actor."),
    ],
)
def test_what_opens_the_gate_is_said(text: str, followed: Followed, why: str) -> None:
    decision = decide_depth(make_article(text=text), tables(), followed)
    assert decision.depth is Depth.FULL
    assert decision.why.startswith(why)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (CAKE, "It has nothing of any theme, and nothing that a subscription asks for."),
        (
            NEARLY,
            "No theme comes near, and nothing that a subscription asks for: the nearest, Water scores 0.",
        ),
    ],
)
def test_what_kept_it_shut_is_said(text: str, why: str) -> None:
    analysis = analyse(make_article(text=text), tables(), load_nlp(), Followed())
    assert analysis.depth is Depth.GATED
    assert analysis.depth_why.startswith(why)
    assert (analysis.themes, analysis.actors, analysis.quotes, analysis.events) == ((), (), (), ())
    assert analysis.fingerprint
    assert analysis.features


def test_a_language_without_a_parser_is_not_weighed() -> None:
    article = make_article(text="Der neue Staudamm in Egypt.", language="de")
    decision = decide_depth(article, tables(), Followed())
    assert (decision.depth, decision.why) == (Depth.LANGUAGE, "There is no parser for its language.")
    assert decision.named == {"egypt"}
