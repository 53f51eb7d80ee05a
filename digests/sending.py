"""Sending an e-mail through the mail server of the settings; nothing else of e-mail touches the network."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import make_msgid

from bot.config.mail import MailAccount
from bot.errors import MailError

TIMEOUT = 30.0  # seconds for each answer of the server
TLS_FROM_START = 465  # RFC 8314, section 3.3

Connect = Callable[[MailAccount], smtplib.SMTP]
"""Opens a connection that is encrypted already."""


def connect(account: MailAccount) -> smtplib.SMTP:
    """A connection under TLS with a checked certificate; without it nothing is said, least of all a password."""
    context = ssl.create_default_context()
    if account.port == TLS_FROM_START:
        return smtplib.SMTP_SSL(account.host, account.port, timeout=TIMEOUT, context=context)
    server = smtplib.SMTP(account.host, account.port, timeout=TIMEOUT)
    try:
        server.starttls(context=context)
    except BaseException:
        server.close()
        raise
    return server


def send_email(message: EmailMessage, account: MailAccount, connect: Connect = connect) -> None:
    """Hand a message over to the mail server.

    Raises:
        MailError: the server cannot be reached, offers no TLS, or refuses the user or an address.
    """
    if "Message-ID" not in message:
        message["Message-ID"] = make_msgid(domain=account.host)
    try:
        with connect(account) as server:
            if account.user is not None:
                server.login(account.user, account.password or "")
            refused = server.send_message(message)
    except smtplib.SMTPAuthenticationError as error:
        raise _error("refuses its user or password", "Check SMTP_USER and SMTP_PASSWORD.", error) from None
    except smtplib.SMTPRecipientsRefused as error:
        raise _error("refuses the addresses", "Check them.", error) from None
    except smtplib.SMTPException as error:
        raise _error("did not take the e-mail", "Check the SMTP settings.", error) from None
    except OSError as error:
        raise _error("cannot be reached", "Check SMTP_HOST, and whether it offers TLS.", error) from None
    if refused:
        addresses = ", ".join(sorted(refused))
        raise MailError(f"The mail server refuses {addresses}.", advice="The others got the e-mail.")


def _error(what: str, advice: str, error: Exception) -> MailError:
    """The cause names the kind and the server's code only: its words may repeat what it was told."""
    code = getattr(error, "smtp_code", "")
    return MailError(
        f"The mail server {what}.", advice=advice, cause=f"{type(error).__name__} {code}".strip()
    )
