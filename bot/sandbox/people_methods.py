"""auth.*, team.*, bots.*, users.*, apps.* and blocks.*: who is here, and what may be said."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox.block_rules import check_blocks
from bot.sandbox.findings import Findings
from bot.sandbox.methods import Call, Method
from bot.sandbox.paging import page_of
from bot.sandbox.records import APP_ID, BOT_ID, BOT_USER_ID, Json, Person, RefusedError
from bot.sandbox.view_rules import check_view


def test_api(call: Call) -> Json:
    """api.test: gives back its arguments, or the error asked for."""
    if "error" in call.arguments:
        raise RefusedError(call.arguments.text("error"))
    return {"args": call.arguments.values}


def test_auth(call: Call) -> Json:
    """auth.test."""
    return {
        "url": f"{call.address}/",
        "team": call.workspace.team_name,
        "user": call.workspace.people[BOT_USER_ID].name,
        "team_id": call.workspace.team_id,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def show_team(call: Call) -> Json:
    """team.info."""
    return {
        "team": {
            "id": call.workspace.team_id,
            "name": call.workspace.team_name,
            "domain": "local",
            "email_domain": "",
        }
    }


def show_bot(call: Call) -> Json:
    """bots.info."""
    if call.arguments.text("bot", BOT_ID) != BOT_ID:
        raise RefusedError("bot_not_found")
    name = call.workspace.people[BOT_USER_ID].name
    bot = {"id": BOT_ID, "app_id": APP_ID, "user_id": BOT_USER_ID, "name": name, "deleted": False}
    return {"bot": bot}


def open_connection(call: Call) -> Json:
    """apps.connections.open: a Socket Mode address, good for one connection."""
    return {"url": call.open_socket()}


def show_person(call: Call) -> Json:
    """users.info."""
    person = call.workspace.people.get(call.arguments.text("user"))
    if person is None:
        raise RefusedError("user_not_found")
    return {"user": describe_person(person, call.workspace.now(), team_id=call.workspace.team_id)}


def list_people(call: Call) -> Json:
    """users.list."""
    now = call.workspace.now()
    rows = [
        describe_person(person, now, team_id=call.workspace.team_id)
        for person in call.workspace.people.values()
    ]
    page, cursor = page_of(rows, call, default=200)
    return {"members": page, "cache_ts": int(now.timestamp()), "response_metadata": {"next_cursor": cursor}}


def describe_person(person: Person, now: datetime, *, team_id: str) -> Json:
    """A person as Slack's JSON has it, with the time zone and its offset at `now`."""
    offset = now.astimezone(ZoneInfo(person.tz)).utcoffset()
    return {
        "id": person.id,
        "team_id": team_id,
        "name": person.name,
        "real_name": person.real_name,
        "deleted": False,
        "is_bot": person.is_bot,
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_restricted": False,
        "is_app_user": False,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "profile": {"real_name": person.real_name, "display_name": person.name, "email": person.email},
    }


def validate_blocks(call: Call) -> Json:
    """blocks.validate: exactly one of `blocks`, `message` and `view`."""
    given = [name for name in ("blocks", "message", "view") if name in call.arguments]
    if len(given) != 1:
        raise RefusedError(
            "invalid_arguments", messages=["[ERROR] provide exactly one of blocks, message, view"]
        )
    kind = given[0]
    findings = _validate(kind, call.arguments.structure(kind, f"invalid_{kind}"))
    if findings.faults:
        raise RefusedError(f"invalid_{kind}", messages=findings.messages, errors=_faults_of(findings))
    return {}


def _validate(kind: str, payload: object) -> Findings:
    if kind == "view":
        return check_view(payload)
    blocks = payload.get("blocks") if kind == "message" and isinstance(payload, dict) else payload
    return check_blocks(blocks, "message")


def _faults_of(findings: Findings) -> list[Json]:
    return [{"pointer": at, "code": "failed_constraint", "message": text} for at, text in findings.faults]


METHODS = {
    "api.test": Method(answer=test_api, caller="anyone"),
    "auth.test": Method(answer=test_auth),
    "team.info": Method(answer=show_team, scopes=("team:read",)),
    "bots.info": Method(answer=show_bot, scopes=("users:read",)),
    "apps.connections.open": Method(answer=open_connection, caller="app"),
    "users.info": Method(answer=show_person, scopes=("users:read",)),
    "users.list": Method(answer=list_people, scopes=("users:read",)),
    "blocks.validate": Method(answer=validate_blocks),
}
