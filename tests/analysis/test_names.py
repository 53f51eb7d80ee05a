"""What a personal name tells."""

from __future__ import annotations

import pytest

from bot.analysis.names import family_names, gender_of, same_person, slug, strip_honorifics


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Anna Berg", ("Berg",)),
        ("Ursula von der Lohe", ("von der Lohe", "Lohe")),
        ("Chen Hua-li", ("Chen",)),
        ("Kim Dae Ho", ("Kim",)),
        ("Victor Lund Jr.", ("Lund",)),
        ("Plato", ("Plato",)),
    ],
)
def test_family_names(name: str, family: tuple[str, ...]) -> None:
    assert family_names(name) == family


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Sergey Holm", "Sergei Holm", True),
        ("S. Holm", "Sergey Holm", True),
        ("President Sergey Holm", "Sergey Holm", True),
        ("Anna Holm", "Sergey Holm", False),
        ("Sergey Holm", "Sergey Lund", False),
        ("José Lund", "Jose Lund", True),
    ],
)
def test_same_person(one: str, two: str, same: bool) -> None:
    assert same_person(one, two) is same


def test_slugs_and_honorifics() -> None:
    assert slug("Jean-Noël d’Arc Jr.") == "jean-noel-darc-jr"
    assert strip_honorifics("Prime Minister Anna Berg") == "Anna Berg"


def test_gender_from_context_before_the_given_name() -> None:
    assert gender_of("Robin Lund", "a spokeswoman for the port") == "f"
    assert gender_of("Anna Berg") == "f"
    assert gender_of("Chen Anna") is None
