"""Starting and stopping, and what the sandbox does not need."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from slack_sdk import WebClient

from bot.sandbox.server import start_sandbox


def test_two_workspaces_know_nothing_of_each_other() -> None:
    with start_sandbox() as one, start_sandbox() as two:
        WebClient(token=one.bot_token, base_url=one.api_url).chat_postMessage(channel="general", text="hi")
        assert (len(one.messages("general")), len(two.messages("general"))) == (1, 0)
        assert one.bot_token != two.bot_token


def test_stopping_ends_the_thread_and_twice_does_no_harm() -> None:
    def servers() -> set[threading.Thread]:
        return {thread for thread in threading.enumerate() if thread.name == "local-server"}

    before = servers()
    sandbox = start_sandbox()
    assert len(servers() - before) == 1
    sandbox.stop()
    sandbox.stop()
    assert servers() == before


def test_a_taken_port_is_said_at_once() -> None:
    with start_sandbox() as sandbox:
        port = int(sandbox.address.rpartition(":")[2])
        with pytest.raises(OSError, match="address already in use"):
            start_sandbox(port)


def test_only_this_machine_is_answered() -> None:
    with start_sandbox() as sandbox:
        assert sandbox.address.startswith("http://127.0.0.1:")


def test_neither_bolt_nor_spacy_is_loaded() -> None:
    code = "import sys, bot.sandbox.server, bot.sandbox.newsroom; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(done.stdout.split())
    assert not loaded & {"slack_bolt", "slack_sdk", "spacy", "sqlalchemy", "apscheduler"}
