"""A workspace's knowledge, compiled for matching."""

from __future__ import annotations

from dataclasses import dataclass

from bot.analysis.actors import ActorTable
from bot.analysis.themes import ThemeTable
from bot.model.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Tables:
    """Actors and themes, ready for any number of articles."""

    actors: ActorTable
    themes: ThemeTable


def compile_tables(knowledge: Knowledge) -> Tables:
    """Compile themes and actors; done once for each version of the knowledge."""
    return Tables(ActorTable(knowledge.actors), ThemeTable(knowledge.themes, knowledge.actors))
