"""A running local workspace, as the demo and the tests hold it."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any

from bot.sandbox.delivery import Delivery
from bot.sandbox.driver import PersonDriver
from bot.sandbox.fault_driver import FaultDriver
from bot.sandbox.membership import add_member
from bot.sandbox.operating import EndOrder
from bot.sandbox.payloads import public_message
from bot.sandbox.records import HUMAN_ID, Json, Person
from bot.sandbox.threaded import ThreadedServer
from bot.sandbox.web_api import CallRecord

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox


class RunningSandbox(PersonDriver, FaultDriver):
    """A local workspace that is being served; use it as a context manager, or call `stop()`.

    It is also its first person: what `PersonDriver` has, the human "you" does. Others act by `as_person`.
    Channels are named by id or by name. All methods may be called from any thread.
    """

    def __init__(self, sandbox: Sandbox, server: ThreadedServer, address: str) -> None:
        PersonDriver.__init__(self, sandbox, server, HUMAN_ID)
        self.address = address  # "http://127.0.0.1:PORT", also the page
        self.api_url = f"{address}/api/"  # for `base_url` of slack_sdk, and SLACK_API_URL
        self.app_token = sandbox.workspace.installation.app.app_token
        self.signing_secret = sandbox.workspace.installation.app.signing_secret
        self.client_id = sandbox.workspace.installation.app.client_id
        self.client_secret = sandbox.workspace.installation.app.client_secret

    def __enter__(self) -> RunningSandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Close all connections and end the server."""
        self._server.stop()

    @property
    def bot_token(self) -> str:
        """The bot's token; another one after the app was uninstalled and installed again."""
        return self._sandbox.workspace.installation.bot_token

    @property
    def team_id(self) -> str:
        """Of the workspace."""
        return self._sandbox.workspace.team_id

    @property
    def authorize_url(self) -> str:
        """Where an install by OAuth begins: what stands for https://slack.com/oauth/v2/authorize."""
        return f"{self.address}/oauth/v2/authorize"

    def add_team(self, team_id: str, name: str, *, installed: bool = False) -> RunningSandbox:
        """Another workspace on the same server, in which the same app may be installed by OAuth.

        It has a page (`?team=ID`), channels and people of its own; it ends with the first one.
        """
        made = self._sandbox.beside(team_id, name, installed=installed)
        return RunningSandbox(made, self._server, self.address)

    # What is there

    def messages(self, channel: str, *, thread_ts: str = "") -> list[Json]:
        """What stands in a channel, oldest first, without replies; or the replies of one thread."""
        with self._sandbox.workspace.lock:
            found = self._channel(channel).messages.values()
            if thread_ts:
                chosen = [m for m in found if m.get("thread_ts") == thread_ts and m["ts"] != thread_ts]
            else:
                chosen = [m for m in found if m.get("thread_ts", m["ts"]) == m["ts"]]
            return [public_message(message) for message in chosen]

    @property
    def files(self) -> dict[str, bytes]:
        """The contents of the uploaded files by file name."""
        stored = list(self._sandbox.workspace.files.values())
        return {file.name: file.content for file in stored if file.is_complete}

    @property
    def calls(self) -> list[CallRecord]:
        """Every Web API call so far, with its answer."""
        return list(self._sandbox.api.calls)

    def calls_of(self, method: str) -> list[CallRecord]:
        """The calls of one method so far."""
        return [call for call in self.calls if call.method == method]

    @property
    def deliveries(self) -> list[Delivery]:
        """Every payload sent to the bot, with how long its acknowledgement took."""
        return list(self._sandbox.courier.deliveries)

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

    # Who is there

    def as_person(self, reference: str) -> PersonDriver:
        """Somebody, by id or handle, who acts from now on beside the first person."""
        person = self._sandbox.workspace.find_person(reference)
        return PersonDriver(self._sandbox, self._server, person.id)

    def add_person(self, person: Person, *, channels: tuple[str, ...] = ()) -> PersonDriver:
        """Let a colleague join, with those channels; returns them, to act."""
        self._sandbox.workspace.people[person.id] = person
        self._do(partial(self._sandbox.workspace.notify, "people"))
        for name in channels:
            self._do(partial(add_member, self._sandbox.workspace, self._channel(name), person.id))
        return PersonDriver(self._sandbox, self._server, person.id)

    # What the operator does

    def send_event(self, event: Json) -> None:
        """Send an event of any type to the bot, in Slack's envelope."""
        self._do(lambda: self._sandbox.operator.send_event(event))

    def uninstall(self, order: EndOrder = "tokens_first") -> None:
        """Remove the app; `tokens_revoked` and `app_uninstalled` go out in that order."""
        self._do(lambda: self._sandbox.operator.uninstall(order))

    def revoke_tokens(self) -> None:
        """End the bot's token; `tokens_revoked` goes out."""
        self._do(self._sandbox.operator.revoke_tokens)

    def new_code(self, *, redirect_uri: str = "", scopes: tuple[str, ...] = (), user: str = HUMAN_ID) -> str:
        """The code that a consent by this person would give, for `oauth.v2.access`."""
        workspace = self._sandbox.workspace
        return workspace.installation.new_code(
            user=user, scopes=scopes, redirect_uri=redirect_uri, now=workspace.now()
        )

    def use_request_url(self, url: str) -> None:
        """Deliver over HTTP to that URL from now on, once it has answered the challenge; "": Socket Mode.

        Raises:
            RefusedError: `url_verification_failed`.
        """
        self._server.call(self._sandbox.operator.use_request_url(url))
