"""`/theme NAME [30d]`: what is new on a theme; `/theme`: all themes with counts."""

from __future__ import annotations

from datetime import timedelta

from bot.errors import UnknownNameError
from bot.query.names import NameTable
from bot.services import Services
from bot.storage.themes import load_theme
from handlers.command import Command, Request
from handlers.exports import CSV
from handlers.look import Look
from handlers.lookup import FoundNames
from handlers.naming import NameInDoubtError
from handlers.options import take_options
from handlers.periods import take_period
from handlers.replies import Reply
from handlers.theme_news import compose_theme, compose_themes, export_theme, export_themes
from handlers.words import join, split_words, tidy, write_name

DEFAULT_SPAN = timedelta(days=30)
DEFAULT_WRITTEN = "30d"


def answer(request: Request, services: Services) -> Reply:
    """One theme, or all."""
    text, options = take_options(tidy(request.text), flags=(CSV,), settings=("page",))
    words, period = take_period(split_words(text), request, DEFAULT_SPAN, DEFAULT_WRITTEN)
    names = services.names(request.workspace_id)
    with services.database.read(request.workspace_id) as scope:
        look = Look(scope=scope, request=request, names=FoundNames(names), period=period)
        if not words:
            return (
                export_themes(look)
                if options.flag == CSV
                else compose_themes(look, options.page("page") or 1)
            )
        theme = load_theme(scope, _find(join(words).removeprefix("theme:"), names, period.written))
        return export_theme(look, theme) if options.flag == CSV else compose_theme(look, theme)


def _find(name: str, names: NameTable, written: str) -> str:
    """The theme of that name. Raises NameInDoubtError with what may be meant instead."""
    if theme := names.find_theme(name):
        return theme
    near = [other for other in names.suggest(name) if names.find_theme(other)]
    retries = [(other, f"/theme {write_name(other)} {written}") for other in near]
    for actor in names.find_actors(name)[:1]:
        retries.append((f"Actor {names.actor_name(actor)}", f"/actor {actor} {written}"))
    if not retries:
        retries = [(f"Find “{name[:40]}”", f"/find {write_name(name)} {written}")]
    advice = f"Did you mean {' or '.join(near)}?" if near else "/theme lists all themes."
    error = UnknownNameError(
        f"There is no theme “{name[:80]}”.", advice=advice, suggestions=tuple(label for label, _ in retries)
    )
    raise NameInDoubtError(error, tuple(retries))


COMMAND = Command(
    name="theme",
    summary="what is new on a theme, or all themes with counts and trends",
    usage="[NAME] [30d] [csv]",
    examples=("/theme energy", "/theme energy 7d", "/theme"),
    answer=answer,
)
