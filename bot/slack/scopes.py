"""What the app asks for when it is installed; docs/operators/install.md says why, and the manifests declare the same."""

from __future__ import annotations

BOT_SCOPES = (
    "commands",
    "chat:write",
    "channels:read",
    "groups:read",
    "channels:history",
    "groups:history",
    "im:history",
    "mpim:history",
    "im:write",
    "files:read",
    "files:write",
    "metadata.message:read",
    "users:read",
)
"""Of the bot token, in the order of deploy/slack-manifest.json (a test compares them)."""
