"""From where e-mail is sent."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class MailAccount:
    """An account at a mail server."""

    host: str
    port: int  # 465: TLS from the first byte; any other: STARTTLS
    sender: str  # "Name <name@example.org>"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
