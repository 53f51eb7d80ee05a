"""One theme: latest stories, trend, actors, quotes; and all themes with counts and small trends."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.knowledge import Theme
from bot.query.tree import ThemeIs
from bot.storage.actors import top_actors
from bot.storage.excerpts import load_excerpts
from bot.storage.quotes import load_quotes
from bot.storage.search import count_matching, find_articles, find_stories
from bot.storage.themes import load_themes
from bot.storage.trends import count_theme, top_themes
from digests.mrkdwn import clean, clip
from digests.page import Button, Buttons, Line, Menu, Paragraph, Part, Table, bold, line
from handlers.charts import look_closely, plot_articles, sparkline
from handlers.citing import cite_parts
from handlers.evidence import quote_parts
from handlers.exports import HEADER, MOST_ROWS, article_row, compose_export, quote_row
from handlers.look import (
    WRONG,
    Look,
    describe_before,
    describe_width,
    list_buttons,
    tally_parts,
    title_part,
    write_change,
)
from handlers.options import page_buttons
from handlers.periods import period_buttons
from handlers.replies import ASK, Reply
from handlers.steps import bucket_edges
from handlers.stories import lead_articles, story_parts

MOST_STORIES = 5
MOST_QUOTES = 3
PAGE = 25  # themes of a table
LONGEST = 300  # characters of a description
_HEADER = ("Theme", "Articles", "Change", "Trend")
_SHEET = ("theme", "id", "articles", "articles before")


def compose_theme(look: Look, theme: Theme) -> Reply:
    """One theme."""
    scope, since, until = look.scope, look.since, look.until
    found, stories, outlets = count_matching(scope, ThemeIs(theme.id), since, until)
    before = count_theme(scope, theme.id, (look.period.before, since))[0]
    told = f"{describe_width(found, stories, outlets)} {describe_before(before, look.period.span)}"
    description = clip(clean(theme.description), LONGEST)
    lines = (*((line(description),) if description else ()), line(bold(told)))
    command = f"/theme {theme.id} {look.period.written}"
    return Reply(
        heading=f"Theme {theme.name}",
        understood=f"Articles of theme {theme.name}, last {look.period.words}",
        parts=(Paragraph(lines), *(_news(look, theme.id) if found else ())),
        buttons=(
            *period_buttons(f"/theme {theme.id}", look.period.written),
            Button("All stories", ASK, f"/find theme:{theme.id} {look.period.written}"),
            Button("Subscribe this channel", ASK, f"/subscribe theme:{theme.id}"),
            *((Button("CSV", ASK, f"{command} csv"),) if found else ()),
        ),
        shared=command,
    )


def _news(look: Look, theme: str) -> list[Part]:
    scope, since, until, query = look.scope, look.since, look.until, ThemeIs(theme)
    edges, counts = look_closely(
        since, until, look.zone, lambda steps: count_theme(scope, theme, steps), lambda articles: articles
    )
    parts = plot_articles(edges, counts, look.zone)
    parts += tally_parts("Actors", top_actors(scope, query, since, until, 8))
    parts += tally_parts(
        "Also about", [tally for tally in top_themes(scope, query, since, until, 6) if tally.id != theme]
    )
    return [*parts, *_stories(look, theme), *_quotes(look, theme)]


def _stories(look: Look, theme: str) -> list[Part]:
    query = ThemeIs(theme)
    found = find_stories(
        look.scope, query, since=look.since, until=look.until, limit=MOST_STORIES, now=look.until
    )
    ids = [article.id for article in lead_articles(found)]
    wrong = Button("Not about this?", WRONG, f"themes:{','.join(map(str, ids))}:{theme}")
    return [
        title_part("Latest stories"),
        *story_parts(found, load_excerpts(look.scope, query, ids), look.names, look.zone),
        *cite_parts(lead_articles(found), wrong),
    ]


def _quotes(look: Look, theme: str) -> list[Part]:
    found = load_quotes(look.scope, about=(theme,), since=look.since, until=look.until, limit=MOST_QUOTES)
    if not found:
        return []
    buttons = list_buttons("quotes", (stored.id for stored in found))
    return [title_part("Latest quotes"), *quote_parts(found, look.zone), *buttons]


@dataclass(frozen=True, slots=True)
class _Count:
    """A theme in the period."""

    theme: Theme
    steps: tuple[int, ...]
    before: int

    @property
    def articles(self) -> int:
        return sum(self.steps)


def compose_themes(look: Look, page: int) -> Reply:
    """All themes, those of most articles first."""
    counts = _count_themes(look)
    shown = counts[(page - 1) * PAGE : page * PAGE]
    rows = (tuple(line(bold(title)) for title in _HEADER), *map(_row, shown))
    choices = tuple((count.theme.name, f"/theme {count.theme.id} {look.period.written}") for count in shown)
    table: tuple[Part, ...] = (Table(rows, right=(1, 2)), Buttons((Menu("Open a theme …", ASK, choices),)))
    nothing: tuple[Part, ...] = (Paragraph((line("There are no themes yet."),)),)
    return Reply(
        heading="Themes",
        understood=f"Articles in the last {look.period.words}; change against the {look.period.words} before",
        parts=table if shown else nothing,
        buttons=(
            *period_buttons("/theme", look.period.written),
            *page_buttons(
                f"/theme {look.period.written}",
                "page",
                page,
                more=len(counts) > page * PAGE,
                labels=("‹ Back", "More ›"),
            ),
            *((Button("CSV", ASK, f"/theme {look.period.written} csv"),) if counts else ()),
        ),
        shared=f"/theme {look.period.written}" if counts else "",
    )


def _count_themes(look: Look) -> list[_Count]:
    edges = bucket_edges(look.since, look.until, look.zone)
    counts = [
        _Count(
            theme,
            count_theme(look.scope, theme.id, edges),
            count_theme(look.scope, theme.id, (look.period.before, look.since))[0],
        )
        for theme in load_themes(look.scope)
    ]
    return sorted(counts, key=lambda count: -count.articles)


def _row(count: _Count) -> tuple[Line, ...]:
    cells = (f"{count.articles:,}", write_change(count.articles, count.before), sparkline(count.steps))
    return (line(count.theme.name), *map(line, cells))


def export_theme(look: Look, theme: Theme) -> Reply:
    """Quotes about a theme and its articles as a CSV file."""
    scope, since, until = look.scope, look.since, look.until
    quotes = load_quotes(scope, about=(theme.id,), since=since, until=until, limit=MOST_ROWS)
    articles = find_articles(scope, ThemeIs(theme.id), since=since, until=until, limit=MOST_ROWS, now=until)
    rows = (
        *(quote_row(quote, look.names, look.zone) for quote in quotes),
        *(article_row(article, look.zone) for article in articles),
    )
    title = f"Theme {theme.name}, last {look.period.words}"
    return compose_export(look.request, f"theme-{theme.id}-{look.period.written}", title, HEADER, rows)


def export_themes(look: Look) -> Reply:
    """The table of all themes as a CSV file."""
    rows = ((c.theme.name, c.theme.id, c.articles, c.before) for c in _count_themes(look))
    title = f"Themes, last {look.period.words}"
    return compose_export(look.request, f"themes-{look.period.written}", title, _SHEET, rows)
