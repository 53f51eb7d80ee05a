"""views.*: modals and Home tabs."""

from __future__ import annotations

import copy
import secrets

from bot.sandbox.answers import compose_state, fitting_answers
from bot.sandbox.block_walk import fill_ids, interactive_elements, walk_blocks
from bot.sandbox.limits import limit
from bot.sandbox.methods import Call, Method
from bot.sandbox.records import APP_ID, BOT_ID, Json, RefusedError, Seat, Trigger
from bot.sandbox.state import Workspace
from bot.sandbox.view_rules import check_view, is_too_large


def open_view(call: Call) -> Json:
    """views.open: a new modal in place of whatever is open."""
    view = _read_view(call, "modal")
    trigger = _exchange(call)
    seat = Seat(user=trigger.user, channel=trigger.channel)
    return {"view": show_modal(call.workspace, view, seat, on_top=False)}


def push_view(call: Call) -> Json:
    """views.push: another modal on top, three at most."""
    view = _read_view(call, "modal")
    trigger = _find_trigger(call)
    stack = call.workspace.modal_stacks[trigger.user]
    if not stack or not trigger.view_id:
        raise RefusedError("not_found")
    if len(stack) >= limit("view.stack"):
        raise RefusedError("push_limit_reached")
    _exchange(call)
    seat = Seat(user=trigger.user, channel=trigger.channel)
    return {"view": show_modal(call.workspace, view, seat, on_top=True)}


def update_view(call: Call) -> Json:
    """views.update: by `view_id` or `external_id`; a stale `hash` is refused."""
    current = _find_view(call)
    view = _read_view(call, current["type"])
    wanted = call.arguments.text("hash")
    if wanted and wanted != current["hash"]:
        raise RefusedError("hash_conflict")
    return {"view": replace_view(call.workspace, current, view)}


def publish_view(call: Call) -> Json:
    """views.publish: the Home tab of one person."""
    user = call.arguments.required("user_id")
    if user not in call.workspace.people:
        raise RefusedError("user_not_found")
    view = _read_view(call, "home")
    current = call.workspace.views.get(call.workspace.homes.get(user, ""))
    wanted = call.arguments.text("hash")
    if current and wanted and wanted != current["hash"]:
        raise RefusedError("hash_conflict")
    if current:
        return {"view": replace_view(call.workspace, current, view)}
    stored = _store(call.workspace, view, Seat(user=user))
    call.workspace.homes[user] = stored["id"]
    call.workspace.notify("home", view=copy.deepcopy(stored), user=user)
    return {"view": copy.deepcopy(stored)}


def _read_view(call: Call, kind: str) -> Json:
    view = call.arguments.structure("view", "invalid_arguments")
    return require_valid_view(view, kind)


def require_valid_view(view: object, kind: str) -> Json:
    """A view that Slack would take.

    Raises:
        RefusedError: `invalid_arguments` with every fault, or `view_too_large`.
    """
    findings = check_view(view)
    if isinstance(view, dict) and view.get("type") not in {kind, None} and not findings.faults:
        findings.add("/view/type", f"must be {kind}")
    if findings.faults or not isinstance(view, dict):
        raise RefusedError("invalid_arguments", messages=findings.messages)
    if is_too_large(view):
        raise RefusedError("view_too_large")
    return view


def _find_trigger(call: Call) -> Trigger:
    trigger = call.workspace.triggers.get(call.arguments.required("trigger_id"))
    if trigger is None:
        raise RefusedError("invalid_trigger_id")
    if trigger.is_used:
        raise RefusedError("exchanged_trigger_id")
    if call.workspace.now() > trigger.expires:
        raise RefusedError("expired_trigger_id")
    return trigger


def _exchange(call: Call) -> Trigger:
    trigger = _find_trigger(call)
    trigger.is_used = True
    return trigger


def _find_view(call: Call) -> Json:
    wanted, external = call.arguments.text("view_id"), call.arguments.text("external_id")
    for view in call.workspace.views.values():
        if (wanted and view["id"] == wanted) or (external and view["external_id"] == external):
            return view
    raise RefusedError("not_found")


