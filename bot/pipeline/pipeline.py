"""The phases in order: extract → dedupe → analyse → store.

Extraction and analysis run in worker processes, several articles at a time; storing runs here, one article at
a time and in the order of arrival, because copies and stories depend on what came before.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from bot.analysis.copies import Fingerprint
from bot.clock import Clock
from bot.errors import ChildError, RapporteurError, RejectedError, SettingError, StoppedError, StorageError
from bot.fetch.dedupe import Known, Verdict, decide, keys_of
from bot.model.articles import Article
from bot.model.findings import Analysis, Depth
from bot.model.languages import describe_language
from bot.pipeline.ahead import work_ahead
from bot.pipeline.filing import Filing, file_change, file_new
from bot.pipeline.known import load_known_for
from bot.pipeline.memory import InterestCache, Memory
from bot.pipeline.records import Outcome, Read, Received, Status
from bot.storage.articles import load_article
from bot.storage.database import Database, Scope
from bot.work import Interest, Workers

_log = logging.getLogger(__name__)

UNREAD = "not analysed (it ended its reader)"
AHEAD = 4  # articles a worker that are read ahead of the one being stored
_UNSIGNED = Fingerprint(shingles=(), landmarks=())  # is like no other
_STOPS_ALL = (StorageError, SettingError, StoppedError, OSError, MemoryError)
"""What would fail for every other article as well; anything else is a mistake of ours about this one."""


class Pipeline:
    """Takes entries of one workspace at a time; safe to call from several threads."""

    def __init__(self, database: Database, workers: Workers, clock: Clock) -> None:
        self._database = database
        self._workers = workers
        self._clock = clock
        self._interest = InterestCache(database, clock)
        self._storing = threading.RLock()
        self._memories: dict[int, Memory] = {}
        self._readers = ThreadPoolExecutor(workers.count + 1, thread_name_prefix="reader")

    def close(self) -> None:
        """Finish what is being read; take nothing more. Close the workers first to break it off."""
        self._readers.shutdown(wait=True, cancel_futures=True)

    def take(self, workspace_id: int, received: Iterable[Received]) -> Iterator[Outcome]:
        """Read and store entries; yields what became of each, in order, each stored when it is yielded.

        Raises:
            StorageError, OSError: the database or the disk failed; this entry and the later ones are not stored.
            SettingError: the workers lack what they need, so that no entry can be read.
            StoppedError: the workers were closed.
        """
        interest = self._interest(workspace_id)
        read = partial(self._read, workspace_id, interest)
        for result in work_ahead(self._readers, read, received, AHEAD * self._workers.count):
            yield self._store(workspace_id, result, interest)

    def _read(self, workspace_id: int, interest: Interest, received: Received) -> Read:
        """Extract; analyse where it is new. Bad input is a value in the result."""
        if isinstance(received.entry, RapporteurError):
            return Read(received=received, refusal=received.entry)
        try:
            article = self._workers.extract(received.entry)
        except (RejectedError, ChildError) as error:
            return Read(received=received, refusal=error)
        with self._database.read(workspace_id) as scope:
            known = load_known_for(scope, keys_of(article))
        if decide(article, known).verdict is Verdict.KNOWN:
            return Read(received=received, article=article)
        try:
            return Read(received=received, article=article, analysis=self._workers.analyse(article, interest))
        except ChildError as error:
            return _unread(received, article, error)

    def _store(self, workspace_id: int, read: Read, interest: Interest) -> Outcome:
        if read.article is None:
            return _rejected(read)
        try:
            with self._storing, self._database.write(workspace_id) as scope:
                outcome = self._store_article(scope, read, read.article, interest)
        except BaseException as error:
            # The memory may hold what was rolled back; it is rebuilt when needed.
            self._memories.pop(workspace_id, None)
            if not isinstance(error, Exception) or isinstance(error, _STOPS_ALL):
                raise
            _log.exception("not stored", extra={"fields": {"source": read.received.label}})
            return _rejected(
                replace(read, refusal=RejectedError("It could not be stored; the log says why."))
            )
        if outcome is None:
            return self._store(workspace_id, self._read(workspace_id, interest, read.received), interest)
        return outcome

    def _store_article(
        self, scope: Scope, read: Read, article: Article, interest: Interest
    ) -> Outcome | None:
        """Decide again, now that all earlier entries are stored, and store.

        None: it was known when it was read and is no longer; to analyse it here would keep the database locked.
        """
        decision = decide(article, load_known_for(scope, keys_of(article)))
        if decision.known and (decision.verdict is Verdict.KNOWN or read.analysis is None):
            return _known(scope, read, decision.known)
        if read.analysis is None:
            return None
        filing = Filing(
            received=read.received,
            article=with_note(article, read.analysis),
            analysis=read.analysis,
            knowledge_version=interest.version,
            now=self._clock(),
        )
        if decision.known:
            return file_change(scope, self._memory(scope), filing, decision.known.id)
        return file_new(scope, self._memory(scope), filing)

    def _memory(self, scope: Scope) -> Memory:
        """The workspace's memory, up to what is stored."""
        memory = self._memories.setdefault(scope.workspace_id, Memory())
        memory.catch_up(scope)
        return memory


def with_note(article: Article, analysis: Analysis) -> Article:
    """The article, marked where its language is not read; a note that it has already stays."""
    if analysis.depth is not Depth.LANGUAGE or article.note:
        return article
    return replace(article, note=f"not analysed ({describe_language(article.language)})")


def _known(scope: Scope, read: Read, known: Known) -> Outcome:
    card = load_article(scope, known.id)
    return Outcome(source=read.received.label, status=Status.KNOWN, article=card.id, story=card.story)


def _unread(received: Received, article: Article, error: ChildError) -> Read:
    """A feed would bring what ends its reader again and again, so that is stored without findings, and marked."""
    if received.source_id is None:
        return Read(received=received, refusal=error)
    fields = {"source": received.label, "why": error.sentence, "cause": error.cause}
    _log.warning("stored without being analysed", extra={"fields": fields})
    analysis = Analysis(depth=Depth.GATED, fingerprint=_UNSIGNED.to_bytes())
    return Read(received=received, article=replace(article, note=article.note or UNREAD), analysis=analysis)


def _rejected(read: Read) -> Outcome:
    refusal = read.refusal or RejectedError("The article could not be read.")
    fields = {"source": read.received.label, "reason": refusal.sentence, "cause": refusal.cause}
    _log.log(logging.WARNING if refusal.cause else logging.INFO, "rejected", extra={"fields": fields})
    return Outcome(source=read.received.label, status=Status.REJECTED, reason=refusal.message)
