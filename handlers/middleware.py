"""What every call passes before its listener: is its workspace ours?"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import BoltContext, BoltResponse

from bot.model.subscriptions import Workspace
from bot.services import Services

log = logging.getLogger(__name__)

WORKSPACE = "rapporteur_workspace"  # key in Bolt's context
KEPT = timedelta(
    seconds=30
)  # after that a workspace is looked up anew: it may have been removed and come again
UNKNOWN = (
    "I do not know this workspace. Ask whoever runs Rapporteur to install the app here, or to restart it with"
    " this workspace's token."
)


def workspace_finder(services: Services) -> Callable[..., Any]:
    """A middleware that puts the call's workspace into the context, or answers that it is unknown.

    A workspace that was found is kept for a while: an acknowledgement hardly ever waits for the database.
    """
    known: dict[str, tuple[datetime, Workspace]] = {}

    def find(team: str) -> Workspace | None:
        now = services.clock()
        kept = known.get(team)
        if kept and now - kept[0] < KEPT:
            return kept[1]
        found = services.database.find_workspace(team) if team else None
        if found is not None:
            known[team] = (now, found)
        return found

    def find_workspace(
        context: BoltContext, body: dict[str, Any], next: Callable[[], BoltResponse]
    ) -> BoltResponse:
        workspace = find(context.team_id or "")
        if workspace is None:
            log.warning("a call from an unknown workspace", extra={"fields": {"team": context.team_id}})
            said = {"response_type": "ephemeral", "text": UNKNOWN} if "command" in body else ""
            return BoltResponse(status=200, body=said)
        context[WORKSPACE] = workspace
        return next()

    return find_workspace
