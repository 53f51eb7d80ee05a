"""Reading one file, safely: regular files only, links not followed, never more than the limit. [disk]"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from bot.child import ChildPool, Limits
from bot.errors import RejectedError
from bot.fetch.documents.contents import Contents
from bot.fetch.documents.formats import LIGHT, read_document, suffix_of
from bot.model.articles import Entry

MAX_FILE = 20_000_000  # bytes; the text inside has a limit of its own
DOCUMENT_LIMITS = Limits(cpu_seconds=20)  # of one file; a PDF of a hundred full pages takes six


def read_contents(
    path: Path | str, *, children: ChildPool, address: str | None = None, follow: bool = True
) -> Contents:
    """The entries in a file, and the parts of it that are none.

    Args:
        children: where formats are read that can be made to take time, memory or the reader's life;
            `DOCUMENT_LIMITS` are meant for it.
        address: what the entries are to be called after; the path, where none is given.
        follow: whether a symbolic link may be followed (never in the drop folder).

    Raises:
        RejectedError: there is no such file, or no article in it; the sentence says why.
        ChildError: reading it took more than a document may take.
    """
    path = Path(path)
    data = read_bytes(path, follow=follow)
    address = address or printable_name(os.fspath(path))
    if suffix_of(path.name) in LIGHT or not data.strip():
        return read_document(data, path.name, address)
    return children.run(read_document, data, path.name, address)


def read_file(path: Path | str, *, address: str | None = None, follow: bool = True) -> Entry:
    """The one entry in a file, read in this process.

    Raises:
        RejectedError: as `read_contents`; or there are several entries in it.
    """
    path = Path(path)
    data = read_bytes(path, follow=follow)
    contents = read_document(data, path.name, address or printable_name(os.fspath(path)))
    if len(contents.entries) > 1:
        raise RejectedError(f"There are {len(contents.entries)} articles in the file, not one.")
    return contents.entries[0]


def read_bytes(path: Path, *, follow: bool = False, limit: int = MAX_FILE) -> bytes:
    """The content of a regular file.

    Raises:
        RejectedError: no such file, no regular file, too large, or not readable.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | (0 if follow else getattr(os, "O_NOFOLLOW", 0))
    try:
        handle = os.open(path, flags)  # without O_NONBLOCK, opening a FIFO would wait for ever
    except OSError as error:
        raise RejectedError(_why_unreadable(error, path), cause=repr(error)) from error
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise RejectedError(not_regular(status.st_mode))
    with os.fdopen(handle, "rb") as file:
        if status.st_size > limit:
            raise RejectedError(
                f"The file is larger than {limit // 1_000_000} MB.", advice="Split it into single articles."
            )
        data = file.read(limit + 1)
    if len(data) > limit:
        raise RejectedError(f"The file is larger than {limit // 1_000_000} MB, and still growing.")
    return data


def not_regular(mode: int) -> str:
    """A sentence for what is no regular file."""
    if stat.S_ISLNK(mode):
        return "This is a link to another place; links are not followed."
    if stat.S_ISDIR(mode):
        return "This is a folder, not a file."
    if stat.S_ISFIFO(mode):
        return "This is a pipe, not a file."
    return "This is a device or socket, not a file."


def _why_unreadable(error: OSError, path: Path) -> str:
    if isinstance(error, FileNotFoundError):
        return f"There is no file {printable_name(path.name)}."
    if isinstance(error, PermissionError):
        return "Rapporteur may not read the file: its permissions forbid it."
    if path.is_symlink():
        return not_regular(stat.S_IFLNK)
    return "The file cannot be read."


def printable_name(name: str) -> str:
    """A name without the odd bytes that a file system allows and a database does not."""
    text = os.fsencode(name).decode("utf-8", errors="replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
