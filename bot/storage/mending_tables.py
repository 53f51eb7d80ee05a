"""The tables of what people muted, and of what they corrected in the findings. Rows are undone, never removed."""

from __future__ import annotations

from bot.storage.columns import document, index, instant, numbered, ref, refers, text

mutes = numbered(
    "mutes",
    *(text("kind"), text("what"), text("shown"), ref("subscription_id", nullable=True)),
    *(instant("made_at"), text("made_by", nullable=True)),
    *(instant("undone_at", nullable=True), text("undone_by", nullable=True)),
    refers("subscription_id", "subscriptions"),
    index("subscription_id"),
)

corrections = numbered(
    "corrections",
    *(text("fault"), ref("article_id"), document("before"), document("after"), document("contents")),
    document("kept"),  # the findings as they were, with their articles: what undoing puts back
    *(instant("made_at"), text("made_by", nullable=True)),
    *(instant("undone_at", nullable=True), text("undone_by", nullable=True)),
    refers("article_id", "articles"),
    index("article_id"),
)
