"""Marks of matches as relevant or not, and what was learnt from them.

History: never changed once released, and independent of feedback_tables.py. Instants are microseconds since 1970.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0005"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_marks()
    _create_shifts()


def _of_workspace(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id"], ["workspaces.id"], name=f"fk_{table}_workspace_id", ondelete="CASCADE"
    )


def _create_marks() -> None:
    op.create_table(
        "theme_marks",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("theme_id", sa.Text(), nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("marked_by", sa.Text(), nullable=False),
        sa.Column("relevant", sa.Boolean(), nullable=False),
        sa.Column("marked_at", sa.BigInteger(), nullable=False),
        sa.Column("features", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "theme_id", "article_id", "marked_by", name="pk_theme_marks"),
        _of_workspace("theme_marks"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "article_id"],
            ["articles.workspace_id", "articles.id"],
            name="fk_theme_marks_workspace_id_article_id",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_theme_marks_workspace_id_article_id", "theme_marks", ["workspace_id", "article_id"])


def _create_shifts() -> None:
    op.create_table(
        "theme_shifts",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("theme_id", sa.Text(), nullable=False),
        sa.Column("shift", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=True),
        sa.Column("relevant", sa.Integer(), nullable=False),
        sa.Column("irrelevant", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_theme_shifts"),
        sa.UniqueConstraint("workspace_id", "id", name="uq_theme_shifts_workspace_id_id"),
        _of_workspace("theme_shifts"),
    )
    op.create_index("ix_theme_shifts_workspace_id_theme_id", "theme_shifts", ["workspace_id", "theme_id"])
