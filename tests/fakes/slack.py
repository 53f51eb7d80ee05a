"""A Slack that keeps what it was sent, and misbehaves as it is told.

slack.next(lose_answer)      # the next post is made, but no answer comes
slack.next(drop)             # the next post never arrives
slack.next(refuse("is_archived"))
slack.texts("C1")            # what stands in a channel, threads included
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.slack.faults import explain, unknown_outcome
from bot.slack.limits import check_message, check_view
from bot.slack.message import Message
from bot.slack.port import METADATA_TYPE, Identity, Person, Upload, View


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One message as Slack has it."""

    channel: str
    message: Message
    ts: str
    key: str | None = None
    thread: str | None = None
    user: str | None = None  # ephemeral, or direct
    replaced: bool = False
    in_channel: bool = False


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One modal or Home tab as Slack has it."""

    id: str
    view: View
    how: str  # "open", "push", "update", "home"
    user: str = ""  # whose Home tab


class _LostError(Exception):
    """The post is made, the answer is lost."""


def lose_answer() -> None:
    """A mishap: the message is posted, but no answer comes."""
    raise _LostError


def drop() -> None:
    """A mishap: the request never arrives, and no answer comes."""
    raise unknown_outcome("connection dropped")


def arrive() -> None:
    """No mishap."""


def refuse(code: str) -> Callable[[], None]:
    """A mishap: Slack refuses with that code."""

    def mishap() -> None:
        raise explain(code)

    return mishap


@dataclass
class FakeSlack:
    """Implements `SlackPort`; everything passes the limit checker."""

    clock: Clock
    sent: list[Sent] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)  # modals and Home tabs, in order
    files: list[tuple[str, Upload]] = field(default_factory=list)  # channel and file
    shared: dict[str, tuple[str, bytes]] = field(default_factory=dict)  # id → what people shared
    channels: dict[str, tuple[str, ...]] = field(default_factory=dict)  # user → channels
    public: tuple[str, ...] = ()  # public channels that the bot is in
    spent: set[str] = field(default_factory=set)  # triggers that were used
    member: bool = True
    unknown: set[str] = field(default_factory=set)  # people whom Slack does not know
    history_error: str = ""  # the code with which history is refused
    asked_history: int = 0
    updates: list[Sent] = field(default_factory=list)  # as they stood after each update
    behind: timedelta = timedelta(0)  # by which Slack's clock is behind ours
    _mishaps: list[Callable[[], None]] = field(default_factory=list)

    def next(self, *mishaps: Callable[[], None]) -> None:
        """What happens to the next posts or answers, one after another; then all is well again."""
        self._mishaps.extend(mishaps)

    def texts(self, channel: str) -> list[str]:
        """The fallback texts of what stands in a channel or its threads, in order."""
        return [s.message.text for s in self.sent if s.channel == channel and not s.user]

    def posted_keys(self) -> list[str]:
        """The keys of all posts, in order."""
        return [s.key for s in self.sent if s.key]

    def fetch_identity(self) -> Identity:
        return Identity(team_id="T1", team_name="Desk", bot_user="U0")

    def post_message(
        self, channel: str, message: Message, *, key: str | None = None, thread: str | None = None
    ) -> str:
        check_message(message, {"event_type": METADATA_TYPE, "event_payload": {"key": key}} if key else None)
        return self._keep(Sent(channel=channel, message=message, ts=self._ts(), key=key, thread=thread))

    def update_message(self, channel: str, ts: str, message: Message, *, key: str | None = None) -> None:
        check_message(message, {"event_type": METADATA_TYPE, "event_payload": {"key": key}} if key else None)
        self._mishap()
        place = next((i for i, s in enumerate(self.sent) if (s.channel, s.ts) == (channel, ts)), None)
        if place is None:
            raise explain("message_not_found")
        self.sent[place] = replace(self.sent[place], message=message)
        self.updates.append(self.sent[place])

    def open_direct(self, user: str) -> str:
        if user in self.unknown:
            raise explain("user_not_found")
        return f"D-{user}"

    def post_ephemeral(self, channel: str, user: str, message: Message) -> None:
        check_message(message)
        self._keep(Sent(channel=channel, message=message, ts=self._ts(), user=user))

    def post_direct(self, user: str, message: Message) -> str:
        check_message(message)
        return self._keep(Sent(channel=f"D-{user}", message=message, ts=self._ts(), user=user))

    def post_response(
        self, url: str, message: Message, *, replace: bool = False, in_channel: bool = False
    ) -> None:
        check_message(message)
        self._keep(
            Sent(
                channel=url,
                message=message,
                ts=self._ts(),
                user=None if in_channel else "whoever asked",
                replaced=replace,
                in_channel=in_channel,
            )
        )

    def fetch_keys(self, channel: str, since: datetime, *, thread: str | None = None) -> Mapping[str, str]:
        self.asked_history += 1
        if self.history_error:
            raise explain(self.history_error)
        there = [s for s in self.sent if s.channel == channel and s.thread == thread]
        return {s.key: s.ts for s in there if s.key and float(s.ts) >= since.timestamp()}

    def fetch_person(self, user: str) -> Person:
        if user not in self.people:
            raise explain("user_not_found")
        return self.people[user]

    def fetch_membership(self, channel: str) -> bool:
        return self.member

    def send_file(self, channel: str, upload: Upload, comment: str = "") -> None:
        self._mishap()
        self.files.append((channel, upload))

    def fetch_file(self, file: str, most: int) -> tuple[str, bytes]:
        if file not in self.shared:
            raise explain("file_not_found")
        return self.shared[file]

    def fetch_channels(self, user: str) -> tuple[str, ...]:
        return self.channels.get(user, ())

    def fetch_public_channels(self) -> tuple[str, ...]:
        return self.public

    def open_view(self, trigger: str, view: View) -> str:
        return self._open(trigger, view, "open")

    def push_view(self, trigger: str, view: View) -> str:
        return self._open(trigger, view, "push")

    def update_view(self, view_id: str, view: View) -> None:
        check_view(view)
        self.shown.append(Shown(id=view_id, view=view, how="update"))

    def publish_home(self, user: str, view: View) -> None:
        check_view(view)
        self.shown.append(Shown(id=f"H-{user}", view=view, how="home", user=user))

    def _open(self, trigger: str, view: View, how: str) -> str:
        check_view(view)
        if trigger in self.spent:
            raise explain("expired_trigger_id")
        self.spent.add(trigger)
        self.shown.append(Shown(id=f"V{len(self.shown) + 1}", view=view, how=how))
        return self.shown[-1].id

    def _ts(self) -> str:
        return f"{(self.clock() - self.behind).timestamp():.0f}.{len(self.sent):06d}"

    def _mishap(self) -> None:
        if self._mishaps:
            self._mishaps.pop(0)()

    def _keep(self, sent: Sent) -> str:
        try:
            self._mishap()
        except _LostError:
            self.sent.append(sent)
            raise unknown_outcome("timed out") from None
        self.sent.append(sent)
        return sent.ts
