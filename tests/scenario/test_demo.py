"""`make demo` as a person sees it: quick, in words that are true, on a telephone and from the keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from handlers.commands.table import COMMANDS
from tests.scenario.browsing import START, TELEPHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def test_what_the_demo_says_to_try_can_be_tried(introduction: str) -> None:
    tried = re.findall(r"^  /(\S+)", introduction, re.MULTILINE)
    assert "relations" in tried
    assert set(tried) <= {command.name for command in COMMANDS}


def test_the_digest_comes_once_and_then_each_morning(me: Visitor) -> None:
    expect(me.page.get_by_test_id("replies").first).to_be_visible(timeout=START)
    me.page.wait_for_timeout(2_000)
    expect(me.ask("/subscriptions")).to_contain_text("daily 08:30")
    assert me.messages.filter(has_text="Full quotes and sources in the thread").count() == 1


def test_the_page_is_read_from_the_keyboard_on_a_telephone(me: Visitor) -> None:
    page = me.page
    page.set_viewport_size(TELEPHONE)
    me.check_width()
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
