"""The first steps of a team: from a new bot to the first digest in two minutes."""

from __future__ import annotations

from bot.storage.database import Scope
from bot.storage.settings import load_setting, save_setting
from digests.page import Button, Heading, Line, Paragraph, Part, bold, line
from handlers.feature import Feature
from handlers.replies import ASK, Reply
from handlers.source_dialog import ADD, IMPORT
from handlers.subscription_dialog import OPEN
from handlers.visit import Visit

_KEY = "welcomed"  # the setting: ids of people who got the first steps
_MOST_KEPT = 5_000


def compose_welcome(sources: int, subscriptions: int, *, always: bool = False) -> Reply | None:
    """What is to be done next, with a button for each step; None where all is done, unless `always`. Pure."""
    if sources and subscriptions and not always:
        return None
    steps: list[Line] = [
        _step(
            1,
            "Watch feeds",
            "add the address of a site, or the OPML file of your feed reader.",
            bool(sources),
        ),
        _step(
            2,
            "Subscribe a channel",
            "choose themes or names, see what the last 7 days would have brought, and save.",
            bool(subscriptions),
        ),
        _step(3, "Look somebody up", "/relations putin xi, /quotes putin, /actor putin.", False),
    ]
    head: tuple[Part, ...] = (
        Heading("Welcome to Rapporteur"),
        Paragraph((line("I read the news for you: who said what about whom. Three steps:"),)),
        Paragraph(tuple(steps)),
    )
    buttons = (
        Button("Add a feed", ADD, "", primary=not sources),
        Button("Import OPML", IMPORT, ""),
        Button("Subscribe", OPEN, "", primary=bool(sources) and not subscriptions),
        Button("Help", ASK, "/media help"),
    )
    return Reply(heading="", parts=head, buttons=buttons, fallback="Welcome to Rapporteur: three steps")


def _step(number: int, what: str, how: str, done: bool) -> Line:
    return line(bold(f"{number}. {what}{' (done)' if done else ''}: "), how)


def take_welcome(scope: Scope, user: str) -> bool:
    """Whether a person is to be welcomed; from now on it was."""
    welcomed = list(load_setting(scope, _KEY, []))
    if not user or user in welcomed:
        return False
    save_setting(scope, _KEY, [*welcomed, user][-_MOST_KEPT:])
    return True


def _on_joined(visit: Visit) -> None:
    """Somebody invited the bot: that person, and nobody else there, is told what it can do in that channel."""
    inviter = str(visit.call.told.get("inviter") or "")
    if not inviter or visit.call.user_id != visit.bot_user:
        return
    reply = Reply(
        heading="",
        parts=(
            Paragraph(
                (
                    line(bold("Thanks for the invitation. ")),
                    line("Subscribe this channel to a topic, and a digest comes each morning."),
                )
            ),
        ),
        buttons=(
            Button("Subscribe this channel", OPEN, "", primary=True),
            Button("A digest now", ASK, "/digest 24h"),
            Button("Help", ASK, "/media help"),
        ),
        fallback="Thanks for the invitation. Subscribe this channel with /subscribe",
    )
    visit.by(inviter).answer(reply)


FEATURE = Feature(events={"member_joined_channel": _on_joined})
