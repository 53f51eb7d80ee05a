"""Posting exactly once: a slot is claimed once, parts are composed once, and nothing is forgotten."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from bot.errors import NotFoundError
from bot.model.subscriptions import Digest, Period, PostState, Rhythm, RhythmKind, Slot
from bot.storage.posts import (
    claim_digest,
    claim_post,
    count_open,
    fail_post,
    finish_digest,
    last_slot,
    open_digests,
    record_post,
    save_parts,
)
from bot.storage.settings import load_setting, save_setting
from bot.storage.shown import load_shown, save_shown
from bot.storage.subscriptions import add_subscription
from tests.builders import NOW, Library

PROJECT = Path(__file__).parents[2]


def make_slot(day: int = 21) -> Slot:
    due = datetime(2026, 11, day, 7, 30, tzinfo=UTC)
    period = Period(start=due - timedelta(days=1), end=due)
    return Slot(label=f"2026-11-{day}T08:30", due=due, period=period, local_date=date(2026, 11, day))


@pytest.fixture
def subscription(library: Library) -> int:
    with library.write() as scope:
        return add_subscription(
            scope,
            channel="C1",
            topic="energy",
            rhythm=Rhythm(kind=RhythmKind.HOURLY),
            timezone="Europe/Paris",
            created_by=None,
            now=NOW,
        ).id


def claim(library: Library, subscription: int, day: int = 21) -> Digest | None:
    with library.write() as scope:
        return claim_digest(
            scope, subscription_id=subscription, channel="C1", slot=make_slot(day), now=library.clock()
        )


def claimed(library: Library, subscription: int, day: int = 21) -> Digest:
    digest = claim(library, subscription, day)
    assert digest is not None
    return digest


def test_a_slot_is_claimed_once(library: Library, subscription: int) -> None:
    digest = claimed(library, subscription)
    assert (digest.slot, digest.period, digest.claimed_at) == ("2026-11-21T08:30", make_slot().period, NOW)
    assert not digest.finished
    assert claim(library, subscription) is None
    assert claim(library, subscription, day=22) is not None


def test_of_many_who_claim_at_once_one_gets_it(library: Library, subscription: int) -> None:
    won: list[Digest | None] = []
    threads = [threading.Thread(target=lambda: won.append(claim(library, subscription))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [digest is None for digest in won].count(False) == 1


@pytest.mark.parametrize(("dies", "claims"), [("before the commit", 0), ("after the commit", 1)])
def test_a_process_that_is_killed_leaves_a_claim_or_none(
    library: Library, subscription: int, tmp_path: Path, dies: str, claims: int
) -> None:
    program = (
        "import os, signal\n"
        "from bot.storage.database import open_database\n"
        "from bot.storage.posts import claim_digest\n"
        "from tests.builders import NOW\n"
        "from tests.storage.test_posts import make_slot\n"
        f"database = open_database('sqlite:///{tmp_path}/rapporteur.db')\n"
        "def die(): os.kill(os.getpid(), signal.SIGKILL)\n"
        f"with database.write({library.workspace_id}) as scope:\n"
        f"    claim_digest(scope, subscription_id={subscription}, channel='C1', slot=make_slot(), now=NOW)\n"
        f"    {'die()' if claims == 0 else 'pass'}\n"
        "die()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, timeout=60, capture_output=True, cwd=PROJECT
    )
    assert done.returncode < 0, (dies, done.stderr)
    with library.read() as scope:
        assert len(open_digests(scope)) == claims
    assert (claim(library, subscription) is None) == bool(claims)


def test_parts_are_composed_once(library: Library, subscription: int) -> None:
    digest = claimed(library, subscription)
    with library.write() as scope:
        parts = save_parts(scope, digest.id, ["{header}", "{details}"], ["key/0", "key/1"])
        assert save_parts(scope, digest.id, ["{other}"], ["key/9"]) == parts
    assert [(p.part, p.payload, p.key, p.state, p.claimed_at) for p in parts] == [
        (0, "{header}", "key/0", PostState.CLAIMED, None),
        (1, "{details}", "key/1", PostState.CLAIMED, None),
    ]


def test_a_key_is_used_once(library: Library, subscription: int) -> None:
    first, second = claimed(library, subscription), claimed(library, subscription, day=22)
    with library.write() as scope:
        save_parts(scope, first.id, ["a"], ["key/0"])
    with pytest.raises(IntegrityError), library.write() as scope:
        save_parts(scope, second.id, ["a"], ["key/0"])


def test_what_is_open_is_known_after_a_crash_with_how_far_it_came(
    library: Library, subscription: int
) -> None:
    uncomposed, digest = claimed(library, subscription), claimed(library, subscription, day=22)
    with library.write() as scope:
        posted, tried, untried = save_parts(scope, digest.id, ["a", "b", "c"], ["k/0", "k/1", "k/2"])
        claim_post(scope, posted.id, NOW)
        record_post(scope, posted.id, "1700000000.000100")
        claim_post(scope, tried.id, NOW + timedelta(seconds=1))
    with library.read() as scope:
        (first, none), (second, parts) = open_digests(scope)
        assert count_open(scope) == 2
    assert (first.id, none, second.id) == (uncomposed.id, (), digest.id)
    assert [(p.state, p.ts, p.claimed_at) for p in parts] == [
        (PostState.POSTED, "1700000000.000100", NOW),
        (PostState.CLAIMED, None, NOW + timedelta(seconds=1)),
        (PostState.CLAIMED, None, None),
    ]
    assert parts[2].id == untried.id


def test_a_refusal_is_kept_with_its_reason_and_a_finished_digest_is_closed(
    library: Library, subscription: int
) -> None:
    digest = claimed(library, subscription)
    with library.write() as scope:
        (post,) = save_parts(scope, digest.id, ["a"], ["k/0"])
        failed = fail_post(scope, post.id, "The bot is not in the channel.")
        assert (failed.state, failed.reason) == (PostState.FAILED, "The bot is not in the channel.")
        assert finish_digest(scope, digest.id).finished
        assert open_digests(scope) == ()
        assert count_open(scope) == 0
    assert claim(library, subscription) is None


def test_posts_and_digests_that_are_not_there_are_said_so(library: Library) -> None:
    with library.write() as scope:
        for change in (
            lambda: claim_post(scope, 9, NOW),
            lambda: record_post(scope, 9, "1.2"),
            lambda: fail_post(scope, 9, "no"),
            lambda: finish_digest(scope, 9),
            lambda: save_parts(scope, 9, [], []),
        ):
            with pytest.raises(NotFoundError):
                change()


def test_the_last_slot_is_the_one_due_last(library: Library, subscription: int) -> None:
    with library.read() as scope:
        assert last_slot(scope, subscription) is None
    claimed(library, subscription, day=22)
    claimed(library, subscription, day=21)
    with library.read() as scope:
        assert last_slot(scope, subscription) == "2026-11-22T08:30"


def test_what_a_channel_has_seen_is_remembered(library: Library, subscription: int) -> None:
    one, more, other, unseen = (library.article(story=label) for label in ("a", "a", "b", "c"))
    stories = [one.story, other.story, unseen.story]
    with library.write() as scope:
        save_shown(scope, subscription, [one.id, other.id], NOW)
        save_shown(scope, subscription, [more.id, one.id], NOW)
        save_shown(scope, subscription, [], NOW)
        assert load_shown(scope, subscription, stories) == {one.story: 2, other.story: 1}
        assert load_shown(scope, subscription, []) == {}


def test_settings_hold_json_and_the_last_value_counts(library: Library) -> None:
    with library.write() as scope:
        assert load_setting(scope, "charts_refused") is None
        assert load_setting(scope, "charts_refused", default=False) is False
        for value in (True, {"since": "2026-11-20", "n": [1, 2.5]}, "text", None):
            save_setting(scope, "charts_refused", value)
            assert load_setting(scope, "charts_refused", default="unset") == value
