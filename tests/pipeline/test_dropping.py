"""The drop folder through the pipeline: every file ends in done/ or, with its reason, in rejected/."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.fetch.dropfolder import Claimed, DropFolder
from bot.pipeline.dropping import DropFolderJob
from bot.pipeline.pipeline import Pipeline
from bot.storage.database import Database
from tests.builders import FixedClock, Library
from tests.fakes.workers import POISON, InProcessWorkers
from tests.pipeline.desk import GRAIN, TRAMS


@pytest.fixture
def pipeline(database: Database, clock: FixedClock) -> Iterator[Pipeline]:
    made = Pipeline(database, InProcessWorkers(), clock)  # type: ignore[arg-type]  # stands in for Workers
    yield made
    made.close()


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file()}


def test_files_are_read_and_archived_or_put_aside_with_a_reason(
    drop: Path, library: Library, clock: FixedClock, pipeline: Pipeline
) -> None:
    job = DropFolderJob(drop, library.workspace_id, pipeline, clock)
    job.run()
    (drop / "grain.txt").write_text(GRAIN, encoding="utf-8")
    (drop / "谷物.txt").write_text(TRAMS, encoding="utf-8")
    (drop / "empty.txt").write_text("")
    (drop / "picture.png").write_bytes(b"\x89PNG")
    (drop / "poison.txt").write_text(POISON * 20)
    assert job.run() == 0  # not yet stable
    clock.move(seconds=5)
    assert job.run() == 5
    assert names(drop / "done") == {"grain.txt", "谷物.txt"}
    assert names(drop / "rejected") == {
        *("empty.txt", "empty.txt.why.txt", "picture.png", "picture.png.why.txt"),
        *("poison.txt", "poison.txt.why.txt"),
    }
    assert (drop / "rejected" / "empty.txt.why.txt").read_text() == "The file is empty.\n"
    assert names(drop) == set()


def test_a_file_still_growing_waits(
    drop: Path, library: Library, clock: FixedClock, pipeline: Pipeline
) -> None:
    job = DropFolderJob(drop, library.workspace_id, pipeline, clock)
    for part in GRAIN.split("\n"):
        with (drop / "grain.txt").open("a", encoding="utf-8") as file:
            file.write(part + "\n")
        clock.move(seconds=1.5)
        assert job.run() == 0
    clock.move(seconds=2.5)
    assert job.run() == 1


def test_a_failure_while_storing_leaves_the_file_to_be_read_again(
    drop: Path, library: Library, clock: FixedClock, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = DropFolderJob(drop, library.workspace_id, pipeline, clock)
    (drop / "grain.txt").write_text(GRAIN, encoding="utf-8")
    job.run()
    clock.move(seconds=5)

    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("bot.pipeline.filing.save_article", full_disk)
        with pytest.raises(OSError, match="No space"):
            job.run()
    assert job.run() == 1
    assert names(drop / "done") == {"grain.txt"}


def test_a_file_that_cannot_be_put_away_is_known_at_the_next_run_and_holds_up_no_other(
    drop: Path, library: Library, clock: FixedClock, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = DropFolderJob(drop, library.workspace_id, pipeline, clock)
    for name, text in (("grain.txt", GRAIN), ("trams.txt", TRAMS)):
        (drop / name).write_text(text, encoding="utf-8")
    job.run()
    clock.move(seconds=5)
    put_away = DropFolder.done

    def full_disk(folder: DropFolder, claimed: Claimed, note: str = "") -> Path:
        if claimed.name == "grain.txt":
            raise OSError(28, "No space left on device")
        return put_away(folder, claimed, note)

    with monkeypatch.context() as broken:
        broken.setattr(DropFolder, "done", full_disk)
        assert job.run() == 2
    assert names(drop / "done") == {"trams.txt"}
    assert job.run() == 1
    assert names(drop / "done") == {"grain.txt", "trams.txt"}


def test_a_folder_that_is_gone_is_made_again_and_one_that_cannot_be_made_is_said(
    drop: Path, library: Library, clock: FixedClock, pipeline: Pipeline
) -> None:
    job = DropFolderJob(drop, library.workspace_id, pipeline, clock)
    job.run()
    shutil.rmtree(drop)
    drop.write_text("a file is in the way")
    with pytest.raises(StorageError, match="cannot be used") as caught:
        job.run()
    assert "RAPPORTEUR_DROP_FOLDER" in caught.value.advice
    drop.unlink()
    assert job.run() == 0
    assert drop.is_dir()
