"""Themes and actors, and the articles that they are found in.

History: never changed once released, and independent of tables.py. Instants are microseconds since 1970.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_themes()
    _create_article_themes()
    _create_actors()
    _create_aliases()
    _create_mentions()


def _create_themes() -> None:
    op.create_table(
        "themes",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_themes"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_themes_workspace_id", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )


def _create_article_themes() -> None:
    op.create_table(
        "article_themes",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("theme_id", sa.Text(), nullable=False),
        sa.Column("dated_at", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("threshold", sa.Float(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "article_id", "theme_id", name="pk_article_themes"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_article_themes_workspace_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "article_id"],
            ["articles.workspace_id", "articles.id"],
            name="fk_article_themes_workspace_id_article_id",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_article_themes_workspace_id_theme_id_dated_at_article_id_score_threshold",
        "article_themes",
        ["workspace_id", "theme_id", "dated_at", "article_id", "score", "threshold"],
    )


def _create_actors() -> None:
    op.create_table(
        "actors",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_actors"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_actors_workspace_id", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )


def _create_aliases() -> None:
    op.create_table(
        "aliases",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "actor_id", "alias", name="pk_aliases"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_aliases_workspace_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "actor_id"],
            ["actors.workspace_id", "actors.id"],
            name="fk_aliases_workspace_id_actor_id",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )


def _create_mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("dated_at", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "article_id", "actor_id", name="pk_mentions"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_mentions_workspace_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "actor_id"],
            ["actors.workspace_id", "actors.id"],
            name="fk_mentions_workspace_id_actor_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "article_id"],
            ["articles.workspace_id", "articles.id"],
            name="fk_mentions_workspace_id_article_id",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_mentions_workspace_id_actor_id_dated_at_article_id",
        "mentions",
        ["workspace_id", "actor_id", "dated_at", "article_id"],
    )
