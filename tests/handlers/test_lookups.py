"""Look-ups asked as people ask: pages, files, choices, evidence, and what buttons lead to."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from bot.model.articles import Outlet
from bot.model.findings import ActorMention, EventClass
from bot.model.knowledge import Actor, Role, Theme
from digests.blocks import CUT_SHORT
from digests.page import Part, Plot, Table
from handlers.commands.table import COMMANDS
from handlers.look import WRONG
from handlers.replies import list_parts, render_message
from tests.builders import Library, make_event, make_quote
from tests.digests.hostile import HOSTILE
from tests.handlers.conftest import AnsweringDesk

PAIR = (("ana-silva", "bo-lind"), ("bo-lind", "ana-silva"))
RECENT = "2026-11-21 08:00"
LOOKUPS = ("relations", "actor", "theme", "quotes", "find")


def shown(desk: AnsweringDesk, line: str, kind: type[Part]) -> list[Part]:
    return [part for part in list_parts(desk.ask(line)) if isinstance(part, kind)]


def rows(desk: AnsweringDesk, line: str) -> list[dict[str, str]]:
    """The rows of the CSV file that an answer brings."""
    (upload,) = desk.ask(line).files
    assert upload.name.endswith(".csv")
    return list(csv.DictReader(io.StringIO(upload.content.decode("utf-8-sig"))))


def follow(desk: AnsweringDesk) -> None:
    """Every button and menu of a desk's answers leads to an answer."""
    seen = {f"/{name}" for name in LOOKUPS} | {"/relations silva bo-lind", "/actor silva", "/theme energy"}
    ahead = sorted(seen)
    while ahead:
        line = ahead.pop()
        reply = desk.ask(line)
        assert not reply.problem, line
        for value in [*desk.runs(line), *filter(None, [reply.shared])]:
            lookup = value.removeprefix("/").partition(" ")[0] in LOOKUPS
            if lookup and "picture" not in value and value not in seen and len(seen) < 150:
                seen.add(value)
                ahead.append(value)


def busy(library: Library, count: int) -> None:
    """So many stories of two leaders, with a quote each way and an event each."""
    for n in range(count):
        library.article(
            f"Meeting {n}",
            actors=["ana-silva", "bo-lind"],
            themes=["energy"],
            quotes=[
                make_quote(f"Point {n} of our treaty is settled between us", "ana-silva", about=["bo-lind"]),
                make_quote(f"Paragraph {n} still has to be written down", "bo-lind", about=["ana-silva"]),
            ],
            events=[make_event("ana-silva", "meet", "bo-lind")],
            at=f"2026-11-{1 + n % 20:02} {n % 24:02}:00",
        )


def test_a_pair_is_drawn_by_slack(desk: AnsweringDesk) -> None:
    (plot,) = shown(desk, "/relations silva bo-lind", Plot)
    assert isinstance(plot, Plot)
    assert [series.name for series in plot.series] == ["Cooperation", "Conflict"]


def test_what_is_longer_than_one_message_is_paged(desk: AnsweringDesk) -> None:
    busy(desk.library, 12)
    lines = desk.runs("/relations silva bo-lind")
    assert "/relations ana-silva bo-lind 90d quotes:1" in lines
    assert "/relations ana-silva bo-lind 90d events:1" in lines
    pages = [desk.read(f"/relations silva bo-lind 90d quotes:{n}") for n in (1, 2, 3, 4, 5)]
    for n in range(12):
        assert sum(f"Point {n} of" in page for page in pages) == 1
        assert sum(f"Paragraph {n} still" in page for page in pages) == 1
    assert "No more quotes" in pages[4]
    assert [b for b in desk.runs("/relations silva bo-lind quotes:1") if "quotes:2" in b]
    events = [desk.read(f"/relations silva bo-lind events:{n}") for n in (1, 2, 3)]
    assert [page.count(" → ") for page in events] == [8, 6, 0]


def test_where_quotes_are_long_fewer_are_shown_rather_than_the_rest_left_out(desk: AnsweringDesk) -> None:
    for n in range(8):
        words = " ".join(f"word{n}x{k}" for k in range(70))
        desk.library.article(
            f"Speech {n}",
            actors=["ana-silva", "bo-lind", "xu-an"],
            quotes=[make_quote(f"{words} {by}", by, about=[to]) for by, to in PAIR],
            events=[make_event("ana-silva", "meet " * 60 + str(n), "bo-lind") for _ in range(2)],
            address=f"https://speeches.example/{n}{'y' * 700}",
            at=f"2026-11-20 {n:02}:00",
        )
    said = str(render_message(desk.ask("/relations silva bo-lind")).blocks)
    assert CUT_SHORT not in said
    assert "Also involved" in said
    assert "Latest stories" in said
    assert "/relations ana-silva bo-lind 90d quotes:1" in desk.runs("/relations silva bo-lind")


