"""`rapporteur workspaces`: list them, remove one with all its data, and say who may change things there."""

from __future__ import annotations

import argparse
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.cli.codes import DONE
from bot.cli.common import add_json_option, print_json, read_settings
from bot.errors import UsageError
from bot.model.permissions import Changers

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from bot.model.permissions import ChangeRule
    from bot.model.subscriptions import Workspace


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its sub-commands."""
    parser = commands.add_parser(
        "workspaces", help="list the workspaces; remove one; say who may change things"
    )
    add_json_option(parser)
    parser.set_defaults(action=list_workspaces)
    actions = parser.add_subparsers(dest="what", metavar="list|remove|rule")
    listing = actions.add_parser("list", help="one a line")
    add_json_option(listing)
    listing.set_defaults(action=list_workspaces)
    remove = actions.add_parser("remove", help="remove a workspace with everything that is kept of it")
    remove.add_argument("name", metavar="NAME", help="name, team id or number, as the list shows them")
    remove.add_argument("--yes", action="store_true", help="do not ask")
    remove.set_defaults(action=remove_one)
    rule = actions.add_parser("rule", help="who may change sources, themes and settings there")
    rule.add_argument("name", metavar="NAME")
    rule.add_argument("who", nargs="?", choices=[who.value for who in Changers])
    rule.add_argument("--user", action="append", default=[], metavar="ID", help="a listed person's Slack id")
    rule.set_defaults(action=show_or_set_rule)


def list_workspaces(options: argparse.Namespace) -> int:
    """One workspace a line."""
    from bot.app.build import open_database_of

    settings = read_settings(options)
    with open_database_of(settings) as database:
        found = database.workspaces()
    keep = timedelta(days=settings.uninstalled_days)
    for workspace in found:
        print_json(_as_json(workspace, keep)) if options.json else print(describe_workspace(workspace, keep))
    if not found and not options.json:
        print("No workspaces yet. The first start makes one.")
    return DONE


def describe_workspace(workspace: Workspace, keep: timedelta) -> str:
    """One line: number, team, name and how it stands."""
    state = "not connected to Slack yet" if workspace.team_id is None else "installed"
    if workspace.uninstalled_at:
        state = (
            f"uninstalled {workspace.uninstalled_at:%Y-%m-%d %H:%M} UTC;"
            f" its data are removed after {workspace.uninstalled_at + keep:%Y-%m-%d}"
        )
    return f"{workspace.id:>4}  {workspace.team_id or '-'}  {workspace.name}  ({state})"


def _as_json(workspace: Workspace, keep: timedelta) -> dict[str, object]:
    gone = workspace.uninstalled_at
    return {
        "id": workspace.id,
        "name": workspace.name,
        "team_id": workspace.team_id,
        "uninstalled_at": gone.isoformat() if gone else None,
        "removed_after": (gone + keep).isoformat() if gone else None,
    }


def remove_one(options: argparse.Namespace) -> int:
    """Remove a workspace; the bot must not be running, or it would go on writing there."""
    from bot.app.build import choose_workspace, open_database_of
    from bot.app.lock import hold_folder
    from bot.app.pruning import remove
    from bot.clock import system_clock

    settings = read_settings(options)
    with open_database_of(settings) as database, hold_folder(settings.data_dir):
        workspace = choose_workspace(database, options.name)
        if not options.yes and not _is_confirmed(workspace):
            print("Nothing was removed.")
            return DONE
        remove(database, settings.drop_folder, workspace, system_clock())
    print(f"{workspace.name} is removed, with everything that was kept of it.")
    return DONE


def _is_confirmed(workspace: Workspace) -> bool:
    """Whether the person types the name; without a terminal nobody can."""
    if not sys.stdin.isatty():
        raise UsageError(
            f"Removing {workspace.name} cannot be undone.", advice="Add --yes where you are sure of it."
        )
    print(
        f"All articles, themes, actors, subscriptions and feedback of {workspace.name} will be gone for good."
    )
    return input(f"Type {workspace.name} to remove it: ").strip() == workspace.name


def show_or_set_rule(options: argparse.Namespace) -> int:
    """Who may change sources, themes and settings of a workspace."""
    from bot.app.build import choose_workspace, open_database_of
    from bot.model.permissions import ChangeRule
    from bot.storage.permissions import load_change_rule, save_change_rule

    if options.user and not options.who:
        raise UsageError("--user needs a rule beside it.", advice="Write admins or listed before it.")
    with open_database_of(read_settings(options)) as database:
        workspace = choose_workspace(database, options.name)
        with database.write(workspace.id) as scope:
            if options.who:
                rule = ChangeRule(changers=Changers(options.who), listed=tuple(options.user))
                save_change_rule(scope, rule)
            found = load_change_rule(scope)
    print(f"{workspace.name}: {describe_rule(found)}.")
    return DONE


def describe_rule(rule: ChangeRule) -> str:
    """The rule in words."""
    listed = ", ".join(rule.listed)
    if rule.changers is Changers.EVERYONE:
        return "everyone may change sources, themes and settings"
    if rule.changers is Changers.LISTED:
        return f"only {listed or 'nobody'} may change sources, themes and settings"
    return "admins" + (f" and {listed}" if listed else "") + " may change sources, themes and settings"
