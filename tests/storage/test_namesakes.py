"""Which speakers of one story are one person."""

from __future__ import annotations

import pytest

from bot.storage.namesakes import MOST_NAMESAKES, resolve_speakers


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (["name:bell", "name:ada bell"], {"name:bell": "name:ada bell"}),
        (["name:bell", "ada-bell"], {"name:bell": "ada-bell"}),
        (["name:bell", "name:ada bell", "name:bo bell"], {}),
        (["name:bell", "name:ada bellamy"], {}),
        (["bell", "name:ada bell"], {}),
        (["", "name:bell"], {}),
    ],
)
def test_a_surname_is_the_only_full_name_that_holds_it(keys: list[str], found: dict[str, str]) -> None:
    assert resolve_speakers((1, key) for key in keys) == {(1, key): whole for key, whole in found.items()}


def test_names_of_other_stories_do_not_count() -> None:
    assert resolve_speakers([(1, "name:bell"), (2, "name:ada bell")]) == {}


def test_among_many_namesakes_nobody_is_told_apart() -> None:
    crowd = [(1, f"name:bell {n}") for n in range(MOST_NAMESAKES)]
    assert resolve_speakers([(1, "name:bell"), *crowd]) == {}
