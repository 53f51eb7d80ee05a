"""The place and date that open a wire report: "MANILA, Feb. 3 —"."""

from __future__ import annotations

import re

_DATELINE = re.compile(
    r"\s*[A-Z][A-Z.'’-]+(?:[ ,]+(?:[A-Z][\w.'’-]*|\d{1,4},?)){0,8}\s*(?:\([^)\n]{1,60}\)\s*)?(?:[—–]+|--?)\s+(?=[\"“‘'«]?[A-Z])"
)
_REACH = 110  # characters at the start of a paragraph


def dateline_end(text: str, start: int, end: int) -> int:
    """Where the words behind a dateline begin; `start` where the paragraph has none."""
    match = _DATELINE.match(text, start, min(end, start + _REACH))
    return match.end() if match else start