def show_modal(workspace: Workspace, view: Json, seat: Seat, *, on_top: bool) -> Json:
    """Show a person a modal, on top of the one that is open or in its place; the stored view is returned."""
    external = view.get("external_id")
    if external and any(v["external_id"] == external for v in workspace.views.values()):
        raise RefusedError("duplicate_external_id")
    stack = workspace.modal_stacks[seat.user]
    if not on_top:
        close_modals(workspace, seat.user)
    elif len(stack) >= limit("view.stack"):
        raise RefusedError("push_limit_reached")
    stored = _store(workspace, view, Seat(user=seat.user, channel=seat.channel))
    stored["previous_view_id"] = stack[-1] if stack else None
    stored["root_view_id"] = stack[0] if stack else stored["id"]
    stack.append(stored["id"])
    notify_modals(workspace, seat.user)
    return copy.deepcopy(stored)


def close_modals(workspace: Workspace, user: str) -> None:
    """Close every open modal of a person."""
    while workspace.modal_stacks[user]:
        _forget(workspace, workspace.modal_stacks[user].pop())
    notify_modals(workspace, user)


def drop_top(workspace: Workspace, user: str) -> None:
    """Close a person's modal on top."""
    _forget(workspace, workspace.modal_stacks[user].pop())
    notify_modals(workspace, user)


def _forget(workspace: Workspace, view_id: str) -> None:
    workspace.views.pop(view_id, None)
    workspace.seats.pop(view_id, None)


def notify_modals(workspace: Workspace, user: str) -> None:
    """Tell the pages which modal a person has on top, if any."""
    stack = workspace.modal_stacks[user]
    top = workspace.views[stack[-1]] if stack else None
    workspace.notify("modal", view=copy.deepcopy(top), depth=len(stack), user=user)


def replace_view(workspace: Workspace, current: Json, view: Json) -> Json:
    """Give a view new content; its id and place in the stack stay, and what was put into inputs that remain."""
    seat = workspace.seats[current["id"]]
    current.update(_normalised(view, seat), hash=_new_hash(workspace))
    loaded = workspace.loaded_options(current["id"])
    seat.answers = fitting_answers(current["blocks"], seat.answers, loaded)
    current["state"] = compose_state(current["blocks"], seat.answers, loaded)
    if current["type"] == "modal":
        notify_modals(workspace, seat.user)
    else:
        workspace.notify("home", view=copy.deepcopy(current), user=seat.user)
    return copy.deepcopy(current)


def _store(workspace: Workspace, view: Json, seat: Seat) -> Json:
    stored = _normalised(view, seat)
    stored["team_id"] = stored["app_installed_team_id"] = workspace.team_id
    stored["id"] = stored["root_view_id"] = workspace.new_id("V")
    stored["previous_view_id"] = None
    stored["state"] = compose_state(stored["blocks"], {})
    stored["hash"] = _new_hash(workspace)
    workspace.views[stored["id"]] = stored
    workspace.seats[stored["id"]] = seat
    return stored


def _new_hash(workspace: Workspace) -> str:
    return f"{int(workspace.now().timestamp())}.{secrets.token_hex(4)}"


_KEPT = frozenset(("id", "hash", "root_view_id", "previous_view_id"))
_DEFAULTS: Json = {
    "app_id": APP_ID,
    "bot_id": BOT_ID,
    "callback_id": "",
    "external_id": "",
    "private_metadata": "",
    "title": {"type": "plain_text", "text": ""},
    "submit": None,
    "close": None,
    "clear_on_close": False,
    "notify_on_close": False,
}


def _normalised(view: Json, seat: Seat) -> Json:
    """The view with the fields that Slack adds, but for its place in the stack."""
    given = {key: copy.deepcopy(value) for key, value in view.items() if key not in _KEPT}
    blocks = fill_ids(given["blocks"])
    _use_current_conversation(blocks, seat)
    return copy.deepcopy(_DEFAULTS) | given | {"blocks": blocks}


def _use_current_conversation(blocks: list[Json], seat: Seat) -> None:
    """Fill in the channel for menus with `default_to_current_conversation`."""
    for block in walk_blocks(blocks):
        for element in interactive_elements(block):
            if element.pop("default_to_current_conversation", False) and seat.channel:
                many = element["type"].startswith("multi_")
                key = "initial_conversations" if many else "initial_conversation"
                element.setdefault(key, [seat.channel] if many else seat.channel)


METHODS = {
    "views.open": Method(answer=open_view),
    "views.push": Method(answer=push_view),
    "views.update": Method(answer=update_view),
    "views.publish": Method(answer=publish_view),
}
