"""A desk that answers command lines."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.model.findings import EventClass
from bot.services import NameCache, Services
from bot.slack.limits import check_message
from digests.page import Button, Buttons
from handlers.command import Request
from handlers.commands.table import answer_line
from handlers.replies import Reply, list_parts, render_message, render_text
from tests.builders import Library, make_event, make_quote
from tests.fakes.slack import FakeSlack


@dataclass
class AnsweringDesk:
    """Asks as a person in a channel does; every answer passes the limit checker."""

    library: Library
    slack: FakeSlack
    channel: str = "C1"
    timezone: str = "Europe/Paris"

    @property
    def services(self) -> Services:
        return Services(
            database=self.library.database,
            clock=self.library.clock,
            names=NameCache(self.library.database, self.library.clock),
            slack=self.slack,
        )

    def ask(self, line: str) -> Reply:
        request = Request(
            workspace_id=self.library.workspace_id,
            user_id="U-ANA",
            channel_id=self.channel,
            text="",
            now=self.library.clock(),
            timezone=self.timezone,
        )
        reply = answer_line(line, request, self.services)
        check_message(render_message(reply))
        check_message(render_message(reply, native=True))
        return reply

    def read(self, line: str) -> str:
        """The answer as a terminal shows it, on one line and without the bars of quotes."""
        return " ".join(render_text(self.ask(line)).replace("│", " ").split())

    def runs(self, line: str) -> list[str]:
        """What the buttons and menus of an answer run."""
        pressed = [
            element
            for part in list_parts(self.ask(line))
            if isinstance(part, Buttons)
            for element in part.buttons
        ]
        return [
            value
            for element in pressed
            for value in (
                [element.value] if isinstance(element, Button) else [value for _, value in element.choices]
            )
        ]


@pytest.fixture
def desk(library: Library) -> AnsweringDesk:
    """Two leaders, two outlets, three articles of the last days; it is 2026-11-21 09:00 UTC."""
    library.know("ana-silva", "bo-lind", "cy-lind", "xu-an", "russia", themes=["energy", "trade"])
    gas = make_quote(
        "We and our friend will build this pipeline together", "ana-silva", about=["bo-lind", "energy"], key=True,
        role="president",
    )  # fmt: skip
    cold = make_quote("The winter will be long without it", "bo-lind", about=["ana-silva"], key=True)
    stranger = make_quote("Nobody asked the fishermen about it", name="Edda Fisk", role="a skipper")
    library.article(
        "Leaders agree on a pipeline",
        actors=["ana-silva", "bo-lind", "russia"],
        themes=["energy"],
        quotes=[gas, cold],
        events=[make_event("ana-silva", "praise", "bo-lind")],
        outlet="north-post.example",
        at="2026-11-19 10:00",
    )
    library.article(
        "Pipeline row deepens",
        actors=["ana-silva", "bo-lind"],
        themes=["energy", "trade"],
        quotes=[stranger],
        events=[make_event("bo-lind", "sue", "ana-silva", EventClass.MATERIAL_CONFLICT)],
        outlet="south-times.example",
        at="2026-11-20 10:00",
    )
    library.article("An old accord", actors=["ana-silva", "bo-lind"], at="2026-07-01 10:00")
    return AnsweringDesk(library, FakeSlack(library.clock))
