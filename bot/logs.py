"""Structured logs on standard error: one line a record, secrets redacted.

A record is `time level room message key=value …`; values come from `extra={"fields": {...}}`. The redaction
runs on the finished line, tracebacks included, so that no code path can forget it.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO

REDACTED = "[redacted]"
_TOKENS = re.compile(r"xox[a-z]-[A-Za-z0-9-]+|xapp-[A-Za-z0-9-]+|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)")
_QUIET = {
    "apscheduler": logging.ERROR,
    "aiohttp.access": logging.WARNING,
    "trafilatura": logging.ERROR,
    "alembic": logging.WARNING,
}


class Redactor:
    """Takes secrets out of text: the given ones, and all that looks like a token or a password in an address."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets = sorted((s for s in secrets if len(s) >= 4), key=len, reverse=True)

    def __call__(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, REDACTED)
        return _TOKENS.sub(REDACTED, text)


class LineFormatter(logging.Formatter):
    """One line a record, control characters escaped, so that no input can forge a second record."""

    def __init__(self, redact: Redactor) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """The finished, redacted line."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        parts = [moment, record.levelname.lower(), record.name, _one_line(record.getMessage())]
        fields = getattr(record, "fields", None) or {}
        parts += [
            f"{key}={json.dumps(value, ensure_ascii=False, default=str)}" for key, value in fields.items()
        ]
        if record.exc_info:
            parts.append(f"traceback={json.dumps(self.formatException(record.exc_info), ensure_ascii=False)}")
        return self._redact(" ".join(parts))


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def set_up_logs(level: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send all logs to `stream` (standard error) through one redacting handler."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(LineFormatter(Redactor(secrets)))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(max(least, root.level))
