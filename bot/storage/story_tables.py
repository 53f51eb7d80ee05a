"""The tables of what became of stories: merged ones, and the log of all regrouping."""

from __future__ import annotations

from bot.storage.columns import document, index, instant, keyed, numbered, ref, refers, text

story_redirects = keyed(  # merged stories; always straight to one that stands
    "story_redirects",
    *(ref("gone_id"), ref("kept_id"), instant("merged_at")),
    refers("gone_id", "stories"),
    refers("kept_id", "stories"),
    index("kept_id"),
    by=("gone_id",),
)

regroupings = numbered(  # what was merged, split or credited anew, and why; never changed, never removed
    "regroupings",
    *(instant("made_at"), text("action"), ref("story_id"), document("detail")),
    index("story_id"),
)
