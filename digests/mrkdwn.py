"""Text from outside → text that is harmless in Slack. Pure.

Slack has no escape for `*`, `_`, `~` and backticks (https://docs.slack.dev/messaging/formatting-message-text),
so text from outside goes into `plain_text` and `rich_text` only; `escape` is for a message's fallback text.
"""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

from bot.slack.bounds import length

_BIDI = {
    ord(c): None
    for c in "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u061c"
}
MAX_MARKS = 2  # combining marks in a row; more of them climb over the lines around
MAX_READ = 20_000  # characters of one text that are looked at; no message takes as many
MAX_LINK = 2_000  # characters; Slack takes 3,000, browsers and mail clients fewer


def clean(text: str) -> str:
    """One line of visible characters: no control, direction or zero-width characters, no towers of marks."""
    text = text[:MAX_READ]
    if text.isascii() and text.isprintable():  # most texts: nothing to look for
        return " ".join(text.split())
    shown: list[str] = []
    marks = 0
    for char in text.translate(_BIDI):
        if unicodedata.combining(char):
            marks += 1
            if marks > MAX_MARKS:
                continue
        else:
            marks = 0
        kind = unicodedata.category(char)
        shown.append(" " if kind in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") and char != "\u200d" else char)
    return " ".join("".join(shown).split())


def clip(text: str, most: int) -> str:
    """At most `most` characters as Slack counts them, cut at a word, with an ellipsis where cut."""
    if length(text) <= most:
        return text
    cut = text[: max(most - 1, 0)]
    while length(cut) > most - 1:
        cut = cut[:-1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > most // 2 else cut).rstrip(" ,;:–—-") + "…"


def escape(text: str) -> str:
    """For text that Slack reads as mrkdwn: no mention, no link, no command can arise."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def safe_link(address: str | None) -> str | None:
    """The address where it can be linked: http or https, a host, no blanks, not too long; else None."""
    if not address or len(address) > MAX_LINK or not address.isprintable():
        return None
    if any(c in address for c in ' <>|"\\`'):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    has_secret = parts.username is not None or parts.password is not None
    return address if parts.scheme in ("http", "https") and parts.hostname and not has_secret else None
