"""What people and Slack get wrong: each gets its sentence, nothing is lost, and no message breaks a limit.

Where each other kind is tested: hostile headlines in test_lookups.py and digests/test_blocks.py, marks of chat clients
in handlers/test_words.py, archived channels in digests/test_publish.py, double clicks in test_dispatch.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from bot.slack.port import Person
from handlers.pool import ListenerPool
from tests.builders import Library, make_quote
from tests.fakes.slack import FakeSlack, refuse
from tests.scenario.bolt import TEAM, Workplace, chosen, text

COMMANDS = (
    "relations", "actor", "theme", "quotes", "find", "subscribe", "unsubscribe", "subscriptions", "digest", "sources",
)  # fmt: skip
STRANGE = (
    "👩‍🚀🛰️",  # emoji, one of several joined characters
    "محمد العلي",  # written from right to left
    "\u202egnissim\u202c",  # turns the direction
    "Z͑ͫ̓ͪ̂ͫ̽a̴̵l͠g҉o",  # towers of marks
    "<!channel> <@U0> <#C0|x>",
    "“curly ‘quotes’ — and dashes",
    "*bold* _it_ `code` ~no~ &amp;&lt;",
    "' OR 1=1; --",
    '"',
    "((((((((",
    "\x00\x07\ud800",
)


@pytest.fixture
def work(library: Library) -> Iterator[Workplace]:
    library.database.adopt(TEAM, "Desk")
    library.know("ana-silva", "bo-lind", themes=["energy"])
    quote = make_quote("We will build this pipeline together", "ana-silva", key=True)
    library.article("Leaders agree", actors=["ana-silva", "bo-lind"], themes=["energy"], quotes=[quote])
    library.clock.move(hours=1)
    pool = ListenerPool(workers=1, waiting=8)
    people = {
        "U-ANA": Person(name="Ana", timezone="Europe/Riga", is_admin=True),
        "U-BO": Person(name="\u202e<!here> 👩‍🚀 Bo", timezone="Mars/Olympus"),
    }
    yield Workplace(library, FakeSlack(library.clock, people=people), pool)
    pool.close()


@pytest.mark.parametrize("command", COMMANDS)
def test_ten_thousand_characters_get_one_sentence(work: Workplace, command: str) -> None:
    work.type(f"/{command} {'silva ' * 1_700}")
    (said,) = work.answers()
    assert "characters." in said
    assert "At most 2,000 are read." in said


@pytest.mark.parametrize("words", STRANGE)
def test_strange_words_get_one_answer_that_pings_nobody(
    work: Workplace, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    typed = words.encode("utf-8", "replace").decode()
    for command in COMMANDS:
        work.type(f"/{command} {typed}")
    assert len(work.answers()) == len(COMMANDS)
    assert "reference" not in " ".join(work.answers()), "something went wrong on our side"
    for sent in work.slack.sent:
        assert "<!" not in sent.message.text
        assert '"mrkdwn"' not in json.dumps(sent.message.blocks)
        assert "\u202e" not in json.dumps(sent.message.blocks, ensure_ascii=False)
    assert "Traceback" not in caplog.text


def test_a_strange_name_and_an_unknown_time_zone_of_a_person(work: Workplace) -> None:
    work.press("share:0", "/quotes silva 30d", user="U-BO")
    said = work.slack.sent[-1]
    assert "shared by <!here> 👩‍🚀 Bo" in json.dumps(said.message.blocks, ensure_ascii=False)
    assert '"mrkdwn"' not in json.dumps(said.message.blocks)
    assert "<!here>" not in said.message.text


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("rerun:0", ""),
        ("rerun:0", "/what-was-there-once 5"),
        ("rerun:0", "/subscriptions pause 999999999999999999999"),
        ("rerun:0", "/subscriptions pause ³"),
        ("rerun:0", "/sources remove ³"),
        ("rerun:0", "/media actors accept nobody"),
        ("ask:0", "/find article:99999999999999999999999"),
        ("share:0", "/relations nobody-known nowhere-known"),
        ("subscription_edit", "³"),
        ("subscription_edit", "77"),
        ("theme_edit", "gone"),
        ("button_of_last_month", "x"),
        ("", ""),
    ],
)
def test_an_old_button_gets_one_sentence(work: Workplace, action: str, value: str) -> None:
    work.press(action, value)
    (said,) = work.answers()
    assert "reference" not in said
    assert work.slack.sent[0].in_channel is False


@pytest.mark.parametrize(
    ("form", "kept"),
    [
        ("subscription", ""),
        ("subscription", "not json"),
        ("subscription", "{}"),
        ("source_add", ""),
        ("source_watch", '{"channel": "C1"}'),
        ("source_import", "[]"),
        ("theme", ""),
        ("form_of_last_month", "x"),
    ],
)
def test_a_form_of_an_older_version_gets_a_sentence(work: Workplace, form: str, kept: str) -> None:
    answer = work.submit(
        form, kept=kept, subscription_topic=text("energy"), subscription_rhythm=chosen("daily")
    )
    assert answer.status == 200
    said = " ".join([answer.body or "", *work.answers()])
    assert "reference" not in said
    assert said.strip(), "the person is told something"


@pytest.mark.parametrize("action", ["subscribe", "source_add", "source_import", "settings", "theme_edit"])
def test_an_expired_trigger_is_told(work: Workplace, action: str) -> None:
    work.slack.spent.update(f"trigger-{number}" for number in range(5))
    work.press(action, "new" if action == "theme_edit" else "")
    assert "That form could not be opened in time." in work.answers()[-1]


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("source_add", ""),
        ("source_import", ""),
        ("settings", ""),
        ("theme_edit", "energy"),
        ("rerun:0", "/sources remove 1"),
        ("rerun:0", "/sources pause 1"),
        ("rerun:0", "/sources resume 1"),
        ("rerun:0", "/sources watch https://news.example.org/feed.xml"),
        ("ask:0", "/sources add https://news.example.org/"),
        ("rerun:0", "/media actors accept somebody"),
        ("rerun:0", "/media actors dismiss somebody"),
        ("rerun:0", "/media sources remove 1"),
    ],
)
def test_no_button_leads_around_the_rights(work: Workplace, action: str, value: str) -> None:
    work.press(action, value, user="U-BO")
    (said,) = work.answers()
    assert "Only some people may change sources, themes and settings here." in said
    assert work.slack.shown == []


@pytest.mark.parametrize("code", ["expired_url", "used_url", "channel_not_found", "is_archived"])
def test_where_the_first_way_is_closed_the_answer_takes_another(work: Workplace, code: str) -> None:
    work.slack.next(refuse(code))
    work.press("ask:0", "/quotes silva 30d")
    (sent,) = work.slack.sent
    assert sent.user == "U-ANA"
    assert "Quotes of Ana Silva" in sent.message.text
