"""Stories after an article came: those that it shows to be one are merged, one that it shows to be two is split.

Articles alone set this off, never the clock: the same articles in the same order make the same stories, however
often the bot was started anew in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.pipeline.agreement import Told, decide_merges, decide_split, is_looked_at
from bot.pipeline.memory import Memory
from bot.storage.database import Scope
from bot.storage.regrouping import Kin, load_kin, merge_stories, split_story
from bot.storage.shown import load_shown_articles


def merge_joined(scope: Scope, memory: Memory, joined: Sequence[int], now: datetime) -> int | None:
    """Merge those of the stories that an article joins which are one; the story that it belongs to.

    Args:
        joined: likest first; none where it opens a story of its own.
    """
    if not joined:
        return None
    merges = decide_merges(joined, memory.stories.agree)
    for merge in merges:
        memory.apply(merge_stories(scope, merge.gone, merge.kept, merge.likeness, now))
    return merges[0].kept if merges else joined[0]


def split_where_two(scope: Scope, memory: Memory, story: int, now: datetime) -> frozenset[int]:
    """Split a story that its latest articles show to be two; the articles that left."""
    latest = memory.stories.list_latest(story)
    families = _name_families(load_kin(scope, latest))
    if not is_looked_at(len(latest), len(set(families.values()))):
        return frozenset()
    shown = load_shown_articles(scope, story)
    told = [Told(id=article, family=families[article], shown=article in shown) for article in latest]
    split = decide_split(told, memory.stories.relate(latest))
    if split is None:
        return frozenset()
    done = split_story(scope, story, split.leaving, split.likeness, now)
    memory.apply(done)
    return frozenset(done.detail["articles"])


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
