"""The few pages that a person sees in a browser: plain, without scripts, the same in light and dark. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",  # or the code would travel along with a link
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.05rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 12vh auto; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
a.button { display: inline-block; margin-top: .75rem; padding: .65rem 1.1rem; border-radius: .5rem;
  background: #2b578f; color: #fff; text-decoration: none; font-weight: 600; }
a.button:focus-visible { outline: 3px solid #6ea3e0; outline-offset: 2px; }
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """What one page says."""

    title: str
    paragraphs: tuple[str, ...]
    link: tuple[str, str] | None = None  # words, and where they lead
    status: int = 200  # HTTP's


def render_page(page: Page) -> str:
    """The page as HTML; all words are escaped."""
    words = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in page.paragraphs)
    link = (
        f'<a class="button" href="{escape(page.link[1])}">{escape(page.link[0])}</a>\n' if page.link else ""
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(page.title)} · Rapporteur</title><style>{_STYLE}</style></head>\n"
        f"<body><main><h1>{escape(page.title)}</h1>\n{words}{link}</main></body>\n</html>\n"
    )
