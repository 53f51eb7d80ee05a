"""What was reported to a workspace's operations channel.

History: never changed once released, and independent of report_tables.py. Instants are microseconds since 1970.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "feed_reports",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("incidents", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("claimed_at", sa.BigInteger(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_feed_reports"),
        sa.UniqueConstraint("workspace_id", "id", name="uq_feed_reports_workspace_id_id"),
        sa.UniqueConstraint("workspace_id", "key", name="uq_feed_reports_workspace_id_key"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_feed_reports_workspace_id", ondelete="CASCADE"
        ),
    )
