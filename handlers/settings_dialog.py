"""`/media settings`: where reports go, where files are read, and who may change what the whole desk works with."""

from __future__ import annotations

from collections.abc import Mapping

from bot.model.permissions import Changers, ChangeRule
from bot.services import Services
from bot.storage.permissions import load_change_rule, save_change_rule
from bot.storage.settings import load_setting, save_setting
from digests.feed_reports import OPERATIONS_CHANNEL
from digests.page import Button, Line, Paragraph, Piece, bold, line
from handlers.command import Request
from handlers.feature import Feature, FormListener
from handlers.forms import Form, Option, ask_channels, ask_choice, ask_people
from handlers.handing_over import FILE_CHANNELS
from handlers.incoming import Value
from handlers.permissions import require_change
from handlers.replies import Reply
from handlers.visit import Visit

FORM = "settings"
OPERATIONS, FILES = "settings_operations", "settings_files"
CHANGERS, LISTED = "settings_changers", "settings_listed"
MOST_CHANNELS, MOST_LISTED = 20, 50
_CHANGERS = (
    Option("Admins of this Slack workspace, and those named below", Changers.ADMINS.value),
    Option("Only those named below", Changers.LISTED.value),
    Option("Everybody", Changers.EVERYONE.value),
)
_TOLD = {
    Changers.ADMINS: "admins of this Slack workspace",
    Changers.LISTED: "only those named",
    Changers.EVERYONE: "everybody",
}


def compose_settings(request: Request, services: Services) -> Reply:
    """What is set now; for those who may change it, the form in which they do."""
    with services.database.read(request.workspace_id) as scope:
        operations = str(load_setting(scope, OPERATIONS_CHANNEL, ""))
        files = tuple(load_setting(scope, FILE_CHANNELS, []))
        rule = load_change_rule(scope)
    return Reply(
        heading="Settings of this workspace",
        parts=(Paragraph(_lines(operations, files, rule)),),
        buttons=(Button("Change", FORM, ""),),
    )


def _lines(operations: str, files: tuple[str, ...], rule: ChangeRule) -> tuple[Line, ...]:
    where = _channels((operations,)) if operations else line("nowhere")
    read = _channels(files) if files else line("only in direct messages with me")
    named = tuple(piece for user in rule.listed for piece in (Piece(" "), Piece("", user=user)))
    return (
        (*line(bold("Reports of failing feeds: ")), *where),
        (*line(bold("Shared files are read: ")), *read),
        (*line(bold("Sources, themes and settings are changed by: "), _TOLD[rule.changers]), *named),
    )


def _channels(ids: tuple[str, ...]) -> Line:
    return tuple(piece for id in ids for piece in (Piece("", channel=id), Piece(" ")))


def _open(visit: Visit) -> None:
    require_change(visit.request(), visit.services)
    with visit.services.database.read(visit.workspace.id) as scope:
        operations = str(load_setting(scope, OPERATIONS_CHANNEL, ""))
        files = tuple(load_setting(scope, FILE_CHANNELS, []))
        rule = load_change_rule(scope)
    visit.require_open(_form(operations, files, rule, visit.call.channel_id))


def _form(operations: str, files: tuple[str, ...], rule: ChangeRule, channel: str) -> Form:
    return Form(
        name=FORM,
        title="Settings",
        submit="Save",
        close="Cancel",
        kept=channel,
        blocks=(
            ask_channels(
                OPERATIONS,
                "Operations channel",
                initial=(operations,) if operations else (),
                most=1,
                hint="Told once when a feed has been failing for a day. Empty: nobody is told.",
            ),
            ask_channels(
                FILES,
                "Channels whose shared files are read",
                initial=files,
                most=MOST_CHANNELS,
                hint="Files shared there are treated like those in the drop folder.",
            ),
            ask_choice(
                CHANGERS,
                "Who may change sources, themes and settings",
                _CHANGERS,
                initial=rule.changers.value,
            ),
            ask_people(LISTED, "Named people", initial=rule.listed, most=MOST_LISTED),
        ),
    )


def _check(visit: Visit) -> Mapping[str, str]:
    """Nobody may lock everybody out."""
    values: Mapping[str, Value] = visit.call.view.values if visit.call.view else {}
    nobody = values.get(CHANGERS) == Changers.LISTED.value and not values.get(LISTED)
    return {LISTED: "Name at least one person, or nobody could change this again."} if nobody else {}


def _save(visit: Visit) -> None:
    require_change(visit.request(), visit.services)
    if visit.call.view is None:
        return
    values, channel = visit.call.view.values, visit.call.view.kept
    operations = tuple(values.get(OPERATIONS, ()))
    rule = ChangeRule(
        changers=Changers(str(values.get(CHANGERS) or Changers.ADMINS)), listed=tuple(values.get(LISTED, ()))
    )
    with visit.services.database.write(visit.workspace.id) as scope:
        save_setting(scope, OPERATIONS_CHANNEL, operations[0] if operations else "")
        save_setting(scope, FILE_CHANNELS, list(values.get(FILES, ())))
        save_change_rule(scope, rule)
    visit.at(channel).answer(compose_settings(visit.request(), visit.services))


FEATURE = Feature(actions={FORM: _open}, forms={FORM: FormListener(_save, _check)})
