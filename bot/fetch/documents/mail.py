"""Mails (.eml): a newsletter, or an article that somebody forwards, with what is attached. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message

from bot.errors import RejectedError
from bot.fetch.bylines import author_name
from bot.fetch.characters import folded, one_line, plain_characters
from bot.fetch.dates import Published, parse_printed
from bot.fetch.documents.contents import (
    Contents,
    Inside,
    join_contents,
    of_none,
    of_one,
    part_address,
    require_entries,
    within,
)
from bot.fetch.documents.mail_lines import MailText, clean_mail, is_header
from bot.fetch.documents.mime import (
    Part,
    header_date,
    header_text,
    list_parts,
    parse_mail_date,
    parse_message,
    parse_sender,
    part_bytes,
    part_text,
)
from bot.fetch.fragments import parse_fragment
from bot.fetch.prose import word_count
from bot.model.articles import ContentKind, Entry

_PREFIX = re.compile(
    r"^(?:(?:re|aw|sv|antw|fwd?|fw|wg|tr|rv|enc|i|vs|ynt|отв|на)\s?(?:\[\d+\])?\s?:\s*|\[[^\[\]]{1,40}\]\s*)+",
    re.IGNORECASE,
)
_REPLY = re.compile(r"^(?:re|aw|sv|antw|отв)\s?(?:\[\d+\])?\s?:", re.IGNORECASE)
_DESK = re.compile(  # the name of a mailbox that is nobody's own
    r"^(?:news|newsletters?|info|contact|editors?|editorial|no-?reply|do-?not-?reply|hello|mail|mailing|alerts?|updates?|press|media|redaktion|redaccion|redaction|digest|daily|briefing|bulletin|service|subscriptions?|support|team|members?|list|office|admin)\b"
)
_WRITER_OF = re.compile(r"^(\S+(?: \S+){1,3}) (?:from|at|via) (\S.{1,60})$", re.IGNORECASE)
_READABLE = re.compile(r"\.(?:txt|md|html?|mhtml?|eml|pdf|docx|odt|rtf|json|csv|zip)$", re.IGNORECASE)
_LINK = re.compile(r"https?://")

LEAST_WORDS = 8  # a mail with less is the cover of what is attached to it
MOST_LINKS = 1 / 30  # a word: a text part with more was made by a machine out of the HTML part
TEXT_ENOUGH = 0.7  # share of the HTML part's words that the text part must have to be read instead


def read_mail(data: bytes, address: str, inside: Inside) -> Contents:
    """The article in a mail and those attached to it.

    Raises:
        RejectedError: it is no mail, or there is nothing in it to read.
    """
    message = parse_message(data)
    parts = list(list_parts(message))
    attached = (
        _attachment(part, number, address, inside) for number, part in enumerate(_readable(parts), start=1)
    )
    found = join_contents([_own(message, parts, address), *attached])
    return require_entries(found, "There is no text in the mail.")


def _own(message: Message, parts: list[Part], address: str) -> Contents:
    """The mail's own article; none where it only covers what is attached."""
    try:
        text = _best_text([part for part in parts if not part.attached])
    except RejectedError as error:
        return of_none("the text of the mail", error)
    entry = _entry(message, text, address) if text.strip() else None
    return of_one(entry) if entry is not None else Contents()


def _readable(parts: list[Part]) -> Iterator[Part]:
    """Attachments that may hold an article; pictures and the like are no loss."""
    for part in parts:
        if part.attached and (_READABLE.search(part.name) or part.kind == "message/rfc822"):
            yield part


def _attachment(part: Part, number: int, address: str, inside: Inside) -> Contents:
    name = part.name or f"attached {number}.eml"
    name = name if part.kind != "message/rfc822" or name.lower().endswith(".eml") else f"{name}.eml"
    try:
        return within(inside(part_bytes(part), name, part_address(address, name)), name)
    except RejectedError as error:
        return of_none(name, error)


def _best_text(parts: list[Part]) -> str:
    """The text of the mail: of its HTML part where there is one, unless the text part is as good."""
    pages = [part_text(part) for part in parts if part.kind == "text/html"]
    text = "\n\n".join(_unflowed(part) for part in parts if part.kind == "text/plain")
    page = "\n\n".join(
        line for html in pages if html.strip() for line in parse_fragment(html, keep=is_header)
    )
    words = word_count(text)
    clean = len(_LINK.findall(text)) <= MOST_LINKS * words
    return text if words and (not page or (clean and words >= TEXT_ENOUGH * word_count(page))) else page


def _unflowed(part: Part) -> str:
    """The text of a part; with `format=flowed`, a space at a line's end says that the paragraph goes on."""
    text = plain_characters(part_text(part))
    if str(part.message.get_param("format") or "").lower() != "flowed":
        return text
    return re.sub(r"(?<=[^\n-] )\n(?=[^\n> ])", "", text)


def _entry(message: Message, text: str, address: str) -> Entry | None:
    """The entry of the mail's own text; None where there are only a few words in it."""
    subject = header_text(message, "Subject")
    found = clean_mail(text, reply=bool(_REPLY.match(subject)))
    content = "\n".join(found.lines).strip()
    if word_count(content) < LEAST_WORDS:
        return None
    byline, outlet = _who(message, found)
    return Entry(
        address=address,
        content=content,
        kind=ContentKind.TEXT,
        title=_PREFIX.sub("", found.forwarded.get("subject") or subject).strip() or None,
        byline=byline,
        published=_when(message, found),
        outlet_name=outlet,
    )


def _when(message: Message, found: MailText) -> Published:
    """When the article was sent: by the mail that is forwarded, else by this one."""
    if when := found.forwarded.get("date"):
        return parse_mail_date(when) or parse_printed(when)
    return header_date(message)


def _who(message: Message, found: MailText) -> tuple[str | None, str | None]:
    """Author and outlet: a newsletter comes from an outlet, other mails from whoever wrote them."""
    name, sender = parse_sender(found.forwarded.get("from") or header_text(message, "From"))
    if not name or "@" in name:
        return None, None
    if match := _WRITER_OF.match(name):
        return author_name(match[1]), match[2]
    is_list = not found.forwarded and ("List-Unsubscribe" in message or "List-Id" in message)
    if is_list or _is_desk(name, sender):
        return None, one_line(name)[:80]
    return author_name(name), None


def _is_desk(name: str, sender: str) -> bool:
    """Whether a sender is an outlet: by the mailbox's name, or because the domain has the sender's name."""
    mailbox, _, domain = sender.partition("@")
    words = [word for word in re.split(r"\W+", folded(name)) if len(word) > 3]
    return bool(_DESK.match(mailbox)) or any(word in domain for word in words if word not in mailbox)
