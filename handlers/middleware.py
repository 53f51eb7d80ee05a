"""What every call passes before its listener: is its workspace ours, and does it come for the first time?"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from slack_bolt import BoltContext, BoltResponse

from bot.model.subscriptions import Workspace
from bot.services import Services

log = logging.getLogger(__name__)

WORKSPACE = "rapporteur_workspace"  # key in Bolt's context
UNKNOWN = (
    "I do not know this workspace. Ask whoever runs Rapporteur to install the app here, or to restart it with"
    " this workspace's token."
)


def workspace_finder(services: Services) -> Callable[..., Any]:
    """A middleware that puts the call's workspace into the context, or answers that it is unknown.

    A workspace that was found once is kept: an acknowledgement never waits for the database.
    """
    known: dict[str, Workspace] = {}

    def find_workspace(
        context: BoltContext, body: dict[str, Any], next: Callable[[], BoltResponse]
    ) -> BoltResponse:
        team = context.team_id or ""
        workspace = known.get(team) or (services.database.find_workspace(team) if team else None)
        if workspace is None:
            log.warning("a call from an unknown workspace", extra={"fields": {"team": context.team_id}})
            said = {"response_type": "ephemeral", "text": UNKNOWN} if "command" in body else ""
            return BoltResponse(status=200, body=said)
        context[WORKSPACE] = known.setdefault(team, workspace)
        return next()

    return find_workspace
