"""The tables of what people said about matches of themes, and of what was learnt from it."""

from __future__ import annotations

from bot.storage.columns import document, flag, index, instant, keyed, number, numbered, ref, refers, text

theme_marks = keyed(  # who found a match of a theme relevant, or not; the last word of each person counts
    "theme_marks",
    *(text("theme_id"), ref("article_id"), text("marked_by"), flag("relevant"), instant("marked_at")),
    document("features"),  # of the match when it was marked: articles may go, and be read anew
    refers("article_id", "articles"),
    index("article_id"),
    by=("theme_id", "article_id", "marked_by"),
)

theme_shifts = numbered(  # what marks moved, each step; never changed but by undoing, never removed
    "theme_shifts",
    *(text("theme_id"), document("shift"), instant("made_at"), text("made_by", nullable=True)),
    *(number("relevant"), number("irrelevant"), instant("undone_at", nullable=True)),
    index("theme_id"),
)
