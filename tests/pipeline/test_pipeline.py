"""The pipeline: what becomes of an entry, in the order of arrival, whatever the others do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import RejectedError, SettingError, StoppedError, StorageError
from bot.model.articles import Article, ContentKind, Entry
from bot.pipeline.pipeline import Pipeline
from bot.pipeline.records import Outcome, Status
from bot.storage.articles import load_article, load_text, save_article
from bot.storage.database import Database, Scope
from tests.fakes.workers import POISON
from tests.pipeline.desk import GRAIN, TRAMS, Desk, entry, received


def statuses(outcomes: list[Outcome]) -> list[str]:
    return [outcome.status.value for outcome in outcomes]


def test_articles_come_out_in_the_order_of_arrival(desk: Desk) -> None:
    outcomes = desk.take(entry(GRAIN, "grain.txt"), entry(TRAMS, "trams.txt"))
    assert [outcome.source for outcome in outcomes] == ["/news/grain.txt", "/news/trams.txt"]
    assert statuses(outcomes) == ["new", "new"]
    assert outcomes[0].story != outcomes[1].story


def test_the_same_file_again_is_known_and_not_read_again(desk: Desk) -> None:
    first, again = desk.take(entry(GRAIN, "grain.txt"), entry(GRAIN, "grain (1).txt"))
    assert (again.status, again.article, again.story) == (Status.KNOWN, first.article, first.story)
    desk.take(entry(GRAIN, "grain.txt"))
    assert desk.count() == 1
    assert len(desk.workers.analysed) <= 2  # both of the first batch may have been under way at once


def test_a_light_edit_elsewhere_is_a_copy_in_the_same_story(desk: Desk) -> None:
    edited = GRAIN.replace("Harbour Wire", "Quay Press").replace("within ten days", "in ten days")
    original, copy = desk.take(entry(GRAIN, "grain.txt"), entry(edited, "edited.txt"))
    assert (copy.status, copy.copy_of, copy.story) == (Status.COPY, "/news/grain.txt", original.story)


def test_a_copy_of_a_copy_names_the_original(desk: Desk) -> None:
    second = GRAIN.replace("Harbour Wire", "Quay Press")
    third = second.replace("within ten days", "in ten days").replace("Quay Press", "Port Post")
    _, _, copy = desk.take(entry(GRAIN, "grain.txt"), entry(second, "second.txt"), entry(third, "third.txt"))
    assert (copy.status, copy.copy_of) == (Status.COPY, "/news/grain.txt")


MORE = "\nInsurers asked again in the evening."


@pytest.mark.parametrize(
    "newer",
    [
        GRAIN.replace("Ministers agree", "CORRECTED: Ministers agree", 1) + MORE,
        GRAIN.replace("240 ships", "310 ships"),
    ],
    ids=["correction", "another figure"],
)
def test_a_new_version_is_no_copy_and_stays_in_the_story(desk: Desk, newer: str) -> None:
    first, version, reprint = desk.take(
        entry(GRAIN, "grain.txt"),
        entry(newer, "newer.txt"),
        entry(newer.replace("Harbour Wire", "Quay Press"), "reprint.txt"),
    )
    assert (version.status, version.copy_of, version.story) == (Status.NEW, None, first.story)
    assert (reprint.status, reprint.copy_of, reprint.story) == (Status.COPY, "/news/newer.txt", first.story)


def test_nearly_the_same_words_a_year_later_are_no_copy(desk: Desk) -> None:
    page = (
        "<html><head><title>Ministers agree on grain corridor</title>"
        "<meta property='article:published_time' content='{}T10:00:00Z'></head><body><article>{}</article></body></html>"
    )

    def printed(day: str, hours: str) -> Entry:
        lines = GRAIN.replace("eleven hours", hours).splitlines()[2:]
        content = page.format(day, "".join(f"<p>{line}</p>" for line in lines))
        return Entry(address=f"/news/{day}.html", content=content, kind=ContentKind.HTML_PAGE)

    before, now, soon = desk.take(
        printed("2024-03-03", "long hours"),
        printed("2025-03-03", "many hours"),
        printed("2025-03-04", "some hours"),
    )
    assert (now.status, now.story == before.story) == (Status.NEW, False)
    assert (soon.status, soon.copy_of, soon.story) == (Status.COPY, "/news/2025-03-03.html", now.story)


def test_copies_are_known_across_a_restart(desk: Desk) -> None:
    (original,) = desk.take(entry(GRAIN, "grain.txt"))
    desk.restart()
    (copy,) = desk.take(entry(GRAIN.replace("Harbour Wire", "Quay Press"), "edited.txt"))
    assert (copy.status, copy.story) == (Status.COPY, original.story)


def test_what_another_process_stores_meanwhile_is_remembered_too(desk: Desk, database: Database) -> None:
    desk.take(entry(TRAMS, "trams.txt"))
    beside = Pipeline(database, desk.workers, desk.clock)  # type: ignore[arg-type]  # stands in for Workers
    (original,) = beside.take(desk.library.workspace_id, [received(entry(GRAIN, "grain.txt"))])
    beside.close()
    (copy,) = desk.take(entry(GRAIN.replace("Harbour Wire", "Quay Press"), "edited.txt"))
    assert (copy.status, copy.copy_of, copy.story) == (Status.COPY, "/news/grain.txt", original.story)


def test_an_edited_page_changes_its_article_in_place(desk: Desk) -> None:
    address = "https://harbour-wire.example/grain"
    (first,) = desk.take(entry(GRAIN, address=address))
    desk.clock.move(hours=2)
    (second,) = desk.take(entry(GRAIN.replace("18 ports", "19 ports"), address=address))
    assert (second.status, second.article, second.story) == (Status.CHANGED, first.article, first.story)
    with desk.library.read() as scope:
        assert first.article is not None
        assert "19 ports" in load_text(scope, first.article)


def test_a_bad_entry_is_rejected_with_its_reason_and_the_rest_goes_on(desk: Desk) -> None:
    refusal = RejectedError("The file is empty.", advice="Put an article into it.")
    outcomes = desk.take(refusal, entry("Menu", "menu.txt"), entry(POISON * 20, "poison.txt"), entry(GRAIN))
    assert statuses(outcomes) == ["rejected", "rejected", "rejected", "new"]
    assert outcomes[0].reason == "The file is empty. Put an article into it."
    assert all(outcome.reason for outcome in outcomes[:3])
    assert desk.count() == 1


def test_what_ends_its_reader_is_kept_unread_where_a_feed_would_bring_it_again(desk: Desk) -> None:
    poison = replace(received(entry(f"Trams\n\n{POISON} {TRAMS}", "poison.txt")), source_id=desk.add_feed())
    (outcome,) = desk.take(poison)
    assert (outcome.status, outcome.relevant) == (Status.NEW, False)
    assert outcome.article is not None
    with desk.library.read() as scope:
        assert load_article(scope, outcome.article).note == "not analysed (it ended its reader)"
    (again,) = desk.take(poison)
    assert again.status is Status.KNOWN
    (other,) = desk.take(entry(GRAIN))
    assert (other.status, other.copy_of) == (Status.NEW, None)


@pytest.mark.parametrize(
    "fault", [StorageError("The database is locked."), SettingError("There is no model."), StoppedError()]
)
def test_a_fault_that_is_not_the_articles_rejects_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fail(*_: object) -> None:
        raise fault

    with monkeypatch.context() as broken:
        broken.setattr(desk.workers, "analyse", fail)
        with pytest.raises(type(fault)):
            desk.take(entry(GRAIN))
    with monkeypatch.context() as broken:
        broken.setattr("bot.pipeline.pipeline.load_known_for", fail)
        with pytest.raises(type(fault)):
            desk.take(entry(GRAIN))
    assert statuses(desk.take(entry(GRAIN))) == ["new"]


def test_a_mistake_of_ours_about_one_article_is_logged_and_the_others_go_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(scope: Scope, article: Article, *arguments: object, **more: object) -> object:
        if article.title == "City orders new trams":
            raise ZeroDivisionError
        return save_article(scope, article, *arguments, **more)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr("bot.pipeline.filing.save_article", stumble)
    outcomes = desk.take(entry(TRAMS, "trams.txt"), entry(GRAIN, "grain.txt"))
    assert statuses(outcomes) == ["rejected", "new"]
    assert outcomes[0].reason == "It could not be stored; the log says why."
    assert "ZeroDivisionError" in caplog.text


def test_what_concerns_nobody_is_stored_but_not_relevant(desk: Desk) -> None:
    (outcome,) = desk.take(entry(TRAMS))
    assert (outcome.status, outcome.relevant) == (Status.NEW, False)
    assert desk.count() == 1


def test_another_language_is_stored_and_marked(desk: Desk) -> None:
    text = (
        "Stadtrat bestellt neue Straßenbahnen\n\nDer Rat der Stadt hat am Dienstag nach langer Debatte 26 neue "
        "Straßenbahnen bestellt, die in zwei Jahren am Hafen fahren sollen, wie die Verwaltung mitteilte."
    )
    (outcome,) = desk.take(entry(text))
    assert outcome.article is not None
    with desk.library.read() as scope:
        card = load_article(scope, outcome.article)
    assert (card.language, card.note) == ("de", "not analysed (German)")


def test_a_backfilled_article_is_marked(desk: Desk) -> None:
    (outcome,) = desk.take(replace(received(entry(GRAIN)), backfill=True))
    assert outcome.article is not None
    with desk.library.read() as scope:
        assert load_article(scope, outcome.article).stored_at == desk.clock()


def test_many_articles_pass_a_window_that_is_smaller(desk: Desk) -> None:
    many = [
        entry(TRAMS.replace("26 trams", f"{n} trams").replace("Mill", f"Row{n}x"), f"{n}.txt")
        for n in range(30)
    ]
    outcomes = desk.take(*many)
    assert [outcome.source for outcome in outcomes] == [item.address for item in many]
