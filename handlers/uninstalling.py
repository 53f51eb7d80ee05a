"""When a workspace goes: `app_uninstalled` and `tokens_revoked`, which Slack sends in either order, or twice.

https://docs.slack.dev/reference/events/app_uninstalled and
https://docs.slack.dev/reference/events/tokens_revoked
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.model.subscriptions import Workspace
from bot.services import Services
from bot.storage.installations import mark_uninstalled

log = logging.getLogger(__name__)

UNINSTALLING = ("app_uninstalled", "tokens_revoked")


def leave_workspace(services: Services, workspace: Workspace, body: Mapping[str, Any]) -> None:
    """Drop the token at once and let the workspace's jobs rest; its data go later, by the schedule.

    Raises:
        StorageError: nothing was dropped; the hourly look at the tokens will notice.
    """
    event = body.get("event") or {}
    if not concerns_bot(event):
        return
    with services.database.write(workspace.id) as scope:
        changed = mark_uninstalled(scope, read_event_time(body) or services.clock())
    fields = {"workspace": workspace.id, "event": event.get("type"), "changed": changed}
    log.warning("the app was uninstalled", extra={"fields": fields})


def concerns_bot(event: Mapping[str, Any]) -> bool:
    """Whether the bot's own token is gone: people may also take back a token of theirs, which it does not need."""
    return event.get("type") == "app_uninstalled" or bool((event.get("tokens") or {}).get("bot"))


def read_event_time(body: Mapping[str, Any]) -> datetime | None:
    """When it happened, by Slack's clock in whole seconds; None where it does not say."""
    try:
        return datetime.fromtimestamp(int(body["event_time"]), UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None
