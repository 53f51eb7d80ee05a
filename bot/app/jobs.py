"""The jobs of a running bot: poll feeds, empty the drop folder, send digests, read again, watch Slack."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bot.app.slack import Connection
from bot.config import Settings
from bot.errors import StoppedError
from bot.model.subscriptions import Workspace
from bot.pipeline.dropping import DropFolderJob
from bot.pipeline.pipeline import Pipeline
from bot.pipeline.polling import FeedPoller
from bot.pipeline.rereading import Rereader
from bot.schedule import Job
from bot.services import Services
from bot.work import Workers
from digests.publish import publish_alerts, publish_due, update_live

# Seconds between two runs of each job. A feed's own interval is longer: the job only asks which are due.
POLL, DROP, PUBLISH, REREAD, WATCH = 5.0, 2.0, 2.0, 60.0, 30.0
UPDATE, ALERT = 20.0, 300.0

BREAK_POINTS = ("before-claim", "before-reconcile", "before-claim-post")
"""Where publishing may be left without having to ask Slack later what became of a post."""


@contextmanager
def list_jobs(
    settings: Settings,
    services: Services,
    workspace: Workspace,
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

    drop = DropFolderJob(settings.drop_folder, workspace.id, pipeline, services.clock)
    rereader = Rereader(services.database, workers, services.clock)
    with FeedPoller(
        services.database, pipeline, services.clock, allow=settings.fetch_allow, halt=stop
    ) as feeds:
        yield (
            Job(name="poll feeds", every=POLL, action=lambda: feeds.poll(workspace.id)),
            Job(name="empty drop folder", every=DROP, action=drop.run),
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
            Job(name="read again", every=REREAD, action=lambda: rereader.run(workspace.id)),
            Job(name="watch Slack", every=WATCH, action=connection.look_after),
        )
