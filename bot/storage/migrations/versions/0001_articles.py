"""Workspaces, sources, and articles with their full-text index.

History: never changed once released, and independent of tables.py. Instants are microseconds since 1970.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.sqlite_dialect import create_text_index

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_workspaces()
    _create_settings()
    _create_sources()
    _create_outlets()
    _create_stories()
    _create_articles()
    _create_bodies()
    create_text_index(op.get_bind())


def _create_workspaces() -> None:
    op.create_table(
        "workspaces",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_workspaces"),
        sa.UniqueConstraint("team_id", name="uq_workspaces_team_id"),
    )


def _create_settings() -> None:
    op.create_table(
        "settings",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "key", name="pk_settings"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_settings_workspace_id", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )


def _create_sources() -> None:
    op.create_table(
        "sources",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("next_poll_at", sa.BigInteger(), nullable=True),
        sa.Column("last_polled_at", sa.BigInteger(), nullable=True),
        sa.Column("last_new_at", sa.BigInteger(), nullable=True),
        sa.Column("failing_since", sa.BigInteger(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.UniqueConstraint("workspace_id", "address", name="uq_sources_workspace_id_address"),
        sa.UniqueConstraint("workspace_id", "id", name="uq_sources_workspace_id_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_sources_workspace_id", ondelete="CASCADE"
        ),
    )


def _create_outlets() -> None:
    op.create_table(
        "outlets",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("tier", sa.Integer(), nullable=True),
        sa.Column("state_owned", sa.Boolean(), nullable=False),
        sa.Column("trusted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_outlets"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_outlets_workspace_id", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )


def _create_stories() -> None:
    op.create_table(
        "stories",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
        sa.UniqueConstraint("workspace_id", "id", name="uq_stories_workspace_id_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_stories_workspace_id", ondelete="CASCADE"
        ),
    )


def _create_articles() -> None:
    op.create_table(
        "articles",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("copy_of", ID, nullable=True),
        sa.Column("source_id", ID, nullable=True),
        sa.Column("outlet_id", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=True),
        sa.Column("entry_hash", sa.Text(), nullable=True),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("byline", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("dated_at", sa.BigInteger(), nullable=False),
        sa.Column("stored_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=True),
        sa.Column("teaser", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("relevant", sa.Boolean(), nullable=False),
        sa.Column("backfill", sa.Boolean(), nullable=False),
        sa.Column("depth", sa.Text(), nullable=False),
        sa.Column("knowledge_version", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("workspace_id", "id", name="uq_articles_workspace_id_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_articles_workspace_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "copy_of"],
            ["articles.workspace_id", "articles.id"],
            name="fk_articles_workspace_id_copy_of",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "outlet_id"],
            ["outlets.workspace_id", "outlets.id"],
            name="fk_articles_workspace_id_outlet_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "source_id"],
            ["sources.workspace_id", "sources.id"],
            name="fk_articles_workspace_id_source_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "story_id"],
            ["stories.workspace_id", "stories.id"],
            name="fk_articles_workspace_id_story_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_articles_workspace_id_address", "articles", ["workspace_id", "address"])
    op.create_index("ix_articles_workspace_id_canonical", "articles", ["workspace_id", "canonical"])
    op.create_index("ix_articles_workspace_id_copy_of", "articles", ["workspace_id", "copy_of"])
    op.create_index("ix_articles_workspace_id_dated_at_id", "articles", ["workspace_id", "dated_at", "id"])
    op.create_index("ix_articles_workspace_id_guid", "articles", ["workspace_id", "guid"])
    op.create_index(
        "ix_articles_workspace_id_outlet_id_dated_at", "articles", ["workspace_id", "outlet_id", "dated_at"]
    )
    op.create_index("ix_articles_workspace_id_stored_at_id", "articles", ["workspace_id", "stored_at", "id"])
    op.create_index(
        "ix_articles_workspace_id_story_id_dated_at", "articles", ["workspace_id", "story_id", "dated_at"]
    )
    op.create_index("ix_articles_workspace_id_text_hash", "articles", ["workspace_id", "text_hash"])


def _create_bodies() -> None:
    op.create_table(
        "bodies",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("features", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_bodies"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_bodies_workspace_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "article_id"],
            ["articles.workspace_id", "articles.id"],
            name="fk_bodies_workspace_id_article_id",
            ondelete="CASCADE",
        ),
    )
