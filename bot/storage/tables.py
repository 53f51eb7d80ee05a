"""The tables. Every row names its workspace, and references carry it, so that two workspaces cannot be mixed.

`dated_at` is repeated in the rows of findings: it stands in the keys that the look-ups of one actor, speaker
or theme walk, newest first, without reading a single article. The full-text index is in sqlite_dialect.py.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, Float, Integer, LargeBinary, String, Table, UniqueConstraint

from bot.storage.columns import (
    Id,
    document,
    flag,
    index,
    instant,
    keyed,
    metadata,
    number,
    numbered,
    of_workspace,
    ref,
    refers,
    text,
)

workspaces = Table(
    "workspaces",
    metadata,
    Column("id", Id, primary_key=True),
    text("name"),
    Column("team_id", String, unique=True),
    instant("uninstalled_at", nullable=True),
    instant(
        "removed_at", nullable=True
    ),  # its data are gone; the row stays, so that its number is never another's
)

settings = keyed("settings", text("key"), document("value"), by=("key",))

sources = numbered(
    "sources",
    *(text("kind"), text("address"), text("name"), instant("created_at"), flag("paused")),
    *(text("etag", nullable=True), text("last_modified", nullable=True)),
    *(instant("next_poll_at", nullable=True), instant("last_polled_at", nullable=True)),
    *(instant("last_new_at", nullable=True), instant("failing_since", nullable=True)),
    *(number("failures"), text("error", nullable=True)),
    flag("removed"),  # kept for the articles that it brought
    UniqueConstraint("workspace_id", "address"),
)

outlets = keyed(
    "outlets",
    *(text("id"), text("name"), text("country", nullable=True), number("tier", nullable=True)),
    *(flag("state_owned"), flag("trusted")),
    by=("id",),
)

stories = numbered("stories", instant("first_at"), instant("last_at"))

articles = numbered(
    "articles",
    *(ref("story_id"), ref("copy_of", nullable=True), ref("source_id", nullable=True)),
    *(text("outlet_id", nullable=True), text("address"), text("canonical"), text("guid", nullable=True)),
    text(
        "entry_hash", nullable=True
    ),  # of the feed's entry as received: tells an edited item from a known one
    *(text("text_hash"), text("headline"), text("byline", nullable=True), text("language")),
    text("published", nullable=True),  # as printed: ISO 8601 with offset, or a date
    *(instant("dated_at"), instant("stored_at"), instant("changed_at", nullable=True)),
    *(flag("teaser"), text("note", nullable=True), flag("relevant"), flag("backfill")),
    *(text("depth"), text("knowledge_version")),
    flag("echo"),  # when it came, another article had its words; unlike `copy_of` this never changes
    text("version_mark", nullable=True),
    ref("superseded_by", nullable=True),  # the article that is a newer version of this one
    refers("story_id", "stories"),
    refers("copy_of", "articles"),
    refers("source_id", "sources"),
    refers("outlet_id", "outlets"),
    *(index("dated_at", "id"), index("stored_at", "id"), index("story_id", "dated_at")),
    *(index("canonical"), index("address"), index("guid"), index("text_hash")),
    *(index("outlet_id", "dated_at"), index("copy_of")),
)

# Apart from `articles`, so that lists of articles do not read their way past the texts.
bodies = of_workspace(
    "bodies",
    Column("article_id", Id, primary_key=True),
    *(Column("fingerprint", LargeBinary, nullable=False), document("features"), text("text")),
    refers("article_id", "articles"),
)

themes = keyed(
    "themes",
    *(text("id"), text("name"), text("origin"), number("position"), document("data")),
    instant("updated_at"),
    by=("id",),
)

article_themes = keyed(
    "article_themes",
    *(ref("article_id"), text("theme_id"), instant("dated_at")),
    *(
        Column("score", Float, nullable=False),
        Column("threshold", Float, nullable=False),
        document("evidence"),
    ),
    refers("article_id", "articles"),
    index("theme_id", "dated_at", "article_id", "score", "threshold"),
    by=("article_id", "theme_id"),
)

actors = keyed(
    "actors",
    *(text("id"), text("name"), text("kind"), text("origin"), document("data"), instant("updated_at")),
    by=("id",),
)

aliases = keyed(
    "aliases",
    *(text("actor_id"), text("alias"), text("origin"), number("position")),
    refers("actor_id", "actors"),
    by=("actor_id", "alias"),
)

mentions = keyed(
    "mentions",
    *(ref("article_id"), text("actor_id"), instant("dated_at"), number("count"), document("spans")),
    text("role", nullable=True),
    refers("article_id", "articles"),
    refers("actor_id", "actors", cascade=False),
    index("actor_id", "dated_at", "article_id"),
    by=("article_id", "actor_id"),
)

speakers = keyed(  # every name that spoke: finds people who are in no table by their surname
    "speakers",
    *(text("folded"), text("speaker_key"), text("surname"), text("name")),
    index("surname"),
    by=("folded", "speaker_key"),
)

quotes = numbered(
    "quotes",
    *(ref("article_id"), instant("dated_at"), text("content"), text("words")),
    *(number("start"), number("end"), text("kind"), text("cue", nullable=True)),
    text("speaker_key"),  # actor id, or "name:" and the folded name, or "" where it is unknown
    *(text("speaker", nullable=True), text("speaker_name", nullable=True)),
    *(text("speaker_id", nullable=True), text("speaker_role", nullable=True)),
    *(Column("confidence", Float, nullable=False), flag("key")),
    refers("article_id", "articles"),
    *(
        index("speaker_key", "dated_at", "article_id"),
        index("article_id", "speaker_key"),
        index("dated_at", "article_id"),
    ),
)

quote_about = keyed(
    "quote_about",
    *(ref("quote_id"), text("about_id"), number("position"), instant("dated_at")),
    refers("quote_id", "quotes"),
    index("about_id", "dated_at", "quote_id"),
    by=("quote_id", "about_id"),
)

events = numbered(
    "events",
    *(ref("article_id"), ref("story_id"), instant("dated_at"), text("verb"), text("event_class")),
    *(flag("negated"), document("source_text"), document("target_text"), number("start"), number("end")),
    refers("article_id", "articles"),
    index("article_id"),
)

event_sides = keyed(
    "event_sides",
    *(ref("event_id"), text("actor_id"), text("side"), number("position"), instant("dated_at")),
    refers("event_id", "events"),
    index("actor_id", "dated_at", "event_id"),
    by=("event_id", "actor_id", "side"),
)

subscriptions = numbered(
    "subscriptions",
    *(text("channel"), text("topic"), text("rhythm"), text("timezone"), instant("created_at")),
    *(text("created_by", nullable=True), flag("paused"), text("quiet_day")),
    flag("removed"),  # kept, so that its digests cannot be claimed again
    Column("minimum", Integer, nullable=False, server_default="1"),
    instant("snoozed_until", nullable=True),
    UniqueConstraint("workspace_id", "channel", "topic", "rhythm"),
)

digests = numbered(
    "digests",
    *(ref("subscription_id"), text("channel"), text("slot"), instant("due")),
    *(instant("period_start"), instant("period_end"), Column("local_date", Date, nullable=False)),
    *(instant("claimed_at"), flag("finished")),
    refers("subscription_id", "subscriptions"),
    UniqueConstraint("workspace_id", "subscription_id", "slot"),
    index("finished"),
)

posts = numbered(
    "posts",
    *(ref("digest_id"), number("part"), text("key"), text("payload"), text("state")),
    *(instant("claimed_at", nullable=True), text("ts", nullable=True), text("reason", nullable=True)),
    refers("digest_id", "digests"),
    UniqueConstraint("workspace_id", "key"),
    UniqueConstraint("workspace_id", "digest_id", "part"),
)

shown_stories = keyed(
    "shown_stories",
    *(ref("subscription_id"), ref("story_id"), number("articles"), instant("shown_at")),
    Column("article_ids", JSON, nullable=True),  # those shown; null: from before they were noted
    refers("subscription_id", "subscriptions"),
    refers("story_id", "stories"),
    by=("subscription_id", "story_id"),
)
