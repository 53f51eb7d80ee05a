"""Merged actors, the team's edits, the names of people found in texts, and proposals of new actors.

History: never changed once released, and independent of actor_tables.py. Instants are microseconds since 1970.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_merges()
    _create_merged_articles()
    _create_rereadings()
    _create_actor_edits()
    _create_found_names()
    _create_proposals()


def _of_workspace(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id"], ["workspaces.id"], name=f"fk_{table}_workspace_id", ondelete="CASCADE"
    )


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{target}.workspace_id", f"{target}.id"],
        name=f"fk_{table}_workspace_id_{column}",
        ondelete="CASCADE",
    )


def _create_merges() -> None:
    op.create_table(
        "merges",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("gone_id", sa.Text(), nullable=False),
        sa.Column("kept_id", sa.Text(), nullable=False),
        sa.Column("merged_at", sa.BigInteger(), nullable=False),
        sa.Column("merged_by", sa.Text(), nullable=True),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_merges"),
        sa.UniqueConstraint("workspace_id", "id", name="uq_merges_workspace_id_id"),
        sa.UniqueConstraint("workspace_id", "gone_id", name="uq_merges_workspace_id_gone_id"),
        _of_workspace("merges"),
    )
    op.create_index("ix_merges_workspace_id_kept_id", "merges", ["workspace_id", "kept_id"])


def _create_merged_articles() -> None:
    op.create_table(
        "merged_articles",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("merge_id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "merge_id", "article_id", name="pk_merged_articles"),
        _of_workspace("merged_articles"),
        _refers("merged_articles", "merge_id", "merges"),
        _refers("merged_articles", "article_id", "articles"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_merged_articles_workspace_id_article_id", "merged_articles", ["workspace_id", "article_id"]
    )


def _create_rereadings() -> None:
    op.create_table(
        "rereadings",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "article_id", name="pk_rereadings"),
        _of_workspace("rereadings"),
        _refers("rereadings", "article_id", "articles"),
        sqlite_with_rowid=False,
    )


def _create_actor_edits() -> None:
    op.create_table(
        "actor_edits",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("edited_at", sa.BigInteger(), nullable=False),
        sa.Column("edited_by", sa.Text(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_actor_edits"),
        sa.UniqueConstraint("workspace_id", "id", name="uq_actor_edits_workspace_id_id"),
        _of_workspace("actor_edits"),
    )
    op.create_index("ix_actor_edits_workspace_id_actor_id", "actor_edits", ["workspace_id", "actor_id"])


def _create_found_names() -> None:
    op.create_table(
        "found_names",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "family", "actor_id", "name", name="pk_found_names"),
        _of_workspace("found_names"),
        _refers("found_names", "actor_id", "actors"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_found_names_workspace_id_actor_id", "found_names", ["workspace_id", "actor_id"])


def _create_proposals() -> None:
    op.create_table(
        "proposals",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "actor_id", name="pk_proposals"),
        _of_workspace("proposals"),
        _refers("proposals", "actor_id", "actors"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_proposals_workspace_id_state_proposed_at", "proposals", ["workspace_id", "state", "proposed_at"]
    )
