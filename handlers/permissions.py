"""May this person change sources, themes or settings? To be asked first by every command that does."""

from __future__ import annotations

import logging

from bot.errors import NotAllowedError, SlackError
from bot.model.permissions import Changers, ChangeRule, Member, may_change
from bot.services import Services
from bot.storage.permissions import load_change_rule
from handlers.command import Request

log = logging.getLogger(__name__)

MOST_NAMED = 3  # people whom a refusal names


def require_change(request: Request, services: Services) -> None:
    """Return where the person may change sources, themes and settings of this workspace.

    Args:
        services: as a command is handed them: `slack` speaks for the request's workspace.

    Raises:
        NotAllowedError: says whom to ask.
        SlackError: Slack did not tell whether the person is an admin.
    """
    if not request.user_id and services.slack is None:
        return  # the command line: whoever has the machine has the database
    rule = load_rule(request.workspace_id, services)
    if not may_change(load_member(request, services, rule), rule):
        raise compose_refusal(rule, _names(rule, services))


def load_rule(workspace_id: int, services: Services) -> ChangeRule:
    """The workspace's rule."""
    with services.database.read(workspace_id) as scope:
        return load_change_rule(scope)


def load_member(request: Request, services: Services, rule: ChangeRule) -> Member:
    """The person, with Slack asked only where the rule depends on it, and then once in a few minutes."""
    known = Member(id=request.user_id, is_admin=False)
    if rule.changers is not Changers.ADMINS or may_change(known, rule) or services.slack is None:
        return known
    return services.members(request.workspace_id, request.user_id, services.slack, request.now)


def compose_refusal(rule: ChangeRule, names: tuple[str, ...]) -> NotAllowedError:
    """The sentence for somebody who may not, with whom to ask."""
    asked = list(names)
    if rule.changers is Changers.ADMINS:
        asked.append("an admin of this Slack workspace")
    *first, last = asked or ["whoever runs Rapporteur"]
    who = f"{', '.join(first)} or {last}" if first else last
    return NotAllowedError(
        "Only some people may change sources, themes and settings here.", advice=f"Ask {who}."
    )


def _names(rule: ChangeRule, services: Services) -> tuple[str, ...]:
    """Of the first listed people, as Slack shows them; a name that cannot be had is left out."""
    names: list[str] = []
    for user in rule.listed[:MOST_NAMED]:
        try:
            found = services.slack.fetch_person(user).name if services.slack else ""
        except SlackError as error:
            log.info("Slack tells no name", extra={"fields": {"cause": error.cause}})
            continue
        names += [found] if found else []
    return tuple(names)
