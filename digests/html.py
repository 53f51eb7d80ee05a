"""Page → HTML for an e-mail: plain elements, inline styles, nothing loaded from anywhere. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from digests.mrkdwn import clean, safe_link
from digests.page import Bullets, Chart, Heading, Line, Paragraph, Part, Piece, Rule, Small

_BODY = (
    "font-family:Helvetica,Arial,sans-serif;font-size:15px;line-height:1.45;max-width:42em;margin:1em auto"
)
_QUOTE = "border-left:3px solid #bbb;margin:0.5em 0;padding-left:0.8em"
_SMALL = "color:#555;font-size:13px"


def render_html(parts: Iterable[Part], title: str) -> str:
    """A whole document; buttons are left out, text from outside is escaped, only safe addresses are linked."""
    body = "\n".join(filter(None, map(_render, parts)))
    head = f'<meta charset="utf-8"><title>{escape(clean(title))}</title>'
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head>\n<body style="{_BODY}">\n{body}\n</body></html>\n'


def _render(part: Part) -> str:
    match part:
        case Heading(words, level):
            return f"<h{level}>{escape(clean(words))}</h{level}>"
        case Paragraph(lines, quoted):
            said = "<br>\n".join(map(_line, lines))
            return f'<blockquote style="{_QUOTE}">{said}</blockquote>' if quoted else f"<p>{said}</p>"
        case Bullets(items):
            return "<ul>\n" + "\n".join(f"<li>{_line(item)}</li>" for item in items) + "\n</ul>"
        case Chart(rows):
            return "<pre>" + escape("\n".join(rows)) + "</pre>"
        case Small(words):
            return f'<p style="{_SMALL}">{escape(clean(words))}</p>'
        case Rule():
            return "<hr>"
        case _:
            return ""


def _line(pieces: Line) -> str:
    return "".join(map(_piece, pieces))


def _piece(piece: Piece) -> str:
    before = " " if piece.text[:1].isspace() else ""
    after = " " if piece.text[-1:].isspace() else ""
    said = escape(clean(piece.text))
    if address := safe_link(piece.link):
        said = f'<a href="{escape(address)}">{said}</a>'
    if piece.bold:
        said = f"<b>{said}</b>"
    if piece.italic:
        said = f"<i>{said}</i>"
    return f"{before}{said}{after}"
