"""Answering a slash command in the terminal: the same table as in Slack, as words or as Block Kit JSON."""

from __future__ import annotations

import argparse
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.codes import DONE, FAILED, WRONG_USAGE
from bot.cli.common import complain, open_rooms, print_json

if TYPE_CHECKING:
    from bot.slack.port import Upload


def answer_here(line: str, options: argparse.Namespace) -> int:
    """Answer `line` as the bot would: print it, as words or as JSON, or show it in a browser; the exit code.

    Files that the bot would send to the person are written into the current folder.
    """
    from handlers.commands.table import answer_line
    from handlers.replies import render_blocks, render_text

    with open_rooms(options) as rooms:
        reply = answer_line(line, rooms.request(), rooms.services)
    written = [_write(upload) for upload in reply.files]
    if not all(written):
        return FAILED
    if options.json:
        print_json({"blocks": render_blocks(reply)})
    elif options.open:
        show_in_browser([{"text": render_text(reply), "blocks": render_blocks(reply, native=True)}])
    else:
        sys.stdout.write(render_text(reply).rstrip() + "\n")
    return WRONG_USAGE if reply.problem else DONE


def show_in_browser(messages: list[dict[str, Any]]) -> None:
    """Show messages in the page of the local workspace until it is closed, or until Ctrl-C."""
    from bot.sandbox.preview import start_preview

    with start_preview(messages) as preview:
        print(f"Shown at {preview.url} until you close it or press Ctrl-C.", file=sys.stderr, flush=True)
        webbrowser.open(preview.url)
        with suppress(KeyboardInterrupt):  # the way to end it where no browser was found
            preview.wait_until_closed()


def _write(upload: Upload) -> bool:
    """Write a file into the current folder, in the place of an older one; whether that worked."""
    try:
        Path(upload.name).write_bytes(upload.content)
    except OSError as error:
        complain(f"{upload.name} could not be written: {error.strerror}.")
        return False
    return True
