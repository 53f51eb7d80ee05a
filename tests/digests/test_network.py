"""A network: where its nodes stand, what is said of it, and a picture that can be opened."""

from __future__ import annotations

import math
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.network import Node, Tie, describe_network, place_nodes
from tests.digests.hostile import HOSTILE

XI, JAPAN = Node("Xi Jinping", 40, 9, 1), Node("Japan", 12, 0, 0)

ties = st.lists(st.builds(Tie, st.integers(0, 11), st.integers(0, 11), st.integers(1, 99)), max_size=40)


@settings(deadline=None, max_examples=50)
@given(count=st.integers(0, 12), ties=ties)
def test_every_node_has_a_place_of_its_own_the_same_each_time(count: int, ties: list[Tie]) -> None:
    places = place_nodes(count, ties)
    assert len(places) == count
    assert places == place_nodes(count, ties)
    assert all(math.isclose(math.hypot(*place), 1.0) for place in places)
    assert len({(round(x, 6), round(y, 6)) for x, y in places}) == count


def test_the_first_stands_at_the_top() -> None:
    x, y = place_nodes(5, [])[0]
    assert (round(x, 6), round(y, 6)) == (0.0, -1.0)


def test_those_that_have_much_in_common_stand_side_by_side() -> None:
    places = place_nodes(6, [Tie(0, 4, 9), Tie(2, 4, 1)])
    far = math.dist(places[0], places[3])
    assert math.dist(places[0], places[4]) < far
    assert math.dist(places[4], places[2]) < far


def test_from_conflict_to_cooperation() -> None:
    assert XI.leaning == pytest.approx(0.8)
    assert Node("A", 1, 0, 4).leaning == -1.0
    assert JAPAN.leaning == 0.0


def test_the_picture_in_words() -> None:
    said = describe_network("Vladimir Putin", "90 days", (XI, JAPAN))
    assert said == (
        "Network of Vladimir Putin, last 90 days. Named together with Xi Jinping: 40 articles, cooperation 9, "
        "conflict 1; Japan: 12 articles, no events."
    )
    assert describe_network("A", "7 days", [XI] * 8).endswith("and 2 more.")


@pytest.mark.parametrize("name", ["Recep Tayyip Erdoğan", "習近平", "محمد", *HOSTILE[:8]])
def test_any_name_can_be_drawn(name: str) -> None:
    pictures = pytest.importorskip("digests.pictures", reason="Pillow is not installed")
    drawn = pictures.draw_network(name, f"{name}, last 90 days", (XI, Node(name, 3, 1, 1)), (Tie(0, 1, 2),))
    assert drawn.startswith(b"\x89PNG")
    assert struct.unpack(">II", drawn[16:24]) == (pictures.WIDTH, pictures.HEIGHT)


def test_without_a_font_of_the_machine_names_are_drawn_without_accents() -> None:
    pictures = pytest.importorskip("digests.pictures", reason="Pillow is not installed")
    assert pictures._plain("Erdoğan · −2 …") == "Erdogan | -2 ..."
