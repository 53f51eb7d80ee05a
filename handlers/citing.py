"""An article as a citation to copy: author, headline, outlet, date, link. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from bot.model.stored import ArticleCard
from digests.items import article_date, outlet_name
from digests.mrkdwn import clean, clip, safe_link
from digests.page import Button, Buttons, Menu, Part
from handlers.replies import ASK

LONGEST_TITLE = 300
MOST_OFFERED = 20


def compose_citation(article: ArticleCard, zone: ZoneInfo) -> str:
    """ "Ana Reed, “Two leaders met”, Harbour Wire, 21 Nov 2026, https://…"; what is not known is left out."""
    author = clip(clean(article.byline or ""), 120)
    title = f"“{clip(clean(article.title), LONGEST_TITLE) or 'untitled'}”"
    place = clip(clean(outlet_name(article)), 80)
    return ", ".join(
        filter(None, (author, title, place, article_date(article, zone), safe_link(article.link)))
    )


def cite_parts(articles: Iterable[ArticleCard], *others: Button) -> list[Part]:
    """A menu that opens one of the articles with its citation, and buttons beside it; nothing without articles."""
    titles = {article.id: clip(clean(article.title), 70) or "untitled" for article in articles}
    choices = tuple((title, f"/find article:{id}") for id, title in list(titles.items())[:MOST_OFFERED])
    return [Buttons((Menu("Open or cite …", ASK, choices), *others))] if choices else []
