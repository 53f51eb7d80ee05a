"""Sample articles as they would be found: web pages with furniture, scraped text files, feeds."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from xml.sax.saxutils import escape as escape_xml

from bot.sandbox.samples import SampleArticle

INVENTED = "© Rapporteur demo. The events and quotations of this sample article are invented."


def render_page(article: SampleArticle, *, address: str) -> str:
    """The article's web page; `address` is where the newsroom is served."""
    outlet = article.outlet
    url = f"{address}{article.path}"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{escape(article.title)} | {escape(outlet.name)}</title>
<link rel="canonical" href="{url}">
<link rel="alternate" type="application/rss+xml" href="{address}/{outlet.id}/feed.xml">
<meta property="og:site_name" content="{escape(outlet.name)}">
<meta property="og:title" content="{escape(article.title)}">
<meta property="og:type" content="article">
<meta property="article:published_time" content="{article.published.isoformat()}">
<meta name="author" content="{escape(article.byline)}">
<meta name="description" content="{escape(article.teaser)}">
</head>
<body>
<header class="site-header"><a href="{address}/">{escape(outlet.name)}</a>{_menu(outlet.menu)}</header>
<main>
<article>
<h1>{escape(article.title)}</h1>
<p class="byline">By {escape(article.byline)}</p>
<time datetime="{article.published.isoformat()}">{_printed(article.published)}</time>
<div class="share-bar">{_items(outlet.above)}</div>
<div class="article-body">
{_html_body(article)}
</div>
</article>
<aside class="related"><h2>Related</h2>{_items(outlet.related)}</aside>
<section class="newsletter">{_paragraphs(outlet.below)}</section>
</main>
<footer><p>{INVENTED}</p>{_menu(("About", "Contact", "Privacy", "Terms of use"))}</footer>
</body>
</html>
"""


def _menu(names: tuple[str, ...]) -> str:
    links = "".join(f'<li><a href="#">{escape(name)}</a></li>' for name in names)
    return f"<nav><ul>{links}</ul></nav>"


def _items(texts: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


def _paragraphs(texts: tuple[str, ...]) -> str:
    return "\n".join(f"<p>{escape(text)}</p>" for text in texts)


def _html_body(article: SampleArticle) -> str:
    first, second = _halves(article)
    furniture = f'<div class="advertisement">{_paragraphs(article.outlet.middle)}</div>'
    return "\n".join([_paragraphs(first), furniture, _paragraphs(second)])


def _halves(article: SampleArticle) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The paragraphs before and after the furniture in the middle."""
    middle = (len(article.paragraphs) + 1) // 2
    return article.paragraphs[:middle], article.paragraphs[middle:]


def _printed(moment: datetime) -> str:
    """A date as a paper prints it: "12 November 2026, 09:14"."""
    return f"{moment.day} {moment:%B %Y, %H:%M}"


def render_text(article: SampleArticle) -> str:
    """The article as somebody would have copied it out of a browser, furniture included."""
    outlet = article.outlet
    first, second = _halves(article)
    head = [article.title, f"By {article.byline}, {outlet.name}", _printed(article.published)]
    parts = [*head, *outlet.above, *first, *outlet.middle, *second, *outlet.below]
    return "\n\n".join([*parts, "Related", *outlet.related, INVENTED]) + "\n"


def render_markdown(article: SampleArticle) -> str:
    """The article as a clipped note in Markdown."""
    outlet = article.outlet
    first, second = _halves(article)
    head = [f"# {article.title}", f"*By {article.byline}, {outlet.name}*", _printed(article.published)]
    parts = [*head, *first, *outlet.middle, *second, *outlet.below, "## Related"]
    return (
        "\n\n".join([*parts, "\n".join(f"- {title}" for title in outlet.related), f"---\n\n{INVENTED}"])
        + "\n"
    )


def render_file(article: SampleArticle, *, address: str) -> str:
    """The article in the format of its file for the drop folder."""
    if article.format == "html":
        return render_page(article, address=address)
    return render_markdown(article) if article.format == "md" else render_text(article)


def render_feed(articles: list[SampleArticle], *, title: str, address: str, path: str) -> str:
    """An RSS 2.0 feed with a teaser an article; the full text is on the pages."""
    items = "\n".join(_item(article, address) for article in articles)
    newest = max((article.published for article in articles), default=datetime(2000, 1, 1, tzinfo=UTC))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>{escape_xml(title)}</title>
<link>{address}/</link>
<atom:link href="{address}{path}" rel="self" type="application/rss+xml"/>
<description>{escape_xml(INVENTED)}</description>
<language>en</language>
<lastBuildDate>{format_datetime(newest)}</lastBuildDate>
{items}
</channel>
</rss>
"""


def _item(article: SampleArticle, address: str) -> str:
    url = f"{address}{article.path}"
    return f"""<item>
<title>{escape_xml(article.title)}</title>
<link>{url}</link>
<guid isPermaLink="true">{url}</guid>
<pubDate>{format_datetime(article.published)}</pubDate>
<dc:creator>{escape_xml(article.byline)}</dc:creator>
<source url="{address}/{article.outlet.id}/feed.xml">{escape_xml(article.outlet.name)}</source>
<description>{escape_xml(article.teaser)}</description>
</item>"""
