"""Installs that are under way: which browser began which, each to be redeemed once, and soon.

Only hashes are kept: whoever reads the database can finish no install.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select

from bot.errors import UsageError
from bot.storage.database import NO_WORKSPACE, Database
from bot.storage.installation_tables import install_states

EXPIRES_AFTER = timedelta(minutes=10)
MOST_UNDER_WAY = 1_000  # the page is public: nobody fills the disk with it


def save_state(database: Database, state: str, browser: str, now: datetime) -> None:
    """Remember that this browser begins an install.

    Raises:
        UsageError: too many are under way.
    """
    with database.write(NO_WORKSPACE) as scope:
        scope.connection.execute(delete(install_states).where(install_states.c.expires_at <= now))
        under_way = scope.connection.execute(select(func.count()).select_from(install_states)).scalar_one()
        if under_way >= MOST_UNDER_WAY:
            raise UsageError("Too many installs are under way.", advice="Try again in ten minutes.")
        row = {"state": _hash(state), "browser": _hash(browser), "expires_at": now + EXPIRES_AFTER}
        scope.connection.execute(insert(install_states), row)


def redeem_state(database: Database, state: str, browser: str, now: datetime) -> bool:
    """Whether this browser began that install, in time; it is forgotten in any case, so that it counts once."""
    with database.write(NO_WORKSPACE) as scope:
        change = delete(install_states).where(install_states.c.state == _hash(state))
        row = scope.connection.execute(
            change.returning(install_states.c.browser, install_states.c.expires_at)
        ).one_or_none()
    return row is not None and now < row.expires_at and hmac.compare_digest(row.browser, _hash(browser))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
