"""What people muted, and what they corrected in the findings.

History: never changed once released, and independent of mending_tables.py. Instants are microseconds since 1970.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_mutes()
    _create_corrections()


def _create_mutes() -> None:
    op.create_table(
        "mutes",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("subscription_id", ID, nullable=True),
        *_made_and_undone(),
        *_constraints("mutes", "subscription_id", "subscriptions"),
    )
    op.create_index("ix_mutes_workspace_id_subscription_id", "mutes", ["workspace_id", "subscription_id"])


def _create_corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("article_id", ID, nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("before", "after", "contents", "kept")),
        *_made_and_undone(),
        *_constraints("corrections", "article_id", "articles"),
    )
    op.create_index("ix_corrections_workspace_id_article_id", "corrections", ["workspace_id", "article_id"])


def _made_and_undone() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=True),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
    )


def _constraints(table: str, column: str, referred: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("workspace_id", "id", name=f"uq_{table}_workspace_id_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=f"fk_{table}_workspace_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", column],
            [f"{referred}.workspace_id", f"{referred}.id"],
            name=f"fk_{table}_workspace_id_{column}",
            ondelete="CASCADE",
        ),
    )
