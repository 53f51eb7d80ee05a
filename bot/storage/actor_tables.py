"""The tables about actors beyond actors, aliases and mentions: merges, edits, people found in texts, proposals."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from bot.storage.columns import document, index, instant, keyed, numbered, ref, refers, text

# Actors that became another one; their own row in `actors` stays, so that this can be undone.
merges = numbered(
    "merges",
    *(text("gone_id"), text("kept_id"), instant("merged_at"), text("merged_by", nullable=True)),
    document("topics"),  # subscription → its topic before, and whether it was removed as a double
    UniqueConstraint("workspace_id", "gone_id"),
    index("kept_id"),
)

merged_articles = keyed(  # the articles whose rows a merge moved
    "merged_articles",
    *(ref("merge_id"), ref("article_id"), document("was")),  # {} where the article named the gone one only
    refers("merge_id", "merges"),
    refers("article_id", "articles"),
    index("article_id"),
    by=("merge_id", "article_id"),
)

rereadings = keyed(  # articles that an edit leaves in doubt: they are read again, whatever their age
    "rereadings",
    ref("article_id"),
    refers("article_id", "articles"),
    by=("article_id",),
)

actor_edits = numbered(  # who changed what about an actor, and when; never changed, never removed
    "actor_edits",
    *(instant("edited_at"), text("edited_by", nullable=True), text("action"), text("actor_id")),
    document("detail"),
    index("actor_id"),
)

found_names = keyed(  # every full name of a person found in texts, by family name
    "found_names",
    *(text("family"), text("actor_id"), text("name")),
    refers("actor_id", "actors"),
    index("actor_id"),
    by=("family", "actor_id", "name"),
)

proposals = keyed(  # actors that were proposed to the team, each once
    "proposals",
    *(text("actor_id"), instant("proposed_at"), text("state")),
    *(instant("decided_at", nullable=True), text("decided_by", nullable=True)),
    refers("actor_id", "actors"),
    index("state", "proposed_at"),
    by=("actor_id",),
)
