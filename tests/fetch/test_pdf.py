"""PDF: what a page shows, read as a person reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import RejectedError
from bot.fetch.documents.pdf import parse_pdf_date, read_pdf
from bot.fetch.extract import extract_article
from bot.fetch.hyphens import Vocabulary
from bot.fetch.outlets import OutletTable
from tests.fakes.pdfs import Pdf

LEFT = """
Ninety ships are waiting off the
coast, the harbour office said on
Thursday, more than in any week of
the spring. Pilots are scarce, and
the state-owned company that em-
ploys them will hire no others.
 The office counts the ships twice
a day. “We have never seen so many
ships,” said its head, Ada Lind. In
the long-term plan there is room
"""
RIGHT = """
for sixty ships at most, and ter-
minals need weeks to unload them.
 Shipping companies ask the state-
owned company for a new terminal.
It would cost forty million crowns
and be ready in two years.
 The ministry would not say when
it will decide. A spokeswoman said
only that the question was being
looked at with care.
"""
READ = [
    "Ninety ships are waiting off the coast, the harbour office said on Thursday, more than in any week of the spring. Pilots are scarce, and the state-owned company that employs them will hire no others.",
    "The office counts the ships twice a day. “We have never seen so many ships,” said its head, Ada Lind. In the long-term plan there is room for sixty ships at most, and terminals need weeks to unload them.",
    "Shipping companies ask the state-owned company for a new terminal. It would cost forty million crowns and be ready in two years.",
    "The ministry would not say when it will decide. A spokeswoman said only that the question was being looked at with care.",
]


def newspaper(**info: str) -> Pdf:
    """A page with a running head, a headline, a byline and two columns that do not stand on one grid."""
    pdf = Pdf(info).page()
    pdf.text(60, 760, "THE GULL GAZETTE", size=8, font="F2").text(460, 760, "Thursday 5 March 2026", size=8)
    pdf.text(60, 705, "Ships wait off the coast", size=20, font="F2")
    pdf.text(60, 682, "as pilots run short", size=20, font="F2").text(60, 664, "By Ada Holm", size=9)
    return pdf.column(60, 630, LEFT).column(320, 627, RIGHT).text(300, 30, "7", size=8)


def test_two_columns_are_read_one_after_the_other() -> None:
    entry = read_pdf(newspaper().build(), "/drop/ships.pdf")
    assert entry.content.split("\n\n")[-4:] == READ
    assert entry.title == "Ships wait off the coast as pilots run short"


def test_the_article_of_a_page() -> None:
    article = extract_article(read_pdf(newspaper().build(), "/drop/ships.pdf"), OutletTable.shipped())
    assert article.text == "\n\n".join(READ)
    assert (article.title, article.byline, article.published) == (
        "Ships wait off the coast as pilots run short",
        "Ada Holm",
        date(2026, 3, 5),
    )


def test_three_columns_with_a_headline_over_two() -> None:
    pdf = Pdf().page()
    thirds = [
        [f"{name} line {number} of a column" for number in range(1, 9)]
        for name in ("First", "Second", "Third")
    ]
    pdf.column(40, 700, "\n".join(thirds[0]), size=9)
    pdf.text(230, 700, "A headline over two of them stands here", size=14, font="F2")
    pdf.column(230, 676, "\n".join(thirds[1]), size=9).column(410, 676, "\n".join(thirds[2]), size=9)
    content = read_pdf(pdf.build(), "/drop/a.pdf").content
    places = [content.index(text) for text in ("First line 1", "First line 8", "A headline over", "Second line 1", "Second line 8", "Third line 1", "Third line 8")]  # fmt: skip
    assert places == sorted(places)


def test_running_heads_feet_and_page_numbers_go() -> None:
    pdf = Pdf()
    for number, colour in enumerate(("red", "green", "blue"), start=1):
        pdf.page().text(60, 770, f"Harbour report - page {number} of 3", size=8)
        text = "\n".join(
            f"The {colour} ship number {line} waits off the coast of the town." for line in range(20)
        )
        pdf.column(60, 720, text).text(60, 40, "Confidential", size=8).text(300, 25, f"- {number} -", size=8)
    content = read_pdf(pdf.build(), "/drop/a.pdf").content
    assert "Harbour report" not in content
    assert "Confidential" not in content
    assert "- 2 -" not in content
    assert all(
        f"{colour} ship number {line}" in content for colour in ("red", "green", "blue") for line in (0, 19)
    )


def test_captions_and_notes_do_not_interrupt_the_text() -> None:
    pdf = newspaper().column(60, 500, "Ships at dusk, seen from\nthe quay on Tuesday.", size=7, leading=8)
    pdf.column(320, 480, "1 The office counts at noon\nand at midnight.", size=7, leading=8)
    assert read_pdf(pdf.build(), "/drop/a.pdf").content.split("\n\n")[-4:] == READ


def test_a_printed_web_page_keeps_its_address_and_not_the_day_of_printing() -> None:
    pdf = Pdf({"CreationDate": "D:20261111101200Z"}).page()
    pdf.text(30, 770, "11/11/2026, 10:12", size=8).text(300, 770, "Ships wait - Gull Gazette", size=8)
    pdf.column(60, 700, LEFT).text(30, 20, "https://gull.org/ships", size=8).text(560, 20, "1/1", size=8)
    entry = read_pdf(pdf.build(), "/drop/a.pdf")
    assert entry.address == "https://gull.org/ships"
    assert entry.content.startswith("Ninety ships")
    assert entry.content.endswith("there is room")
    assert (entry.title, entry.published) == (None, None)


def test_a_large_initial_belongs_to_its_word() -> None:
    pdf = Pdf().page().text(60, 688, "N", size=36)
    pdf.column(
        84, 700, "inety ships are waiting off the coast, the\nharbour office said on Thursday, and few pilots"
    )
    pdf.column(
        60,
        676,
        "are there to bring them in before the feast day.\n The next paragraph stands here, as it should.",
    )
    assert read_pdf(pdf.build(), "/drop/a.pdf").content.split("\n\n") == [
        "Ninety ships are waiting off the coast, the harbour office said on Thursday, and few pilots are there to bring them in before the feast day.",
        "The next paragraph stands here, as it should.",
    ]


def test_properties_fill_what_the_page_does_not_say() -> None:
    pdf = Pdf(
        {
            "Title": "Ships wait off the coast",
            "Author": "Bert Olsen",
            "CreationDate": "D:20260306101200+01'00'",
        }
    )
    entry = read_pdf(pdf.page().column(60, 700, LEFT).build(), "/drop/a.pdf")
    assert (entry.title, entry.byline) == ("Ships wait off the coast", "Bert Olsen")
    assert entry.published == datetime(2026, 3, 6, 10, 12, tzinfo=timezone(timedelta(hours=1)))


def test_the_name_of_the_paper_is_no_headline_where_the_properties_have_one() -> None:
    pdf = Pdf({"Title": "Ships wait off the coast"}).page().text(60, 740, "Gull Gazette", size=30, font="F2")
    assert read_pdf(pdf.column(60, 680, LEFT).build(), "/drop/a.pdf").title == "Ships wait off the coast"


def test_properties_that_tell_nothing_are_passed_over() -> None:
    pdf = Pdf({"Title": "Microsoft Word - ships_final.docx", "Author": "Administrator"})
    entry = read_pdf(pdf.page().column(60, 700, LEFT).build(), "/drop/a.pdf")
    assert (entry.title, entry.byline) == (None, None)


def test_what_is_printed_goes_before_properties() -> None:
    info = {"Title": "Weekly clippings", "Author": "Bert Olsen", "CreationDate": "D:20261111101200Z"}
    article = extract_article(read_pdf(newspaper(**info).build(), "/drop/a.pdf"), OutletTable.shipped())
    assert (article.title, article.byline) == ("Ships wait off the coast as pilots run short", "Ada Holm")
    assert article.published == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (newspaper().build(password="gull"), "protected by a password"),
        (Pdf().page().build(), "only pictures"),
        (b"%PDF-1.4\n" + b"rubbish " * 50, "broken"),
        (newspaper().build()[:700], "broken|only pictures"),
        (b"GIF89a, not a PDF", "does not begin as one"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, sentence: str) -> None:
    with pytest.raises(RejectedError, match=sentence):
        read_pdf(data, "/drop/a.pdf")


def test_a_password_that_is_empty_locks_nobody_out() -> None:
    assert READ[0] in read_pdf(newspaper().build(password=""), "/drop/a.pdf").content


def test_a_book_is_refused() -> None:
    pdf = Pdf()
    for _ in range(101):
        pdf.page()
    with pytest.raises(RejectedError, match="more than 100 pages"):
        read_pdf(pdf.build(), "/drop/a.pdf")


@settings(deadline=None, max_examples=40)
@given(st.binary(max_size=200), st.integers(0, 1500), st.integers(0, 60))
def test_damage_gives_an_entry_or_a_reason(damage: bytes, at: int, length: int) -> None:
    data = newspaper().build()
    try:
        assert read_pdf(data[:at] + damage + data[at + length :], "/drop/a.pdf").content
    except RejectedError as error:
        assert error.sentence.endswith(".")  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("more infor-", "mation came", "more information came"),
        ("the state-", "owned company", "the state-owned company"),
        ("a five-year-", "old boy", "a five-year-old boy"),
        ("the Franco-", "German plan", "the Franco-German plan"),
        ("in mid-", "2026 already", "in mid-2026 already"),
        ("an anti-", "dote for it", "an antidote for it"),
        ("soft\u00ad", "ware", "software"),
        ("the har-", "bour office", "the harbour office"),
        ("a U-", "turn", "a U-turn"),
    ],
)
def test_hyphens_at_the_end_of_a_line(before: str, after: str, joined: str) -> None:
    assert Vocabulary([]).join(before, after) == joined


def test_the_rest_of_the_text_says_whether_a_word_has_a_hyphen() -> None:
    assert Vocabulary(["by e-mail alone"]).join("an e-", "mail") == "an e-mail"
    assert (
        Vocabulary(["a long-planned visit now"]).join("the long-", "planned visit")
        == "the long-planned visit"
    )
    assert Vocabulary(["the oilfield was shut"]).join("an oil-", "field") == "an oilfield"


def test_a_line_that_parts_no_word() -> None:
    assert Vocabulary([]).join("the office", "said") is None
    assert Vocabulary([]).join("the office -", "said") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("D:20260305181200+01'00'", datetime(2026, 3, 5, 18, 12, tzinfo=timezone(timedelta(hours=1)))),
        (
            "D:20260305181200-0530",
            datetime(2026, 3, 5, 18, 12, tzinfo=timezone(-timedelta(hours=5, minutes=30))),
        ),
        ("20260305181200Z", datetime(2026, 3, 5, 18, 12, tzinfo=UTC)),
        ("D:20260305181200", date(2026, 3, 5)),
        ("D:20260305", date(2026, 3, 5)),
        ("D:20261305", None),
        ("yesterday", None),
    ],
)
def test_dates_of_pdf_properties(text: str, expected: date | None) -> None:
    assert parse_pdf_date(text) == expected
