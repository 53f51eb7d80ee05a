"""Subscriptions, digests and their posts.

History: never changed once released, and independent of tables.py. Instants are microseconds since 1970.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_subscriptions()
    _create_digests()
    _create_posts()
    _create_shown_stories()


def _create_subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("rhythm", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=True),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("quiet_day", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sa.UniqueConstraint(
            "workspace_id",
            "channel",
            "topic",
            "rhythm",
            name="uq_subscriptions_workspace_id_channel_topic_rhythm",
        ),
        sa.UniqueConstraint("workspace_id", "id", name="uq_subscriptions_workspace_id_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_subscriptions_workspace_id", ondelete="CASCADE"
        ),
    )


def _create_digests() -> None:
    op.create_table(
        "digests",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("subscription_id", ID, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("period_start", sa.BigInteger(), nullable=False),
        sa.Column("period_end", sa.BigInteger(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("claimed_at", sa.BigInteger(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_digests"),
        sa.UniqueConstraint("workspace_id", "id", name="uq_digests_workspace_id_id"),
        sa.UniqueConstraint(
            "workspace_id", "subscription_id", "slot", name="uq_digests_workspace_id_subscription_id_slot"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_digests_workspace_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "subscription_id"],
            ["subscriptions.workspace_id", "subscriptions.id"],
            name="fk_digests_workspace_id_subscription_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_digests_workspace_id_finished", "digests", ["workspace_id", "finished"])


def _create_posts() -> None:
    op.create_table(
        "posts",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("digest_id", ID, nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("claimed_at", sa.BigInteger(), nullable=True),
        sa.Column("ts", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
        sa.UniqueConstraint("workspace_id", "digest_id", "part", name="uq_posts_workspace_id_digest_id_part"),
        sa.UniqueConstraint("workspace_id", "id", name="uq_posts_workspace_id_id"),
        sa.UniqueConstraint("workspace_id", "key", name="uq_posts_workspace_id_key"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_posts_workspace_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "digest_id"],
            ["digests.workspace_id", "digests.id"],
            name="fk_posts_workspace_id_digest_id",
            ondelete="CASCADE",
        ),
    )


def _create_shown_stories() -> None:
    op.create_table(
        "shown_stories",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("subscription_id", ID, nullable=False),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("shown_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "subscription_id", "story_id", name="pk_shown_stories"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_shown_stories_workspace_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "story_id"],
            ["stories.workspace_id", "stories.id"],
            name="fk_shown_stories_workspace_id_story_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "subscription_id"],
            ["subscriptions.workspace_id", "subscriptions.id"],
            name="fk_shown_stories_workspace_id_subscription_id",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
