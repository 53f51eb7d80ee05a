"""Who is named: names, family names, offices by date, seats of government, and the traps."""

from __future__ import annotations

from datetime import date

import pytest

from tests.analysis.reading import read, small_table


def test_a_family_name_belongs_to_the_full_name_in_the_article() -> None:
    reading = read("Anna Berg runs the port. Berg has run it for years.")
    assert reading.places("anna-berg") == ["Anna Berg", "Berg"]


def test_the_family_name_of_two_people_means_the_one_named_last() -> None:
    reading = read("Anna Berg runs the port.\n\nPeter Berg sells rope. Berg is tired.")
    assert reading.places("peter-berg") == ["Peter Berg", "Berg"]


def test_a_famous_family_name_needs_no_full_name() -> None:
    assert read("On Monday Putin and Xi met.").actors() == {"vladimir-putin", "xi-jinping"}


def test_a_common_family_name_alone_names_nobody() -> None:
    assert "li-qiang" not in read("A clerk called Li stamped the form.").actors()
    assert read("Premier Li Qiang spoke. Li was calm.").places("li-qiang") == ["Li Qiang", "Li"]


def test_a_given_name_that_contradicts_makes_another_person() -> None:
    reading = read("Hunter Biden bought a boat. Biden likes boats.")
    assert reading.places("hunter-biden") == ["Hunter Biden", "Biden"]
    assert "joe-biden" not in reading.actors()


@pytest.mark.parametrize(
    ("published", "holder"), [(date(2023, 6, 1), "joe-biden"), (date(2026, 6, 1), "donald-trump")]
)
def test_an_office_means_its_holder_on_the_day(published: date, holder: str) -> None:
    assert read("The American president slept.", published).places(holder) == ["The American president"]


def test_an_office_means_the_holder_named_in_the_article_first() -> None:
    reading = read("Joe Biden wrote a book. The American president sold many copies.", date(2026, 6, 1))
    assert "The American president" in reading.places("joe-biden")


def test_an_office_known_from_the_article_only() -> None:
    reading = read("French President Luc Moreau flew home. The French leader slept on the plane.")
    assert reading.places("luc-moreau") == ["Luc Moreau", "The French leader"]


def test_a_possessive_state_stays_a_mention_beside_its_minister() -> None:
    reading = read("Russia’s foreign minister left early.", date(2020, 1, 1))
    assert reading.places("russia") == ["Russia"]
    assert reading.places("sergey-lavrov") == ["foreign minister"]


def test_seats_and_organs_mean_the_state() -> None:
    reading = read("Moscow objected. The Kremlin and the Chinese embassy did not answer.")
    assert reading.places("russia") == ["Moscow", "Kremlin"]
    assert reading.places("china") == ["Chinese embassy"]


def test_a_demonym_counts_only_where_nothing_else_names_the_state() -> None:
    assert read("Chinese ships sailed. China waved.").places("china") == ["China"]
    assert read("Chinese ships sailed.").places("china") == ["Chinese"]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("MOSCOW, Idaho — The fair in Moscow opened. Moscow is proud.", "russia"),
        ("They met in Moscow on a cold day.", "russia"),
        ("PARIS — The fair opened.", "france"),
        ("The library showed “From Russia to Nowhere” on Friday.", "russia"),
        ("Ships crossed the South China Sea at night.", "china"),
        ("Students of the Delta Xi house sang.", "xi-jinping"),
        ("They ate at the Beijing Garden.", "china"),
        ("Georgia voted with Florida; Republicans in Georgia cheered.", "georgia"),
        ("Emma Paris writes novels in a small house.", "france"),
    ],
)
def test_homonyms_are_no_mentions(text: str, actor: str) -> None:
    assert actor not in read(text).actors()


def test_a_namesake_with_its_own_words_is_the_state() -> None:
    assert read("Georgia closed its border. Tbilisi gave no reason.").places("georgia") == [
        "Georgia",
        "Tbilisi",
    ]


def test_headlines_invent_no_people() -> None:
    reading = read("Big Storm Hits Quiet Harbour Town Again\n\nThe storm came at night.")
    assert not [mention for mention in reading.mentions if mention.kind == "person"]


def test_no_name_crosses_a_line() -> None:
    assert read("We love Vladimir\nPutin came later.").places("vladimir-putin") == ["Putin"]


def test_roles_are_taken_as_printed() -> None:
    roles = {
        m.id: m.role
        for m in read("Anna Berg, a retired harbour pilot, met French Trade Minister Luc Moreau.").mentions
    }
    assert roles["anna-berg"] == "a retired harbour pilot"
    assert roles["luc-moreau"] == "French Trade Minister"


def test_spellings_with_and_without_accents_and_in_capitals() -> None:
    assert read("VLADIMIR PUTIN SPOKE. Vladímir Putin left.").places("vladimir-putin") == [
        "VLADIMIR PUTIN",
        "Vladímir Putin",
    ]


def test_the_gate_scan_needs_no_parse() -> None:
    named = small_table().name_actors("Putin called Beijing; American ships and a clerk named Li waited.")
    assert named == {"vladimir-putin", "china", "united-states"}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("ASTANA - President Anna Berg slept.", "President"),
        ("But a port spokesman, Peter Holm, slept.", "a port spokesman"),
        ("Anna Berg of the Institute for Harbours slept.", "Institute for Harbours"),
        (
            "“No,” said Anna Berg, expert at the S. Lund School of Rope. It rained.",
            "expert at the S. Lund School of Rope",
        ),
    ],
)
def test_roles_hold_the_office_alone(text: str, role: str) -> None:
    assert [mention.role for mention in read(text).mentions if mention.kind == "person"] == [role]


def test_a_spokesperson_who_speaks_needs_no_full_name() -> None:
    assert read("“No,” Zakharova replied.").quote.speaker_id == "maria-zakharova"


def test_a_form_of_address_tells_namesakes_apart() -> None:
    reading = read("Anna Berg came. Peter Berg, a former guardsman, did not. Ms Berg rose at once.")
    assert reading.places("anna-berg") == ["Anna Berg", "Berg"]
