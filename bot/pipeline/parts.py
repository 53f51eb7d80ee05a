"""A file's contents → what the pipeline takes: an item for each article, and for each part that is none."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import RejectedError
from bot.fetch.documents.contents import Contents, part_address
from bot.pipeline.records import Received


def receive_contents(contents: Contents, label: str, *, backfill: bool = False) -> Iterator[Received]:
    """Each article and each refused part, in order.

    Args:
        label: how the person knows the file; an article that is not all of it is called after its place in it.
    """
    alone = len(contents.entries) == 1 and not contents.refused
    for number, entry in enumerate(contents.entries, start=1):
        part = entry.address.partition("#")[2] or f"article {number}"
        yield Received(entry=entry, label=label if alone else part_address(label, part), backfill=backfill)
    for refused in contents.refused:
        error = RejectedError(refused.sentence)
        yield Received(entry=error, label=part_address(label, refused.part), backfill=backfill)
