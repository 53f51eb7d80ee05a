"""`app_uninstalled` and `tokens_revoked` through Bolt: in either order, once or twice, signed as Slack signs them."""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections.abc import Iterator

import pytest
from slack_bolt import BoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.model.subscriptions import Workspace
from bot.storage.installations import load_installation, save_installation
from handlers.pool import ListenerPool
from tests.builders import NOW, Library
from tests.fakes.slack import FakeSlack
from tests.scenario.bolt import SECRET, TEAM, Workplace

UNINSTALLED = {"type": "app_uninstalled"}
REVOKED = {"type": "tokens_revoked", "tokens": {"oauth": ["U-ANA"], "bot": ["U0"]}}
ONES_OWN = {"type": "tokens_revoked", "tokens": {"oauth": ["U-ANA"]}}


@pytest.fixture
def work(library: Library) -> Iterator[Workplace]:
    desk = library.database.adopt(TEAM, "Desk")
    with library.database.write(desk.id) as scope:
        save_installation(scope, sealed=b"sealed", bot_user="U0", scopes=(), installed_by=None, now=NOW)
    pool = ListenerPool(workers=1, waiting=8)
    yield Workplace(library, FakeSlack(library.clock), pool)
    pool.close()


def tell(work: Workplace, event: object, *, number: int = 1, team: str = TEAM, seconds: int = 60) -> int:
    """Slack's event, so many seconds after the install; the status of the answer."""
    body = json.dumps(
        {
            "type": "event_callback",
            "team_id": team,
            "api_app_id": "A1",
            "event": event,
            "event_id": f"Ev{number}",
            "event_time": int(NOW.timestamp()) + seconds,
        }
    )
    stamp = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body) or ""
    headers = {
        "content-type": ["application/json"],
        "x-slack-request-timestamp": [stamp],
        "x-slack-signature": [signature],
    }
    answer = work.app.dispatch(BoltRequest(body=body, headers=headers))  # type: ignore[arg-type]  # lists are sequences
    settle(work)
    return answer.status


def settle(work: Workplace) -> None:
    """Until what Bolt acknowledged is done: its threads are all free, and then ours."""
    threads = 5
    free = threading.Barrier(threads)
    executor = work.app.listener_runner.listener_executor
    for waiting in [executor.submit(free.wait, 10) for _ in range(threads)]:
        waiting.result()
    work.wait()


def desk(work: Workplace) -> tuple[Workspace, bytes | None]:
    """The workspace, and its sealed token."""
    found = work.library.database.find_workspace(TEAM)
    assert found is not None
    with work.library.database.read(found.id) as scope:
        installed = load_installation(scope)
    return found, installed.sealed if installed else None


ORDERS = [
    *itertools.permutations([UNINSTALLED, REVOKED]),
    (UNINSTALLED, UNINSTALLED),
    (REVOKED, REVOKED),
    (UNINSTALLED, REVOKED, UNINSTALLED, REVOKED),
    (UNINSTALLED,),
    (REVOKED,),
]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: " ".join(str(e["type"]) for e in order))
def test_in_any_order_the_token_goes_at_the_first_word(work: Workplace, order: tuple[object, ...]) -> None:
    assert desk(work)[1] == b"sealed"
    for number, event in enumerate(order):
        assert tell(work, event, number=number, seconds=60 + number) == 200
        workspace, sealed = desk(work)
        assert sealed is None
        assert workspace.uninstalled_at is not None
        assert (workspace.uninstalled_at - NOW).total_seconds() == 60


def test_a_persons_own_token_is_none_of_ours(work: Workplace) -> None:
    assert tell(work, ONES_OWN) == 200
    assert desk(work) == (work.library.database.workspaces()[0], b"sealed")
    assert desk(work)[0].uninstalled_at is None


def test_a_word_from_before_the_install_comes_too_late(work: Workplace) -> None:
    assert tell(work, UNINSTALLED, seconds=-60) == 200
    assert desk(work)[1] == b"sealed"


def test_a_team_that_is_not_ours_changes_nothing(work: Workplace) -> None:
    assert tell(work, UNINSTALLED, team="T-STRANGER") == 200
    assert desk(work)[1] == b"sealed"


@pytest.mark.parametrize("event", [{"type": "tokens_revoked"}, {"type": "tokens_revoked", "tokens": None}])
def test_an_event_without_its_fields_is_taken_calmly(work: Workplace, event: object) -> None:
    assert tell(work, event) == 200
    assert desk(work)[1] == b"sealed"
