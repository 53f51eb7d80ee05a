"""What a command answers, before it becomes blocks or lines in a terminal. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.slack.message import Block, Message
from bot.slack.port import Upload
from digests import blocks, plain
from digests.page import Button, Buttons, Heading, Menu, Paragraph, Part, Small, bold, line
from handlers.forms import Form

RERUN = "rerun"  # answer again in place
ASK = "ask"  # answer below, only for the person who pressed
SHARE = "share"  # answer for the whole channel


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """One answer."""

    heading: str  # "" for a problem, which begins with its sentence
    understood: str = ""  # what the query was understood as; always shown where there was one
    parts: tuple[Part, ...] = ()
    buttons: tuple[Button | Menu, ...] = ()
    shared: str = ""  # the command line that Share in channel runs; "" where there is nothing to share
    fallback: str = ""  # one line for notifications; by default heading and what was understood
    problem: bool = False  # the command could not be understood or done
    form: Form | None = None  # a modal to open instead; where none can be opened, the reply is shown
    files: tuple[Upload, ...] = ()  # brought to the person's direct messages; the reply says so


def compose_problem(
    sentence: str, advice: str = "", *, usage: str = "", buttons: tuple[Button, ...] = ()
) -> Reply:
    """The answer when something is wrong: what happened, what to do, and how the command is written."""
    said = (line(bold(sentence)), line(advice)) if advice else (line(bold(sentence)),)
    return Reply(
        heading="",
        parts=(Paragraph(said), *((Small(f"Usage: {usage}"),) if usage else ())),
        buttons=buttons,
        fallback=f"{sentence} {advice}".strip(),
        problem=True,
    )


def list_parts(reply: Reply) -> list[Part]:
    """The whole page of a reply."""
    parts: list[Part] = [Heading(reply.heading)] if reply.heading else []
    if reply.understood:
        parts.append(Small(reply.understood))
    parts.extend(reply.parts)
    buttons: list[Button | Menu] = [*reply.buttons]
    if reply.shared:
        buttons.append(Button("Share in channel", SHARE, reply.shared))
    if buttons:
        parts.append(Buttons(tuple(buttons)))
    return parts


def without_buttons(reply: Reply, by: str) -> Reply:
    """The reply as the whole channel sees it, with who shared it."""
    understood = " · ".join(filter(None, (reply.understood, by)))
    parts = tuple(part for part in reply.parts if not isinstance(part, Buttons))
    return Reply(
        heading=reply.heading,
        understood=understood,
        parts=parts,
        fallback=reply.fallback,
        problem=reply.problem,
    )


def render_message(reply: Reply, *, native: bool = False) -> Message:
    """The reply as a message within Slack's limits; with `native` its plots and tables are Slack's own."""
    said = reply.fallback or " · ".join(filter(None, (reply.heading, reply.understood)))
    return blocks.render_message(list_parts(reply), said, native=native)


def has_figures(reply: Reply) -> bool:
    """Whether Slack might refuse the reply's plots or tables where it stands."""
    return blocks.has_figures(reply.parts)


def render_blocks(reply: Reply, *, native: bool = False) -> list[Block]:
    """The reply as Block Kit within Slack's limits."""
    return blocks.render_blocks(list_parts(reply), native=native)


def render_text(reply: Reply) -> str:
    """The reply for a terminal."""
    return plain.render_text(list_parts(reply))
