"""One article: where it stands, who tells the story too, what is quoted in it, and its citation to copy."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.model.languages import describe_language
from bot.model.stored import ArticleCard, StoryCard
from bot.query.write import Names
from bot.storage.articles import load_article, load_text
from bot.storage.database import Scope
from bot.storage.planning import Window
from bot.storage.quotes import load_quotes
from bot.storage.search import load_stories
from digests.items import article_date, outlet_name
from digests.lead import lead_sentences
from digests.mrkdwn import clean, clip
from digests.page import Bullets, Buttons, Chart, Line, Menu, Paragraph, Part, bold, line, link
from handlers.citing import compose_citation
from handlers.command import Request
from handlers.evidence import article_line, article_marks, quote_parts
from handlers.look import WRONG, list_buttons, title_part
from handlers.replies import Reply

MOST_QUOTES = 5
MOST_OTHERS = 8  # articles of the same story
LONGEST_HEADING = 140


def compose_article(scope: Scope, request: Request, names: Names, zone: ZoneInfo, id: int) -> Reply:
    """One stored article. Raises NotFoundError."""
    card = load_article(scope, id)
    lead = lead_sentences(load_text(scope, id), headline=card.title)
    parts: list[Part] = [Paragraph(tuple(_facts(card, names, zone)))]
    if lead:
        parts.append(Paragraph((line(clean(lead)),), quoted=True))
    parts += [title_part("Citation"), Chart((compose_citation(card, zone),))]
    parts += _quotes(scope, id, zone)
    parts += _wrong_themes(card, names)
    for story in load_stories(scope, None, [card.story], window=Window(), now=request.now):
        parts += _others(story, card, zone)
    return Reply(
        heading=clip(clean(card.title), LONGEST_HEADING) or "Untitled",
        understood=f"{outlet_name(card)}, {article_date(card, zone)}",
        parts=tuple(parts),
        shared=f"/find article:{id}",
    )


def _facts(card: ArticleCard, names: Names, zone: ZoneInfo) -> list[Line]:
    found = [line(link("Open the article", card.link))] if card.link else []
    language = describe_language(card.language) if card.language != "en" else ""
    facts = (
        ("Outlet", _describe_outlet(card)),
        ("Author", clip(clean(card.byline or ""), 120)),
        ("Published", article_date(card, zone)),
        ("Language", language),
        ("Mark", clip(clean(article_marks(card)), 80)),
        ("Themes", ", ".join(map(names.theme_name, card.themes[:6]))),
        ("Actors", ", ".join(map(names.actor_name, card.actors[:8]))),
    )
    return [*found, *(line(bold(f"{title}: "), told) for title, told in facts if told)]


def _describe_outlet(card: ArticleCard) -> str:
    """ "Harbour Wire (FR, tier 1)"."""
    if not card.outlet:
        return ""
    known = (card.outlet.country, f"tier {card.outlet.tier}" if card.outlet.tier else "")
    told = ", ".join(filter(None, known))
    return clip(clean(card.outlet.name), 80) + (f" ({told})" if told else "")


def _quotes(scope: Scope, id: int, zone: ZoneInfo) -> list[Part]:
    found = load_quotes(scope, articles=(id,), limit=MOST_QUOTES)
    if not found:
        return []
    buttons = list_buttons("quotes", (stored.id for stored in found))
    return [title_part("Quotes"), *quote_parts(found, zone), *buttons]


def _wrong_themes(card: ArticleCard, names: Names) -> list[Part]:
    choices = tuple((names.theme_name(theme), f"themes:{card.id}:{theme}") for theme in card.themes)
    return [Buttons((Menu("Not about …", WRONG, choices),))] if choices else []


def _others(story: StoryCard, card: ArticleCard, zone: ZoneInfo) -> list[Part]:
    """Who else tells the story."""
    others = [article for article in story.articles if article.id != card.id]
    if not others:
        return []
    lines = tuple(article_line(article, zone) for article in others[:MOST_OTHERS])
    left = len(others) - MOST_OTHERS
    more = (line(f"and {left} more"),) if left > 0 else ()
    return [title_part("The same story"), Bullets((*lines, *more))]
