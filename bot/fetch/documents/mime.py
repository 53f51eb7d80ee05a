"""Mail and web archives: one format, several parts. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from bot.errors import RejectedError
from bot.fetch.characters import one_line
from bot.fetch.decoding import decode_page, decode_text

MOST_PARTS = 500
DEEPEST = 12  # parts in each other
LONGEST_HEADER = 4_000  # characters


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A leaf of a message."""

    kind: str  # "text/html"
    message: Message
    name: str  # file name; "" where it has none
    attached: bool  # meant to be opened, not shown


def parse_message(data: bytes) -> Message:
    """The message in `data`.

    Raises:
        RejectedError: it has no headers, or is nested too deeply.
    """
    try:
        message = message_from_bytes(data)
    except RecursionError as error:
        raise RejectedError("The message is nested too deeply to be read.", cause=repr(error)) from error
    if not message.keys():
        raise RejectedError("This is no message: it does not begin with headers.")
    return message


def list_parts(message: Message, depth: int = 0) -> Iterator[Part]:
    """The leaves in order; messages in messages are leaves too.

    Raises:
        RejectedError: there are too many, or too deep.
    """
    waiting = [(message, 0)]
    count = 0
    while waiting:
        part, depth = waiting.pop(0)
        count += 1
        if depth > DEEPEST or count > MOST_PARTS:
            raise RejectedError("The message has too many parts to be read.")
        kind = part.get_content_type()
        if kind.startswith("multipart/") and isinstance(inner := part.get_payload(), list):
            waiting[:0] = [(each, depth + 1) for each in inner if isinstance(each, Message)]
        elif not kind.startswith("multipart/"):
            yield _leaf(part, kind)


def _leaf(part: Message, kind: str) -> Part:
    name = one_line(_decode(part.get_filename()) or "")[:200]
    disposition = str(part.get("Content-Disposition") or "").strip().lower()
    shown = kind in {"text/plain", "text/html"} and not disposition.startswith("attachment")
    return Part(kind=kind, message=part, name=name, attached=not shown)


def part_bytes(part: Part) -> bytes:
    """The content of a leaf, its transfer encoding undone."""
    if part.kind == "message/rfc822":
        inner = part.message.get_payload()
        return bytes(inner[0]) if isinstance(inner, list) and inner and isinstance(inner[0], Message) else b""
    payload = part.message.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def part_text(part: Part) -> str:
    """The text of a leaf.

    Raises:
        RejectedError: it is no text.
    """
    charset = part.message.get_param("charset")
    declared = charset if isinstance(charset, str) else None
    if part.kind == "text/html":
        return decode_page(part_bytes(part), f"charset={declared}" if declared else None)
    return decode_text(part_bytes(part), declared)


def header_text(message: Message, name: str) -> str:
    """A header on one line, encoded words read; "" where there is none."""
    return one_line(_decode(message.get(name)) or "")


def _decode(value: object) -> str | None:
    if value is None:
        return None
    raw = str(value)[:LONGEST_HEADER].replace("\r", " ").replace("\n", " ")
    try:
        parts = decode_header(raw)
    except (HeaderParseError, ValueError, LookupError):
        return raw
    return "".join(text if isinstance(text, str) else _decode_word(text, charset) for text, charset in parts)


def _decode_word(text: bytes, charset: str | None) -> str:
    try:
        return decode_text(text, charset)
    except RejectedError:
        return ""


def header_date(message: Message, name: str = "Date") -> datetime | None:
    """The instant that a header names; None where it has no zone."""
    return parse_mail_date(header_text(message, name))


def parse_mail_date(text: str) -> datetime | None:
    """ "Thu, 5 Mar 2026 18:12:00 +0100"; None where it is no date, or "-0000" says that the zone is unknown."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo is not None and found.year >= 1980 else None


def parse_sender(text: str) -> tuple[str, str]:
    """The name and the address in "Ada Lind <ada@gull.org>"; either may be ""."""
    name, address = parseaddr(text[:500])
    return one_line(name).strip("\"' "), address.lower()
