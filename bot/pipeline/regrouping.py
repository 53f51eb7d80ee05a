"""Stories after an article came: those that are near to it are grouped anew where their articles show it.

Articles alone set this off, never the clock: the same articles in the same order make the same stories, however
often the bot was started anew in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from bot.analysis.story_likeness import as_share
from bot.pipeline.agreement import Merge, Step, Told, decide_steps, list_compared
from bot.pipeline.memory import Memory
from bot.storage.articles import load_article
from bot.storage.database import Scope
from bot.storage.regrouping import Kin, Regrouping, load_kin, merge_stories, split_story
from bot.storage.shown import load_shown_articles


def regroup_stories(scope: Scope, memory: Memory, stories: Iterable[int], now: datetime) -> bool:
    """Let the articles of the stories stand as they should; whether anything changed.

    Args:
        stories: that of the new article first, then the likest; of those that come last some may be left out.
    """
    told = list_compared(stories, memory.stories.list_latest)
    if not told:
        return False
    odds = memory.stories.relate([article.id for article in told])
    if not decide_steps(told, odds):  # most often; the database need not be asked
        return False
    steps = decide_steps(_complete(scope, told), odds)
    for step in steps:
        for done in _take(scope, step, now):
            memory.apply(done)
    return bool(steps)


def _take(scope: Scope, step: Step, now: datetime) -> list[Regrouping]:
    likeness = float(as_share(np.array([step.likeness]))[0])
    if isinstance(step, Merge):
        return [merge_stories(scope, step.gone, step.kept, likeness, now)]
    done = split_story(scope, step.story, step.leaving, likeness, now)
    if step.beside is None:
        return [done]
    into = load_article(scope, step.beside).story
    return [done, merge_stories(scope, done.detail["into"], into, likeness, now)]


def _complete(scope: Scope, told: Sequence[Told]) -> tuple[Told, ...]:
    """The articles with what is stored of them; a story that has others as well is fixed."""
    stories = {article.story for article in told}
    kin = load_kin(scope, {article.story for article in told if not article.fixed})
    known = {article.id for article in told}
    fixed = {one.story for one in kin if one.id not in known}
    families = _name_families(kin)
    shown = frozenset().union(*(load_shown_articles(scope, story) for story in stories))
    return tuple(
        replace(
            article,
            family=families.get(article.id, article.id),
            shown=article.id in shown,
            fixed=article.fixed or article.story in fixed,
        )
        for article in told
    )


def _name_families(kin: Sequence[Kin]) -> dict[int, int]:
    """Article → one of those that it is never parted from, the same for all of them."""
    name: dict[int, int] = {}

    def find(article: int) -> int:
        while name.setdefault(article, article) != article:
            article = name[article]
        return article

    for one in kin:
        for other in (one.copy_of, one.superseded_by):
            if other is not None:
                name[find(one.id)] = find(other)
    return {one.id: find(one.id) for one in kin}
