"""How many outlets a story of a digest needs, and until when a subscription is snoozed.

History: never changed once released, and independent of tables.py. Instants are microseconds since 1970.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("subscriptions", sa.Column("minimum", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("subscriptions", sa.Column("snoozed_until", sa.BigInteger(), nullable=True))
