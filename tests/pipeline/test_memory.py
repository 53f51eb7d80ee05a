"""What is remembered does not depend on when one began to remember."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.copies import sign_text
from bot.analysis.copy_index import CopyIndex
from bot.analysis.stories import StoryIndex, extract_features
from bot.storage.database import Database
from tests.builders import FixedClock
from tests.pipeline.desk import Desk, entry, report

BEGIN = datetime(2026, 3, 4, 12, tzinfo=UTC)
LEAST, MOST = 4, 9
REPORTS = {(event, number): report(event, number).content for event in range(3) for number in range(4)}
FEATURES = {told: extract_features(text, "") for told, text in REPORTS.items()}
FINGERPRINTS = {told: sign_text(text) for told, text in REPORTS.items()}
ARRIVALS = st.lists(
    st.tuples(st.sampled_from(sorted(REPORTS)), st.integers(-40, 40)), min_size=1, max_size=30
)


def remember(
    arrivals: list[tuple[tuple[int, int], int]], begin: int, newest: datetime | None
) -> tuple[CopyIndex, StoryIndex]:
    """The indexes of all arrivals from the one with this number on."""
    copies = CopyIndex(least=LEAST, most=MOST, newest=newest)
    stories = StoryIndex(least=LEAST, most=MOST, newest=newest)
    for number, (told, days) in enumerate(arrivals):
        if number >= begin:
            when = BEGIN + timedelta(days=days)
            copies.add(str(number), FINGERPRINTS[told], when)
            stories.add(told[0], FEATURES[told], when, article=number)
    return copies, stories


@settings(deadline=None, max_examples=20)
@given(ARRIVALS)
def test_the_latest_arrivals_and_the_latest_date_are_enough(
    arrivals: list[tuple[tuple[int, int], int]],
) -> None:
    newest = BEGIN + timedelta(days=max(days for _, days in arrivals))
    copies, stories = remember(arrivals, 0, None)
    copies_again, stories_again = remember(arrivals, len(arrivals) - MOST, newest)
    assert (len(copies), stories.articles) == (len(copies_again), stories_again.articles)
    for told in REPORTS:
        assert stories.rank(FEATURES[told], BEGIN) == stories_again.rank(FEATURES[told], BEGIN)
        assert copies.query(FINGERPRINTS[told]) == copies_again.query(FINGERPRINTS[told])


def test_memory_stays_within_its_bounds() -> None:
    copies, stories = remember([((event % 3, event % 4), event // 9) for event in range(60)], 0, None)
    assert (len(copies), stories.articles) == (MOST, MOST)


def test_a_bot_that_starts_late_remembers_what_was_stored_before(database: Database, desk: Desk) -> None:
    stories = [outcome.story for outcome in desk.take(report(1, 1), report(2, 1))]
    desk.clock.move(hours=1)
    beside = Desk(database, desk.library, FixedClock(desk.clock()))
    later = [outcome.story for outcome in beside.take(report(2, 2), report(1, 2))]
    beside.pipeline.close()
    assert later == stories[::-1]
    (copy,) = desk.take(entry(f"{report(2, 2).content} So it was told.", "copy.txt"))
    assert (copy.copy_of, copy.story) == ("/news/2-2.txt", stories[1])
