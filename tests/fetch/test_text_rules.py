"""The single rules of extraction: characters, paragraphs, bylines, headlines, language."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.fetch.boilerplate import Role, role_of
from bot.fetch.bylines import author_name, parse_byline
from bot.fetch.characters import bare_words, plain_characters
from bot.fetch.headlines import clean_title, find_headline, version_mark
from bot.fetch.language import language_of
from bot.fetch.paragraphs import split_paragraphs


def test_hidden_characters_go_and_letters_are_composed() -> None:
    assert plain_characters("a\u200bb\u202ec\u2066d\x00\ufeff\u00ade\u0301") == "abcd\u00e9"
    assert plain_characters("one\u00a0two\u2009three\r\nfour\u2028five") == "one two three\nfour\nfive"


def test_joiners_stay_where_they_carry_meaning() -> None:
    assert plain_characters("می\u200cخواهم") == "می\u200cخواهم"
    assert plain_characters("Pu\u200dtin") == "Putin"


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=200))
def test_plain_characters_are_plain(text: str) -> None:
    once = plain_characters(text)
    assert plain_characters(once) == once
    assert not set(once) & set("\x00\r\u00a0\u200b\u202e\ufeff")


def test_lines_are_paragraphs_where_nothing_was_wrapped() -> None:
    assert split_paragraphs("One.\nTwo.\n\nThree.") == ["One.", "Two.", "Three."]


WRAPPED = """The harbour office said on Tuesday that it had counted ninety
ships in the roads, more than in any week since the port was
dredged, and that pilots were working double shifts.

