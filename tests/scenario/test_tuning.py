"""Why a story is here, marks, tuned themes and mutes, as a desk does it: with buttons, twice, late, without rights."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from bot.model.mutes import Mute, MuteKind
from bot.model.subscriptions import Subscription
from bot.slack.port import Person
from bot.storage.feedback import count_marks, load_steps
from bot.storage.mutes import add_mute, list_mutes
from bot.storage.regrouping import merge_stories
from bot.storage.subscriptions import add_subscription, remove_subscription
from digests.publish import publish_due
from digests.rhythm import parse_rhythm
from handlers.pool import ListenerPool
from tests.builders import Library, make_quote
from tests.fakes.slack import FakeSlack
from tests.rivers import RIVERS, UNWANTED, WANTED
from tests.scenario.bolt import TEAM, Workplace, chosen, text


@pytest.fixture
def work(library: Library) -> Iterator[Workplace]:
    """A digest on energy was posted in C1; Ana is an admin, Bo is not."""
    library.database.adopt(TEAM, "Desk")
    library.know("ana-silva", "bo-lind", themes=["energy", "trade"])
    pool = ListenerPool(workers=1, waiting=8)
    people = {
        "U-ANA": Person(name="Ana", timezone="UTC", is_admin=True),
        "U-BO": Person(name="Bo", timezone="UTC"),
    }
    work = Workplace(library, FakeSlack(library.clock, people=people), pool)
    subscribe(work)
    bring(work, "Pipeline opens", outlet="loud.example", story="pipeline")
    bring(work, "Tanker leaves", outlet="calm.example")
    library.clock.move(hours=23, minutes=31)
    publish_due(work.services)
    yield work
    pool.close()


def subscribe(work: Workplace, channel: str = "C1") -> Subscription:
    with work.library.write() as scope:
        return add_subscription(
            scope,
            channel=channel,
            topic="theme:energy",
            rhythm=parse_rhythm("daily 08:30")[0],
            timezone="UTC",
            created_by="U-ANA",
            now=work.library.clock(),
        )


def bring(work: Workplace, title: str, **more: object) -> None:
    words = make_quote("This pipeline will keep our homes warm", "ana-silva", key=True)
    work.library.article(title, themes=["energy"], actors=["ana-silva"], quotes=[words], **more)  # type: ignore[arg-type]  # keywords of a builder


def button(work: Workplace, label: str, place: int = 0) -> tuple[str, str]:
    """The action and value of a button in the latest answer or post that has one of that label."""
    for sent in reversed(work.slack.sent):
        found = [
            (element["action_id"].partition(":")[0], element["value"])
            for block in sent.message.blocks
            if block["type"] == "actions"
            for element in block["elements"]
            if element["type"] == "button" and element["text"]["text"].startswith(label)
        ]
        if found:
            return found[place]
    raise AssertionError(f"no button {label}")


def press(work: Workplace, label: str, user: str = "U-ANA") -> str:
    """A person presses a button by its label; what was answered."""
    work.press(*button(work, label), user=user)
    return work.answers()[-1]


def standing(work: Workplace) -> tuple[Mute, ...]:
    with work.library.read() as scope:
        return list_mutes(scope, None)


def marks(work: Workplace) -> dict[str, tuple[int, int]]:
    with work.library.read() as scope:
        return count_marks(scope)


def test_why_tells_the_rank_the_match_and_the_subscription(work: Workplace) -> None:
    told = press(work, "Why is this here?")
    assert "1 outlet reports it in its own words." in told
    assert "0.90, given from 0.50 on; told by energy" in told
    assert "Subscription 1: theme Energy, daily 08:30" in told
    for label in (
        "Relevant to Energy",
        "Not relevant",
        "Mute this story here",
        "Mute Loud",
        "Follow Ana Silva",
    ):
        assert label in told


def test_why_of_a_story_that_was_merged_tells_of_what_it_became(work: Workplace) -> None:
    action, value = button(work, "Why is this here?")
    with work.library.write() as scope:
        merge_stories(scope, 1, 2, 0.9, work.library.clock())
    work.press(action, value)
    assert "points in all" in work.answers()[-1]


@pytest.mark.parametrize("action", ["why", "feedback"])
def test_a_button_of_a_removed_subscription_says_so(work: Workplace, action: str) -> None:
    _, value = button(work, "Why is this here?")
    with work.library.write() as scope:
        remove_subscription(scope, 1)
    work.press(action, value)
    assert "There is no subscription 1 here." in work.answers()[-1]


@pytest.mark.parametrize("action", ["why", "feedback"])
@pytest.mark.parametrize(
    "value", ["subscription:1 story:999 slot:2026-11-22T08:30", "subscription:2 story:1 slot:x"]
)
def test_a_story_that_is_gone_and_another_channels_subscription_are_sentences(
    work: Workplace, action: str, value: str
) -> None:
    subscribe(work, "C-SECRET")
    work.press(action, value)
    told = work.answers()[-1]
    assert any(said in told for said in ("not find that story", "not there any more", "not of this channel"))


HOSTILE = ("", "x", "9" * 900, "1:nothing", "<!channel>", "subscription:1 story:x")
OURS = (
    *("why", "feedback", "wrong", "match_relevant", "match_irrelevant", "tuning_apply", "tuning_undo"),
    *("mute", "mute_here", "mute_everywhere", "unmute", "correction_undo"),
)


def test_any_value_of_any_button_gets_a_sentence(work: Workplace) -> None:
    for action in OURS:
        for value in HOSTILE:
            before = len(work.slack.sent)
            work.press(action, value)
            assert len(work.slack.sent) == before + 1, (action, value)
            assert "went wrong on our side" not in work.answers()[-1], (action, value)
    assert not standing(work)


def test_a_mark_is_counted_and_says_what_is_missing(work: Workplace) -> None:
    press(work, "Why is this here?")
    told = press(work, "Not relevant", "U-BO")
    assert "not relevant to Energy" in told
    assert "10 more “relevant” and 9 more “not relevant”" in told
    assert marks(work) == {"energy": (0, 1)}


def test_a_second_mark_of_the_same_person_replaces_the_first(work: Workplace) -> None:
    press(work, "Why is this here?")
    why = work.slack.sent[-1]
    for _ in range(2):
        press(work, "Not relevant")
        work.slack.sent.append(why)
    press(work, "Relevant to Energy")
    assert marks(work) == {"energy": (1, 0)}


@pytest.fixture
def marked(work: Workplace) -> Workplace:
    """Rivers has enough marks to learn that treaties are meant, and boats are not."""
    work.library.know(themes=[RIVERS])
    for prose, action in ((WANTED, "match_relevant"), (UNWANTED, "match_irrelevant")):
        for number in range(11):
            article = work.library.article(f"Headline {number}", text=prose).id
            work.press(action, f"{article}:rivers")
    return work


def test_enough_marks_show_what_would_change_and_change_nothing(marked: Workplace) -> None:
    told = marked.answers()[-1]
    assert "It would have removed" in told
    assert "Removed, for example" in told
    with marked.library.read() as scope:
        assert load_steps(scope, "rivers") == ()


def test_applying_is_for_those_who_may_change_themes(marked: Workplace) -> None:
    told = press(marked, "Apply", "U-BO")
    assert "Only some people may change" in told
    with marked.library.read() as scope:
        assert load_steps(scope, "rivers") == ()


def test_applying_twice_makes_one_step_and_undoing_twice_takes_one_back(marked: Workplace) -> None:
    apply = button(marked, "Apply")
    marked.press(*apply)
    undo = button(marked, "Undo")
    marked.press(*apply)
    assert "applied already" in marked.answers()[-1]
    with marked.library.read() as scope:
        (step,) = load_steps(scope, "rivers")
    assert step.made_by == "U-ANA"
    marked.press(*undo)
    assert "as it was before" in marked.answers()[-1]
    marked.press(*undo)
    assert "undone already" in marked.answers()[-1]


def test_marks_that_came_since_are_shown_before_they_are_applied(marked: Workplace) -> None:
    apply = button(marked, "Apply")
    marked.press("match_relevant", "3:rivers", user="U-BO")
    marked.press(*apply)
    assert "There are other marks by now" in marked.answers()[-2]
    assert "It would have removed" in marked.answers()[-1]
    with marked.library.read() as scope:
        assert load_steps(scope, "rivers") == ()


def test_not_now_keeps_the_marks(marked: Workplace) -> None:
    before = marks(marked)
    assert "Nothing was changed" in press(marked, "Not now")
    assert marks(marked) == before


def test_muting_shows_its_effect_first_then_is_done_and_undone(work: Workplace) -> None:
    press(work, "Why is this here?")
    told = press(work, "Mute Loud")
    assert "It would have removed 1 of the last 2 stories." in told
    assert standing(work) == ()
    press(work, "Mute here")
    (mute,) = standing(work)
    assert (mute.kind, mute.what, mute.subscription, mute.made_by) == (
        MuteKind.OUTLET,
        "loud.example",
        1,
        "U-ANA",
    )
    assert "told again." in press(work, "Undo")
    assert standing(work) == ()


def test_muting_twice_mutes_once(work: Workplace) -> None:
    for _ in range(2):
        work.press("mute_here", "subscription:1 outlet:loud.example")
    assert len(standing(work)) == 1


def test_the_whole_workspace_is_muted_by_those_who_may(work: Workplace) -> None:
    work.press("mute_everywhere", "subscription:1 story:1", user="U-BO")
    assert "Only some people may change" in work.answers()[-1]
    work.press("mute_everywhere", "subscription:1 story:1")
    assert standing(work)[0].subscription is None
    work.press("unmute", "1", user="U-BO")
    assert "Only some people may change" in work.answers()[-1]
    assert len(standing(work)) == 1


def test_a_channel_mutes_nothing_in_another_one(work: Workplace) -> None:
    other = subscribe(work, "C-SECRET")
    work.press("mute_here", f"subscription:{other.id} outlet:loud.example")
    assert standing(work) == ()


def test_a_word_is_muted_by_a_form(work: Workplace) -> None:
    work.press("mute_term", "1")
    view = work.slack.shown[-1].view
    assert "Here: theme Energy" in json.dumps(view)
    wrong = work.submit("mute_term", kept="C1", mute_words=text("…"), mute_where=chosen("1"))
    assert "with letters or digits" in wrong.body
    work.submit("mute_term", kept="C1", mute_words=text("TANKER"), mute_where=chosen("1"))
    assert "It would have removed 1 of the last 2 stories." in work.answers()[-1]
    press(work, "Mute here")
    assert standing(work)[0].what == "TANKER"


def test_mutes_are_listed_where_they_hold(work: Workplace) -> None:
    other = subscribe(work, "C-SECRET")
    with work.library.write() as scope:
        for number, where in enumerate((1, other.id, None)):
            words = f"word {number}"
            add_mute(
                scope,
                Mute(
                    kind=MuteKind.TERM,
                    what=words,
                    shown=words,
                    subscription=where,
                    made_at=work.library.clock(),
                ),
            )
    work.type("/media mutes")
    told = work.answers()[-1]
    assert "word 0" in told
    assert "word 1" not in told
    assert "word 2" in told
    assert "in the whole workspace" in told


def test_media_why_tells_of_an_address(work: Workplace) -> None:
    work.type("/media why https://loud.example/pipeline-opens")
    told = work.answers()[-1]
    assert "Theme Energy: 0.90, given" in told
    assert "its story is number" in told
    work.type("/media why")
    assert "Why what?" in work.answers()[-1]
    work.type("/media why https://elsewhere.example/x")
    assert "I have not read" in work.answers()[-1]


def test_media_why_tells_of_the_channels_that_the_person_is_in_and_of_no_others(work: Workplace) -> None:
    line = "/media why https://loud.example/pipeline-opens"
    work.type(line, channel="C-ELSEWHERE")
    assert "no subscription that I may tell you of" in work.answers()[-1]
    work.slack.channels["U-ANA"] = ("C1",)
    work.type(line, channel="C-ELSEWHERE")
    assert "its story is number" in work.answers()[-1]


def test_a_list_of_a_theme_is_marked_by_a_form_one_article_at_once(work: Workplace) -> None:
    work.press("wrong", "themes:1,2:energy")
    assert work.slack.shown[-1].view["callback_id"] == "not_about"
    answer = work.submit("not_about", kept="energy C1", not_about_articles=chosen(many=True))
    assert "Choose at least one" in answer.body
    work.submit("not_about", kept="energy C1", not_about_articles=chosen("1", "2", many=True))
    assert marks(work) == {"energy": (0, 2)}
    work.press("wrong", "themes:1:energy", user="U-BO")
    assert marks(work) == {"energy": (0, 3)}


def test_following_an_actor_opens_the_form_with_the_topic(work: Workplace) -> None:
    press(work, "Why is this here?")
    press(work, "Follow Ana Silva")
    assert "actor:ana-silva" in json.dumps(work.slack.shown[-1].view)
    work.type("/actor ana-silva")
    assert button(work, "Follow") == ("subscribe", "actor:ana-silva")


def test_a_story_that_was_posted_at_once_has_its_reasons_too(work: Workplace) -> None:
    with work.library.write() as scope:
        add_subscription(
            scope,
            channel="C1",
            topic="theme:trade",
            rhythm=parse_rhythm("instantly")[0],
            timezone="UTC",
            created_by="U-ANA",
            now=work.library.clock(),
        )
    work.library.clock.move(minutes=5)
    for outlet in ("north.example", "south.example", "east.example"):
        work.library.article("Tariffs fall", themes=["trade"], outlet=outlet, story="tariffs")
    publish_due(work.services)
    told = press(work, "Why is this here?")
    assert "3 outlets report it in their own words." in told
    assert "theme Trade, instantly" in told
