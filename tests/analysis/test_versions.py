"""Versions: near-duplicates that say, or show, that they know more than what came before."""

from __future__ import annotations

import pytest

from bot.analysis.copies import sign_text
from bot.analysis.versions import changes_figures, parse_version_mark
from tests.analysis.test_copies import EDITED, SPUN, WIRE


@pytest.mark.parametrize(
    ("title", "text", "mark"),
    [
        ("UPDATE 2-Norway leases ships", "", "update 2"),
        ("CORRECTED-Norway leases ships", "", "corrected"),
        ("Correction: Norway leases ships", "", "correction"),
        ("UPDATE: Norway leases ships", "", "update"),
        ("Updated — Norway leases ships", "", "updated"),
        (
            "Norway leases ships",
            "(Adds comment by the opposition)\n\nOSLO - Norway …",
            "adds comment by the opposition",
        ),
        (
            "Norway leases ships",
            "Correction: the ships are four.\n\nOSLO - Norway …",
            "correction",
        ),
        ("Update on the ships that Norway leases", "", ""),
        ("Corrected course brings ferry home", "", ""),
        ("Norway adds ships (and sailors)", "OSLO (Fjord Press) - Norway …", ""),
        ("", "", ""),
    ],
)
def test_marks_of_a_version(title: str, text: str, mark: str) -> None:
    assert parse_version_mark(title, text) == mark


@pytest.mark.parametrize(
    ("one", "other"),
    [("310 million", "340 million"), ("88 sailors", "96 sailors"), ("40 mechanics", "55 mechanics")],
)
def test_another_figure_in_the_same_text_is_a_version(one: str, other: str) -> None:
    assert changes_figures(sign_text(WIRE.replace(one, other)), sign_text(WIRE))


@pytest.mark.parametrize(
    "copy",
    [
        WIRE,
        EDITED,
        SPUN,
        WIRE.replace("OSLO, March 4", "OSLO, March 5"),
        WIRE + "\n\nCall 555 0188.",
        WIRE.replace("expects to hire 40 mechanics", "expects to hire mechanics"),
    ],
    ids=["same", "edited", "spun", "dateline", "telephone", "left out"],
)
def test_copies_change_no_figure(copy: str) -> None:
    assert not changes_figures(sign_text(copy), sign_text(WIRE))
