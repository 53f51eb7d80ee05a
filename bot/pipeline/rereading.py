"""When themes, actors or subscriptions change: look again at stored articles that concerned nobody before, and at
those whose actors an edit left in doubt."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

from bot.clock import Clock
from bot.errors import ChildError
from bot.model.articles import Article
from bot.model.findings import Analysis, Depth
from bot.pipeline.memory import load_interest
from bot.pipeline.people import note_people, settle_people
from bot.storage.articles import load_article
from bot.storage.database import Database
from bot.storage.rereading import leave_doubtful, load_doubtful, load_unread, mark_seen, save_reading
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
        """Look at up to 300 articles; returns how many concern somebody now.

        Those in doubt come first and are read in full, as they were before.
        """
        with self._database.read(workspace_id) as scope:
            interest = load_interest(scope)
            doubtful = load_doubtful(scope, BATCH)
            left = BATCH - len(doubtful)
            unread = load_unread(scope, version=interest.version, since=self._clock() - REACH, limit=left)
        for article_id, article in doubtful:
            self._read_again(workspace_id, article_id, article, interest)
        seen: list[int] = []
        found = len(doubtful)
        for article_id, article in unread:
            analysis = self._analyse(article, interest)
            if analysis is None or analysis.depth is not Depth.FULL:
                seen.append(article_id)
                continue
            found += 1
            self._save(workspace_id, article_id, article, analysis, interest.version)
        if seen:
            with self._database.write(workspace_id) as scope:
                mark_seen(scope, seen, interest.version)
        return found

    def _read_again(self, workspace_id: int, article_id: int, article: Article, interest: Interest) -> None:
        analysis = self._analyse(article, replace(interest, followed=None))
        if analysis is not None:
            self._save(workspace_id, article_id, article, analysis, interest.version)
            return
        with self._database.write(workspace_id) as scope:
            leave_doubtful(scope, article_id)

    def _save(
        self, workspace_id: int, article_id: int, article: Article, analysis: Analysis, version: str
    ) -> None:
        now = self._clock()
        with self._database.write(workspace_id) as scope:
            card = load_article(scope, article_id)
            outlet = card.outlet.id if card.outlet else None
            people = settle_people(scope, analysis, card.story, outlet)
            save_reading(scope, article_id, article, people.analysis, version=version, now=now)
            note_people(scope, people, card.dated_at, now)

    def _analyse(self, article: Article, interest: Interest) -> Analysis | None:
        try:
            return self._workers.analyse(article, interest)
        except ChildError as error:
            fields = {"address": article.address, "why": error.sentence, "cause": error.cause}
            _log.warning("not read again", extra={"fields": fields})
            return None
