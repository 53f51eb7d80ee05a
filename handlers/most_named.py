"""What look-ups of actors answer without a name: who was in the news, as buttons."""

from __future__ import annotations

from datetime import timedelta

from bot.services import Services
from bot.storage.actors import top_actors
from digests.page import Button, Paragraph, line
from handlers.command import Command, Request
from handlers.replies import ASK, Reply

SPAN = timedelta(days=30)
MOST = 8


def compose_most_named(request: Request, services: Services, command: Command, heading: str) -> Reply:
    """The actors named in most articles of the last days, each as a button that runs the command."""
    with services.database.read(request.workspace_id) as scope:
        top = top_actors(scope, None, since=request.now - SPAN, until=request.now, limit=MOST)
    named = ", ".join(f"{tally.name} ({tally.count:,})" for tally in top) or "nobody yet"
    usage = f"Write /{command.name} {command.usage}, for example {command.examples[0]}"
    return Reply(
        heading=heading,
        understood=f"Most named in articles, last {SPAN.days} days: {named}",
        parts=(Paragraph((line(usage),)),),
        buttons=tuple(Button(tally.name, ASK, f"/{command.name} {tally.id}") for tally in top),
    )
