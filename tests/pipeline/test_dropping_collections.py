"""Files of several articles in the drop folder: stored one by one, put away as one."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.pipeline.dropping import DropFolderJob
from bot.pipeline.pipeline import Pipeline
from bot.storage.database import Database
from tests.builders import FixedClock, Library
from tests.fakes.offices import zipped
from tests.fakes.workers import InProcessWorkers
from tests.pipeline.desk import GRAIN, TRAMS
from tests.pipeline.test_dropping import names


@pytest.fixture
def pipeline(database: Database, clock: FixedClock) -> Iterator[Pipeline]:
    made = Pipeline(database, InProcessWorkers(), clock)  # type: ignore[arg-type]  # stands in for Workers
    yield made
    made.close()


def test_good_parts_are_stored_and_bad_ones_noted(
    tmp_path: Path,
    library: Library,
    clock: FixedClock,
    pipeline: Pipeline,
    caplog: pytest.LogCaptureFixture,
) -> None:
    drop = tmp_path / "drop"
    job = DropFolderJob(drop, library.workspace_id, pipeline, clock)
    job.run()
    (drop / "a.txt").write_text(GRAIN, encoding="utf-8")
    (drop / "b.json").write_text(json.dumps([{"title": "No text"}, {"text": TRAMS}]), encoding="utf-8")
    (drop / "c.zip").write_bytes(zipped({"empty.txt": "", "picture.png": "x"}))
    (drop / "d.pdf").write_bytes(b"%PDF-1.7 rubbish")
    job.run()
    clock.move(seconds=5)
    with caplog.at_level(logging.INFO, logger="bot.pipeline.dropping"):
        assert job.run() == 4
    assert names(drop / "done") == {"a.txt", "b.json", "b.json.why.txt"}
    assert (drop / "done" / "b.json.why.txt").read_text() == "article 1: It has no text.\n"
    assert names(drop / "rejected") == {"c.zip", "c.zip.why.txt", "d.pdf", "d.pdf.why.txt"}
    why = (drop / "rejected" / "c.zip.why.txt").read_text()
    assert why.startswith(
        "No part of the file could be read. empty.txt: The file is empty. picture.png: Files of"
    )
    assert (drop / "rejected" / "d.pdf.why.txt").read_text() == "The PDF is broken: it cannot be read.\n"
    fields = [record.__dict__["fields"] for record in caplog.records]
    assert {"file": "b.json", "new": 1, "rejected": 1} in fields