Owners of smaller boats complained that nobody had asked them
before the tariff was changed, and promised to send a letter
to the ministry by the end of the week.
Short line.
"""


def test_hard_wrapped_lines_are_joined() -> None:
    first, second, third = split_paragraphs(WRAPPED)
    assert first.startswith("The harbour office")
    assert first.endswith("double shifts.")
    assert second.endswith("end of the week.")
    assert third == "Short line."


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Ada Lind", "Ada Lind"),
        ("BY ADA LIND AND TOM OKORO", "ADA LIND and TOM OKORO"),
        ("By Ada Lind, Staff Writer", "Ada Lind"),
        ("By Ada Lind | The Morning Post", "Ada Lind"),
        ("By Ada Lind in Geneva", "Ada Lind"),
        ("Von Jörg Maß", "Jörg Maß"),
        ("Par Zoé de la Tour", "Zoé de la Tour"),
        ("Written by: Ada Lind (ada@example.org)", "Ada Lind"),
        ("By the numbers", None),
        ("By Friday the ship had sunk.", None),
        ("The harbour office", None),
        ("By our own correspondent", None),
    ],
)
def test_bylines(line: str, name: str | None) -> None:
    assert parse_byline(line) == name


def test_author_without_opening() -> None:
    assert author_name("Ada Lind, https://example.org/ada") == "Ada Lind"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ships wait at sea | The Morning Post", "Ships wait at sea"),
        ("Ships wait at sea – The Morning Post", "Ships wait at sea"),
        ("Ships wait at sea – World", "Ships wait at sea"),
        ("Ships wait at sea - World - The Morning Post", "Ships wait at sea"),
        ("Ships wait at sea | morningpost.example", "Ships wait at sea"),
        ("Ships wait – and nobody comes", "Ships wait – and nobody comes"),
        ("  Ships\n wait ", "Ships wait"),
        ("UPDATE 3-Ships wait at sea", "Ships wait at sea"),
        ("WRAPUP 1-RPT-Ships wait at sea", "Ships wait at sea"),
        ("Update: ships wait at sea", "Update: ships wait at sea"),
        ("Ships wait at sea « The Pilot's Blog", "Ships wait at sea"),
        ("Il dit « non » au port", "Il dit « non » au port"),
        ("", None),
    ],
)
def test_titles_lose_the_name_of_the_site(title: str, expected: str | None) -> None:
    assert clean_title(title, ["The Morning Post"]) == expected


@pytest.mark.parametrize(
    ("title", "mark"),
    [
        ("UPDATE 3-Ships wait at sea", "update 3"),
        ("CORRECTED-UPDATE 1-Ships wait at sea", "corrected update 1"),
        ("WRAPUP 2-RPT-Ships wait at sea", "wrapup 2"),
        ("LIVE: Ships wait at sea", "live"),
        ("Correction: ships wait at sea", "correction"),
        ("RPT-Ships wait at sea", None),
        ("Live music returns to the quay", None),
        ("UPDATE 3-", None),
        (None, None),
    ],
)
def test_a_headline_keeps_the_mark_of_its_version(title: str | None, mark: str | None) -> None:
    assert version_mark(title) == mark


def test_headline_below_a_kicker() -> None:
    assert (
        find_headline(
            ["WORLD", "Ships wait off the southern coast", "By Ada Lind", "Long text follows here."]
        )
        == 1
    )


@pytest.mark.parametrize(
    "above",
    [
        ["PREMIUM", "Ports | Pilots"],
        ["Shared from the Harbour app"],
        ["THE MORNING TIDE", "Saturday, 14 March 2026", "Good morning. Here is what you need to know today."],
    ],
)
def test_headline_below_what_an_app_or_a_letter_puts_above_it(above: list[str]) -> None:
    lines = [*above, "Ships wait off the southern coast", "Long text follows here, and goes on for a while."]
    assert find_headline(lines) == len(above)


def test_text_that_begins_with_its_dateline_has_no_headline() -> None:
    assert (
        find_headline(
            ["LISBON, March 5 (Wire) - Ninety ships were waiting on Tuesday, the office said.", "More."]
        )
        is None
    )


def test_headline_may_end_in_an_abbreviation() -> None:
    assert (
        find_headline(
            ["Two ministers meet for the first time in years and send a message to the U.S.", "They met."]
        )
        == 0
    )


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "The article continues below the advertisement",
        "Photo: harbour office",
        "Ships in the roads. (Photo by Ada Lind)",
        "Read also: Why gulls shout",
        "Sign up for our daily newsletter",
        "Home » World » Ports",
        "Share | Print | Save",
        "Follow us on Telegram",
        "Reporting by Ada Lind in Lisbon",
        "(Adds comment from the harbour office, paragraph 2)",
        "(This June 2 story has been corrected to say that the pilots work at night)",
        "This article is more than 3 years old",
        "Image caption, The mast above the harbour",
        "Slide 1 of 12",
        "Listen to this article · 6:12 min Learn more",
        "@adalind #ships",
        "Reporting contributed by Tom Okoro.",
        "Was this article helpful?",
        "16:40",
        "18.05 CET",
        "Posted 3h ago",
        "Updated at 4:52 p.m.",
        "Copied to clipboard",
        "Having trouble viewing this email? View it in your browser",
        "Print + Digital – €24.90 a month",
        "Try it for €1 for the first month. Cancel any time.",
        "Enjoying this story? Get the app for free and tell your friends about it.",
        "Before you go on: journalism like this takes months and costs money.",
        "This article appeared in the print edition of June 4 under the headline “Pilots at home”.",
        "Find this page at: http://example.org/ships",
        "Our morning email has the stories of the day, telling you what happened and why",
        "We and our partners store and read data on your device.",
        "https://example.org/ships",
        "© 2026 The Morning Post. All rights reserved.",
        "Tags: ports, ships",
        "Views: 2 311",
        "Anzeige",
        "Lesen Sie auch: Möwen",
        "Читайте также: чайки",
        "3 min read",
    ],
)
def test_notices(line: str) -> None:
    assert role_of(line) is Role.NOTICE


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Reporting by Ada Lind; editing by Tom Okoro", Role.CLOSING),
        ("(Reporting by Ada Lind in Lisbon; Writing by Max Orr; Editing by Tom Okoro)", Role.CLOSING),
        ("Show 31 more comments", Role.CLOSING),
        ("Comments are closed.", Role.CLOSING),
        ("Most popular in World", Role.RELATED),
        ("More from this series", Role.RELATED),
        ("Explore more on these topics", Role.RELATED),
        ("More on the way", Role.SHORT),
        ("Why now?", Role.SHORT),
    ],
)
def test_headings(line: str, role: Role) -> None:
    assert role_of(line) is role


@pytest.mark.parametrize(
    "line",
    [
        "“Sign up or stay out,” the minister told the shipowners.",
        "The government said it would support independent farmers with new loans.",
        "He told reporters that readers of the treaty should look at its last page.",
        "The photo showed three ships beside the pier, the coast guard said.",
        "Get out of the way, the captain shouted, and the pilots obeyed him.",
        "The two sides will read the draft again, officials told Reuters.",
        "MINISTER: We will tell you when our ships are ready.",
        "– The harbour will be dredged twice a year.",
        "This story was told in every harbour of the coast that winter.",
        "This article of the treaty was amended in 1998, and never used.",
        "At 16:40 the last ship left.",
        "Advertisement spending by the navy doubled last year.",
        "Subscribers to the state telephone company fell by a third, the regulator said.",
        "Comment from the ministry was not available.",
        "The offer expires on Friday.",
        "Diesel now costs €2 a litre, and the fishermen pay it.",
        "Who reads the small print? The members of the port union do, and they were furious.",
        "Writing in the spring, the harbour master had promised better pay by June.",
        "For us the week was long, the pilots wrote: “The month will be longer.”",
        "Help us, the fishermen of the island wrote to Washington in their letter.",
    ],
)
def test_prose_is_no_notice(line: str) -> None:
    assert role_of(line) is not Role.NOTICE


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The harbour office said that ninety ships were waiting in the roads.", "en"),
        ("Das Hafenamt sagte, dass neunzig Schiffe auf der Reede warten.", "de"),
        ("Le port a déclaré que quatre-vingt-dix navires attendaient en rade.", "fr"),
        ("В порту заявили, что девяносто судов ждут на рейде у берега.", "ru"),
        ("У порту заявили, що дев’яносто суден чекають на рейді біля берега.", "uk"),
        ("港务局表示，目前有九十艘船只在锚地等候进港。", "zh"),
        ("港の事務所は九十隻の船が待っていると発表しました。", "ja"),
        ("1, 2, 3", "und"),
        ("", "und"),
        ("OK", "und"),
    ],
)
def test_language(text: str, code: str) -> None:
    assert language_of(text) == code


def test_a_declared_language_counts_only_where_the_text_is_too_short() -> None:
    assert language_of("OK", "fr-FR") == "fr"
    assert language_of("The harbour office said that ninety ships were waiting.", "fr-FR") == "en"


def test_headlines_are_compared_by_their_words() -> None:
    assert bare_words("“Ships” wait — at sea!") == bare_words("ships wait at sea")
