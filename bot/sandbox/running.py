"""A running local workspace, as the demo and the tests hold it."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any

from bot.sandbox.conversation_methods import add_member
from bot.sandbox.faults import Fault, Hold
from bot.sandbox.payloads import public_message
from bot.sandbox.records import HUMAN_ID, Channel, Json, Person
from bot.sandbox.socket_mode import Delivery
from bot.sandbox.threaded import ThreadedServer
from bot.sandbox.web_api import CallRecord

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox


class RunningSandbox:
    """A local workspace that is being served; use it as a context manager, or call `stop()`.

    Channels are named by id or by name. All methods may be called from any thread.
    """

    def __init__(self, sandbox: Sandbox, server: ThreadedServer, address: str) -> None:
        self.address = address  # "http://127.0.0.1:PORT", also the page
        self.api_url = f"{address}/api/"  # for `base_url` of slack_sdk, and SLACK_API_URL
        self.bot_token = sandbox.workspace.bot_token
        self.app_token = sandbox.workspace.app_token
        self.signing_secret = sandbox.workspace.signing_secret
        self._sandbox = sandbox
        self._server = server

    def __enter__(self) -> RunningSandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Close all connections and end the server."""
        self._server.stop()

    # What is there

    def channel_id(self, name: str) -> str:
        """The id of a channel; "@you" is the bot's direct conversation with the human."""
        return self._channel(name).id

    def messages(self, channel: str, *, thread_ts: str = "") -> list[Json]:
        """What stands in a channel, oldest first, without replies; or the replies of one thread."""
        with self._sandbox.workspace.lock:
            found = self._channel(channel).messages.values()
            if thread_ts:
                chosen = [m for m in found if m.get("thread_ts") == thread_ts and m["ts"] != thread_ts]
            else:
                chosen = [m for m in found if m.get("thread_ts", m["ts"]) == m["ts"]]
            return [public_message(message) for message in chosen]

    def ephemerals(self, channel: str) -> list[Json]:
        """The messages in a channel that only the human sees, oldest first."""
        with self._sandbox.workspace.lock:
            return [public_message(message) for message in self._channel(channel).ephemerals.values()]

    @property
    def modal(self) -> Json | None:
        """The modal on top, or None."""
        workspace = self._sandbox.workspace
        with workspace.lock:
            return (
                copy.deepcopy(workspace.views[workspace.modal_stack[-1]]) if workspace.modal_stack else None
            )

    @property
    def home(self) -> Json | None:
        """The human's Home tab, or None before it was published."""
        workspace = self._sandbox.workspace
        with workspace.lock:
            return copy.deepcopy(workspace.views.get(workspace.homes.get(HUMAN_ID, "")))

    @property
    def files(self) -> dict[str, bytes]:
        """The contents of the uploaded files by file name."""
        return {
            file.name: file.content for file in self._sandbox.workspace.files.values() if file.is_complete
        }

    @property
    def calls(self) -> list[CallRecord]:
        """Every Web API call so far, with its answer."""
        return list(self._sandbox.api.calls)

    def calls_of(self, method: str) -> list[CallRecord]:
        """The calls of one method so far."""
        return [call for call in self.calls if call.method == method]

    @property
    def deliveries(self) -> list[Delivery]:
        """Every envelope sent over Socket Mode, with how long its acknowledgement took."""
        return list(self._sandbox.hub.deliveries)

    @property
    def connection_count(self) -> int:
        """How many Socket Mode connections are open."""
        return self._sandbox.hub.connection_count

    def wait_for(self, ready: Callable[[], Any], *, seconds: float = 10.0) -> Any:
        """What `ready()` returns, as soon as that is true.

        Raises:
            TimeoutError: it was not true in time.
        """
        deadline = time.monotonic() + seconds
        while not (found := ready()):
            if time.monotonic() > deadline:
                raise TimeoutError("the local workspace did not get there in time")
            time.sleep(0.02)
        return found

    # What the human does

    def write(self, channel: str, text: str, *, thread_ts: str = "") -> None:
        """Type a message or a slash command into a channel's box and send it."""
        channel_id = self._channel(channel).id
        self._server.call(self._sandbox.human.write(channel_id, text, thread_ts=thread_ts))

    def press(
        self, channel: str, ts: str, action_id: str, *, answer: Any = None, state: Json | None = None
    ) -> str:
        """Press the button, or choose in the menu, that has this `action_id`; returns the error shown, or ""."""
        place = self._channel(channel)
        message = place.messages.get(ts) or place.ephemerals[ts]
        block_id = _block_of(message.get("blocks", []), action_id)
        deed = self._sandbox.human.press(
            block_id, action_id, channel_id=place.id, ts=ts, answer=answer, state=state
        )
        return self._server.call(deed)

    def press_in_view(
        self, view: Json, action_id: str, *, answer: Any = None, state: Json | None = None
    ) -> str:
        """Press a button in a modal or the Home tab; returns the error shown, or ""."""
        block_id = _block_of(view["blocks"], action_id)
        deed = self._sandbox.human.press(block_id, action_id, view_id=view["id"], answer=answer, state=state)
        return self._server.call(deed)

    def submit(self, state: Json | None = None) -> dict[str, str]:
        """Send the modal on top with these answers by block and action; returns the errors shown."""
        top = self._sandbox.workspace.modal_stack[-1]
        return self._server.call(self._sandbox.human.submit(top, state or {}))

    def close_modal(self) -> None:
        """Close the modal on top."""
        self._server.call(self._sandbox.human.close_modal())

    def open_home(self) -> None:
        """Look at the bot's Home tab."""
        self._do(self._sandbox.human.open_home)

    def use_shortcut(self, channel: str, ts: str, callback_id: str) -> str:
        """Use a message shortcut; returns the error shown, or ""."""
        return self._server.call(self._sandbox.human.use_shortcut(self._channel(channel).id, ts, callback_id))

    def create_channel(self, name: str, *, with_bot: bool = False, is_private: bool = False) -> str:
        """Make a channel; returns its id."""
        channel: Channel = self._do(lambda: self._sandbox.human.create_channel(name))
        channel.is_private = is_private
        if with_bot:
            self._do(lambda: self._sandbox.human.invite_bot(channel.id))
        return channel.id

    def add_person(self, person: Person, *, channels: tuple[str, ...] = ()) -> None:
        """Add a colleague, who does nothing but be there."""
        self._sandbox.workspace.people[person.id] = person
        for name in channels:
            place = self._channel(name)
            self._do(partial(add_member, self._sandbox.workspace, place, person.id))

    # What goes wrong

    def fail_next(self, method: str, error: str, *, times: int = 1) -> None:
        """Refuse the next calls of a method with one of Slack's error codes."""
        self._sandbox.faults.add(method, Fault(kind="refuse", error=error), times=times)

    def rate_limit_next(self, method: str, retry_after: int = 1, *, times: int = 1) -> None:
        """Answer the next calls of a method with 429 and `Retry-After` in seconds."""
        self._sandbox.faults.add(method, Fault(kind="rate_limit", seconds=retry_after), times=times)

    def break_next(
        self, method: str, *, status: int = 500, after_handling: bool = False, times: int = 1
    ) -> None:
        """Answer the next calls of a method with an HTTP error, before or after their effect."""
        fault = Fault(kind="server_error_after" if after_handling else "server_error", status=status)
        self._sandbox.faults.add(method, fault, times=times)

    def drop_before_handling(self, method: str, *, times: int = 1) -> None:
        """Close the connection of the next calls of a method; they have no effect."""
        self._sandbox.faults.add(method, Fault(kind="drop_before"), times=times)

    def drop_after_handling(self, method: str, *, times: int = 1) -> None:
        """Close the connection of the next calls of a method; they have their effect, unknown to the caller."""
        self._sandbox.faults.add(method, Fault(kind="drop_after"), times=times)

    def hold(self, method: str, *, after_handling: bool = False) -> Hold:
        """Keep the next call of a method waiting, before or after its effect, until `release()`."""
        hold = Hold()
        self._sandbox.faults.add(
            method, Fault(kind="hold_after" if after_handling else "hold_before", hold=hold)
        )
        return hold

    def refresh_connections(self) -> None:
        """Ask the bot to renew its Socket Mode connections, as Slack does every few hours."""
        self._server.call(self._sandbox.hub.refresh())

    def drop_connections(self) -> None:
        """Break the Socket Mode connections."""
        self._server.call(self._sandbox.hub.drop())

    def mute_connections(self, *, mute: bool = True) -> None:
        """Leave the Socket Mode connections open, but let no envelope through."""
        self._sandbox.hub.is_mute = mute

    def _channel(self, name: str) -> Channel:
        if name == "@you":
            return self._sandbox.workspace.direct_channel(HUMAN_ID)
        return self._sandbox.workspace.find_channel(name, by_name=True)

    def _do(self, deed: Callable[[], Any]) -> Any:
        async def work() -> Any:
            return deed()

        return self._server.call(work())


def _block_of(blocks: list[Json], action_id: str) -> str:
    for block in blocks:
        elements = [block.get("accessory"), block.get("element"), *block.get("elements", [])]
        if any(isinstance(e, dict) and e.get("action_id") == action_id for e in elements):
            found: str = block["block_id"]
            return found
    raise LookupError(f"no element with the action_id {action_id}")
