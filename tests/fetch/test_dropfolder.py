"""The drop folder: nothing half-written is read, nothing is lost or overwritten, nothing outside is touched."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.child import ChildPool
from bot.errors import RejectedError
from bot.fetch.documents.contents import Contents
from bot.fetch.dropfolder import Claimed, DropFolder
from bot.fetch.files import MAX_FILE, read_file

START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SETTLE = timedelta(seconds=2)


class Desk:
    """A drop folder and a person who drops files; `later()` is the next look of the bot."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folder = DropFolder(path, settle=SETTLE)
        self.now = START
        self.children = ChildPool(1)  # starts none before the first file that needs one

    def reads(self, claimed: Claimed) -> Contents:
        return self.folder.read(claimed, self.children)

    def drops(self, name: str, content: str | bytes = "Ninety ships are waiting.") -> Path:
        path = self.path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def later(self, seconds: float = 3) -> list[Claimed]:
        self.now += timedelta(seconds=seconds)
        return self.folder.claim(self.now)

    def settled(self) -> list[Claimed]:
        self.later(0)
        return self.later()

    def files(self, folder: str = ".") -> list[str]:
        return sorted(item.name for item in (self.path / folder).iterdir() if not item.is_dir())

    def why(self, name: str) -> str:
        return (self.path / "rejected" / f"{name}.why.txt").read_text(encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "drop")


def test_a_file_is_claimed_when_it_is_stable_and_archived_when_read(desk: Desk) -> None:
    desk.drops("ships.txt")
    assert desk.later() == []
    assert desk.later(1) == []
    (claimed,) = desk.later(1)
    assert desk.files() == []
    (entry,) = desk.reads(claimed).entries
    assert (entry.content, entry.address) == ("Ninety ships are waiting.", str(desk.path / "ships.txt"))
    desk.folder.done(claimed)
    assert desk.files("done") == ["ships.txt"]
    assert desk.later() == []


def test_a_growing_file_is_left_alone(desk: Desk) -> None:
    path = desk.drops("ships.txt", "Ninety")
    for _ in range(3):
        assert desk.later() == []
        with path.open("a") as file:
            file.write(" more words")
    assert desk.later() == []
    assert len(desk.later()) == 1


def test_unfinished_and_hidden_files_are_left_alone(desk: Desk) -> None:
    for name in ("a.txt.part", ".hidden.txt", "b.crdownload", "c.txt~", "d.tmp"):
        desk.drops(name)
    assert desk.settled() == []
    assert len(desk.files()) == 5


def test_a_bad_file_goes_aside_with_a_note(desk: Desk) -> None:
    desk.drops("empty.txt", "")
    (claimed,) = desk.settled()
    with pytest.raises(RejectedError, match="empty") as caught:
        desk.reads(claimed)
    desk.folder.reject(claimed, caught.value.message)
    assert desk.files("rejected") == ["empty.txt", "empty.txt.why.txt"]
    assert desk.why("empty.txt") == "The file is empty.\n"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.pdf", b"", "empty"),
        ("empty.md", b"", "empty"),
        ("blank.txt", b" \n\n\t", "empty"),
        ("ships.xyz", b"words", "kind .xyz are not read"),
        ("ships", b"words", "without a suffix"),
        ("program.txt", b"\x7fELF\x02\x01\x01" + bytes(range(32)) * 50, "no text file"),
    ],
)
def test_what_cannot_be_read_says_why(desk: Desk, name: str, content: bytes, sentence: str) -> None:
    desk.drops(name, content)
    (claimed,) = desk.settled()
    with pytest.raises(RejectedError, match=sentence):
        desk.reads(claimed)


