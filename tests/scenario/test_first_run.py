"""A new team before the page: from the first steps on the Home tab to the first digest in its channel."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.scenario.browsing import ANSWER, SCREEN, START, Visitor, find_addresses, run_demo

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

TWO_MINUTES = 120.0


@pytest.fixture
def desk(browser: Browser) -> Iterator[tuple[Visitor, str]]:
    """A person at an empty desk, and the address of a site to watch."""
    with run_demo("--empty") as said:
        workspace, site = find_addresses(said)
        visitor = Visitor(browser.new_page(viewport=SCREEN), workspace)
        yield visitor, site
        assert visitor.errors == []


def test_a_team_gets_to_its_first_digest_in_two_minutes(desk: tuple[Visitor, str]) -> None:
    me, site = desk
    began = time.monotonic()
    home = me.go_home()
    expect(home).to_contain_text("Welcome to Rapporteur", timeout=ANSWER)
    me.keep_picture("first-steps", home)
    watch_a_site(me, site)
    me.go_to("relations")
    subscribe(me)
    read_first_digest(me)
    assert time.monotonic() - began < TWO_MINUTES


def watch_a_site(me: Visitor, site: str) -> None:
    """The site's feed is found, its newest entries are shown, and it is watched."""
    me.press(me.page.get_by_test_id("home"), "Add a feed")
    me.modal.get_by_role("textbox").fill(site)
    me.submit()
    expect(me.modal).to_contain_text("Local newsroom", timeout=ANSWER)
    expect(me.modal).to_contain_text("/feed.xml")
    expect(me.modal.locator("li")).to_have_count(3)
    me.keep_picture("add-feed", me.modal)
    me.submit()
    expect(me.modal).to_be_hidden()
    me.page.get_by_test_id("tab-messages").click()
    expect(me.messages.last).to_contain_text("Watching", timeout=ANSWER)


def subscribe(me: Visitor) -> None:
    """The form shows what a theme would have brought before it is saved; the articles are still coming in."""
    me.write("/subscribe")
    expect(me.modal).to_contain_text("is shown here", timeout=ANSWER)
    choose(me, "Energy")
    expect(me.modal).to_contain_text("The last 7 days would have brought", timeout=ANSWER)
    wait_for_articles(me)
    expect(me.modal).to_contain_text("Gazprom")
    me.keep_picture("subscribe", me.modal)
    saved = me.wait_for_next(me.submit)
    expect(saved).to_contain_text("Energy")
    expect(saved).to_contain_text("next")


def wait_for_articles(me: Visitor) -> None:
    """Change something in the form, as one who waits does, until its preview shows a story."""
    until = time.monotonic() + START / 1000
    for often in itertools.cycle(("Monday to Friday", "Every day")):
        if "1 story" in me.modal.inner_text() or time.monotonic() > until:
            return
        me.modal.get_by_label("How often").select_option(label=often)
        me.page.wait_for_timeout(1_000)


def choose(me: Visitor, theme: str) -> None:
    """Choose in the menu of themes."""
    picker = me.modal.get_by_test_id("picker").first
    picker.press_sequentially(theme)
    me.modal.get_by_role("option", name=theme).first.click()
    me.page.keyboard.press("Tab")  # the list closes


def read_first_digest(me: Visitor) -> None:
    """It stands in the channel for all, after a look at it alone."""
    digest = me.ask("/digest 24h")
    expect(digest).to_contain_text("Gazprom")
    shared = me.press_for_more(digest, "Share in channel")
    expect(shared).to_contain_text("shared by")
    expect(shared.get_by_test_id("only-you")).to_have_count(0)
