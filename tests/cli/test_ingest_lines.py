"""The lines of `ingest --json` hold at the end of the run, also of one that was broken off."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.errors import StorageError
from bot.pipeline.pipeline import Pipeline
from bot.pipeline.records import Outcome
from bot.storage.regrouping import merge_stories
from tests.cli.conftest import Run

GAS = "Ministers of Norway and Chile signed an agreement on {} tankers in Oslo on Monday.\n\nThe tankers carry gas."
TRAMS = "The council of Rivermouth put off its tram line again.\n\nShopkeepers on Mill Street were glad of {} quiet years."


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    written = {"gas.txt": GAS.format(14), "trams.txt": TRAMS.format(3)}
    for name, text in written.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / name) for name in written]


def lines_of(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def end_with(monkeypatch: pytest.MonkeyPatch, error: BaseException | None) -> None:
    """Let what arrived last be merged into the story of the first, and then the error be raised."""
    take = Pipeline.take

    def taking(self: Pipeline, workspace: int, received: Any) -> Iterator[Outcome]:
        stories: list[int] = []
        for outcome in take(self, workspace, received):
            stories += [outcome.story] if outcome.story else []
            yield outcome
        with self._database.write(workspace) as scope:
            merge_stories(scope, stories[-1], stories[0], 0.9, datetime(2026, 11, 1, tzinfo=UTC))
        if error:
            raise error

    monkeypatch.setattr(Pipeline, "take", taking)


def stories_of(lines: Sequence[dict[str, Any]]) -> set[int]:
    return {line["story"] for line in lines}


def test_a_story_that_was_merged_later_is_printed_as_the_one_it_became(
    run: Run, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    end_with(monkeypatch, None)
    ran = run("ingest", "--json", *files)
    lines = lines_of(ran.out)
    assert (ran.code, [line["source"] for line in lines]) == (0, files)
    assert len(stories_of(lines)) == 1


@pytest.mark.parametrize("error", [KeyboardInterrupt(), StorageError("The disk is full.")])
def test_what_was_stored_before_the_end_is_printed(
    run: Run, files: list[str], monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    end_with(monkeypatch, error)
    ran = run("ingest", "--json", *files)
    lines = lines_of(ran.out)
    assert (ran.code, [line["status"] for line in lines]) == (1, ["new", "new"])
    assert len(stories_of(lines)) == 1
    assert "Traceback" not in ran.err
