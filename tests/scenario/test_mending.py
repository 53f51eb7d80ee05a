"""Wrong speaker, wrong event: said in a form, corrected, shown in messages that were posted, listed, undone."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from bot.model.findings import EventClass
from bot.model.subscriptions import Subscription
from bot.slack.message import Message
from bot.slack.port import Person
from bot.storage.corrections import load_corrections
from bot.storage.events import load_events
from bot.storage.mending_rows import load_placed_events, load_placed_quotes
from bot.storage.quotes import load_quotes
from bot.storage.subscriptions import add_subscription
from digests.publish import publish_due
from digests.rhythm import parse_rhythm
from handlers.pool import ListenerPool
from tests.builders import Library, make_event, make_quote
from tests.fakes.slack import FakeSlack, arrive, refuse
from tests.scenario.bolt import TEAM, Workplace, chosen, text

WORDS = "This pipeline will keep our homes warm for thirty winters"


@pytest.fixture
def work(library: Library) -> Iterator[Workplace]:
    """A digest was posted in C1 in which Ana Silva, minister, is quoted, though it was Bo Lind."""
    library.database.adopt(TEAM, "Desk")
    library.know("ana-silva", "bo-lind", "russia", "china", themes=["energy"])
    pool = ListenerPool(workers=1, waiting=8)
    people = {"U-ANA": Person(name="Ana", timezone="UTC"), "U-BO": Person(name="Bo", timezone="UTC")}
    work = Workplace(library, FakeSlack(library.clock, people=people), pool)
    subscribe(work)
    library.article(
        "Pipeline opens",
        text="The pipeline opens on the coast after ten years of building. Ships will follow in spring.",
        themes=["energy"],
        actors=["ana-silva", "russia", "china"],
        quotes=[make_quote(WORDS, "ana-silva", key=True, role="minister")],
        events=[make_event("russia", "threaten", "china", EventClass.VERBAL_CONFLICT)],
        story="pipeline",
    )
    library.clock.move(hours=23, minutes=31)
    publish_due(work.services)
    yield work
    pool.close()


def subscribe(work: Workplace) -> Subscription:
    with work.library.write() as scope:
        return add_subscription(
            scope,
            channel="C1",
            topic="theme:energy",
            rhythm=parse_rhythm("daily 08:30")[0],
            timezone="UTC",
            created_by="U-ANA",
            now=work.library.clock(),
        )


def quote(work: Workplace) -> int:
    """The number of the quote's row."""
    with work.library.read() as scope:
        return load_placed_quotes(scope)[0].id


def event(work: Workplace) -> int:
    with work.library.read() as scope:
        return load_placed_events(scope)[0].id


def say(work: Workplace, what: str, how: str, who: str = "", user: str = "U-ANA") -> str:
    """A person sends the form; what is wrong with it, or the answer."""
    values = {"mending_what": chosen(what), "mending_how": chosen(how), "mending_who": text(who)}
    sent = work.submit("mending", kept="C1", user=user, **values)
    return sent.body or work.answers()[-1]


def posted(work: Workplace) -> list[Message]:
    """What stands in the channel and its thread now."""
    return [sent.message for sent in work.slack.sent if sent.channel == "C1" and not sent.user]


def shown(work: Workplace) -> str:
    return json.dumps([message.blocks for message in posted(work)], ensure_ascii=False)


def speaker(work: Workplace) -> str | None:
    with work.library.read() as scope:
        return load_quotes(scope)[0].quote.speaker_name


def test_the_button_of_a_look_up_opens_a_form_with_what_is_shown(work: Workplace) -> None:
    work.press("wrong", f"quotes:{quote(work)}")
    view = json.dumps(work.slack.shown[-1].view, ensure_ascii=False)
    assert "Ana Silva: “This pipeline" in view
    assert "This is no quote" in view
    assert "the other way round" not in view


def test_the_button_of_a_digest_lists_the_quotes_and_events_of_its_story(work: Workplace) -> None:
    work.press("feedback", "subscription:1 story:1 slot:2026-11-22T08:30")
    view = json.dumps(work.slack.shown[-1].view, ensure_ascii=False)
    assert "Ana Silva: “This pipeline" in view
    assert "Russia → China (threaten)" in view
    assert "the other way round" in view


def test_where_no_form_can_be_opened_it_is_said(work: Workplace) -> None:
    work.slack.spent.add(f"trigger-{work.triggers + 1}")
    work.press("wrong", f"quotes:{quote(work)}")
    assert "could not be opened in time" in work.answers()[-1]


def test_a_wrong_speaker_is_corrected_in_storage_and_in_the_channel(work: Workplace) -> None:
    before = posted(work)
    assert '"text": "Ana Silva", "style": {"bold": true}' in shown(work)
    told = say(work, f"quote:{quote(work)}", "speaker", "lind")
    assert "was said by Bo Lind, not by Ana Silva" in told
    assert f"{len(before)} posted messages were updated" in told
    assert speaker(work) == "Bo Lind"
    assert '"text": "Bo Lind", "style": {"bold": true}' in shown(work)
    assert ", minister (" not in shown(work)
    assert "Corrected 22 Nov 2026: Bo Lind is quoted above, not Ana Silva." in shown(work)
    assert len(posted(work)) == len(before)


def test_undoing_puts_storage_and_messages_back(work: Workplace) -> None:
    before = posted(work)
    say(work, f"quote:{quote(work)}", "speaker", "Bo Lind")
    work.press("correction_undo", "1", user="U-BO")
    assert "Correction undone" in work.answers()[-1]
    assert speaker(work) == "Ana Silva"
    assert posted(work) == before
    work.press("correction_undo", "1")
    assert "undone already" in work.answers()[-1]


