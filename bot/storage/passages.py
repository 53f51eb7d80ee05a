"""The passage of a text that a finding stands in, cut to what can be shown."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from bot.storage.cards import in_batches
from bot.storage.database import Scope
from bot.storage.tables import bodies

LONGEST = 600  # characters; a section of a Slack message holds 3,000
CUT = "…"


def load_texts(scope: Scope, article_ids: Sequence[int]) -> dict[int, str]:
    """Article → its prose."""
    b = bodies.c
    texts: dict[int, str] = {}
    for batch in in_batches(article_ids):
        mine = (b.workspace_id == scope.workspace_id, b.article_id.in_(batch))
        rows = scope.connection.execute(select(b.article_id, b.text).where(*mine))
        texts.update({row.article_id: row.text for row in rows})
    return texts


def paragraph_around(text: str, start: int, end: int) -> str:
    """The paragraph (or paragraphs) of [start, end), at most 600 characters, cut around that place."""
    opens = text.rfind("\n\n", 0, start)
    closes = text.find("\n\n", end)
    first = 0 if opens < 0 else opens + 2
    last = len(text) if closes < 0 else closes
    if last - first <= LONGEST:
        return text[first:last].strip()
    room = LONGEST - 2 * len(CUT) - 2  # for the marks and a blank beside each
    before = max(0, (room - min(end - start, room)) // 2)
    begin = max(first, min(start - before, last - room))
    return _cut(text, first, last, begin, begin + room)


def _cut(text: str, first: int, last: int, begin: int, stop: int) -> str:
    """The part [begin, stop) of the paragraph [first, last), with a mark on each side that lost words."""
    part = text[begin:stop]
    if begin > first:
        part = f"{CUT} {part.partition(' ')[2] or part}"
    if stop < last:
        part = f"{part.rpartition(' ')[0] or part} {CUT}"
    return part.strip()


def shorten(sentence: str) -> str:
    """A sentence, at most 600 characters, with a mark where it lost words."""
    return sentence.strip() if len(sentence) <= LONGEST else _cut(sentence, 0, len(sentence), 0, LONGEST - 2)
