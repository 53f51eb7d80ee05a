"""Building what the commands need, no more than each needs; neither spaCy nor Bolt is loaded here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.app.defaults import sync_defaults
from bot.app.intake import SettingsIntake
from bot.clock import Clock
from bot.config import Settings
from bot.errors import StorageError, UsageError
from bot.model.subscriptions import Workspace
from bot.services import NameCache, Services
from bot.slack.port import SlackPort
from bot.storage.database import Database, open_database
from handlers.command import Request

if TYPE_CHECKING:
    from bot.pipeline.pipeline import Pipeline
    from bot.pipeline.reader import Reader
    from bot.work import Workers


@dataclass(frozen=True, kw_only=True, slots=True)
class Rooms:
    """What a command of the command line works with."""

    settings: Settings
    database: Database
    workspace: Workspace
    services: Services

    def request(self) -> Request:
        """A call of a slash command from the command line."""
        return Request(
            workspace_id=self.workspace.id,
            user_id="",
            channel_id="",
            text="",
            now=self.services.clock(),
            timezone=self.settings.timezone,
        )


@contextmanager
def open_rooms(settings: Settings, clock: Clock, workspace: str | None = None) -> Iterator[Rooms]:
    """Open the database (made and migrated where needed) and the services; close them at the end.

    Args:
        workspace: name, team id or number; needed where there are several.

    Raises:
        StorageError, SettingError: with what is wrong.
        UsageError: several are there and none is named, or there is none of that name.
    """
    with open_database_of(settings) as database:
        chosen = choose_workspace(database, workspace)
        sync_defaults(database, chosen.id, settings, clock())
        yield Rooms(
            settings=settings,
            database=database,
            workspace=chosen,
            services=build_services(settings, database, clock),
        )


@contextmanager
def open_database_of(settings: Settings) -> Iterator[Database]:
    """The database alone, made and migrated where needed; closed at the end. Raises StorageError."""
    make_folder(settings)
    database = open_database(settings.database_url)
    try:
        yield database
    finally:
        database.close()


def choose_workspace(database: Database, wanted: str | None) -> Workspace:
    """The workspace of that name, team id or number; the only one where none is named.

    Raises:
        UsageError: several could be meant, or none.
    """
    there = database.workspaces() or (database.local_workspace(),)
    named = there
    if wanted is not None:
        named = tuple(w for w in there if wanted.casefold() in _names_of(w))
    if len(named) == 1:
        return named[0]
    names = ", ".join(f"{w.name} ({w.team_id or w.id})" for w in there)
    sentence = "There are several workspaces." if wanted is None else f"No one workspace is “{wanted[:60]}”."
    raise UsageError(sentence, advice=f"Name one by its name, team id or number with --workspace: {names}.")


def _names_of(workspace: Workspace) -> tuple[str, ...]:
    return (workspace.name.casefold(), (workspace.team_id or "").casefold(), str(workspace.id))


def build_services(
    settings: Settings,
    database: Database,
    clock: Clock,
    slack: SlackPort | None = None,
    team_id: str | None = None,
    pipeline: Pipeline | None = None,
    connections: Callable[[int], SlackPort | None] | None = None,
) -> Services:
    """The bundle for jobs, commands and listeners."""
    return Services(
        database=database,
        clock=clock,
        names=NameCache(database, clock),
        intake=SettingsIntake(settings, clock, pipeline),
        slack=slack,
        team_id=team_id,
        timezone=settings.timezone,
        connections=connections,
        mail=settings.mail,
    )


def make_folder(settings: Settings) -> None:
    """Make the data folder where there is none. Raises StorageError."""
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"The data folder {settings.data_dir} cannot be made.",
            advice="Set RAPPORTEUR_DATA_DIR to a folder that can be written.",
            cause=repr(error),
        ) from error


@contextmanager
def open_workers(settings: Settings) -> Iterator[Workers]:
    """The worker processes; ended at the end. Raises SettingError where the language model is not installed."""
    from bot.work import Workers

    workers = Workers(settings.workers, settings.spacy_model)
    workers.check()
    try:
        yield workers
    finally:
        workers.close()


@contextmanager
def open_pipeline(settings: Settings, database: Database, clock: Clock) -> Iterator[Pipeline]:
    """The pipeline with its worker processes."""
    from bot.pipeline.pipeline import Pipeline

    with open_workers(settings) as workers:
        pipeline = Pipeline(database, workers, clock)
        try:
            yield pipeline
        finally:
            workers.close()  # first, so that leaving early waits for no article
            pipeline.close()


@contextmanager
def open_reader(settings: Settings, *, gate: bool) -> Iterator[Reader]:
    """A reader that stores nothing, with the themes and actors of the settings; `gate` as `ingest` has it."""
    from bot.analysis.gate import Followed
    from bot.analysis.lexicon.load import default_knowledge
    from bot.pipeline.reader import Reader
    from bot.work import pack_interest

    knowledge = default_knowledge(settings.themes_file, settings.actors_file)
    interest = pack_interest(knowledge, Followed() if gate else None)
    with open_workers(settings) as workers:
        yield Reader(workers, interest)