def test_what_is_no_quote_is_struck_out_and_back(work: Workplace) -> None:
    before = posted(work)
    say(work, f"quote:{quote(work)}", "no-quote")
    assert '"strike": true' in shown(work)
    with work.library.read() as scope:
        assert load_quotes(scope) == ()
    work.press("correction_undo", "1")
    assert posted(work) == before


def test_unknown_is_an_answer_and_so_is_a_name_that_nobody_bore(work: Workplace) -> None:
    say(work, f"quote:{quote(work)}", "speaker", "unknown")
    assert speaker(work) is None
    assert '"an unnamed speaker"' in shown(work)
    say(work, f"quote:{quote(work)}", "speaker", "Cora Vale")
    assert speaker(work) == "Cora Vale"
    assert '"text": "Cora Vale"' in shown(work)
    work.type("/quotes vale")
    assert "This pipeline" in work.answers()[-1]


@pytest.mark.parametrize(
    ("how", "who", "said"),
    [
        ("speaker", "", "Write who said it"),
        ("speaker", "…", "A name has letters"),
        ("speaker", "Ana Silva", "That is who it says now"),
        ("direction", "", "cannot be said of a quote"),
        ("class:bogus", "", "Choose what is wrong"),
        ("nonsense", "", "Choose what is wrong"),
    ],
)
def test_answers_that_do_not_go_together_are_told_beside_their_input(
    work: Workplace, how: str, who: str, said: str
) -> None:
    assert said in say(work, f"quote:{quote(work)}", how, who)
    assert speaker(work) == "Ana Silva"


def test_a_name_that_several_bear_is_never_guessed(work: Workplace) -> None:
    work.library.know("eva-lind")
    work.library.clock.move(hours=1)
    assert "Several bear that name" in say(work, f"quote:{quote(work)}", "speaker", "lind")


@pytest.mark.parametrize("what", ["quote:999", "event:999", "quote:x", "", "theme:1"])
def test_what_is_gone_is_told(work: Workplace, what: str) -> None:
    assert "not there any more" in say(work, what, "no-quote")


def test_sending_the_form_twice_corrects_once(work: Workplace) -> None:
    number = quote(work)
    say(work, f"quote:{number}", "no-quote")
    assert "not there any more" in say(work, f"quote:{number}", "no-quote")
    with work.library.read() as scope:
        assert len(load_corrections(scope)) == 1


def test_a_hostile_name_is_shown_as_it_is(work: Workplace) -> None:
    name = "<!channel> *B* <https://evil.example|x> & " + "y" * 500
    say(work, f"quote:{quote(work)}", "speaker", name)
    assert "<!channel> *B*" in shown(work)
    assert all("<!channel>" not in message.text for message in posted(work))
    work.type("/media corrections")
    assert "Corrections" in work.answers()[-1]


def test_a_message_that_slack_does_not_change_is_told(work: Workplace) -> None:
    work.slack.next(refuse("edit_window_closed"))
    told = say(work, f"quote:{quote(work)}", "speaker", "Bo Lind")
    assert "Slack did not let me change 1 message." in told
    assert speaker(work) == "Bo Lind"


def test_a_part_that_waits_to_be_posted_is_posted_as_corrected(work: Workplace) -> None:
    work.library.article(
        "Pipeline stays open",
        themes=["energy"],
        quotes=[make_quote("Nobody will be cold this winter, I promise", "ana-silva", key=True)],
        outlet="north.example",
    )
    work.library.clock.move(days=1)
    before = len(posted(work))
    work.slack.next(arrive, refuse("ratelimited"))
    publish_due(work.services)
    assert len(posted(work)) == before + 1, "its thread waits"
    with work.library.read() as scope:
        number = next(p.id for p in load_placed_quotes(scope) if "promise" in str(p.finding))
    say(work, f"quote:{number}", "speaker", "Bo Lind")
    work.library.clock.move(minutes=5)
    publish_due(work.services)
    assert len(posted(work)) == before + 2
    thread = str(posted(work)[-1].blocks)
    assert "'text': 'Bo Lind', 'style': {'bold': True}" in thread
    assert "'text': 'Ana Silva', 'style': {'bold': True}" not in thread


def test_an_event_is_turned_round_reclassed_and_retracted(work: Workplace) -> None:
    def told() -> list[tuple[tuple[str, ...], str]]:
        with work.library.read() as scope:
            found = load_events(scope, a="russia", b="china")
        return [(e.event.source, e.event.event_class.value) for e in found]

    assert "China → Russia, not Russia → China" in say(work, f"event:{event(work)}", "direction")
    assert told() == [(("china",), "verbal-conflict")]
    say(work, f"event:{event(work)}", "class:material-conflict")
    assert told() == [(("china",), "material-conflict")]
    assert "cannot be said of an event" in say(work, f"event:{event(work)}", "no-quote")
    assert "Retracted" in say(work, f"event:{event(work)}", "no-event")
    assert told() == []
    work.press("correction_undo", "1")
    assert "later correction" in work.answers()[-1]
    for number in (3, 2, 1):
        work.press("correction_undo", str(number))
    assert told() == [(("russia",), "verbal-conflict")]


def test_corrections_are_listed_with_who_and_when(work: Workplace) -> None:
    say(work, f"quote:{quote(work)}", "speaker", "Bo Lind", user="U-BO")
    work.press("correction_undo", "1")
    work.type("/media corrections")
    told = work.answers()[-1]
    assert '"user_id": "U-BO"' in told
    assert '"user_id": "U-ANA"' in told
    assert "undone Sun 22 Nov 08:31" in told
    assert "correction_undo" not in told
