"""Who may change sources, themes and settings, and what the others are told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotAllowedError, SlackError
from bot.model.permissions import Changers, ChangeRule, Member, may_change
from bot.services import NameCache, Services
from bot.slack.port import Person
from bot.storage.permissions import save_change_rule
from handlers.command import Request
from handlers.permissions import require_change
from tests.builders import NOW, Library
from tests.fakes.slack import FakeSlack

USERS = st.sampled_from(["U1", "U2", "U3"])


@given(st.builds(Member, id=USERS, is_admin=st.booleans()), st.sampled_from(Changers), st.lists(USERS))
def test_the_rule_is_what_it_says(user: Member, changers: Changers, listed: list[str]) -> None:
    allowed = may_change(user, ChangeRule(changers=changers, listed=tuple(listed)))
    expected = {
        Changers.EVERYONE: True,
        Changers.ADMINS: user.is_admin or user.id in listed,
        Changers.LISTED: user.id in listed,
    }
    assert allowed is expected[changers]


@pytest.fixture
def slack(library: Library) -> FakeSlack:
    fake = FakeSlack(library.clock)
    fake.people["U-BOSS"] = Person(name="Bo", timezone="UTC", is_admin=True)
    fake.people["U-ANA"] = Person(name="Ana", timezone="UTC")
    return fake


@pytest.fixture
def services(library: Library, slack: FakeSlack) -> Services:
    names = NameCache(library.database, library.clock)
    return Services(database=library.database, clock=library.clock, names=names, slack=slack)


def ask(library: Library, services: Services, user: str) -> None:
    request = Request(
        workspace_id=library.workspace_id,
        user_id=user,
        channel_id="C1",
        text="",
        now=library.clock(),
        timezone="UTC",
    )
    require_change(request, services)


def choose(library: Library, changers: Changers, *listed: str) -> None:
    with library.write() as scope:
        save_change_rule(scope, ChangeRule(changers=changers, listed=listed))


def test_until_a_workspace_chooses_its_admins_may(library: Library, services: Services) -> None:
    ask(library, services, "U-BOSS")
    with pytest.raises(NotAllowedError) as caught:
        ask(library, services, "U-ANA")
    assert caught.value.message == (
        "Only some people may change sources, themes and settings here. Ask an admin of this Slack workspace."
    )


def test_a_refusal_names_whom_to_ask(library: Library, services: Services) -> None:
    choose(library, Changers.LISTED, "U-ANA", "U-BOSS", "U-UNKNOWN")
    ask(library, services, "U-ANA")
    with pytest.raises(NotAllowedError, match="Only some") as caught:
        ask(library, services, "U-CY")
    assert caught.value.advice == "Ask Ana or Bo."
    choose(library, Changers.LISTED)
    with pytest.raises(NotAllowedError) as nobody:
        ask(library, services, "U-BOSS")
    assert nobody.value.advice == "Ask whoever runs Rapporteur."


def test_where_everyone_may_slack_is_not_asked(
    library: Library, services: Services, slack: FakeSlack
) -> None:
    choose(library, Changers.EVERYONE)
    slack.people.clear()
    ask(library, services, "U-NOBODY-KNOWS")


def test_an_admin_is_asked_for_once_in_a_few_minutes(
    library: Library, services: Services, slack: FakeSlack
) -> None:
    ask(library, services, "U-BOSS")
    slack.people["U-BOSS"] = Person(name="Bo", timezone="UTC")
    ask(library, services, "U-BOSS")
    library.clock.move(minutes=4)
    with pytest.raises(NotAllowedError):
        ask(library, services, "U-BOSS")


def test_where_slack_does_not_tell_nobody_gets_in(
    library: Library, services: Services, slack: FakeSlack
) -> None:
    with pytest.raises(SlackError):
        ask(library, services, "U-STRANGER")
    no_token = replace(services, slack=None)
    with pytest.raises(NotAllowedError):
        ask(library, no_token, "U-BOSS")


def test_the_command_line_may(library: Library, services: Services) -> None:
    ask(library, replace(services, slack=None), "")
    with pytest.raises(SlackError):
        ask(library, services, "")


def test_what_is_known_of_one_workspaces_people_says_nothing_of_anothers(
    library: Library, services: Services, slack: FakeSlack
) -> None:
    ask(library, services, "U-BOSS")
    library.database.adopt("T0", "mine")
    other = Library(library.database, library.database.adopt("T1", "other").id, library.clock)
    slack.people["U-BOSS"] = Person(name="Bo", timezone="UTC")
    with pytest.raises(NotAllowedError):
        ask(other, services, "U-BOSS")
    assert library.clock() == NOW
