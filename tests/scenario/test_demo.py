"""`make demo` as a person sees it: the page in a browser, the digest in #relations, a command typed into the box."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser import ARGUMENTS, find_browser

ROOT = Path(__file__).parents[2]
START = 90_000  # milliseconds; a digest is there within a minute on an idle machine

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The page of a running demo."""
    find_browser()
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as demo:
        try:
            assert demo.stdout is not None
            said = "".join(iter(lambda: demo.stdout.readline(), "Try, in the message box of #relations:\n"))
            match = re.search(r"http://127\.0\.0\.1:\d+", said)
            assert match, said
            yield match[0]
        finally:
            demo.send_signal(signal.SIGTERM)
            assert demo.wait(60) == 0


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    """The page in #relations."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        errors: list[str] = []
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.goto(address)
        opened.get_by_test_id("channel-relations").click()
        yield opened
        browser.close()
        assert errors == []


def ask(page: Page, line: str) -> None:
    box = page.get_by_test_id("message-box")
    box.fill(line)
    box.press("Enter")


def test_the_digest_stands_in_the_channel_with_its_thread(page: Page) -> None:
    digest = page.get_by_test_id("message").first
    expect(digest).to_contain_text("stor", timeout=START)
    expect(digest).to_contain_text("“")  # a key quote
    digest.get_by_text(re.compile(r"\d+ repl")).click()
    expect(page.get_by_test_id("thread-panel")).to_contain_text("—")


def test_relations_answers_with_quotes_events_and_buttons_that_work(page: Page) -> None:
    expect(page.get_by_test_id("message").first).to_contain_text("stor", timeout=START)
    ask(page, "/relations putin xi")
    answer = page.get_by_test_id("message").last
    expect(answer).to_contain_text("Vladimir Putin – Xi Jinping", timeout=20_000)
    expect(answer).to_contain_text("Only visible to you")
    expect(answer).to_contain_text("What each said about the other")
    expect(answer).to_contain_text("Who did what to whom")
    answer.get_by_role("button", name="7d", exact=True).click()
    expect(page.get_by_test_id("message").last).to_contain_text("last 7 days", timeout=20_000)


def test_the_page_is_read_on_a_telephone_and_from_the_keyboard(page: Page) -> None:
    expect(page.get_by_test_id("message").first).to_contain_text("stor", timeout=START)
    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 400
    box = page.get_by_test_id("message-box").bounding_box()
    assert box is not None
    assert box["width"] > 250
    replies = page.get_by_test_id("replies").first
    replies.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("thread-panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("thread-panel")).to_be_hidden()
    expect(replies).to_be_focused()


def test_a_misspelt_name_gets_a_button_that_mends_it(page: Page) -> None:
    ask(page, "/quotes puttin")
    page.get_by_test_id("message").last.get_by_role("button", name="Vladimir Putin").click(timeout=20_000)
    expect(page.get_by_test_id("message").last).to_contain_text("Vladimir Putin", timeout=20_000)
    expect(page.get_by_test_id("message").last).to_contain_text("“")
