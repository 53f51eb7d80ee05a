"""`rapporteur check`: what is wrong with a configuration, and how to mend it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.codes import DONE, FAILED
from bot.config import Settings, find_mistakes, load_settings
from bot.errors import RapporteurError, SettingError

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("check", help="say what is wrong with the configuration, and how to mend it")
    parser.add_argument("--offline", action="store_true", help="do not ask Slack")
    parser.set_defaults(action=check)


def check(options: argparse.Namespace) -> int:
    """Try each part on its own, so that all that is wrong is said at once."""
    file = Path(options.config) if options.config else None
    for mistake in (mistakes := find_mistakes(os.environ, file)):
        print(f"wrong  settings: {mistake.message}", file=sys.stderr)
    if mistakes:
        return FAILED
    settings = load_settings(os.environ, file)
    print("ok     settings")
    parts: list[tuple[str, Callable[[Settings], str]]] = [
        ("data folder", _check_folder),
        ("themes and actors", _check_knowledge),
        ("database", _check_database),
        ("language model", _check_model),
        ("Slack tokens", _check_tokens if options.offline else _check_slack),
        ("workspaces", _check_installed),
    ]
    results = [_report(name, test, settings) for name, test in parts]
    return DONE if all(results) else FAILED


def _report(name: str, test: Callable[[Settings], str], settings: Settings) -> bool:
    try:
        detail = test(settings)
    except RapporteurError as error:
        print(f"wrong  {name}: {error.message}", file=sys.stderr)
        return False
    print(f"ok     {name}" + (f": {detail}" if detail else ""))
    return True


def _check_folder(settings: Settings) -> str:
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".rapporteur-check"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        raise SettingError(
            f"{folder} cannot be written.",
            advice="Set RAPPORTEUR_DATA_DIR to a folder that can.",
            cause=repr(error),
        ) from error
    return str(folder)


def _check_knowledge(settings: Settings) -> str:
    from bot.analysis.lexicon.load import default_knowledge

    knowledge = default_knowledge(settings.themes_file, settings.actors_file)
    return f"{len(knowledge.themes)} themes, {len(knowledge.actors)} actors"


def _check_database(settings: Settings) -> str:
    from bot.storage.database import open_database

    open_database(settings.database_url).close()
    return settings.database_url.split("@")[-1]


def _check_model(settings: Settings) -> str:
    from bot.analysis.nlp import load_nlp

    nlp = load_nlp(settings.spacy_model)
    return f"{settings.spacy_model} {nlp.meta.get('version', '')}"


def _check_tokens(settings: Settings) -> str:
    from bot.app.tokens import plan_ways

    ways = plan_ways(settings)
    found = ["Socket Mode" if ways.app_token else "HTTP"]
    found += ["a bot token"] if ways.bot_token else []
    found += ["OAuth installs"] if ways.oauth else []
    return ", ".join(found)


def _check_slack(settings: Settings) -> str:
    from slack_sdk import WebClient

    from bot.app.slack import request_address
    from bot.app.tokens import plan_ways
    from bot.slack.client import SlackClient

    ways = plan_ways(settings)
    if ways.app_token:
        request_address(WebClient(base_url=settings.slack_api_url, retry_handlers=[]), ways.app_token)
    if ways.bot_token is None:
        return _check_tokens(settings)
    identity = SlackClient(ways.bot_token, base_url=settings.slack_api_url).fetch_identity()
    return f"workspace {identity.team_name}"


def _check_installed(settings: Settings) -> str:
    """That every stored token can be read with the key; none is shown."""
    from bot.app.secret_key import check_tokens, load_sealer
    from bot.storage.database import open_database

    sealer = load_sealer(settings, make=False)
    with closing(open_database(settings.database_url)) as database:
        count = check_tokens(database, sealer)
    return f"{count} installed by OAuth" if count else "none installed by OAuth"
