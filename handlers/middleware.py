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
    """A middleware that puts the call's workspace into the context, or answers that it is unknown."""

    def find_workspace(
        context: BoltContext, body: dict[str, Any], next: Callable[[], BoltResponse]
    ) -> BoltResponse:
        workspace = _workspace_of(services, context.team_id or "")
        if workspace is None:
            log.warning("a call from an unknown workspace", extra={"fields": {"team": context.team_id}})
            said = {"response_type": "ephemeral", "text": UNKNOWN} if "command" in body else ""
            return BoltResponse(status=200, body=said)
        context[WORKSPACE] = workspace
        return next()

    return find_workspace


def _workspace_of(services: Services, team_id: str) -> Workspace | None:
    return services.database.find_workspace(team_id) if team_id else None
