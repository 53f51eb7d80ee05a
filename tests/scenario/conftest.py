"""One demo for all tests that look at its page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.scenario.browsing import SCREEN, START, Visitor, find_addresses, open_browser, run_demo


@pytest.fixture(scope="session")
def introduction() -> Iterator[str]:
    """What a running demo says at the start."""
    with run_demo() as said:
        yield said


@pytest.fixture(scope="session")
def demo(introduction: str) -> str:
    """The address of a running demo's page."""
    return find_addresses(introduction)[0]


@pytest.fixture(scope="module")  # no longer: two of them cannot run at once in one process
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with open_browser() as opened:
        yield opened


@pytest.fixture
def me(demo: str, browser: Browser) -> Iterator[Visitor]:
    """A person before the page, in #relations, where the digest stands; no script of the page may fail."""
    visitor = Visitor(browser.new_page(viewport=SCREEN), demo)
    expect(visitor.messages.first).to_contain_text("stor", timeout=START)
    yield visitor
    visitor.page.close()
    assert visitor.errors == []
