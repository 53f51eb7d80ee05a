"""The jobs of a running bot: poll feeds, empty drop folders, send digests, read again, watch Slack, prune."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from bot.app.drop_folders import DropFolders
from bot.app.pruning import notice_uninstalled, prune_workspaces
from bot.app.rounds import active_workspaces, do_for_each
from bot.app.slack import Connection
from bot.config import Settings
from bot.errors import StoppedError
from bot.model.subscriptions import Workspace
from bot.pipeline.pipeline import Pipeline
from bot.pipeline.polling import FeedPoller
from bot.pipeline.rereading import Rereader
from bot.schedule import Job
from bot.services import Services
from bot.work import Workers
from digests.feed_reports import report_feeds
from digests.publish import publish_alerts, publish_due, update_live

# Seconds between two runs of each job. A feed's own interval is longer: the job only asks which are due.
POLL, DROP, PUBLISH, REREAD, WATCH, PRUNE = 5.0, 2.0, 2.0, 60.0, 30.0, 3600.0
UPDATE, ALERT, REPORT = 20.0, 300.0, 600.0

BREAK_POINTS = ("before-claim", "before-reconcile", "before-claim-post")
"""Where publishing may be left without having to ask Slack later what became of a post."""


@contextmanager
def list_jobs(
    settings: Settings,
    services: Services,
    workers: Workers,
    pipeline: Pipeline,
    connection: Connection,
    stop: threading.Event,
) -> Iterator[tuple[Job, ...]]:
    """All jobs; what they hold open is closed at the end.

    Args:
        stop: when it is set no further digest is begun; what is claimed goes on at the next start.
    """

    def checkpoint(point: str) -> None:
        if stop.is_set() and point in BREAK_POINTS:
            raise StoppedError

    database, clock = services.database, services.clock
    drop = DropFolders(settings.drop_folder, database, pipeline, clock)
    rereader = Rereader(database, workers, clock)
    keep = timedelta(days=settings.uninstalled_days)

    def each(name: str, action: Callable[[Workspace], object]) -> Callable[[], None]:
        return lambda: do_for_each(database, name, action)

    with FeedPoller(database, pipeline, clock, allow=settings.fetch_allow, halt=stop) as feeds:
        yield (
            Job(
                name="poll feeds",
                every=POLL,
                action=lambda: feeds.poll(*(w.id for w in active_workspaces(database))),
            ),
            Job(name="empty drop folder", every=DROP, action=each("empty drop folder", drop.run)),
            Job(
                name="send digests",
                every=PUBLISH,
                action=lambda: publish_due(services, checkpoint=checkpoint),
            ),
            Job(name="update messages", every=UPDATE, action=lambda: update_live(services)),
            Job(
                name="watch for spikes",
                every=ALERT,
                action=lambda: publish_alerts(services, checkpoint=checkpoint),
            ),
            Job(name="read again", every=REREAD, action=each("read again", lambda w: rereader.run(w.id))),
            Job(
                name="report feeds",
                every=REPORT,
                action=each("report feeds", lambda w: report_feeds(services, w, clock())),
            ),
            Job(name="watch Slack", every=WATCH, action=connection.look_after),
            Job(name="notice uninstalls", every=PRUNE, action=lambda: notice_uninstalled(services, clock())),
            Job(
                name="prune workspaces",
                every=PRUNE,
                action=lambda: prune_workspaces(database, settings.drop_folder, clock(), keep),
            ),
        )
