"""Zip files, opened with care: what comes out is counted, not what the file says of itself. Pure.

A bomb of forty kilobytes can hold gigabytes, name each member twice, or be its own member; so every read takes
from one budget and ends with it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from bot.errors import RejectedError

MOST_BYTES = 60_000_000  # opened, of one file, the files in it included
MOST_MEMBERS = 5_000
MOST_XML = 25_000_000  # bytes of one part of a document; its tree takes ten times that
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, IndexError, KeyError)  # fmt: skip
"""What zipfile raises for files that were made to annoy it."""


@dataclass(kw_only=True, slots=True)
class Budget:
    """Bytes that may still come out of one file."""

    left: int = field(default=MOST_BYTES)

    def take(self, count: int) -> None:
        """Raises:
        RejectedError: more than is left.
        """
        self.left -= count
        if self.left < 0:
            raise RejectedError(
                f"Unpacked, the file is larger than {MOST_BYTES // 1_000_000} MB.",
                advice="Split it into smaller files.",
            )


class Package:
    """A zip file."""

    def __init__(self, data: bytes, budget: Budget | None = None) -> None:
        """Raises:
        RejectedError: it is no zip file, or has too many members.
        """
        self._budget = budget or Budget()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.members = [info for info in self._zip.infolist() if not info.is_dir()]
        except _BROKEN as error:
            raise RejectedError("The file is broken: it cannot be unpacked.", cause=repr(error)) from error
        if len(self.members) > MOST_MEMBERS:
            raise RejectedError(
                f"There are more than {MOST_MEMBERS:,} files in it.", advice="Split it into smaller files."
            )

    @property
    def exhausted(self) -> bool:
        """Whether more came out than may."""
        return self._budget.left < 0

    def read(self, member: zipfile.ZipInfo, limit: int | None = None) -> bytes:
        """The content of a member.

        Raises:
            RejectedError: it is encrypted, broken, or larger than `limit` or than what is left.
        """
        if member.flag_bits & 0x1:
            raise RejectedError("It is protected by a password.", advice="Save it without one.")
        most = min(self._budget.left, limit if limit is not None else MOST_BYTES)
        try:
            with self._zip.open(member) as file:
                data = file.read(most + 1)
        except _BROKEN as error:
            raise RejectedError("It is broken: it cannot be unpacked.", cause=repr(error)) from error
        self._budget.take(len(data))
        if len(data) > most:
            raise RejectedError(f"Unpacked, it is larger than {most // 1_000_000} MB.")
        return data

    def part(self, name: str) -> bytes | None:
        """The content of the member of that name; None where there is none."""
        member = next((info for info in self.members if info.filename == name), None)
        return self.read(member, MOST_XML) if member is not None else None

    def xml(self, name: str) -> etree._Element | None:
        """The tree of a member; None where there is none.

        Raises:
            RejectedError: it is broken.
        """
        data = self.part(name)
        return parse_xml(data) if data is not None else None


def parse_xml(data: bytes) -> etree._Element:
    """The tree of a document's part: no entities, nothing from outside.

    Raises:
        RejectedError: it is no XML, or declares a document type, as no document of an office does.
    """
    if b"<!DOCTYPE" in data[:2_000] or b"<!ENTITY" in data:
        raise RejectedError("The document declares entities of its own, as bombs do; it is not read.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RejectedError("The document is broken.", cause=repr(error)) from error
