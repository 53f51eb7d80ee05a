"""A digest as an e-mail: plain text, and the same as HTML. Pure; `digests/sending.py` sends it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses

from bot.clock import require_aware
from bot.errors import UsageError
from digests.content import DigestContent
from digests.html import render_html
from digests.layout import describe_glance
from digests.mrkdwn import clean, clip
from digests.plain import render_text
from digests.report import lay_out_report, title_of

LONGEST_SUBJECT = 200
MOST_RECIPIENTS = 50
NOBODY = "rapporteur@localhost"
"""Sender and recipient of an e-mail that is only a file."""


def render_email(
    content: DigestContent, *, sender: str, recipients: Sequence[str], sent_at: datetime
) -> EmailMessage:
    """The whole digest.

    Args:
        sender: "desk@example.org", or with a name: "News desk <desk@example.org>".
        sent_at: aware; stands in the message's date.

    Raises:
        UsageError: an address is none, or there are too many.
    """
    if not 1 <= len(recipients) <= MOST_RECIPIENTS:
        raise UsageError(
            f"An e-mail goes to 1 to {MOST_RECIPIENTS} people.", advice="Name at least one address."
        )
    parts, title = lay_out_report(content), title_of(content)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = clip(
        title if content.quiet else f"{title}: {describe_glance(content.glance)}", LONGEST_SUBJECT
    )
    message["From"] = parse_address(sender)
    message["To"] = tuple(parse_address(recipient) for recipient in recipients)
    message["Date"] = format_datetime(require_aware(sent_at))
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no vacation notes, please
    message.set_content(render_text(parts))
    message.add_alternative(render_html(parts, title), subtype="html")
    return message


def parse_address(text: str) -> Address:
    """An e-mail address with or without a name. Raises UsageError."""
    (name, address), *others = getaddresses([text]) or [("", "")]
    user, at, domain = address.rpartition("@")
    plain = address.isascii() and address.isprintable() and " " not in address
    if others or not (user and at and domain and plain) or clean(text) != text.strip():
        raise UsageError(f"“{clip(clean(text), 60)}” is no e-mail address.", advice="Write name@example.org.")
    try:
        return Address(display_name=name, username=user, domain=domain)
    except ValueError as error:
        raise UsageError(
            f"“{clip(clean(text), 60)}” is no e-mail address.",
            advice="Write name@example.org.",
            cause=repr(error),
        ) from error
