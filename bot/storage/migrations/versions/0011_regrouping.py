"""Stories that merge or split, copies that are credited anew, versions; and which articles a channel was shown.

History: never changed once released, and independent of the tables. Instants are microseconds since 1970.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _add_columns()
    _create_redirects()
    _create_regroupings()


def _add_columns() -> None:
    op.add_column("articles", sa.Column("echo", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("articles", sa.Column("version_mark", sa.Text(), nullable=True))
    op.add_column("articles", sa.Column("superseded_by", ID, nullable=True))
    op.add_column("shown_stories", sa.Column("article_ids", sa.JSON(), nullable=True))
    op.execute("UPDATE articles SET echo = true WHERE copy_of IS NOT NULL")


def _of_workspace(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id"], ["workspaces.id"], name=f"fk_{table}_workspace_id", ondelete="CASCADE"
    )


def _of_story(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        ["stories.workspace_id", "stories.id"],
        name=f"fk_story_redirects_workspace_id_{column}",
        ondelete="CASCADE",
    )


def _create_redirects() -> None:
    op.create_table(
        "story_redirects",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("gone_id", ID, nullable=False),
        sa.Column("kept_id", ID, nullable=False),
        sa.Column("merged_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "gone_id", name="pk_story_redirects"),
        _of_workspace("story_redirects"),
        _of_story("gone_id"),
        _of_story("kept_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_story_redirects_workspace_id_kept_id", "story_redirects", ["workspace_id", "kept_id"])


def _create_regroupings() -> None:
    op.create_table(
        "regroupings",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_regroupings"),
        sa.UniqueConstraint("workspace_id", "id", name="uq_regroupings_workspace_id_id"),
        _of_workspace("regroupings"),
    )
    op.create_index("ix_regroupings_workspace_id_story_id", "regroupings", ["workspace_id", "story_id"])
