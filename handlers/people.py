"""What Slack knows of a person: name and time zone, asked once an hour, sooner where it did not tell."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta

from bot.clock import parse_timezone
from bot.errors import SettingError, SlackError
from bot.model.subscriptions import Workspace
from bot.services import Services
from bot.slack.port import Person

log = logging.getLogger(__name__)

KEPT = timedelta(hours=1)
UNKNOWN_KEPT = timedelta(
    minutes=1
)  # where Slack did not tell: a hiccup must not cost anybody their time zone
MOST_KEPT = 5_000  # people
_NOBODY = Person(name="", timezone=None)


class People:
    """Safe to share between threads."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._known: dict[tuple[int, str], tuple[datetime, Person]] = {}
        self._lock = threading.Lock()

    def timezone_of(self, workspace: Workspace, user: str) -> str:
        """The person's IANA time zone, or the default where Slack does not tell a usable one."""
        zone = self._person(workspace, user).timezone
        try:
            return parse_timezone(zone).key if zone else self._services.timezone
        except SettingError as error:
            log.info("a person's time zone is not known here", extra={"fields": {"cause": error.cause}})
            return self._services.timezone

    def name_of(self, workspace: Workspace, user: str) -> str:
        """The person's name as shown in Slack, or "a colleague"."""
        return self._person(workspace, user).name or "a colleague"

    def _person(self, workspace: Workspace, user: str) -> Person:
        now, key = self._services.clock(), (workspace.id, user)
        with self._lock:
            kept = self._known.get(key)
        if kept and now - kept[0] < (UNKNOWN_KEPT if kept[1] is _NOBODY else KEPT):
            return kept[1]
        person = self._ask(workspace, user)
        with self._lock:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            self._known[key] = (now, person)
        return person

    def _ask(self, workspace: Workspace, user: str) -> Person:
        slack = self._services.slack_of(workspace)
        if slack is None or not user:
            return _NOBODY
        try:
            return slack.fetch_person(user)
        except SlackError as error:
            log.info("Slack tells nothing of a person", extra={"fields": {"cause": error.cause}})
            return _NOBODY
