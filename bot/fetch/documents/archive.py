"""Zip files of articles. Nothing is unpacked to disk: names in the archive are labels, never paths. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from zipfile import ZipInfo

from bot.errors import RejectedError
from bot.fetch.characters import one_line
from bot.fetch.documents.contents import (
    Contents,
    Inside,
    join_contents,
    of_none,
    part_address,
    require_entries,
    within,
)
from bot.fetch.documents.packages import Budget, Package

_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def read_zip(data: bytes, address: str, inside: Inside, budget: Budget) -> Contents:
    """The entries of all files in an archive, by name.

    Args:
        budget: bytes that may still come out of it.

    Raises:
        RejectedError: it is broken, holds too much, or no article.
    """
    package = Package(data, budget)
    members = sorted(
        (info for info in package.members if not _is_litter(info)), key=lambda info: info.filename
    )
    found = join_contents(_read_members(package, members, address, inside))
    return require_entries(found, "There are no files in the archive.")


def _read_members(
    package: Package, members: list[ZipInfo], address: str, inside: Inside
) -> Iterator[Contents]:
    for info in members:
        name = one_line(info.filename)[:300]
        try:
            yield within(inside(package.read(info), name, part_address(address, name)), name)
        except RejectedError as error:
            if package.exhausted:
                raise
            yield of_none(name, error)


def _is_litter(info: ZipInfo) -> bool:
    """Files that systems put into archives by themselves."""
    return info.filename.startswith(_LITTER[0]) or info.filename.rpartition("/")[2] in _LITTER[1:]
