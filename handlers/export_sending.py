"""`/media export [TOPIC] [30d]`: what is stored as a ZIP of CSV files, to the person's direct messages."""

from __future__ import annotations

import io
from collections.abc import Collection
from datetime import timedelta

from bot.errors import UsageError
from bot.query.write import describe_query
from bot.services import Services
from bot.slack.port import Upload
from bot.storage.export import Choice, choose_articles
from bot.storage.planning import Window
from digests.items import count_of
from handlers.command import Request
from handlers.export_archive import Export, write_archive
from handlers.exports import compose_file, write_slug
from handlers.naming import read_topic
from handlers.periods import Period, take_period
from handlers.permissions import require_change
from handlers.replies import Reply
from handlers.words import split_words

LONGEST = timedelta(days=90)
MOST_BYTES = 20_000_000  # of the ZIP; it is made in memory
ELSEWHERE = "Whoever runs Rapporteur can write more with `rapporteur export`."


class BoundedFile(io.BytesIO):
    """A file in memory that refuses to grow beyond what may be sent."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # zipfile hands over bytes only
        """As in any file. Raises UsageError beyond the bound."""
        if self.tell() + len(data) > self._most:
            raise UsageError(
                f"That would be more than {self._most // 1_000_000} MB.",
                advice=f"Name a topic or a shorter period. {ELSEWHERE}",
            )
        return super().write(data)


def compose_archive(request: Request, services: Services) -> Reply:
    """The archive of what a desk's people may see, and where it is.

    Raises:
        NotAllowedError: the person may not change things here, so takes nothing away either.
        UsageError: the period is too long, or the archive too large.
        NameInDoubtError, QueryError: the topic.
        SlackError: Slack does not tell who may, or which channels are public.
    """
    require_change(request, services)
    words, period = take_period(split_words(request.text), request)
    if period.span > LONGEST:
        raise UsageError(f"At most the last {LONGEST.days} days are sent here.", advice=ELSEWHERE)
    topic = " ".join(f'"{word.text}"' if word.quoted else word.text for word in words)
    upload, articles = _make(request, services, topic, period, _public_channels(services))
    return compose_file(request, "Export", upload, count_of(articles, "article", "articles"))


def _make(
    request: Request, services: Services, topic: str, period: Period, channels: Collection[str] | None
) -> tuple[Upload, int]:
    """The archive, and how many articles are in it."""
    names = services.names(request.workspace_id)
    query = read_topic(topic, names, lambda t: f"/media export {t} {period.written}").query if topic else None
    about = describe_query(query, names) if query else "all articles"
    understood = f"{about}, last {period.words}"
    window = Window(since=period.since, until=period.until)
    file = BoundedFile(MOST_BYTES)
    with services.database.read(request.workspace_id) as scope:
        choice = Choice(query=query, window=window, channels=channels)
        articles = choose_articles(scope, choice, request.now)
        export = Export(scope=scope, choice=choice, understood=understood, made_at=request.now)
        write_archive(export, file)
    slug = write_slug(f"rapporteur export {topic} {period.written}")
    return Upload(name=f"{slug}.zip", title=understood, content=file.getvalue()), articles


def _public_channels(services: Services) -> Collection[str] | None:
    """Whose subscriptions may be told to anybody: those of public channels; on the command line all."""
    return frozenset(services.slack.fetch_public_channels()) if services.slack else None
