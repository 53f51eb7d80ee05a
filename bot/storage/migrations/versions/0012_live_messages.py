"""Messages that are kept up to date after they were posted, and which subscriptions want alerts of spikes.

History: never changed once released, and independent of live_tables.py. Instants are microseconds since 1970.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_live_messages()
    _create_spike_watches()


def _belongs(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{target}.workspace_id", f"{target}.id"],
        name=f"fk_{table}_workspace_id_{column}",
        ondelete="CASCADE",
    )


def _of_workspace(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id"], ["workspaces.id"], name=f"fk_{table}_workspace_id", ondelete="CASCADE"
    )


def _create_live_messages() -> None:
    op.create_table(
        "live_messages",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("digest_id", ID, nullable=False),
        sa.Column("subscription_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("stories", sa.JSON(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("looked_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("peak", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "digest_id", name="pk_live_messages"),
        _of_workspace("live_messages"),
        _belongs("live_messages", "digest_id", "digests"),
        _belongs("live_messages", "subscription_id", "subscriptions"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_live_messages_workspace_id_closed", "live_messages", ["workspace_id", "closed"])
    op.create_index(
        "ix_live_messages_workspace_id_subscription_id_kind_began_at",
        "live_messages",
        ["workspace_id", "subscription_id", "kind", "began_at"],
    )


def _create_spike_watches() -> None:
    op.create_table(
        "spike_watches",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("subscription_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "subscription_id", name="pk_spike_watches"),
        _of_workspace("spike_watches"),
        _belongs("spike_watches", "subscription_id", "subscriptions"),
        sqlite_with_rowid=False,
    )
