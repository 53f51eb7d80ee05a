"""`rapporteur digest TOPIC`: a digest now, in the terminal, as Block Kit JSON, as a document or as an e-mail."""

from __future__ import annotations

import argparse
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.answering import answer_here
from bot.cli.codes import DONE
from bot.cli.common import add_json_option, add_open_option, complain, open_rooms
from bot.errors import StorageError, UsageError
from bot.query.span import parse_span

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from bot.config.mail import MailAccount
    from bot.services import Services
    from digests.content import DigestContent

DEFAULT_SPAN = timedelta(hours=24)


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("digest", help="compose a digest of a topic, without posting it")
    parser.add_argument("topic", metavar="TOPIC", nargs="+", help="a query, such as partnership or putin xi")
    parser.add_argument(
        "--span", type=_read_span, help="what it covers, back from now: 24h, 7d, 4w (default 24h)"
    )
    add_json_option(parser)
    parser.add_argument("--docx", metavar="FILE", type=Path, help="write it as a Word document")
    parser.add_argument("--eml", metavar="FILE", type=Path, help="write it as an e-mail")
    parser.add_argument(
        "--to",
        metavar="ADDRESS",
        action="append",
        default=[],
        help="send it to that address; may be repeated",
    )
    add_open_option(parser)
    parser.set_defaults(action=digest)


def digest(options: argparse.Namespace) -> int:
    """Compose one digest by the time of storing, as a subscription would bring it."""
    if options.docx or options.eml or options.to:
        return _write(options)
    line = f"/digest {' '.join(options.topic)} {options.span or ''}".rstrip()
    return answer_here(line, options)


def _write(options: argparse.Namespace) -> int:
    """As files, or sent; what was done is said on standard error, so that pipes stay clean."""
    with open_rooms(options) as rooms:
        now, account = rooms.services.clock(), rooms.settings.mail
        content = _compose(rooms.services, rooms.workspace.id, options, now, rooms.settings.timezone)
    if options.docx:
        from digests.document import render_docx

        _save(options.docx, render_docx(content))
    if options.eml or options.to:
        _mail(options, content, account, now)
    return DONE


def _mail(
    options: argparse.Namespace, content: DigestContent, account: MailAccount | None, now: datetime
) -> None:
    """Into the file where one is named; else to the mail server."""
    from digests.mail import NOBODY, render_email
    from digests.sending import send_email

    if account is None and not options.eml:
        raise UsageError(
            "No mail server is set.", advice="Set RAPPORTEUR_SMTP_HOST and _SMTP_FROM, or add --eml FILE."
        )
    sender = account.sender if account else NOBODY
    message = render_email(content, sender=sender, recipients=options.to or [NOBODY], sent_at=now)
    if options.eml:
        _save(options.eml, message.as_bytes())
    elif account:
        send_email(message, account)
        complain(f"sent to {', '.join(options.to)}")


def _compose(
    services: Services, workspace_id: int, options: argparse.Namespace, now: datetime, timezone: str
) -> DigestContent:
    from digests.drafts import compose_now
    from digests.load import read_topic

    query = read_topic(" ".join(options.topic), services.names(workspace_id))
    span = parse_span(options.span or "") or DEFAULT_SPAN
    return compose_now(services, workspace_id, query, span, now=now, timezone=timezone)


def _save(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written.", advice="Name a file in a folder that is there.", cause=repr(error)
        ) from error
    complain(f"wrote {path}")


def _read_span(text: str) -> str:
    """The span as given; argparse makes its own sentence of a ValueError, so ours is raised."""
    if parse_span(text) is None:
        raise UsageError(f"“{text[:40]}” is no span of time.", advice="Use --span 12h, 7d, 4w, 6m or 10y.")
    return text
