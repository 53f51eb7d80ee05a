"""A digest as files, and why an article is in it, from the command line."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_digest_is_written_as_an_email(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "digest.eml"
    ran = run("digest", "pipeline", "--eml", str(file), "--to", "Ana <ana@news.example>")
    assert (ran.code, ran.out) == (0, "")
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert message["To"] == "Ana <ana@news.example>"
    assert "pipeline" in message["Subject"]


def test_a_digest_is_written_as_a_document(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("docx", reason="python-docx is not installed")
    file = tmp_path / "digest.docx"
    assert run("digest", "pipeline", "--docx", str(file)).code == 0
    assert file.read_bytes().startswith(b"PK")


def test_without_a_mail_server_nothing_is_sent(run: Run) -> None:
    ran = run("digest", "pipeline", "--to", "ana@news.example")
    assert ran.code == 2
    assert "No mail server is set." in ran.err


def test_a_wrong_address_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    ran = run("digest", "pipeline", "--eml", str(tmp_path / "x.eml"), "--to", "nobody")
    assert ran.code == 2
    assert "is no e-mail address" in ran.err


def test_a_file_that_cannot_be_written_is_said(run: Run, tmp_path: Path) -> None:
    ran = run("digest", "pipeline", "--eml", str(tmp_path / "no" / "folder.eml"))
    assert ran.code == 1
    assert "cannot be written" in ran.err


def test_why_tells_of_an_address_that_was_never_read(run: Run) -> None:
    ran = run("why", "https://news.example/a")
    assert ran.code == 1
    assert "I have not read https://news.example/a." in ran.out
