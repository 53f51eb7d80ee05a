"""Installs by OAuth, installs under way, and workspaces that were uninstalled or removed.

History: never changed once released, and independent of installation_tables.py. Instants are microseconds since 1970.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("workspaces", sa.Column("uninstalled_at", sa.BigInteger(), nullable=True))
    op.add_column("workspaces", sa.Column("removed_at", sa.BigInteger(), nullable=True))
    op.create_table(
        "installations",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("bot_user", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("installed_at", sa.BigInteger(), nullable=False),
        sa.Column("installed_by", sa.Text(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_installations"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_installations_workspace_id", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "install_states",
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("state", name="pk_install_states"),
    )
