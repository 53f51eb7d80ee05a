"""Quotes with their speakers, and events.

History: never changed once released, and independent of tables.py. Instants are microseconds since 1970.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_speakers()
    _create_quotes()
    _create_quote_about()
    _create_events()
    _create_event_sides()


def _create_speakers() -> None:
    op.create_table(
        "speakers",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("speaker_key", sa.Text(), nullable=False),
        sa.Column("surname", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "folded", "speaker_key", name="pk_speakers"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_speakers_workspace_id", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_speakers_workspace_id_surname", "speakers", ["workspace_id", "surname"])


def _create_quotes() -> None:
    op.create_table(
        "quotes",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("dated_at", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column("speaker_key", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("speaker_name", sa.Text(), nullable=True),
        sa.Column("speaker_id", sa.Text(), nullable=True),
        sa.Column("speaker_role", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("key", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quotes"),
        sa.UniqueConstraint("workspace_id", "id", name="uq_quotes_workspace_id_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_quotes_workspace_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "article_id"],
            ["articles.workspace_id", "articles.id"],
            name="fk_quotes_workspace_id_article_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index(
        "ix_quotes_workspace_id_article_id_speaker_key",
        "quotes",
        ["workspace_id", "article_id", "speaker_key"],
    )
    op.create_index(
        "ix_quotes_workspace_id_dated_at_article_id", "quotes", ["workspace_id", "dated_at", "article_id"]
    )
    op.create_index(
        "ix_quotes_workspace_id_speaker_key_dated_at_article_id",
        "quotes",
        ["workspace_id", "speaker_key", "dated_at", "article_id"],
    )


def _create_quote_about() -> None:
    op.create_table(
        "quote_about",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("quote_id", ID, nullable=False),
        sa.Column("about_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("dated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "quote_id", "about_id", name="pk_quote_about"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_quote_about_workspace_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "quote_id"],
            ["quotes.workspace_id", "quotes.id"],
            name="fk_quote_about_workspace_id_quote_id",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_quote_about_workspace_id_about_id_dated_at_quote_id",
        "quote_about",
        ["workspace_id", "about_id", "dated_at", "quote_id"],
    )


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("dated_at", sa.BigInteger(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("event_class", sa.Text(), nullable=False),
        sa.Column("negated", sa.Boolean(), nullable=False),
        sa.Column("source_text", sa.JSON(), nullable=False),
        sa.Column("target_text", sa.JSON(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint("workspace_id", "id", name="uq_events_workspace_id_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_events_workspace_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "article_id"],
            ["articles.workspace_id", "articles.id"],
            name="fk_events_workspace_id_article_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_events_workspace_id_article_id", "events", ["workspace_id", "article_id"])


def _create_event_sides() -> None:
    op.create_table(
        "event_sides",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("event_id", ID, nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("dated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "event_id", "actor_id", "side", name="pk_event_sides"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_event_sides_workspace_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "event_id"],
            ["events.workspace_id", "events.id"],
            name="fk_event_sides_workspace_id_event_id",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_event_sides_workspace_id_actor_id_dated_at_event_id",
        "event_sides",
        ["workspace_id", "actor_id", "dated_at", "event_id"],
    )
