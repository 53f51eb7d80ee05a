"""Bringing the default themes and actors, or a team's files of them, into the database; only when they changed."""

from __future__ import annotations

import hashlib
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from bot.analysis.lexicon.load import default_knowledge
from bot.analysis.lexicon.toml_file import load_text
from bot.config import Settings
from bot.storage.actors import sync_actors
from bot.storage.database import Database
from bot.storage.settings import load_setting, save_setting
from bot.storage.themes import sync_themes

_KEY = "defaults"  # under which the fingerprint of what was brought in is remembered


def sync_defaults(database: Database, workspace_id: int, settings: Settings, now: datetime) -> bool:
    """Make a workspace's default themes and actors those of the settings; the team's own edits stay.

    Returns:
        whether anything had to be brought in.

    Raises:
        SettingError: a theme or actor file is wrong.
    """
    version = _fingerprint(settings)
    with database.read(workspace_id) as scope:
        if load_setting(scope, _KEY) == version:
            return False
    knowledge = default_knowledge(settings.themes_file, settings.actors_file)
    with database.write(workspace_id) as scope:
        sync_actors(scope, knowledge.actors, now)
        sync_themes(scope, knowledge.themes, now)
        save_setting(scope, _KEY, version)
    return True


def refuse_wrong_files(settings: Settings) -> None:
    """Read a team's theme and actor files, where there are any, before anything is opened that would have to wait.

    Raises:
        SettingError: one is wrong.
    """
    if settings.themes_file or settings.actors_file:
        default_knowledge(settings.themes_file, settings.actors_file)


def _fingerprint(settings: Settings) -> str:
    """Of the content of all data files: cheaper than parsing them at every start."""
    lexicon = Path(str(files("bot.analysis.lexicon")))
    data = sorted(lexicon.rglob("*.toml"), key=str)
    data += [path for path in (settings.themes_file, settings.actors_file) if path]
    digest = hashlib.sha256()
    for path in data:
        digest.update(path.name.encode() + b"\0" + load_text(path).encode() + b"\0")
    return digest.hexdigest()[:16]
