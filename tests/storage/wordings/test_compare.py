"""Another wording of a quote, or another quote."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage.wordings.compare import Kind, compare_wordings
from bot.storage.wordings.reading import read_wording

SIGN = "We will sign the treaty with Brenia on Friday"


def kind_of(one: str, other: str) -> Kind | None:
    likeness = compare_wordings(read_wording(one), read_wording(other))
    return likeness.kind if likeness else None


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (SIGN, "“we'll sign the treaty with Brenia on Friday,”", Kind.SAME),
        (SIGN, "sign the treaty with Brenia", Kind.PART),
        (SIGN, "We will sign … on Friday", Kind.PART),
        ("He will sign the treaty", "[The king] will sign the treaty", Kind.PART),
        (SIGN, "On Friday we shall put our signature to the accord with Brenia", Kind.RETOLD),
        ("The raid on the harbour failed", "The attack on the port did not succeed", Kind.RETOLD),
        ("We were attacked by Tarsk at dawn", "Tarsk attacked us at dawn", Kind.RETOLD),
        (SIGN, "We will not sign the treaty with Brenia on Friday", None),
        (SIGN, "We will sign the treaty with Brenia on Monday", None),
        (SIGN, "We will sign the treaty with Tarsk on Friday", None),
        (SIGN, "We signed the treaty with Brenia on Friday", None),
        (SIGN, "We may sign the treaty with Brenia on Friday", None),
        (SIGN, "We will sign the treaty with Brenia on 5 March", None),
        ("We have sent 5 ships to Tarsk", "We have sent seven ships to Tarsk", None),
        ("Brenia must pay Tarsk for the damage", "Tarsk must pay Brenia for the damage", None),
        ("We will … sign the treaty", "We will not sign the treaty", None),
        ("We trust them with the money", "They trust us with the money", None),
        ("Taxes will rise in the spring", "Taxes will fall in the spring", None),
        ("We will talk, we will not shoot", "We will shoot, we will not talk", None),
        ("", "We will sign", None),
    ],
)
def test_wordings_hang_together(one: str, other: str, kind: Kind | None) -> None:
    assert kind_of(one, other) is kind


contents = st.lists(
    st.sampled_from(
        [
            "we",
            "they",
            "will",
            "not",
            "never",
            "sign",
            "yield",
            "treaty",
            "Tarsk",
            "Brenia",
            "5",
            "7",
            "friday",
            "…",
            "[he]",
            "pressure",
            "by",
        ]
    ),
    max_size=12,
).map(" ".join)


@settings(deadline=None, max_examples=200)
@given(contents, contents)
def test_it_does_not_matter_which_is_first(one: str, other: str) -> None:
    a, b = read_wording(one), read_wording(other)
    assert compare_wordings(a, b) == compare_wordings(b, a)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=120))
def test_a_quote_is_the_same_as_itself(content: str) -> None:
    assert kind_of(content, content) is Kind.SAME
