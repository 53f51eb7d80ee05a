"""The tables of OAuth: where the app is installed, and installs that are under way."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, Table

from bot.storage.columns import Prose, instant, keyed, metadata, text

installations = keyed(  # one a workspace; the latest
    "installations",
    *(text("bot_user"), text("scopes"), instant("installed_at"), text("installed_by", nullable=True)),
    Column("sealed", LargeBinary, nullable=True),  # the bot token, encrypted; none once it was revoked
    by=(),
)

install_states = Table(  # of no workspace yet; hashes only, so that whoever reads them can use none
    "install_states",
    metadata,
    Column("state", Prose, primary_key=True),
    *(text("browser"), instant("expires_at")),
)