def test_a_pair_as_a_file(desk: AnsweringDesk) -> None:
    found = rows(desk, "/relations silva bo-lind csv")
    assert [row["kind"] for row in found] == ["event"] * 2 + ["quote"] * 2 + ["article"] * 2
    sued = found[0]
    assert (sued["who"], sued["whom"], sued["class"]) == ("Bo Lind", "Ana Silva", "material-conflict")
    assert sued["date"] == "2026-11-20 11:00", "in the reader's zone"
    assert found[-1]["link"].startswith("https://")
    assert "direct messages" in desk.read("/relations silva bo-lind csv")


def test_no_cell_of_a_file_is_a_formula(desk: AnsweringDesk) -> None:
    desk.library.article(
        '=HYPERLINK("https://evil.example")', actors=["xu-an"], outlet="@evil.example", at=RECENT
    )
    (article,) = rows(desk, "/find xu-an csv")
    assert article["headline"].startswith("'=")
    assert article["outlet"].startswith("'@")


def test_counterparts_stand_in_a_table(desk: AnsweringDesk) -> None:
    (table,) = shown(desk, "/relations silva", Table)
    assert isinstance(table, Table)
    cells = ["".join(piece.text for piece in cell) for cell in table.rows[1]]
    assert cells == ["Bo Lind", "2", "+1", "1", "1", "±0"]
    assert [row["with"] for row in rows(desk, "/relations silva csv")] == ["Bo Lind", "Russia"]


def test_the_network_comes_as_a_picture_with_its_description(desk: AnsweringDesk) -> None:
    pytest.importorskip("PIL", reason="Pillow is not installed")
    (upload,) = desk.ask("/relations silva picture").files
    assert upload.name == "network-ana-silva-90d.png"
    assert upload.content.startswith(b"\x89PNG")
    assert "Bo Lind: 2 articles, cooperation 1, conflict 1" in upload.alt
    assert desk.ask("/relations cy-lind picture").files == ()


def test_an_actor_in_one_screen(desk: AnsweringDesk) -> None:
    said = desk.read("/actor silva")
    assert "Ana Silva, last 90 days" in said
    assert "2 articles, 2 stories, 2 outlets (1 article in the 90 days before)" in said
    assert "Themes: Energy (2), Trade (1)" in said
    assert "Named together with: Bo Lind (2), Russia (1)" in said
    assert "Latest quotes by Ana Silva │" not in said
    assert "“We and our friend will build this pipeline together” — Ana Silva, president" in said
    assert "Latest quotes about Ana Silva “The winter will be long without it” — Bo Lind" in said
    assert "/subscribe actor:ana-silva" in desk.runs("/actor silva")


def test_somebody_found_in_texts_is_told_as_printed(desk: AnsweringDesk) -> None:
    fisk = ActorMention(
        id="edda-fisk", name="Edda Fisk", kind="person", known=False, spans=((0, 1),), role="a skipper"
    )
    desk.library.article("Skipper speaks", actors=["ana-silva", fisk], at="2026-11-20 11:00")
    assert "As printed: a skipper" in desk.read("/actor edda-fisk")


def test_of_somebody_who_only_spoke_the_quotes_are_offered(desk: AnsweringDesk) -> None:
    reply = desk.ask("/actor fisk")
    assert reply.problem
    assert desk.runs("/actor fisk") == ['/quotes "Edda Fisk" 90d']


def test_a_theme_in_one_screen(desk: AnsweringDesk) -> None:
    said = desk.read("/theme energy")
    assert "2 articles, 2 stories, 2 outlets (none in the 30 days before)" in said
    assert "Actors: Ana Silva (2), Bo Lind (2), Russia (1)" in said
    assert "Also about: Trade (1)" in said
    assert "Pipeline row deepens <https://south-times.example/pipeline-row-deepens>" in said
    assert "We and our friend will build this pipeline together" in said
    assert desk.read("/theme theme:energy") == said


def test_all_themes_with_counts_and_small_trends(desk: AnsweringDesk) -> None:
    (table,) = shown(desk, "/theme", Table)
    assert isinstance(table, Table)
    lines = [["".join(piece.text for piece in cell) for cell in row] for row in table.rows]
    assert [line[:3] for line in lines[1:]] == [["Energy", "2", "new"], ["Trade", "1", "new"]]
    assert lines[1][3].endswith("██")
    assert "/theme trade 30d" in desk.runs("/theme")


