"""E-mail goes out under TLS or not at all, and every refusal is a sentence."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from typing import Any

import pytest

from bot.config.mail import MailAccount
from bot.errors import MailError
from digests import sending
from digests.sending import send_email

ACCOUNT = MailAccount(
    host="mail.example", port=587, sender="desk@news.example", user="desk", password="hush-hush"
)


class Server(smtplib.SMTP):
    """A mail server that takes everything but what it is told to refuse."""

    def __init__(self, trouble: Exception | None = None, refused: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.trouble = trouble
        self.refused = refused
        self.user = ""
        self.sent: list[EmailMessage] = []

    def login(self, user: str, password: str, **_: Any) -> Any:
        self.user = user

    def send_message(self, message: Any, *_: Any, **__: Any) -> dict[str, tuple[int, bytes]]:
        if self.trouble:
            raise self.trouble
        self.sent.append(message)
        return dict.fromkeys(self.refused, (550, b"no"))

    def close(self) -> None:
        pass


def message() -> EmailMessage:
    made = EmailMessage()
    made["To"] = "ana@news.example"
    made.set_content("Hello")
    return made


def test_a_message_is_handed_over_with_an_id_of_its_own() -> None:
    server = Server()
    send_email(message(), ACCOUNT, lambda _: server)
    (sent,) = server.sent
    assert sent["Message-ID"].endswith("@mail.example>")
    assert server.user == "desk"


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (smtplib.SMTPAuthenticationError(535, b"hush-hush is wrong"), "refuses its user or password"),
        (smtplib.SMTPRecipientsRefused({}), "refuses the addresses"),
        (smtplib.SMTPDataError(552, b"too big"), "did not take the e-mail"),
        (TimeoutError("slow"), "cannot be reached"),
    ],
)
def test_every_refusal_is_a_sentence_without_secrets(trouble: Exception, said: str) -> None:
    with pytest.raises(MailError, match=said) as caught:
        send_email(message(), ACCOUNT, lambda _: Server(trouble))
    assert "hush-hush" not in f"{caught.value.message} {caught.value.cause} {ACCOUNT!r}"


def test_an_address_that_is_refused_is_named() -> None:
    with pytest.raises(MailError, match=r"refuses bo@news\.example"):
        send_email(message(), ACCOUNT, lambda _: Server(refused=("bo@news.example",)))


def test_where_tls_is_not_offered_no_password_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    class Plain(Server):
        def __init__(self, *_: Any, **__: Any) -> None:
            super().__init__()

        def starttls(self, **_: Any) -> Any:
            raise smtplib.SMTPNotSupportedError("no STARTTLS")

        def login(self, user: str, password: str, **_: Any) -> Any:
            said.append(password)

    monkeypatch.setattr(sending.smtplib, "SMTP", Plain)
    with pytest.raises(MailError, match="did not take the e-mail"):
        send_email(message(), ACCOUNT)
    assert said == []
