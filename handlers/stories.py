"""Stories as they are listed in look-ups: headline, outlets, date, and the sentence that matches. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.model.stored import ArticleCard, Excerpt, StoryCard
from bot.query.write import Names
from digests.items import article_date, count_of, outlet_name
from digests.lead import sentence_around
from digests.mrkdwn import clean, clip
from digests.page import Line, Paragraph, Part, italic, line, link
from handlers.evidence import LONGEST_SENTENCE, article_marks

LONGEST_HEADLINE = 200
MOST_NAMES = 3  # themes, and actors, named below a story


def story_parts(
    stories: Sequence[StoryCard], excerpts: Mapping[int, Excerpt], names: Names, zone: ZoneInfo
) -> list[Part]:
    """A paragraph a story."""
    return [
        Paragraph(_story_lines(story, excerpts.get(story.articles[0].id), names, zone)) for story in stories
    ]


def _story_lines(story: StoryCard, excerpt: Excerpt | None, names: Names, zone: ZoneInfo) -> tuple[Line, ...]:
    first = story.articles[0]
    title = clip(clean(first.title), LONGEST_HEADLINE) or "untitled"
    lines = [line(link(title, first.link, strong=True))]
    if excerpt:
        lines.append(line(clip(clean(sentence_around(excerpt.passage, excerpt.words)), LONGEST_SENTENCE)))
    lines.append(line(italic(" · ".join(filter(None, _source(story, first, names, zone))))))
    return tuple(lines)


def _source(story: StoryCard, first: ArticleCard, names: Names, zone: ZoneInfo) -> list[str]:
    others = len(story.outlets) - 1
    copies = f"{count_of(story.copies, 'copy', 'copies')} of the same text" if story.copies else ""
    return [
        clip(clean(outlet_name(first)), 80) + (f" + {others}" if others > 0 else ""),
        article_date(first, zone),
        count_of(len(story.articles), "article", "articles") if len(story.articles) > 1 else "",
        copies,
        ", ".join(names.theme_name(theme) for theme in first.themes[:MOST_NAMES]),
        ", ".join(names.actor_name(actor) for actor in first.actors[:MOST_NAMES]),
        clip(clean(article_marks(first)), 80),
    ]


def lead_articles(stories: Sequence[StoryCard]) -> tuple[ArticleCard, ...]:
    """The article that stands for each story."""
    return tuple(story.articles[0] for story in stories)
