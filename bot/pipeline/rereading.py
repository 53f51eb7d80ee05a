"""When themes, actors or subscriptions change: look again at stored articles that concerned nobody before."""

from __future__ import annotations

import logging
from datetime import timedelta

from bot.clock import Clock
from bot.errors import ChildError
from bot.model.articles import Article
from bot.model.findings import Analysis, Depth
from bot.pipeline.memory import load_interest
from bot.storage.database import Database
from bot.storage.rereading import load_unread, mark_seen, save_reading
from bot.work import Interest, Workers

_log = logging.getLogger(__name__)

REACH = timedelta(days=90)
BATCH = 300  # articles a call, so that news never waits long behind old ones; most only pass the gate


class Rereader:
    """Reads a few stored articles a call; call it again and again."""

    def __init__(self, database: Database, workers: Workers, clock: Clock) -> None:
        self._database = database
        self._workers = workers
        self._clock = clock

    def run(self, workspace_id: int) -> int:
        """Look at up to 300 articles; returns how many concern somebody now."""
        with self._database.read(workspace_id) as scope:
            interest = load_interest(scope)
            unread = load_unread(scope, version=interest.version, since=self._clock() - REACH, limit=BATCH)
        seen: list[int] = []
        found = 0
        for article_id, article in unread:
            analysis = self._analyse(article, interest)
            if analysis is None or analysis.depth is not Depth.FULL:
                seen.append(article_id)
                continue
            found += 1
            with self._database.write(workspace_id) as scope:
                save_reading(
                    scope, article_id, article, analysis, version=interest.version, now=self._clock()
                )
        if seen:
            with self._database.write(workspace_id) as scope:
                mark_seen(scope, seen, interest.version)
        return found

    def _analyse(self, article: Article, interest: Interest) -> Analysis | None:
        try:
            return self._workers.analyse(article, interest)
        except ChildError as error:
            fields = {"address": article.address, "why": error.sentence, "cause": error.cause}
            _log.warning("not read again", extra={"fields": fields})
            return None
