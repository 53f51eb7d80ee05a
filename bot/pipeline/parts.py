"""A file's contents → what the pipeline takes: an item for each article, and for each part that is none."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import RejectedError
from bot.fetch.documents.contents import Contents, part_address
from bot.pipeline.records import Received


def receive_contents(contents: Contents, label: str, *, backfill: bool = False) -> Iterator[Received]:
    """Each article and each refused part, in order.

    Args:
        label: how the person knows the file; its parts are called after their place in it.
    """
    for entry, place in zip(contents.entries, contents.places, strict=True):
        yield Received(entry=entry, label=part_address(label, place), backfill=backfill)
    for refused in contents.refused:
        error = RejectedError(refused.sentence)
        yield Received(entry=error, label=part_address(label, refused.place), backfill=backfill)
