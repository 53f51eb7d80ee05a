"""Forms, menus, shortcuts and events through Bolt, with a feature made for the purpose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from bot.errors import UsageError
from bot.slack.port import Upload
from digests.page import Plot, Series
from handlers.feature import Feature, FormListener
from handlers.forms import Form, Option, ask_choice, ask_text
from handlers.pool import ListenerPool
from handlers.register import register
from handlers.replies import Reply
from handlers.visit import Visit
from tests.builders import Library
from tests.fakes.slack import FakeSlack, arrive, refuse
from tests.scenario.bolt import TEAM, Workplace, chosen, text

COLOURS = (Option("Red", "red"), Option("Blue", "blue"))
GREETING = Form(
    name="greeting",
    title="Greeting",
    submit="Send",
    kept="kept words",
    blocks=(ask_text("words", "Words"), ask_choice("colour", "Colour", COLOURS)),
)
CHART = Plot("Mentions", "line", ("Mon", "Tue"), (Series("A", (1, 2)),), ("Mon 1", "Tue 2"))


def _check(visit: Visit) -> Mapping[str, str]:
    assert visit.call.view
    return {} if visit.call.view.values["words"] else {"words": "Write something."}


def _take(visit: Visit) -> None:
    assert visit.call.view
    values = visit.call.view.values
    visit.answer(Reply(heading=f"{values['words']} in {values['colour']}, {visit.call.view.kept}"))


def _fail(_: Visit) -> None:
    raise UsageError("That cannot be done.", advice="Do another thing.")


def _heading(words: str) -> Reply:
    return Reply(heading=words)


PRACTICE = Feature(
    actions={
        "open": lambda visit: visit.answer(Reply(heading="No form here", form=GREETING)),
        "draw": lambda visit: visit.answer(Reply(heading="Drawn", parts=(CHART,))),
        "file": lambda visit: visit.answer(
            Reply(heading="Sent to you", files=(Upload(name="a.csv", title="A", content=b"a,b"),))
        ),
        "fail": _fail,
    },
    forms={"greeting": FormListener(_take, _check)},
    shortcuts={"add": lambda visit: visit.answer(_heading(f"Got {visit.call.told['text']}"))},
    events={"app_home_opened": lambda visit: visit.answer(_heading(f"Hello {visit.call.user_id}"))},
)


@pytest.fixture
def work(library: Library) -> Iterator[Workplace]:
    library.database.adopt(TEAM, "Desk")
    pool = ListenerPool(workers=1, waiting=8)
    yield Workplace(library, FakeSlack(library.clock), pool, features=(PRACTICE,))
    pool.close()


def test_a_button_opens_a_form(work: Workplace) -> None:
    work.press("open", "")
    assert work.slack.shown[0].view["title"]["text"] == "Greeting"
    assert work.slack.sent == []


def test_where_the_trigger_is_spent_the_answer_comes_in_words(work: Workplace) -> None:
    work.slack.spent.add("trigger-1")
    work.press("open", "")
    assert "No form here" in work.answers()[0]


def test_what_is_wrong_is_said_beside_the_input(work: Workplace) -> None:
    answer = work.submit("greeting", words=text(""), colour=chosen("red"))
    assert '"errors": {"words": "Write something."}' in answer.body
    assert work.slack.sent == []


def test_a_form_that_is_right_is_taken_and_answered_directly(work: Workplace) -> None:
    answer = work.submit("greeting", kept="kept words", words=text("hello"), colour=chosen("blue"))
    assert answer.body == ""
    assert work.slack.sent[0].channel == "D-U-ANA"
    assert "hello in blue, kept words" in work.answers()[0]


def test_an_unknown_form_gets_a_sentence(work: Workplace) -> None:
    work.submit("form_of_last_year")
    assert "older version" in work.answers()[0]


def test_what_a_listener_raises_is_told_to_the_person(work: Workplace) -> None:
    work.press("fail", "")
    assert "That cannot be done." in work.answers()[0]


def test_a_shortcut_of_a_message(work: Workplace) -> None:
    work.shortcut("add", message={"text": "a link", "ts": "5.0"})
    assert "Got a link" in work.answers()[0]


def test_an_event_is_told_once(work: Workplace) -> None:
    work.tell("app_home_opened", user="U-BO", id="Ev1")
    work.tell("app_home_opened", user="U-BO", id="Ev1")
    assert len(work.slack.sent) == 1
    assert "Hello U-BO" in work.answers()[0]


def test_a_native_chart_that_slack_refuses_becomes_rows_and_is_not_tried_again(work: Workplace) -> None:
    work.slack.next(refuse("invalid_blocks"), refuse("invalid_blocks"), arrive)
    work.press("draw", "")
    assert "Mon 1" in work.answers()[0]
    work.press("draw", "")
    assert all("data_visualization" not in answer for answer in work.answers())


def test_a_native_chart_where_slack_takes_it(work: Workplace) -> None:
    work.press("draw", "")
    assert "data_visualization" in work.answers()[0]


def test_a_file_goes_to_the_persons_own_messages(work: Workplace) -> None:
    work.press("file", "")
    assert [channel for channel, _ in work.slack.files] == ["D-U-ANA"]


def test_two_features_cannot_listen_to_the_same_name(work: Workplace) -> None:
    with pytest.raises(ValueError, match="two features listen"):
        register(work.app, work.services, work.pool, (PRACTICE, PRACTICE))
