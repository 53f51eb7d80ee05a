"""Logs: one line a record, and no secret in any of them."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.logs import set_up_logs


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    stream = io.StringIO()
    set_up_logs("INFO", ["hunter2-signing-secret"], stream)
    yield stream
    root.handlers[:], root.level = before[0], before[1]


def test_a_record_is_one_line_with_its_fields(log: io.StringIO) -> None:
    logging.getLogger("bot.fetch").info(
        "polled\nforged line", extra={"fields": {"source": 3, "name": "Ünïted"}}
    )
    (line,) = log.getvalue().splitlines()
    assert 'info bot.fetch polled\\nforged line source=3 name="Ünïted"' in line


def test_secrets_are_redacted_everywhere(log: io.StringIO) -> None:
    try:
        raise ValueError("https://me:pa55word@example.org/ xoxb-12-abc hunter2-signing-secret")
    except ValueError:
        logging.getLogger("bot").exception("xapp-1-zzz", extra={"fields": {"token": "xoxp-9-q"}})
    shown = log.getvalue()
    for secret in ("pa55word", "xoxb-12", "hunter2", "xapp-1", "xoxp-9"):
        assert secret not in shown
    assert "https://[redacted]@example.org/" in shown
