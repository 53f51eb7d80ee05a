"""An intake that knows a few feeds, pages and files, and keeps what it was given."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.errors import FeedError, FetchError
from bot.model.intake import FeedPreview, Filed


@dataclass
class FakeIntake:
    """Implements `Intake`: what it does not know cannot be fetched."""

    feeds: dict[str, FeedPreview] = field(default_factory=dict)  # by the address that is asked for
    pages: dict[str, Filed] = field(default_factory=dict)
    files: list[tuple[str, bytes, str]] = field(default_factory=list)  # name, content, address

    def feed(self, address: str, name: str, *samples: str, site: str = "") -> None:
        """Let there be a feed, found also by the address of its site."""
        preview = FeedPreview(address=address, name=name, samples=samples)
        self.feeds[address] = preview
        if site:
            self.feeds[site] = preview

    def page(self, address: str, **filed: object) -> None:
        """Let there be an article."""
        self.pages[address] = Filed(label=address, **({"status": "new", "relevant": True} | filed))  # type: ignore[arg-type]  # a test's shorthand

    def preview_feed(self, address: str) -> FeedPreview:
        if address not in self.feeds:
            raise FeedError("No feed was found on this site.", advice="Look for “RSS” on the site.")
        return self.feeds[address]

    def read_address(self, workspace_id: int, address: str) -> tuple[Filed, ...]:
        if address not in self.pages:
            error = FetchError("The page cannot be reached.", advice="Try again later.")
            return (Filed(label=address, status="rejected", reason=error.message),)
        return (self.pages[address],)

    def read_file(self, workspace_id: int, name: str, content: bytes, address: str = "") -> tuple[Filed, ...]:
        self.files.append((name, content, address))
        return (Filed(label=name, status="new", article=len(self.files), relevant=True),)
