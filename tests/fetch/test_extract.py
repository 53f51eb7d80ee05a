"""Entry → Article: the prose stays, everything that stands around it goes."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import RejectedError
from bot.fetch.extract import MAX_TEXT, extract_article
from bot.fetch.outlets import OutletTable
from bot.model.articles import Article, ContentKind, Entry
from tests.fetch.worlds import STORY

OUTLETS = OutletTable.shipped()
HEADLINE = "Ninety ships wait as pilots stay at home"
BODY = "\n\n".join(STORY)


def extract(
    text: str, kind: ContentKind = ContentKind.TEXT, address: str = "/drop/ships.txt", **more: object
) -> Article:
    return extract_article(Entry(address=address, content=text, kind=kind, **more), OUTLETS)  # type: ignore[arg-type] # fields by name


def pasted(*lines: str, before: tuple[str, ...] = ()) -> Article:
    """A pasted article with lines after its body, or between headline and body."""
    return extract("\n\n".join([HEADLINE, *before, *STORY, *lines]))


def test_headline_body_author_and_date() -> None:
    article = pasted(before=("By Ada Lind", "March 5, 2026"))
    assert (article.title, article.byline, article.published) == (HEADLINE, "Ada Lind", date(2026, 3, 5))
    assert article.text == BODY
    assert article.language == "en"


@pytest.mark.parametrize(
    "tail",
    [
        ("Related articles", "Why gulls shout", "Ten harbours to see before winter", "Ada Lind"),
        ("Ada Lind is a reporter based in Lisbon. She used to mend nets.",),
        ("Support our newsroom from as little as €2 a month. Thank you.", "Donate now"),
        (
            "Leave a Comment",
            "gullfan: I have always said so. Nobody listens to me.",
            "netmender: Quite right.",
        ),
        ("© 2026 Harbour News. All rights reserved.", "Contact us", "Terms of Use"),
        ("Sign up for our morning letter", "Follow us on Telegram", "Back to top"),
        (
            "Learn to sail in a week with “The Patient Sailor”, your complete guide to open water. https://books.test/sail",
        ),
        (f"https://harbour.test/ships {HEADLINE}", "Tags: ports, pilots", "12 Comments"),
        ("Reporting by Ada Lind in Lisbon and Tom Okoro in Porto; editing by May Sund",),
        ("MOST READ", "Is this the largest crab ever?", "Storm names for next year"),
        ("This article was prepared by our night desk and checked by nobody.",),
        ("Harbour News is free for everybody because readers pay what they can.",),
    ],
)
def test_what_follows_an_article_goes(tail: tuple[str, ...]) -> None:
    assert pasted(*tail).text == BODY


@pytest.mark.parametrize(
    "line",
    [
        "The story continues below the advertisement",
        "Advertisement",
        "Read more: Why gulls shout",
        "RELATED: Ten harbours to see",
        "Photo: Harbour office",
        "Ships in the roads off Lisbon (Reuters/Tom Okoro)",
        "Click to play video: ‘Ninety ships’",
        "Share this article",
    ],
)
def test_what_interrupts_an_article_goes(line: str) -> None:
    text = "\n\n".join([HEADLINE, *STORY[:2], line, *STORY[2:]])
    assert extract(text).text == BODY


def test_a_link_and_its_label_go_together() -> None:
    text = "\n\n".join([HEADLINE, STORY[0], "Read more:", "Why gulls shout at night", *STORY[1:]])
    assert extract(text).text == BODY


def test_video_captions_go_with_their_video() -> None:
    text = "\n\n".join(
        [
            HEADLINE,
            STORY[0],
            "Click to play video: 'Pilots strike'",
            "Pilots strike in Lisbon",
            "Pilots strike in Lisbon – June 13, 2021",
            *STORY[1:],
        ]
    )
    article = extract(text)
    assert article.text == BODY
    assert article.published is None


def test_standfirst_and_subheadings_stay() -> None:
    text = "\n\n".join(
        [
            HEADLINE,
            "The harbour office blames the weather and everybody else blames the office",
            *STORY[:3],
            "A Second Channel",
            *STORY[3:],
        ]
    )
    found = extract(text).text
    assert found.startswith("The harbour office blames")
    assert "\n\nA Second Channel\n\n" in found


def test_lists_transcripts_and_unfinished_sentences_stay() -> None:
    lines = [
        "– The channel will be dredged by spring;",
        "– pilots will be paid for nights.",
        "ABREU: When do we begin?",
        "LIND: Today.",
    ]
    assert all(line in extract("\n\n".join([HEADLINE, STORY[0], *lines, *STORY[1:]])).text for line in lines)


def test_a_repeated_headline_goes() -> None:
    assert pasted(HEADLINE.upper() + "!", before=(HEADLINE,)).text == BODY


def test_text_without_headline() -> None:
    article = extract(BODY)
    assert (article.title, article.text) == (None, BODY)


def test_one_paragraph_is_an_article() -> None:
    assert extract(STORY[0]).text == STORY[0]


def test_hidden_characters_do_not_survive() -> None:
    article = pasted("The last\u202e pilot\u200b went home\u00a0on Friday.")
    assert article.text.endswith("The last pilot went home on Friday.")


def test_a_person_of_the_story_is_no_author() -> None:
    last = "Tomas Abreu is a former journalist and has run the harbour since 2019."
    assert pasted(last).text.endswith(last)


@pytest.mark.parametrize(
    "last",
    [
        "The bank said customers could donate through its app until Friday.",
        "The ministry of information has blocked our website, said the editor.",
    ],
)
def test_the_last_paragraph_may_report_on_the_press(last: str) -> None:
    assert pasted(last).text.endswith(last)


def test_an_essay_may_end_with_we_and_you() -> None:
    essay = [
        "We have lived by the harbour for forty years, and our fathers before us.",
        "You would not know the place now. The quay is a car park.",
        "The ships have not changed: they wait, and we wait with them.",
        "If you want a harbour next month, we must support each other this week.",
    ]
    assert extract("\n\n".join(["What we wait for", *essay])).text == "\n\n".join(essay)


def test_a_dateline_without_year_gives_no_date() -> None:
    assert extract(f"{HEADLINE}\n\nLISBON, March 5 — {STORY[2]}").published is None
    assert extract(f"{HEADLINE}\n\nLISBON, March 5, 2026 (Reuters) — {STORY[2]}").published == date(
        2026, 3, 5
    )


def test_outlet_by_address_name_or_wire_credit() -> None:
    def outlet(**entry: str) -> str | None:
        found = extract(entry.pop("text", BODY), **entry).outlet  # type: ignore[arg-type] # fields by name
        return found.id if found else None

    assert outlet(address="https://www.reuters.com/world/ships") == "reuters.com"
    assert outlet(address="https://unknown-paper.org/ships") == "unknown-paper.org"
    assert outlet(outlet_name="The Guardian") == "theguardian.com"
    assert outlet(outlet_name="Gull Gazette") == "gull-gazette"
    assert outlet(text=f"LISBON, March 5 (Reuters) - {STORY[2]}") == "reuters.com"
    assert outlet(address="https://news.google.com/articles/x", outlet_name="AFP") == "afp.com"
    assert outlet() is None


def test_what_the_feed_says_goes_first() -> None:
    moment = datetime(2026, 3, 5, 10, 0, tzinfo=UTC)
    article = pasted(before=("By Somebody Else", "March 9, 2026"))
    told = extract(
        BODY,
        title="Ships wait | Gull Gazette",
        byline="By Ada Lind",
        published=moment,
        outlet_name="Gull Gazette",
        guid="g1",
    )
    assert article.published == date(2026, 3, 9)
    assert (told.title, told.byline, told.published, told.guid) == ("Ships wait", "Ada Lind", moment, "g1")


@pytest.mark.parametrize(
    "text",
    ["", "  \n\n ", "Menu\n\nHome\n\nLog in", "\u200b\u202e", "Share | Print | Save\n\nhttps://a.test/"],
)
def test_no_prose_is_rejected_with_a_sentence(text: str) -> None:
    with pytest.raises(RejectedError) as caught:
        extract(text)
    assert caught.value.sentence.endswith(".")


def test_headline_alone_is_rejected_as_such() -> None:
    with pytest.raises(RejectedError, match="only a headline"):
        extract("", ContentKind.HTML_FRAGMENT, title=HEADLINE)


def test_fragments_lose_their_markup() -> None:
    html = f"<p>{STORY[0]}</p><script>alert(1)</script><p onclick='x()'>{STORY[1]}</p><p><a href='https://a.test'>Continue reading</a></p><p>The post <a href='#'>Ships</a> appeared first on <a href='#'>Gull</a>.</p>"
    article = extract(
        html, ContentKind.HTML_FRAGMENT, address="https://gull.example.org/ships", title=HEADLINE
    )
    assert article.text == f"{STORY[0]}\n\n{STORY[1]}"
    assert article.canonical == "https://gull.example.org/ships"


def test_a_teaser_need_not_be_a_sentence() -> None:
    article = extract(
        "Ninety ships are waiting off the coast", ContentKind.HTML_FRAGMENT, teaser=True, note="blocked (403)"
    )
    assert (article.teaser, article.note) == (True, "blocked (403)")


def test_the_teaser_stays_where_the_page_has_less() -> None:
    def fetched(page: str) -> Article:
        html = f"<html><body>{page}</body></html>"
        return extract(html, ContentKind.HTML_PAGE, address="https://a.org/1", summary=f"<p>{STORY[0]}</p>")

    walled, whole = fetched("<p>Please log in.</p>"), fetched("".join(f"<p>{line}</p>" for line in STORY))
    assert (walled.text, walled.note, walled.teaser) == (STORY[0], "teaser only", True)
    assert (whole.text, whole.note, whole.teaser) == (BODY, None, False)


def test_neither_page_nor_summary_is_rejected() -> None:
    with pytest.raises(RejectedError):
        extract("<html></html>", ContentKind.HTML_PAGE, address="https://a.org/1", summary="<p></p>")


def test_the_same_file_has_one_canonical_form_under_any_name() -> None:
    one, two, other = (
        extract(BODY, address="/drop/a.txt"),
        extract(BODY, address="/drop/新闻.txt"),
        extract(STORY[0]),
    )
    assert one.canonical == two.canonical != other.canonical


@pytest.mark.parametrize(
    "text",
    [
        "word " * 1_000_000,
        "Short line\n" * 30_000,
        "“" * 200_000,
        "(" * 200_000 + "a b c d e f.",
        "a | b | c " * 50_000,
        "By " * 100_000 + "end.",
        ". " * 300_000,
        "http://" * 100_000,
        "A.\n\n" * 30_000,
    ],
)
def test_time_is_linear_on_hostile_text(text: str) -> None:
    start = time.process_time()
    try:
        extract(text[:MAX_TEXT])
    except RejectedError as error:
        assert error.sentence  # noqa: PT017 - either outcome is right, as long as it comes soon
    assert time.process_time() - start < 8


def test_too_long_is_rejected() -> None:
    with pytest.raises(RejectedError, match="longer than"):
        extract("word " * 1_000_000 + "end.")


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=400), st.sampled_from(list(ContentKind)))
def test_any_content_gives_clean_text_or_a_reason(content: str, kind: ContentKind) -> None:
    try:
        article = extract(content, kind)
    except RejectedError as error:
        assert error.sentence  # noqa: PT017 - either outcome is right
    else:
        assert article.text.strip() == article.text
        assert "\n\n\n" not in article.text
