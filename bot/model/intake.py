"""What a person hands over: a feed to watch, an address or a file to read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedPreview:
    """What a person sees of a feed before adding it."""

    address: str  # of the feed itself, where a site was given
    name: str  # the feed's title, else its host
    samples: tuple[str, ...]  # headlines


@dataclass(frozen=True, kw_only=True, slots=True)
class Filed:
    """What became of one article that was handed over."""

    label: str  # how the person knows it: an address, or a file's name
    status: str  # "new", "changed", "copy", "known", "rejected"
    article: int | None = None  # id
    story: int | None = None  # id
    relevant: bool = False  # matches a theme, a subscription or a followed actor
    reason: str | None = None  # why it was rejected, for people


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed in a list of feeds (OPML)."""

    address: str
    name: str