def test_more_themes_than_one_table_holds_are_paged(desk: AnsweringDesk) -> None:
    desk.library.know(themes=[Theme(id=f"t{n}", name=f"Matter {n}") for n in range(40)])
    assert "/theme 30d page:2" in desk.runs("/theme")
    first, second = desk.read("/theme"), desk.read("/theme page:2")
    assert sum(f"Matter {n} " in first + second for n in range(40)) == 40


@pytest.mark.parametrize(
    ("line", "choice"),
    [
        ("/theme enrgy 7d", "/theme Energy 7d"),
        ("/theme silva", "/actor ana-silva 30d"),
        ("/theme nothing at all", '/find "nothing at all" 30d'),
        ("/actor silvva", '/actor "Ana Silva" 90d'),
        ("/actor lind 30d", '/actor "Bo Lind" 30d'),
        ("/find actor:lind gas 7d", "/find actor:bo-lind gas 7d"),
        ("/quotes silvva 7d", '/quotes "Ana Silva" 7d'),
        ("/quotes fiske 30d", '/quotes "Edda Fisk" 30d'),
    ],
)
def test_a_name_in_doubt_is_asked_about_with_what_else_was_typed(
    desk: AnsweringDesk, line: str, choice: str
) -> None:
    reply = desk.ask(line)
    assert reply.problem
    assert choice in desk.runs(line)
    assert len(reply.buttons) <= 3
    assert not desk.ask(choice).problem


def test_a_search_word_near_a_name_is_pointed_out(desk: AnsweringDesk) -> None:
    assert "/find actor:ana-silva" in desk.runs("/find silvva")
    assert "“silvva” was taken as a search word; did you mean Ana Silva?" in desk.read("/find silvva")


def test_finding_shows_the_passage_that_matches_and_its_place(desk: AnsweringDesk) -> None:
    said = desk.read("/find fishermen 30d")
    assert "“fishermen”, last 30 days: newest first" in said
    assert "1 article, 1 story, 1 outlet" in said
    assert "“Nobody asked the fishermen about it”, said Edda Fisk." in said
    assert "South Times · 20 Nov 2026" in said


def test_finding_goes_by_relevance_where_asked(desk: AnsweringDesk) -> None:
    for n in range(4):
        desk.library.article(
            f"Other news {n}", text="Far below stands the word harbour.", at="2026-11-21 08:00"
        )
    desk.library.article("Harbour closed", text="The harbour is closed.", at="2026-11-02 08:00")
    assert "Harbour closed" in desk.read("/find harbour by:relevance").partition("Other news")[0]
    assert "Harbour closed" in desk.read("/find harbour").partition("Other news 0")[2]
    assert "/find harbour by:relevance" in desk.runs("/find harbour")


def test_pages_of_what_was_found_follow_each_other(desk: AnsweringDesk) -> None:
    busy(desk.library, 18)
    for order in ("", " by:relevance"):
        pages = [desk.read(f"/find treaty{order} page:{n}") for n in (1, 2, 3, 4)]
        for n in range(18):
            assert sum(f"Meeting {n} <" in page for page in pages) == 1, (order, n)
        assert "no more stories" in pages[3]
    assert "/find treaty page:2" in desk.runs("/find treaty")


def test_the_whole_query_language_finds(desk: AnsweringDesk) -> None:
    assert "Pipeline row" in desk.read(
        '/find (energy OR "no such phrase") -russia source:south-times.example'
    )
    assert "1 story" in desk.read("/find energy since:2026-11-20 lang:en")
    assert "Nothing matches in this period" in desk.read("/find accord 7d")
    assert "Nothing matches. Try" in desk.read("/find zebra")
    assert "/subscribe theme:energy" in desk.runs("/find energy")
    assert not [line for line in desk.runs("/find energy since:7d") if line.startswith("/subscribe")]


def test_words_in_quotation_marks_are_never_options(desk: AnsweringDesk) -> None:
    assert "“csv”" in desk.read('/find "csv"')
    assert "“page 2”" in desk.read('/find "page 2"')


def test_an_article_can_be_opened_and_cited(desk: AnsweringDesk) -> None:
    wire = Outlet(id="wire.example", name="State Wire", country="RU", tier=1, state_owned=True)
    saved = desk.library.article(
        "A pact", outlet=wire, themes=["trade"], note="teaser only", story="pact", at=RECENT
    )
    desk.library.article("A pact, told again", outlet="b.example", story="pact", at=RECENT)
    said = desk.read(f"/find article:{saved.id}")
    assert "“A pact”, State Wire, 21 Nov 2026, https://wire.example/a-pact" in said
    assert "Outlet: State Wire (RU, tier 1)" in said
    assert "Mark: teaser only, state-owned" in said
    assert "The same story • A pact, told again" in said
    assert f"themes:{saved.id}:trade" in desk.runs(f"/find article:{saved.id}")
    assert f"/find article:{saved.id}" in desk.runs("/find pact")


