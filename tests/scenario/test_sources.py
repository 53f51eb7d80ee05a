"""Sources in Slack: adding with a preview, health, lists of feeds, links and files that people hand over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.fetch.opml import parse_opml, render_opml
from bot.model.articles import Source, SourceKind
from bot.model.intake import Listed
from bot.slack.port import Person
from bot.storage.settings import save_setting
from bot.storage.sources import add_source, load_sources, save_poll
from handlers.pool import ListenerPool
from tests.builders import Library
from tests.fakes.slack import FakeSlack
from tests.scenario.bolt import TEAM, Workplace, text

FEED = "https://news.example.org/feed.xml"
SITE = "https://news.example.org/"


@pytest.fixture
def work(library: Library) -> Iterator[Workplace]:
    library.database.adopt(TEAM, "Desk")
    pool = ListenerPool(workers=1, waiting=8)
    people = {
        "U-ANA": Person(name="Ana", timezone="Europe/Riga", is_admin=True),
        "U-BO": Person(name="Bo", timezone=None),
    }
    work = Workplace(library, FakeSlack(library.clock, people=people), pool)
    work.intake.feed(FEED, "North Post", "Trams stop", "Snow comes", "Port reopens", site=SITE)
    yield work
    pool.close()


def watch(work: Workplace, address: str = FEED, name: str = "North Post") -> Source:
    with work.library.write() as scope:
        return add_source(scope, SourceKind.FEED, address, name, work.library.clock())


def sources(work: Workplace) -> list[str]:
    with work.library.read() as scope:
        return [source.address for source in load_sources(scope)]


def fail(work: Workplace, source: Source, why: str) -> None:
    with work.library.write() as scope:
        save_poll(
            scope, source.id, etag=None, last_modified=None, next_poll_at=None,
            polled_at=work.library.clock(), new=0, error=why,
        )  # fmt: skip


def test_a_feed_is_shown_before_it_is_watched(work: Workplace) -> None:
    work.type(f"/sources add {SITE}")
    assert sources(work) == []
    assert all(title in work.answers()[-1] for title in ("Trams stop", "Snow comes", "Port reopens"))
    work.press("rerun:0", f"/sources watch {FEED}")
    assert sources(work) == [FEED]


def test_what_is_watched_already_is_said(work: Workplace) -> None:
    watch(work)
    work.type(f"/sources add {SITE}")
    assert "Watched already" in work.answers()[-1]


def test_a_site_without_a_feed_gets_its_sentence(work: Workplace) -> None:
    work.type("/sources add https://elsewhere.example/")
    assert "No feed was found on this site." in work.answers()[-1]


def test_the_form_looks_first_and_then_watches(work: Workplace) -> None:
    work.type("/sources add")
    answer = work.submit("source_add", kept='{"channel": "C1"}', source_address=text(SITE))
    assert json.loads(answer.body)["response_action"] == "update"
    shown = work.slack.shown[-1].view
    assert "Snow comes" in json.dumps(shown)
    work.submit("source_watch", kept=shown["private_metadata"])
    assert sources(work) == [FEED]
    assert work.slack.sent[-1].channel == "C1"


def test_what_is_wrong_with_an_address_is_said_in_the_form(work: Workplace) -> None:
    work.type("/sources add")
    answer = work.submit("source_add", kept='{"channel": "C1"}', source_address=text("nonsense"))
    assert "source_address" in json.loads(answer.body)["errors"]
    work.submit("source_add", kept='{"channel": "C1"}', source_address=text("https://elsewhere.example/"))
    assert "No feed was found" in json.dumps(work.slack.shown[-1].view)


def test_who_may_not_change_sources_is_told_whom_to_ask(work: Workplace) -> None:
    source = watch(work)
    work.press("rerun:0", f"/sources remove {source.id}", user="U-BO")
    assert "Only some people may change sources" in work.answers()[-1]
    assert sources(work) == [FEED]


def test_health_says_which_feeds_fail_since_when_and_why(work: Workplace) -> None:
    fail(work, watch(work), "The server answers 500.")
    watch(work, "https://south.example/feed", "South Times")
    work.type("/sources health")
    assert "failing since" in work.answers()[-1]
    assert "The server answers 500." in work.answers()[-1]
    assert "South Times" not in work.answers()[-1]


def test_sources_are_paused_resumed_and_removed(work: Workplace) -> None:
    source = watch(work)
    work.press("rerun:0", f"/sources pause {source.id}")
    assert "1 paused" in work.answers()[-1]
    work.press("rerun:0", f"/sources resume {source.id}")
    assert "0 paused" in work.answers()[-1]
    work.press("rerun:1", f"/sources remove {source.id}")
    assert sources(work) == []


def test_a_long_list_is_paged(work: Workplace) -> None:
    for number in range(30):
        watch(work, f"https://n{number}.example/feed", f"Paper {number}")
    work.type("/sources")
    assert "page 1 of 3" in work.answers()[-1]
    work.press("rerun:0", "/sources list 3")
    assert "Paper 29" in work.answers()[-1]
    assert '"/sources list page:2"' in work.answers()[-1]
    work.press("rerun:0", "/sources list page:2")
    assert "page 2 of 3" in work.answers()[-1]


def test_feeds_are_exported_and_imported(work: Workplace) -> None:
    watch(work)
    work.type("/sources export")
    ((channel, upload),) = work.slack.files
    assert channel == "D-U-ANA"
    assert parse_opml(upload.content) == (Listed(FEED, "North Post"),)

    more = render_opml([Listed(FEED, "North Post"), Listed("https://south.example/feed", "South")], "x")
    work.slack.shared["F1"] = ("feeds.opml", more)
    work.submit(
        "source_import", kept='{"channel": "C1"}', source_list={"type": "file_input", "files": [{"id": "F1"}]}
    )
    assert len(sources(work)) == 2
    assert "1 feed is watched now; 1 was watched already." in work.answers()[-1]


def test_a_list_sent_as_a_message_is_taken_in_from_those_who_may(work: Workplace) -> None:
    work.slack.shared["F1"] = ("feeds.opml", render_opml([Listed(FEED, "North Post")], "x"))
    work.tell("file_shared", file_id="F1", user_id="U-BO", channel_id="D1")
    assert "Only some people may change sources" in work.answers()[-1]
    assert sources(work) == []
    work.tell("file_shared", file_id="F1", user_id="U-ANA", channel_id="D1")
    assert sources(work) == [FEED]


def test_a_file_that_is_no_list_gets_its_sentence(work: Workplace) -> None:
    work.slack.shared["F1"] = ("feeds.opml", b"<rss/>")
    work.submit(
        "source_import", kept='{"channel": "C1"}', source_list={"type": "file_input", "files": [{"id": "F1"}]}
    )
    assert "no list of feeds" in work.answers()[-1]


def test_the_links_of_a_message_are_read(work: Workplace) -> None:
    work.intake.page("https://north.example/a?x=1&y=2")
    work.intake.page("https://north.example/b", status="copy", relevant=False)
    message = {
        "text": "see <https://north.example/a?x=1&amp;y=2|this>, <https://north.example/b> and <https://gone.example/>",
        "ts": "5.0",
    }
    work.shortcut("add_to_monitoring", message=message)
    said = work.answers()[-1]
    assert "2 articles" in said
    assert "another outlet has it too; it matches none of your themes" in said
    assert "The page cannot be reached." in said


def test_a_long_message_without_links_is_an_article_itself(work: Workplace) -> None:
    work.shortcut("add_to_monitoring", message={"text": "The port reopened. " * 20, "ts": "5.1"})
    ((name, _, address),) = work.intake.files
    assert (name, address) == ("message.txt", "slack:C1/p51")


def test_a_message_with_nothing_to_read_gets_its_sentence(work: Workplace) -> None:
    work.shortcut("add_to_monitoring", message={"text": "hello", "ts": "5.2"})
    assert "There is nothing to add" in work.answers()[-1]


@pytest.mark.parametrize(("channel", "read"), [("D1", 1), ("C-OTHER", 0), ("C-FILES", 1)])
def test_files_are_read_in_direct_messages_and_chosen_channels(
    work: Workplace, channel: str, read: int
) -> None:
    with work.library.write() as scope:
        save_setting(scope, "file_channels", ["C-FILES"])
    work.slack.shared["F1"] = ("report.pdf", b"%PDF")
    work.tell("file_shared", file_id="F1", user_id="U-ANA", channel_id=channel)
    assert len(work.intake.files) == read
    assert len(work.answers()) == read


def test_the_bots_own_files_are_no_articles(work: Workplace) -> None:
    work.slack.shared["F1"] = ("relations.csv", b"a,b")
    work.tell("file_shared", file_id="F1", user_id="U0", channel_id="D1")
    assert work.intake.files == []


def test_a_file_that_cannot_be_had_gets_its_sentence(work: Workplace) -> None:
    work.tell("file_shared", file_id="F-GONE", user_id="U-ANA", channel_id="D1")
    assert len(work.answers()) == 1
    assert work.intake.files == []


def test_old_buttons_of_a_removed_source(work: Workplace) -> None:
    source = watch(work)
    work.press("rerun:1", f"/sources remove {source.id}")
    work.library.clock.move(hours=timedelta(days=30).total_seconds() / 3600)
    work.press("rerun:0", f"/sources pause {source.id}")
    assert "There is no source" in work.answers()[-1]
