"""What marks would change, in numbers and words."""

from __future__ import annotations

import pytest

from bot.model.knowledge import Theme
from bot.pipeline.tuning import Change, MarkCount, Preview, list_changes

TEXTS = tuple((number, f"Headline {number}", "", frozenset[str]()) for number in range(4))


def preview(looked_at: int, matched: int, *gained: bool) -> Preview:
    changes = tuple(
        Change(article=n, headline="", before=0.4, after=0.6, gained=one) for n, one in enumerate(gained)
    )
    return Preview(
        theme=Theme(id="rivers", name="Rivers"),
        marks=MarkCount(theme="rivers", relevant=10, irrelevant=10),
        shift=(),
        right_before=0,
        right_after=0,
        looked_at=looked_at,
        matched=matched,
        changes=changes,
    )


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        (preview(200, 30, *[False] * 4), "It would have removed 4 of the last 30 matches."),
        (preview(200, 30, True), "It would have added 1 of 170 other articles."),
        (
            preview(200, 30, True, False, False),
            "It would have removed 2 of the last 30 matches and added 1 of 170 other articles.",
        ),
        (preview(12, 3), "None of the last 12 articles would have changed."),
        (preview(0, 0), "There are no articles yet on which to see what would change."),
    ],
)
def test_what_would_have_changed_is_one_sentence(shown: Preview, sentence: str) -> None:
    assert shown.sentence == sentence


def test_an_article_changes_where_its_score_crosses_the_threshold() -> None:
    scores = ((0.4, 0.6), (0.6, 0.4), (0.6, 0.9), (0.1, 0.4))
    found = list_changes(TEXTS, scores, 0.5)
    assert [(change.article, change.gained) for change in found] == [(0, True), (1, False)]


@pytest.mark.parametrize(
    ("relevant", "irrelevant", "missing"),
    [(10, 10, ""), (9, 10, "1 more “relevant”"), (0, 8, "10 more “relevant” and 2 more “not relevant”")],
)
def test_what_is_still_needed_is_said(relevant: int, irrelevant: int, missing: str) -> None:
    count = MarkCount(theme="rivers", relevant=relevant, irrelevant=irrelevant)
    assert count.missing == missing
    assert count.enough == (not missing)
