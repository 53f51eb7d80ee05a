"""What people hand over in Slack → the network and the pipeline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.child import ChildPool
from bot.clock import Clock
from bot.config import Settings
from bot.errors import ChildError, FetchError, RejectedError, UsageError
from bot.model.intake import FeedPreview, Filed

if TYPE_CHECKING:
    from bot.pipeline.pipeline import Pipeline
    from bot.pipeline.records import Received


class SettingsIntake:
    """Looks at feeds; reads articles too where there is a pipeline, which a running bot has."""

    def __init__(self, settings: Settings, clock: Clock, pipeline: Pipeline | None = None) -> None:
        self._settings = settings
        self._clock = clock
        self._pipeline = pipeline

    def preview_feed(self, address: str) -> FeedPreview:
        """A feed, or that of a site, with a few headlines. Raises FetchError, FeedError, ChildError."""
        from bot.app.feeds import preview_feed  # the network's libraries: not for every answer

        return preview_feed(address, self._settings, self._clock)

    def read_address(self, workspace_id: int, address: str) -> tuple[Filed, ...]:
        """Fetch an article's page, read and store it; what cannot be fetched is rejected with its reason."""
        from bot.app.feeds import fetch_article_page
        from bot.pipeline.records import Received

        try:
            entry = fetch_article_page(address, self._settings)
        except (FetchError, RejectedError) as error:
            return (Filed(label=address, status="rejected", reason=error.message),)
        return self._take(workspace_id, [Received(entry=entry, label=address)])

    def read_file(self, workspace_id: int, name: str, content: bytes, address: str = "") -> tuple[Filed, ...]:
        """Read a file as the drop folder would; it may hold several articles.

        Args:
            address: what its articles are called after; the name, where none is given.
        """
        from bot.fetch.documents.formats import read_document
        from bot.fetch.files import DOCUMENT_LIMITS, printable_name
        from bot.pipeline.parts import receive_contents

        shown = printable_name(name)
        try:
            with ChildPool(1, limits=DOCUMENT_LIMITS) as children:
                contents = children.run(read_document, content, shown, address or shown)
        except (RejectedError, ChildError) as error:
            return (Filed(label=shown, status="rejected", reason=error.message),)
        if address and len(contents.entries) == 1:
            entry = replace(contents.entries[0], address=address)
            contents = replace(contents, entries=(entry,))
        return self._take(workspace_id, receive_contents(contents, shown))

    def _take(self, workspace_id: int, received: Iterable[Received]) -> tuple[Filed, ...]:
        if self._pipeline is None:
            raise UsageError(
                "Articles are read by the running bot.",
                advice="On the command line, use `rapporteur ingest` with the path or address.",
            )
        return tuple(
            Filed(
                label=outcome.source,
                status=outcome.status.value,
                article=outcome.article,
                story=outcome.story,
                relevant=outcome.relevant,
                reason=outcome.reason,
            )
            for outcome in self._pipeline.take(workspace_id, received)
        )
