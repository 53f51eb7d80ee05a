"""What jobs, commands and listeners are handed: one frozen bundle, built by the roof.

Light to import: no Bolt, no spaCy, no Slack SDK.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.clock import Clock
from bot.config.mail import MailAccount
from bot.model.intake import FeedPreview, Filed
from bot.model.permissions import Member
from bot.model.subscriptions import Workspace
from bot.query.names import NameTable
from bot.slack.port import SlackPort
from bot.storage.actors import load_actors
from bot.storage.database import Database
from bot.storage.themes import load_themes

NAMES_KEPT = timedelta(minutes=1)  # after that names are read again, for edits made by another process
RIGHTS_KEPT = timedelta(minutes=3)  # as long somebody stays an admin here who is none any more
MOST_MEMBERS = 5_000


class NameCache:
    """The names of each workspace, read anew when its knowledge changed. Safe to share between threads."""

    def __init__(self, database: Database, clock: Clock, version: Callable[[int], str] | None = None) -> None:
        """`version` tells the version of a workspace's knowledge; without it names are only kept a minute."""
        self._database = database
        self._clock = clock
        self._version = version or (lambda _: "")
        self._kept: dict[int, tuple[str, datetime, NameTable]] = {}
        self._lock = threading.Lock()

    def __call__(self, workspace_id: int) -> NameTable:
        """The names of a workspace's themes and actors."""
        version, now = self._version(workspace_id), self._clock()
        with self._lock:
            kept = self._kept.get(workspace_id)
        if kept and kept[0] == version and now - kept[1] < NAMES_KEPT:
            return kept[2]
        table = self._load(workspace_id)
        with self._lock:
            self._kept[workspace_id] = (version, now, table)
        return table

    def forget(self, workspace_id: int) -> None:
        """Read that workspace's names anew at the next call."""
        with self._lock:
            self._kept.pop(workspace_id, None)

    def _load(self, workspace_id: int) -> NameTable:
        with self._database.read(workspace_id) as scope:
            return NameTable(load_themes(scope), load_actors(scope))


class Intake(Protocol):
    """What people hand over; the roof has the network and the pipeline for it."""

    def preview_feed(self, address: str) -> FeedPreview:
        """A feed, or that of a site, with a few headlines. Raises FetchError, FeedError, ChildError."""
        ...

    def read_address(self, workspace_id: int, address: str) -> tuple[Filed, ...]:
        """Fetch, read and store the article at an address. Raises UsageError where nothing reads here."""
        ...

    def read_file(self, workspace_id: int, name: str, content: bytes, address: str = "") -> tuple[Filed, ...]:
        """Read and store the articles in a file. Raises UsageError where nothing reads here."""
        ...


class MemberCache:
    """Who is an admin of its Slack workspace, asked once in a few minutes. Safe to share between threads."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, str], tuple[datetime, Member]] = {}
        self._lock = threading.Lock()

    def __call__(self, workspace_id: int, user: str, slack: SlackPort, now: datetime) -> Member:
        """That person of that workspace. Raises SlackError where Slack does not tell."""
        key = (workspace_id, user)
        with self._lock:
            kept = self._kept.get(key)
        if kept and now - kept[0] < RIGHTS_KEPT:
            return kept[1]
        member = Member(id=user, is_admin=slack.fetch_person(user).is_admin)
        with self._lock:
            if len(self._kept) >= MOST_MEMBERS:
                self._kept.clear()
            self._kept[key] = (now, member)
        return member


@dataclass(frozen=True, kw_only=True)
class Services:
    """The bundle. Time comes from `clock`; Slack is absent on the command line."""

    database: Database
    clock: Clock
    names: Callable[[int], NameTable]  # of a workspace id
    intake: Intake | None = None
    slack: SlackPort | None = None
    team_id: str | None = None  # the team that `slack` speaks for; None: any workspace
    timezone: str = "UTC"  # IANA; where neither subscription nor person says another
    connections: Callable[[int], SlackPort | None] | None = None
    """Of a workspace id, where there are several workspaces; it goes before `slack`."""
    members: MemberCache = field(default_factory=MemberCache)
    mail: MailAccount | None = None  # from where e-mail is sent; None: it is not

    def slack_of(self, workspace: Workspace) -> SlackPort | None:
        """The connection of a workspace, or None where it has no token, or was uninstalled."""
        if self.connections is not None:
            return self.connections(workspace.id)
        return self.slack if self.team_id in (None, workspace.team_id) else None

    def bound_to(self, workspace: Workspace) -> Services:
        """The same bundle, in which `slack` speaks for that workspace: for answering one call."""
        return replace(self, slack=self.slack_of(workspace), team_id=workspace.team_id, connections=None)
