"""Signed requests through Bolt: acknowledged at once, answered once, refused where they are not Slack's."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence

import pytest
from slack_bolt import BoltRequest

from bot.slack.port import Person
from handlers.commands import table
from handlers.pool import ListenerPool
from handlers.register import BUSY
from tests.builders import Library, make_quote
from tests.fakes.slack import FakeSlack, drop, lose_answer, refuse
from tests.scenario.bolt import TEAM, Workplace


@pytest.fixture
def work(library: Library) -> Iterator[Workplace]:
    library.database.adopt(TEAM, "Desk")
    library.know("ana-silva", "bo-lind", "cy-lind", themes=["energy"])
    library.article(
        "Leaders agree on a pipeline",
        actors=["ana-silva", "bo-lind"],
        themes=["energy"],
        quotes=[make_quote("We will build this pipeline together", "ana-silva", about=["bo-lind"], key=True)],
    )
    library.clock.move(hours=1)
    pool = ListenerPool(workers=2, waiting=8)
    yield Workplace(library, FakeSlack(library.clock), pool)
    pool.close()


def test_a_command_is_acknowledged_and_answered_to_its_response_url(work: Workplace) -> None:
    answer = work.type("/relations silva bo-lind 30d")
    assert (answer.status, answer.body) == (200, "")
    (sent,) = work.slack.sent
    assert sent.channel == "https://hooks.example/1"
    assert not sent.in_channel
    assert "Ana Silva and Bo Lind, last 30 days" in work.answers()[0]


@pytest.mark.parametrize("command", [command.name for command in table.COMMANDS])
def test_every_command_is_listened_to(work: Workplace, command: str) -> None:
    assert work.type(f"/{command} help").status == 200
    assert f"/{command}" in work.answers()[0]


def test_a_command_below_media(work: Workplace) -> None:
    work.type("/media quotes silva")
    assert "build this pipeline" in work.answers()[0]


def test_a_button_answers_in_place(work: Workplace) -> None:
    work.press("rerun:2", "/relations ana-silva bo-lind 7d")
    assert work.slack.sent[0].replaced
    assert "last 7 days" in work.answers()[0]


def test_another_button_answers_below(work: Workplace) -> None:
    work.press("ask:0", "/quotes ana-silva 30d")
    assert not work.slack.sent[0].replaced


def test_sharing_is_for_the_channel_and_says_by_whom(work: Workplace) -> None:
    work.slack.people["U-ANA"] = Person(name="Ana", timezone="Europe/Lisbon")
    work.press("share:9", "/relations ana-silva bo-lind 30d")
    (sent,) = work.slack.sent
    assert sent.in_channel
    assert "shared by Ana" in work.answers()[0]
    assert '"actions"' not in work.answers()[0]


def test_an_old_button_gets_a_sentence(work: Workplace) -> None:
    work.press("feedback_v0", "x")
    assert "older version" in work.answers()[0]


def test_a_button_for_something_that_is_gone_gets_a_sentence(work: Workplace) -> None:
    work.press("rerun:0", "/subscriptions pause 77")
    assert "77" in work.answers()[0]


def test_the_persons_own_time_zone_counts(work: Workplace) -> None:
    work.slack.people["U-ANA"] = Person(name="Ana", timezone="Asia/Tokyo")
    work.type("/subscribe energy 8:00")
    work.type("/subscribe energy daily 8:00")
    assert "daily 08:00 (Asia/Tokyo)" in work.answers()[1]


def test_a_replayed_request_is_done_once(work: Workplace) -> None:
    for _ in range(3):
        assert work.type("/subscribe energy", trigger="the-same").status == 200
    assert len(work.slack.sent) == 1
    work.library.clock.move(minutes=10)
    work.type("/subscribe energy", trigger="the-same")
    assert len(work.slack.sent) == 2


def test_a_bad_signature_is_refused(work: Workplace) -> None:
    assert work.type("/relations", secret="another-secret").status == 401
    assert work.slack.sent == []


def test_an_old_request_is_refused(work: Workplace) -> None:
    assert work.type("/relations", timestamp=str(int(time.time()) - 600)).status == 401


@pytest.mark.parametrize(
    "headers", [{}, {"x-slack-signature": ["v0=00"], "x-slack-request-timestamp": ["now"]}]
)
def test_a_request_without_proper_headers_is_refused(
    work: Workplace, headers: dict[str, str | Sequence[str]]
) -> None:
    assert work.app.dispatch(BoltRequest(body="command=%2Frelations", headers=headers)).status == 401


def test_an_unknown_workspace_gets_a_sentence(work: Workplace) -> None:
    answer = work.type("/relations silva bo-lind", team="T-STRANGER")
    assert answer.status == 200
    assert "do not know this workspace" in json.loads(answer.body)["text"]
    assert work.slack.sent == []


def test_a_spent_response_url_is_answered_another_way(work: Workplace) -> None:
    work.slack.next(refuse("expired_url"))
    work.type("/quotes silva")
    (sent,) = work.slack.sent
    assert (sent.channel, sent.user) == ("C1", "U-ANA")


def test_where_slack_refuses_the_blocks_the_words_still_arrive(work: Workplace) -> None:
    work.slack.next(refuse("invalid_blocks"), refuse("invalid_blocks"))
    work.type("/quotes silva")
    (sent,) = work.slack.sent
    assert sent.message.blocks == ()
    assert "Quotes of Ana Silva" in sent.message.text


def test_where_the_bot_is_not_in_the_channel_the_answer_comes_as_a_direct_message(work: Workplace) -> None:
    work.slack.next(refuse("used_url"), refuse("not_in_channel"), refuse("not_in_channel"))
    work.press("ask:0", "/quotes silva")
    (sent,) = work.slack.sent
    assert sent.channel == "D-U-ANA"
    assert "Quotes of Ana Silva" in sent.message.text


def test_a_hiccup_of_slack_costs_nobody_their_time_zone_for_long(work: Workplace) -> None:
    work.type("/quotes silva")  # Slack does not tell who it is
    work.slack.people["U-ANA"] = Person(name="Ana", timezone="Pacific/Kiritimati")
    work.library.clock.move(minutes=2)
    work.type("/subscribe energy")
    assert "Pacific/Kiritimati" in work.answers()[-1]


def test_what_was_perhaps_shared_is_not_shared_again(work: Workplace) -> None:
    work.slack.next(lose_answer)
    work.press("share:1", "/quotes ana-silva 30d")
    assert len(work.slack.sent) == 1
    work.slack.next(drop)
    work.type("/quotes silva")
    assert len(work.slack.sent) == 2


def test_an_error_of_ours_is_logged_with_a_reference(
    work: Workplace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("handlers.answering.answer_line", broken)
    work.type("/quotes silva")
    said = work.answers()[0]
    assert "reference" in said
    assert "secret detail" not in said
    reference = said.split("reference ")[1][:6]
    assert any(getattr(record, "fields", {}).get("reference") == reference for record in caplog.records)
    assert "ZeroDivisionError" in caplog.text


def test_acknowledged_at_once_while_the_work_takes_long(
    work: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    answer_line = table.answer_line

    def slow(*arguments: object) -> object:
        gate.wait(10)
        return answer_line(*arguments)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr("handlers.answering.answer_line", slow)
    began = time.monotonic()
    answers = [work.type("/quotes silva", wait=False) for _ in range(12)]
    assert time.monotonic() - began < 2.5
    assert all(answer.status == 200 for answer in answers)
    assert any(BUSY in str(answer.body) for answer in answers), "beyond the queue people are told"
    gate.set()
    work.wait()
    assert len(work.slack.sent) == sum(BUSY not in str(answer.body) for answer in answers)


@pytest.mark.parametrize("line", ["/subscribe", "/media subscribe", "/sources import"])
def test_a_form_opens_within_its_three_seconds_while_all_else_waits(
    work: Workplace, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    work.slack.people["U-ANA"] = Person(name="Ana", timezone="Europe/Riga", is_admin=True)
    gate = threading.Event()
    answer_line = table.answer_line

    def slow(asked: str, *arguments: object) -> object:
        if asked != line:
            gate.wait(10)
        return answer_line(asked, *arguments)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr("handlers.answering.answer_line", slow)
    for _ in range(12):
        work.type("/quotes silva", wait=False)
    began = time.monotonic()
    work.type(line, wait=False)
    work.press("subscribe", "", wait=False)
    while len(work.slack.shown) < 2 and time.monotonic() - began < 3:
        time.sleep(0.005)
    assert [shown.how for shown in work.slack.shown] == ["open", "open"]
    gate.set()


def test_a_double_click_shares_once(work: Workplace) -> None:
    work.press("share:1", "/quotes ana-silva 30d", ts="5.0", pressed_at="1700000000.100000")
    work.press("share:1", "/quotes ana-silva 30d", ts="5.0", pressed_at="1700000000.450000")
    assert len(work.slack.sent) == 1
    work.press("share:1", "/quotes ana-silva 30d", ts="5.0", pressed_at="1700000009.000000")
    assert len(work.slack.sent) == 2, "pressed again later, it is meant"


def test_buttons_pressed_in_turn_are_all_meant(work: Workplace) -> None:
    for number, span in enumerate(("7d", "30d", "7d")):
        pressed_at = f"1700000000.{number}00000"
        work.press(f"rerun:{span}", f"/quotes ana-silva {span}", ts="5.0", pressed_at=pressed_at)
    assert len(work.slack.sent) == 3


def test_two_people_may_press_the_same_button_at_once(work: Workplace) -> None:
    for user in ("U-ANA", "U-BO"):
        work.press("ask:0", "/quotes ana-silva 30d", ts="5.0", user=user, pressed_at="1700000000.100000")
    assert len(work.slack.sent) == 2
