"""views.*: modals and Home tabs."""

from __future__ import annotations

import copy
import secrets

from bot.sandbox.limits import limit
from bot.sandbox.messages import fill_ids
from bot.sandbox.methods import Call, Method
from bot.sandbox.records import APP_ID, BOT_ID, TEAM_ID, Json, RefusedError, Trigger
from bot.sandbox.state import Workspace
from bot.sandbox.view_rules import check_view, is_too_large


def open_view(call: Call) -> Json:
    """views.open: a new modal in place of whatever is open."""
    view = _read_view(call, "modal")
    _exchange(call)
    return {"view": show_modal(call.workspace, view, on_top=False)}


def push_view(call: Call) -> Json:
    """views.push: another modal on top, three at most."""
    view = _read_view(call, "modal")
    trigger = _find_trigger(call)
    if not call.workspace.modal_stack or not trigger.view_id:
        raise RefusedError("not_found")
    if len(call.workspace.modal_stack) >= limit("view.stack"):
        raise RefusedError("push_limit_reached")
    _exchange(call)
    return {"view": show_modal(call.workspace, view, on_top=True)}


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
    stored = _store(call.workspace, view)
    call.workspace.homes[user] = stored["id"]
    call.workspace.notify("home", view=copy.deepcopy(stored))
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


def _exchange(call: Call) -> None:
    _find_trigger(call).is_used = True


def _find_view(call: Call) -> Json:
    wanted, external = call.arguments.text("view_id"), call.arguments.text("external_id")
    for view in call.workspace.views.values():
        if (wanted and view["id"] == wanted) or (external and view["external_id"] == external):
            return view
    raise RefusedError("not_found")


def show_modal(workspace: Workspace, view: Json, *, on_top: bool) -> Json:
    """Show a modal, on top of the one that is open or in its place; the stored view is returned."""
    external = view.get("external_id")
    if external and any(v["external_id"] == external for v in workspace.views.values()):
        raise RefusedError("duplicate_external_id")
    if not on_top:
        close_modals(workspace)
    stored = _store(workspace, view)
    below = workspace.modal_stack[-1] if workspace.modal_stack else None
    stored["previous_view_id"] = below
    stored["root_view_id"] = workspace.modal_stack[0] if below else stored["id"]
    workspace.modal_stack.append(stored["id"])
    notify_modals(workspace)
    return copy.deepcopy(stored)


def close_modals(workspace: Workspace) -> None:
    """Close every open modal."""
    while workspace.modal_stack:
        workspace.views.pop(workspace.modal_stack.pop(), None)
    notify_modals(workspace)


def notify_modals(workspace: Workspace) -> None:
    """Tell the pages which modal is on top, if any."""
    top = workspace.views[workspace.modal_stack[-1]] if workspace.modal_stack else None
    workspace.notify("modal", view=copy.deepcopy(top), depth=len(workspace.modal_stack))


def replace_view(workspace: Workspace, current: Json, view: Json) -> Json:
    """Give a view new content; its id and place in the stack stay."""
    current.update(_normalised(view), hash=_new_hash(workspace))
    if current["type"] == "modal":
        notify_modals(workspace)
    else:
        workspace.notify("home", view=copy.deepcopy(current))
    return copy.deepcopy(current)


def _store(workspace: Workspace, view: Json) -> Json:
    stored = _normalised(view)
    stored["id"] = stored["root_view_id"] = workspace.new_id("V")
    stored["hash"] = _new_hash(workspace)
    workspace.views[stored["id"]] = stored
    return stored


def _new_hash(workspace: Workspace) -> str:
    return f"{int(workspace.now().timestamp())}.{secrets.token_hex(4)}"


def _normalised(view: Json) -> Json:
    """The view with the fields that Slack adds."""
    defaults: Json = {
        "team_id": TEAM_ID,
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
        "previous_view_id": None,
        "state": {"values": {}},
    }
    return defaults | copy.deepcopy(view) | {"blocks": fill_ids(copy.deepcopy(view["blocks"]))}


METHODS = {
    "views.open": Method(answer=open_view),
    "views.push": Method(answer=push_view),
    "views.update": Method(answer=update_view),
    "views.publish": Method(answer=publish_view),
}
