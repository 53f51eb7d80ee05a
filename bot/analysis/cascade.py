"""The cascade: how far an article is read, decided here and nowhere else, and said in words.

| stage | for | of bare spaCy's time |
|---|---|---|
| names: aliases of the known actors | every article | .01 |
| language: is there a pipeline for it? | every article | 0 |
| the gate: followed actors, search words, terms and meaning of the themes | where nobody asks for all | .05 |
| fingerprint and features, for copies and stories | every article | .03 |
| the parser | what passed the gate | .40 |
| actors, quotes, events, themes | what was parsed | .35 |

An article that stops at the gate is stored and searchable, tells copies and stories, and is read later when a theme or
a subscription asks for it. `analyze` asks for everything; `ingest` and the feeds use the gate. Within an article all
paragraphs are parsed: a name in any of them may be the one behind a pronoun or a family name in another.
docs/contributors/cascade.md has the figures and how they were measured.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.analysis.gate import Followed, Verdict, weigh_gate
from bot.analysis.tables import Tables
from bot.model.articles import Article
from bot.model.findings import Depth

PARSED_LANGUAGES = frozenset({"en"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """How far an article is to be read."""

    depth: Depth
    why: str  # a sentence
    named: frozenset[str]  # ids of the known actors that the names alone tell


def decide_depth(article: Article, tables: Tables, followed: Followed | None) -> Decision:
    """How far to read an article, from what is cheap to know.

    Args:
        followed: what the workspace cares about, for the gate; None asks for every article in full.
    """
    named = frozenset(tables.actors.name_actors(f"{article.title or ''}\n{article.text}"))
    if article.language not in PARSED_LANGUAGES:
        why = "There is no parser for its language."
        return Decision(depth=Depth.LANGUAGE, why=why, named=named)
    if followed is None:
        return Decision(depth=Depth.FULL, why="All articles are read in full.", named=named)
    verdict = weigh_gate(article.text, article.title, named, tables.themes, followed)
    depth = Depth.FULL if verdict.opens else Depth.GATED
    return Decision(depth=depth, why=_describe(verdict, tables), named=named)


def _describe(verdict: Verdict, tables: Tables) -> str:
    """What the gate found, as a sentence."""
    if verdict.actor is not None:
        return f"It names {tables.actors.by_id[verdict.actor].name}; a subscription follows that actor."
    if verdict.word is not None:
        return f"It has “{verdict.word}”, which a subscription searches for."
    theme = verdict.theme
    if theme is None:
        return "It has nothing of any theme, and nothing that a subscription asks for."
    score = f"{theme.name} scores {theme.score:.2f} of the {theme.threshold:.2f} that it needs"
    if verdict.opens:
        return f"The theme {score}{'' if theme.score >= theme.threshold else ', near enough to be read'}."
    return f"No theme comes near, and nothing that a subscription asks for: the nearest, {score}."
