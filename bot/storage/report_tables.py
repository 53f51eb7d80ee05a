"""The table of what was reported to a workspace's operations channel."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from bot.storage.columns import document, instant, numbered, text

feed_reports = numbered(
    "feed_reports",
    *(text("key"), text("channel"), text("payload"), document("incidents")),
    *(instant("made_at"), instant("claimed_at"), text("ts", nullable=True)),
    UniqueConstraint("workspace_id", "key"),
)