def test_an_article_that_is_not_here_is_not_found(desk: AnsweringDesk) -> None:
    assert desk.ask("/find article:999999999").problem


def test_what_may_be_incomplete_is_marked_where_it_is_shown(desk: AnsweringDesk) -> None:
    desk.library.article(
        "Brief",
        actors=["xu-an", "ana-silva"],
        quotes=[make_quote("We shall see what comes of it", "xu-an")],
        events=[make_event("xu-an", "blame", "ana-silva", EventClass.VERBAL_CONFLICT)],
        note="blocked (403)",
        at=RECENT,
    )
    assert desk.read("/quotes xu-an").count("[blocked (403)]") == 1
    assert desk.read("/relations xu-an silva").count("blocked (403)") == 2, "event and story"


def test_quotes_of_anybody_about_something(desk: AnsweringDesk) -> None:
    said = desk.read("/quotes about energy")
    assert "Anybody about Energy, last 90 days" in said
    assert "build this pipeline together" in said
    assert "The winter" not in said


def test_quotes_are_paged_and_filed(desk: AnsweringDesk) -> None:
    busy(desk.library, 12)
    first, second = desk.read("/quotes silva"), desk.read("/quotes silva 90d page:2")
    for n in range(12):
        assert sum(f"Point {n} of" in page for page in (first, second)) == 1
    assert "/quotes ana-silva 90d page:2" in desk.runs("/quotes silva")
    assert {row["who"] for row in rows(desk, "/quotes silva csv")} == {"Ana Silva"}


def test_what_is_wrong_can_be_said_of_what_is_shown(desk: AnsweringDesk) -> None:
    values = [
        element.value
        for part in list_parts(desk.ask("/relations silva bo-lind"))
        for element in getattr(part, "buttons", ())
        if element.action == WRONG
    ]
    assert [value.partition(":")[0] for value in values] == ["quotes", "events"]
    assert all(number.isdecimal() for value in values for number in value.partition(":")[2].split(","))
    assert "themes:2,1:energy" in desk.runs("/theme energy")


def test_roles_are_told_with_their_terms(desk: AnsweringDesk) -> None:
    desk.library.know(
        Actor(
            id="ana-silva",
            name="Ana Silva",
            kind="person",
            aliases=("A. B. Silva",),
            roles=(
                Role(title="mayor", start=date(2010, 1, 1), end=date(2016, 1, 1)),
                Role(title="president", of="russia", start=date(2024, 5, 7)),
                Role(title="envoy", start=date(2030, 1, 1)),
            ),
        )
    )
    said = desk.read("/actor silva")
    assert "Role: president of Russia (since May 2024)" in said
    assert "Before: mayor (2010–2016)" in said
    assert "Also: A. B. Silva" in said
    assert "envoy" not in said


def test_every_button_leads_to_an_answer(desk: AnsweringDesk) -> None:
    busy(desk.library, 10)
    follow(desk)


@pytest.mark.parametrize("command", LOOKUPS)
@pytest.mark.parametrize(
    "text",
    ["“silva” – bo-lind", "silva &amp; bo-lind", "\u202esilva", "🙂", "x" * 10_000, "page:99 csv", "csv"],
)
def test_odd_ways_of_typing_get_an_answer(desk: AnsweringDesk, command: str, text: str) -> None:
    desk.ask(f"/{command} {text}")


def test_hostile_texts_in_articles_stay_within_the_limits(desk: AnsweringDesk) -> None:
    for n, text in enumerate(HOSTILE):
        desk.library.article(
            text,
            text=text or "x",
            actors=["ana-silva", "bo-lind"],
            themes=["energy"],
            quotes=[make_quote(text or "x", "ana-silva", about=["bo-lind", "energy"], role=text)],
            events=[make_event("ana-silva", text[:50] or "do", "bo-lind")],
            outlet=Outlet(id=f"o{n}.example", name=text or "x"),
            note=text,
            at=RECENT,
        )
    for line in (
        "/relations silva bo-lind",
        "/actor silva",
        "/theme energy",
        "/quotes silva",
        "/find energy",
    ):
        assert not desk.ask(line).problem
        desk.ask(f"{line} csv")
    for id in range(4, 4 + len(HOSTILE)):
        assert not desk.ask(f"/find article:{id}").problem


def test_the_lookups_are_commands_of_their_own_and_below_media(desk: AnsweringDesk) -> None:
    assert set(LOOKUPS) <= {command.name for command in COMMANDS}
    for name in ("actor silva", "theme energy", "find energy"):
        assert desk.read(f"/media {name}") == desk.read(f"/{name}")
