"""Whether a feed gives the article or only a foretaste of it. Pure."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<[^<>]{0,2000}>")
_CUT = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\[&hellip;\])\s*$"
    r"|(?:read more|continue reading|read the full (?:story|article)|weiterlesen|lire la suite|seguir leyendo|читать далее|read on)\W{0,12}$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"the post .{0,300} (?:appeared first|first appeared) on .{0,120}$", re.IGNORECASE | re.DOTALL
)

TEASER_ONLY = "teaser only"
"""The note of an article of which only the feed's summary could be had."""

FULL_WORDS = 250  # a summary so long is the article
BRIEF_WORDS = 60  # a "full content" shorter than this is none


def is_teaser(content: str, *, complete: bool) -> bool:
    """Whether the item's page is likely to hold more than `content`.

    Args:
        content: as in the feed, HTML or text.
        complete: the feed calls it the full content.
    """
    text = html.unescape(_TAG.sub(" ", content[:200_000]))
    text = " ".join(_CREDIT.sub("", " ".join(text.split())).split())
    words = len(text.split())
    if _CUT.search(text[-120:]) and words < 2 * FULL_WORDS:
        return True
    return words < (BRIEF_WORDS if complete else FULL_WORDS)