def test_links_and_pipes_are_rejected_unread(desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (desk.path / "link.txt").symlink_to(secret)
    (desk.path / "dangling.txt").symlink_to("../../nowhere")
    os.mkfifo(desk.path / "pipe.txt")
    assert desk.settled() == []
    assert "link" in desk.why("link.txt")
    assert "pipe" in desk.why("pipe.txt")
    assert secret.read_text() == "secret"
    assert desk.files() == []


def test_a_file_swapped_for_a_link_after_its_claim_is_not_followed(desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    desk.drops("ships.txt")
    (claimed,) = desk.settled()
    claimed.path.unlink()
    claimed.path.symlink_to(secret)
    with pytest.raises(RejectedError, match="link"):
        desk.reads(claimed)


def test_a_huge_file_is_rejected_unread(desk: Desk) -> None:
    path = desk.drops("huge.txt", "")
    os.truncate(path, 5_000_000_000)
    (claimed,) = desk.settled()
    with pytest.raises(RejectedError, match=f"larger than {MAX_FILE // 1_000_000} MB"):
        desk.reads(claimed)


@pytest.mark.parametrize(
    "name",
    [
        "新闻 稿件.txt",
        "naïve — “quoted”.md",
        "a\nb.txt",
        "-rf.txt",
        "ships.TXT",
        os.fsdecode(b"odd\xff\xfe.txt"),
        "名" * 80 + ".txt",
    ],
)
def test_odd_names(desk: Desk, name: str) -> None:
    desk.drops(name)
    (claimed,) = desk.settled()
    (entry,) = desk.reads(claimed).entries
    entry.address.encode()  # a database must be able to store it
    assert "\n" not in entry.address
    assert desk.folder.done(claimed).exists()
    assert desk.files() == []


def test_a_file_read_in_part_is_archived_with_a_note(desk: Desk) -> None:
    desk.drops("ships.csv", "text,title\nNinety ships are waiting.,Ships\n,Pilots\n")
    (claimed,) = desk.settled()
    contents = desk.reads(claimed)
    desk.children.close()
    assert [refused.place for refused in contents.refused] == ["row 3"]
    desk.folder.done(claimed, "row 3: It has no text.")
    assert desk.files("done") == ["ships.csv", "ships.csv.why.txt"]


def test_the_same_name_twice_overwrites_nothing(desk: Desk) -> None:
    for content in ("first", "second", "third"):
        desk.drops("ships.txt", content)
        (claimed,) = desk.settled()
        desk.folder.done(claimed)
    assert desk.files("done") == ["ships-2.txt", "ships-3.txt", "ships.txt"]
    assert {path.read_text() for path in (desk.path / "done").iterdir()} == {"first", "second", "third"}


def test_a_note_overwrites_no_file_of_that_name(desk: Desk) -> None:
    for name in ("ships.txt.why.txt", "ships.txt"):
        desk.drops(name, "mine")
        (claimed,) = desk.settled()
        desk.folder.reject(claimed, "No.")
    assert (desk.path / "rejected" / "ships.txt.why.txt").read_text() == "mine"
    assert desk.why("ships-2.txt") == "No.\n"


def test_what_a_crash_left_claimed_is_taken_up_again(desk: Desk) -> None:
    desk.drops("ships.txt")
    assert len(desk.settled()) == 1
    again = Desk(desk.path)
    (claimed,) = again.later(0)
    assert again.reads(claimed).entries[0].address == str(desk.path / "ships.txt")
    assert again.later() == []


def test_a_file_that_is_taken_back_is_no_error(desk: Desk) -> None:
    path = desk.drops("ships.txt")
    desk.later(0)
    path.unlink()
    assert desk.later() == []


def test_sockets_and_folders_with_the_name_of_a_file(desk: Desk) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        try:
            door.bind(str(desk.path / "door.txt"))
        except OSError:
            pytest.skip("the temporary folder's name is too long for a socket")
        (desk.path / "folder.txt").mkdir()
        assert desk.settled() == []
    assert "socket" in desk.why("door.txt")
    assert (desk.path / "folder.txt").is_dir()


def test_a_hard_link_leaves_the_other_name_alone(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Ninety ships are waiting.")
    os.link(other, desk.path / "ships.txt")
    (claimed,) = desk.settled()
    desk.folder.done(claimed)
    assert other.read_text() == "Ninety ships are waiting."


@pytest.mark.parametrize("name", ["a" * 251 + ".txt", "é" * 125 + ".txt", "." * 2 + "a" * 249 + ".txt"])
def test_the_longest_names_find_room_for_a_note(desk: Desk, name: str) -> None:
    desk.drops(name)
    for claimed in desk.settled():
        assert desk.folder.reject(claimed, "No.").exists()
    assert len(desk.files("rejected")) in (0, 2)  # a hidden name is left alone


def test_a_file_that_may_not_be_read_is_rejected(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.drops("ships.txt")
    (claimed,) = desk.settled()

    def forbid(path: object, flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", forbid)  # permissions do not bind root, as whom tests may run
    with pytest.raises(RejectedError, match="permissions forbid"):
        desk.reads(claimed)


class Stubborn:
    """While it is on, these names cannot be moved."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
        real = Path.rename

        def rename(path: Path, target: Path) -> Path:
            if path.name in names:
                raise PermissionError(13, "Permission denied")
            return real(path, target)

        monkeypatch.setattr(Path, "rename", rename)


def test_what_cannot_be_moved_holds_up_nothing_and_litters_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk.path / "link.txt").symlink_to("elsewhere")
    for name in ("owned.txt", "ships.txt"):
        desk.drops(name)
    with monkeypatch.context() as patch:
        Stubborn(patch, "link.txt", "owned.txt")
        assert [claimed.name for claimed in desk.settled()] == ["ships.txt"]
        assert desk.later() == []
        assert desk.folder.stuck.keys() == {"link.txt", "owned.txt"}
        assert "Permission denied" in desk.folder.stuck["owned.txt"]
        assert desk.files("rejected") == []
    assert [claimed.name for claimed in desk.later()] == ["owned.txt"]
    assert desk.folder.stuck == {}
    assert desk.files("rejected") == ["link.txt", "link.txt.why.txt"]


def test_a_file_that_goes_while_it_is_looked_at_is_no_error(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.drops("ships.txt")

    class Gone:
        name, path = "gone.txt", "gone.txt"

        def stat(self, *, follow_symlinks: bool) -> os.stat_result:
            raise FileNotFoundError(2, "No such file")

    real = os.scandir

    @contextmanager
    def scandir(path: Path) -> Iterator[list[object]]:
        with real(path) as items:
            yield [Gone(), *items]

    monkeypatch.setattr(os, "scandir", scandir)
    assert [claimed.name for claimed in desk.settled()] == ["ships.txt"]
    assert desk.folder.stuck == {}


def test_a_note_is_not_written_through_a_planted_link(desk: Desk, tmp_path: Path) -> None:
    desk.drops("ships.txt")
    (claimed,) = desk.settled()
    (desk.path / "rejected" / "ships.txt.why.txt").symlink_to(tmp_path / "victim.txt")
    desk.folder.reject(claimed, "No.")
    assert not (tmp_path / "victim.txt").exists()
    assert desk.why("ships-2.txt") == "No.\n"


def test_a_folder_that_cannot_be_written_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "drop").write_text("a file where the folder should be")
    with pytest.raises(OSError, match="drop"):
        DropFolder(tmp_path / "drop")


def test_folders_inside_are_left_alone(desk: Desk) -> None:
    (desk.path / "archive").mkdir()
    (desk.path / "archive" / "old.txt").write_text("old")
    assert desk.settled() == []
    assert (desk.path / "archive" / "old.txt").exists()


def test_naive_times_are_a_programming_error(desk: Desk) -> None:
    with pytest.raises(ValueError, match="naive"):
        desk.folder.claim(datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point


NAMES = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="/\x00"), min_size=1, max_size=40
)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        NAMES.filter(lambda name: name not in {".", "..", "done", "rejected", ".work"}),
        st.binary(max_size=30),
        max_size=5,
    )
)
def test_nothing_is_ever_lost(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> None:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    for name, content in files.items():
        desk.drops(name, content)
    written = sorted(path.read_bytes() for path in desk.path.iterdir() if path.is_file())
    for claimed in desk.settled():
        try:
            desk.reads(claimed)
            desk.folder.done(claimed)
        except RejectedError as error:
            desk.folder.reject(claimed, error.message)
    notes = {path for path in (desk.path / "rejected").iterdir() if path.name.endswith(".why.txt")}
    left = [path for path in desk.path.rglob("*") if path.is_file() and path not in notes]
    assert sorted(path.read_bytes() for path in left) == written


def test_read_file_for_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "ships.txt"
    path.write_text("Ninety ships are waiting.")
    link = tmp_path / "link.txt"
    link.symlink_to(path)
    assert read_file(link).content == "Ninety ships are waiting."
    for missing in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(RejectedError) as caught:
            read_file(missing)
        assert caught.value.sentence.endswith(".")
