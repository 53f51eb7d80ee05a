"""Copies: what is one, what only looks like one, and the index that finds them."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.copies import Candidate, Fingerprint, match_copies, measure_likeness, sign_text
from bot.analysis.copy_index import CopyIndex
from bot.analysis.landmarks import LandmarkKind, parse_landmarks

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)

WIRE = """OSLO, March 4 (Fjord Press) - Norway will lease four patrol ships to Iceland under a contract worth \
310 million kroner, the two defence ministers said on Wednesday.

The ships, built in Ulsteinvik in 2017, will be handed over by Ingrid Solheim and Jonas Arnarson in Reykjavik.

“A small neighbour with a large sea needs strong boats,” Solheim told reporters. “We had four to spare.”

Arnarson said the crews would number 88 sailors, half of them trained in Bergen.

Hydro Marine, which maintains the vessels, expects to hire 40 mechanics. The opposition in Oslo complained that \
parliament had not been asked.

“Nobody lends an umbrella in the rain,” said Tor Lindqvist of the Nansen Centre."""

EDITED = """REYKJAVIK - Norway will lease four patrol ships to Iceland under a contract worth 310 million kroner, \
the defence ministers of both countries said.

The ships, which were built in Ulsteinvik in 2017, will be handed over by Ingrid Solheim and Jonas Arnarson.

“A small neighbour with a large sea needs strong boats,” Solheim said. “We had four to spare.”

Arnarson said the crews would number 88 sailors, half of them schooled in Bergen.

Hydro Marine, which maintains the vessels, wants to hire 40 mechanics.

“Nobody lends an umbrella in the rain,” Tor Lindqvist of the Nansen Centre commented."""

SPUN = """Four cutters are to pass from Norway on loan into the hands of Iceland, the price being 310 million \
kroner, as became known from the heads of the military departments.

It goes about hulls that left the yard at Ulsteinvik back in 2017; Ingrid Solheim and Jonas Arnarson are going to \
sign for them in Reykjavik.

“Strong boats are a need for the small neighbour whose sea is large”, so Solheim to the press.

On board 88 seamen shall serve, every second one having passed a course in Bergen, specified Arnarson.

The servicing firm Hydro Marine seeks 40 additional fitters. Critics in Oslo are angry at being passed over.

“An umbrella nobody lends during rain”, in the words of Tor Lindqvist (Nansen Centre)."""

CALL = """TOKYO, Feb. 2 — Japanese Foreign Minister Haruka Endo and Brazilian Foreign Minister Paulo Ramires spoke \
by telephone on Monday about soy exports, their first conversation since autumn.

The call lasted 25 minutes, the Foreign Ministry in Tokyo said.

“We counted the ships and found too few,” Endo told reporters. Ramires called the talk “open and brisk”."""

LATER_CALL = """TOKYO, April 21 — Japanese Foreign Minister Haruka Endo and Brazilian Foreign Minister Paulo Ramires \
spoke by telephone on Tuesday about a satellite launch, their third conversation this year.

The call lasted 40 minutes, the Foreign Ministry in Tokyo said.

