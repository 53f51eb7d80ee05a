"""`/media settings`: who may change what, and where reports go."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from bot.model.permissions import Changers
from bot.slack.port import Person
from bot.storage.permissions import load_change_rule
from bot.storage.settings import load_setting
from handlers.pool import ListenerPool
from tests.builders import Library
from tests.fakes.slack import FakeSlack
from tests.scenario.bolt import TEAM, Workplace, chosen


@pytest.fixture
def work(library: Library) -> Iterator[Workplace]:
    library.database.adopt(TEAM, "Desk")
    pool = ListenerPool(workers=1, waiting=8)
    people = {
        "U-ANA": Person(name="Ana", timezone=None, is_admin=True),
        "U-BO": Person(name="Bo", timezone=None),
    }
    yield Workplace(library, FakeSlack(library.clock, people=people), pool)
    pool.close()


def channels(*ids: str) -> dict[str, object]:
    return {"type": "multi_conversations_select", "selected_conversations": list(ids)}


def people(*ids: str) -> dict[str, object]:
    return {"type": "multi_users_select", "selected_users": list(ids)}


def save(work: Workplace, changers: str, *listed: str, user: str = "U-ANA") -> str:
    answer = work.submit(
        "settings",
        kept="C1",
        user=user,
        settings_operations=channels("C-OPS"),
        settings_files=channels("C-FILES", "C1"),
        settings_changers=chosen(changers),
        settings_listed=people(*listed),
    )
    return str(answer.body)


def test_what_is_set_is_told_and_changed_by_a_form(work: Workplace) -> None:
    work.type("/media settings")
    assert "only in direct messages with me" in work.answers()[-1]
    work.press("settings:0", "")
    assert work.slack.shown[-1].view["callback_id"] == "settings"
    save(work, "listed", "U-ANA", "U-BO")
    with work.library.read() as scope:
        assert load_setting(scope, "operations_channel") == "C-OPS"
        assert load_setting(scope, "file_channels") == ["C-FILES", "C1"]
        assert load_change_rule(scope).changers is Changers.LISTED
    assert '"channel_id": "C-OPS"' in work.answers()[-1]


def test_nobody_can_lock_everybody_out(work: Workplace) -> None:
    assert "settings_listed" in json.loads(save(work, "listed"))["errors"]


def test_who_may_not_change_settings_is_told_whom_to_ask(work: Workplace) -> None:
    work.press("settings:0", "", user="U-BO")
    assert "Only some people may change" in work.answers()[-1]
    save(work, "everyone", user="U-BO")
    with work.library.read() as scope:
        assert load_change_rule(scope).changers is Changers.ADMINS
