"""What can be done on the page: each deed takes the JSON that the page sends, and answers with JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.faults import Fault, Faults
from bot.sandbox.file_store import add_file, describe_file
from bot.sandbox.human import Human
from bot.sandbox.operating import Operator
from bot.sandbox.records import HUMAN_ID, Json, RefusedError
from bot.sandbox.state import Workspace

Deed = Callable[[Json], Awaitable[Json]]

_FAULTS = {
    "rate_limit": Fault(kind="rate_limit", seconds=3),
    "server_error": Fault(kind="server_error"),
    "drop_after": Fault(kind="drop_after"),
    "delay": Fault(kind="delay", delay=2.0),
}
"""The faults that the page offers for the next call of a method."""


class PageDeeds:
    """The deeds of the page, by name; people's, and those of the operator."""

    def __init__(
        self, workspace: Workspace, operator: Operator, faults: Faults, human_of: Callable[[str], Human]
    ) -> None:
        self.workspace = workspace
        self.operator = operator
        self.faults = faults
        self._human_of = human_of

    def find(self, name: str) -> Deed | None:
        """The deed of that name."""
        found: Deed | None = getattr(self, f"do_{name.replace('-', '_')}", None)
        return found

    def _human(self, body: Json) -> Human:
        return self._human_of(_text(body, "me") or HUMAN_ID)

    # People's deeds

    async def do_write(self, body: Json) -> Json:
        """A message or a slash command."""
        await self._human(body).write(
            _text(body, "channel"), _text(body, "text"), thread_ts=_text(body, "thread_ts")
        )
        return {}

    async def do_edit(self, body: Json) -> Json:
        """A message of one's own is changed."""
        self._human(body).edit(_text(body, "channel"), _text(body, "ts"), _text(body, "text"))
        return {}

    async def do_delete(self, body: Json) -> Json:
        """A message of one's own is deleted, an ephemeral one put away."""
        self._human(body).delete(_text(body, "channel"), _text(body, "ts"))
        return {}

    def upload(self, query: Json, content: bytes) -> Json:
        """A file: into a channel, or without one for a file input of a modal."""
        name = _text(query, "name") or "file"
        human = self._human(query)
        if not _text(query, "channel"):
            file = add_file(self.workspace, name, content, user=human.user)
            return describe_file(self.workspace, file, human.address)
        return human.upload(
            _text(query, "channel"),
            name,
            content,
            text=_text(query, "text"),
            thread_ts=_text(query, "thread_ts"),
        )

    async def do_press(self, body: Json) -> Json:
        """A button or a menu."""
        error = await self._human(body).press(
            _text(body, "block_id"),
            _text(body, "action_id"),
            **_place(body),
            answer=body.get("answer"),
            state=_answers(body),
        )
        return {"error": error}

    async def do_suggest(self, body: Json) -> Json:
        """The options of an external menu."""
        offered = await self._human(body).suggest(
            _text(body, "block_id"), _text(body, "action_id"), _text(body, "value"), **_place(body)
        )
        return {"offered": offered}

    async def do_submit(self, body: Json) -> Json:
        """A modal."""
        return {"errors": await self._human(body).submit(_text(body, "view_id"), _answers(body))}

    async def do_close(self, body: Json) -> Json:
        """The modal on top is closed."""
        await self._human(body).close_modal()
        return {}

    async def do_home(self, body: Json) -> Json:
        """A tab of the bot is looked at."""
        human = self._human(body)
        if _text(body, "tab") == "messages":
            human.open_messages()
        else:
            human.open_home()
        return {}

    async def do_read(self, body: Json) -> Json:
        """A channel was read up to a message."""
        channel = self.workspace.find_channel(_text(body, "channel"))
        channel.read_by[self._human(body).user] = _text(body, "ts")
        return {}

    async def do_shortcut(self, body: Json) -> Json:
        """A shortcut of a message, or a global one where none is named."""
        human, callback_id = self._human(body), _text(body, "callback_id")
        if not _text(body, "ts"):
            return {"error": await human.use_global_shortcut(callback_id)}
        error = await human.use_shortcut(_text(body, "channel"), _text(body, "ts"), callback_id)
        return {"error": error}

    async def do_create(self, body: Json) -> Json:
        """A new channel."""
        made = self._human(body).create_channel(
            _text(body, "name"), is_private=body.get("is_private") is True
        )
        return {"channel": made.id}

    async def do_invite(self, body: Json) -> Json:
        """Somebody, or the bot where none is named, comes into a channel."""
        self._human(body).invite(_text(body, "channel"), _text(body, "user") or self._bot)
        return {}

    async def do_remove(self, body: Json) -> Json:
        """Somebody, or the bot where none is named, is taken out of a channel."""
        self._human(body).remove(_text(body, "channel"), _text(body, "user") or self._bot)
        return {}

    async def do_archive(self, body: Json) -> Json:
        """A channel is archived, or brought back."""
        self._human(body).archive(_text(body, "channel"), archived=body.get("archived") is not False)
        return {}

    # The operator's

    async def do_person(self, body: Json) -> Json:
        """A new person."""
        name = _text(body, "name").strip().lower()
        if not name.replace("-", "").replace("_", "").isalnum():
            raise RefusedError("invalid_name")
        person = self.operator.add_person(
            name, timezone=_text(body, "timezone") or "UTC", is_admin=body.get("is_admin") is True
        )
        return {"user": person.id}

    async def do_event(self, body: Json) -> Json:
        """An event of any type."""
        event = body.get("event")
        if not isinstance(event, dict) or not isinstance(event.get("type"), str):
            raise RefusedError("invalid_event")
        self.operator.send_event(event)
        return {}

    async def do_uninstall(self, body: Json) -> Json:
        """The app is removed, with its two events in the order asked for."""
        self.operator.uninstall("app_first" if _text(body, "order") == "app_first" else "tokens_first")
        return {}

    async def do_fault(self, body: Json) -> Json:
        """The next call of a method goes wrong, or the connections break."""
        kind, method = _text(body, "kind"), _text(body, "method") or "chat.postMessage"
        if kind == "disconnect":
            await self.operator.hub.drop()
        elif kind == "refuse_charts":
            self.workspace.charts_in_ephemeral = False
        elif kind in _FAULTS:
            self.faults.add(method, _FAULTS[kind])
        else:
            raise RefusedError("unknown_fault")
        return {}

    @property
    def _bot(self) -> str:
        return next(person.id for person in self.workspace.people.values() if person.is_bot)


def _place(body: Json) -> dict[str, str]:
    """Where an element stands: in a message, or in a view."""
    return {
        "channel_id": _text(body, "channel"),
        "ts": _text(body, "ts"),
        "view_id": _text(body, "view_id"),
    }


def _answers(body: Json) -> Json:
    """What was put in, by block and action."""
    state = body.get("state")
    if not isinstance(state, dict):
        return {}
    return {block: answers for block, answers in state.items() if isinstance(answers, dict)}


def _text(body: Json, key: str) -> str:
    value: Any = body.get(key)
    return value if isinstance(value, str) else ""