“Rockets do not wait for ministers,” Endo told reporters. Ramires praised “a patient and curious partner”."""


def likeness(one: str, two: str) -> float:
    return measure_likeness(sign_text(one, None), sign_text(two, None))


def find(index: CopyIndex, text: str) -> str | None:
    """The key of the article that a text copies."""
    found = index.query(sign_text(text, None))
    return found[0].key if found else None


@pytest.mark.parametrize("copy", [WIRE, EDITED, SPUN], ids=["reprint", "light edit", "spun rewrite"])
def test_a_copy_is_known_whatever_was_done_to_it(copy: str) -> None:
    assert likeness(WIRE, copy) >= 0.5


def test_a_reprint_with_other_boilerplate_is_a_copy() -> None:
    reprint = f"Subscribe to our letter.\n\n{WIRE}\n\nReporting by the night desk in Bodo. Call 555 0188."
    assert likeness(WIRE, reprint) > 0.7


def test_two_calls_between_the_same_ministers_are_no_copies_although_they_share_wording() -> None:
    assert likeness(CALL, LATER_CALL) == 0.0


def test_a_template_filled_with_other_figures_is_no_copy() -> None:
    report = "The rate of the {} fell to {} against the dollar in {} trade, {} below the {} of last week, dealers said."
    one = report.format("koruna", "23.41", "Prague", "0.7", "23.9") * 2
    two = report.format("koruna", "22.08", "Prague", "1.3", "22.6") * 2
    assert likeness(one, two) == 0.0


def test_texts_on_one_subject_are_no_copies() -> None:
    other = (
        "Iceland has debated its coast guard for years. In Reykjavik, Jonas Arnarson wants boats from Norway, but "
        "Ingrid Solheim has not answered. Two old cutters rust in Akureyri. “We row,” a captain joked in 2019."
    )
    assert likeness(WIRE, other) == 0.0


def test_texts_without_words_are_copies_of_nothing() -> None:
    assert likeness("", "") == 0.0
    assert match_copies(sign_text("…", None), [Candidate(key="a", fingerprint=sign_text("", None))]) == []


def test_a_text_of_hardly_any_words_is_known_by_its_title_too() -> None:
    one = sign_text("Read more.", "Norway leases four ships to Iceland")
    two = sign_text("Read more.", "Brazil counts its soy")
    assert measure_likeness(one, two) == 0.0


def test_chinese_text_is_compared_by_characters() -> None:
    text = "挪威国防部长星期三宣布将向冰岛出租四艘巡逻舰，合同价值三亿一千万克朗，双方将在雷克雅未克签字。"
    assert likeness(text, text.replace("星期三", "")) > 0.5
    assert likeness(text, "巴西外交部长与日本外相通电话，讨论大豆出口问题，双方同意下个月再次会谈。") == 0.0


def test_the_likest_candidate_wins_and_among_equals_the_first() -> None:
    candidates = [
        Candidate(key="other", fingerprint=sign_text(CALL, None)),
        Candidate(key="edited", fingerprint=sign_text(EDITED, None)),
        Candidate(key="first", fingerprint=sign_text(WIRE, None)),
        Candidate(key="second", fingerprint=sign_text(WIRE, None)),
    ]
    assert match_copies(sign_text(WIRE, None), candidates)[0] == candidates[2]


def test_landmarks_are_names_numbers_and_quoted_words_in_order() -> None:
    found = parse_landmarks(
        "On May 4 Maria Okafor paid 1,200 crowns in Lund. “Bread is expensive,” she said."
    )
    assert [(mark.kind, mark.word) for mark in found] == [
        (LandmarkKind.NAME, "maria"),
        (LandmarkKind.NAME, "okafor"),
        (LandmarkKind.NUMBER, "1200"),
        (LandmarkKind.NAME, "lund"),
        (LandmarkKind.NAME, "bread"),
        (LandmarkKind.QUOTED, "expen"),
    ]


@given(st.text(max_size=400), st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_has_a_fingerprint_that_survives_storing(text: str, title: str) -> None:
    signed = sign_text(text, title)
    assert Fingerprint.from_bytes(signed.to_bytes()) == signed
    assert pickle.loads(pickle.dumps(signed)) == signed  # noqa: S301 — our own bytes


def test_bytes_of_another_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="not the bytes of a fingerprint"):
        Fingerprint.from_bytes(b"\x05\x00\x01\x00abc")


def test_hostile_text_takes_linear_time() -> None:
    signed = sign_text("“A1 " * 200_000, None)
    assert len(signed.landmarks) <= 240


class TestIndex:
    def test_finds_each_kind_of_copy_among_many_articles(self) -> None:
        index = CopyIndex()
        index.add("call", sign_text(CALL, None), NOON)
        index.add("wire", sign_text(WIRE, None), NOON)
        for number in range(200):
            text = (
                f"Port {number} in Zone{number} counted {number * 7} crates of Fruit{number} for Firm{number}. "
                * 3
            )
            index.add(f"noise {number}", sign_text(text, None), NOON)
        assert [find(index, text) for text in (WIRE, EDITED, SPUN)] == ["wire"] * 3
        assert find(index, LATER_CALL) is None

    def test_drops_articles_older_than_its_days(self) -> None:
        index = CopyIndex(days=30, least=2)
        index.add("old", sign_text(WIRE, None), NOON)
        index.add("newer", sign_text(CALL, None), NOON + timedelta(days=30))
        assert find(index, WIRE) == "old"
        index.add("newest", sign_text(LATER_CALL, None), NOON + timedelta(days=31))
        assert find(index, WIRE) is None
        assert len(index) == 2

    def test_a_date_in_the_future_does_not_empty_the_index(self) -> None:
        index = CopyIndex()
        index.add("wire", sign_text(WIRE, None), NOON)
        index.add("from the future", sign_text(CALL, None), NOON + timedelta(days=3650))
        assert find(index, WIRE) == "wire"

    def test_refuses_a_naive_time(self) -> None:
        with pytest.raises(ValueError, match="naive"):
            CopyIndex().add("a", sign_text(WIRE, None), datetime(2026, 3, 4))  # noqa: DTZ001 — the point of it
