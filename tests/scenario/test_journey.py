"""What a desk does every day, in Chromium: the digest, look-ups and their buttons, sources, files, themes, the Home tab.

With RAPPORTEUR_SCREENSHOTS=docs/images these tests write the pictures of the docs.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.scenario.browsing import ANSWER, START, TELEPHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

ARTICLE = """Ministers sign gas accord in Riga

RIGA (Harbour Wire) — Latvia and Estonia signed a gas supply accord on Friday after two years of talks. “This
terminal will serve three countries for thirty years,” said Ana Silva, the president of the port authority.

The accord covers liquefied gas from the terminal and a pipeline to the border, both governments said.
"""


def test_the_digest_stands_in_the_channel_with_its_thread(me: Visitor) -> None:
    digest = me.messages.first
    expect(digest).to_contain_text("“")  # a key quote
    me.keep_picture("digest", digest)
    digest.get_by_text(re.compile(r"\d+ repl")).click()
    thread = me.page.get_by_test_id("thread-panel")
    expect(thread).to_contain_text("—")
    replies = thread.get_by_test_id("message")
    me.keep_picture("digest-thread", replies.nth(1))


def test_a_story_of_the_digest_says_why_it_is_there(me: Visitor) -> None:
    me.page.get_by_test_id("replies").first.click(timeout=START)
    thread = me.page.get_by_test_id("thread-panel")
    thread.get_by_role("button", name="Why is this here?").first.click()
    answer = me.page.get_by_test_id("message").filter(has=me.page.get_by_test_id("only-you")).last
    expect(answer).to_contain_text("outlets", timeout=ANSWER)
    me.page.get_by_test_id("thread-close").click()
    me.keep_picture("why", answer)
    told = me.press_for_more(answer, "Relevant to Alliances and blocs")
    expect(told).to_contain_text("relevant to Alliances and blocs")


def test_two_actors_with_their_chart_and_periods_in_place(me: Visitor) -> None:
    answer = me.ask("/relations putin xi")
    expect(answer).to_contain_text("Vladimir Putin – Xi Jinping")
    expect(answer).to_contain_text("What each said about the other")
    expect(answer).to_contain_text("Who did what to whom")
    expect(answer.get_by_test_id("only-you")).to_be_visible()
    expect(answer.get_by_test_id("chart")).to_be_visible()
    me.keep_picture("relations", answer)
    count = me.messages.count()
    for label, said in (("7d", "last 7 days"), ("30d", "last 30 days")):
        me.press(answer, label)
        expect(answer).to_contain_text(said, timeout=ANSWER)
    assert me.messages.count() == count


@pytest.mark.parametrize(
    ("line", "said", "picture"),
    [
        ("/relations putin", "named together with", "counterparts"),
        ("/actor putin", "president of Russia", "actor"),
        ("/theme", "Russia–China partnership", "themes"),
        ("/theme energy", "Gas, oil, pipelines", ""),
        ("/find pipeline", "newest first", "find"),
        ("/quotes putin", "Quotes of Vladimir Putin", "quotes"),
        ("/digest energy 7d", "Energy", ""),
        ("/media status", "All is well", ""),
        ("/media help", "Press an example", ""),
        ("/subscriptions", "next", "subscriptions"),
    ],
)
def test_what_is_looked_up_is_answered(me: Visitor, line: str, said: str, picture: str) -> None:
    answer = me.ask(line)
    expect(answer).to_contain_text(said)
    expect(answer.get_by_test_id("only-you")).to_be_visible()
    if picture:
        me.keep_picture(picture, answer)


def test_a_misspelt_name_gets_a_button_that_mends_it(me: Visitor) -> None:
    answer = me.ask("/quotes puttin")
    expect(answer).to_contain_text("Did you mean Vladimir Putin?")
    me.keep_picture("did-you-mean", answer)
    me.press(answer, "Vladimir Putin")
    expect(answer).to_contain_text("Quotes of Vladimir Putin", timeout=ANSWER)


def test_a_file_for_spreadsheets_comes_as_a_direct_message(me: Visitor) -> None:
    told = me.press_for_more(me.ask("/relations putin xi"), "CSV")
    expect(told).to_contain_text("direct messages")
    me.go_to("dm")
    file = me.page.get_by_test_id("file").last
    expect(file).to_have_attribute("download", "relations-vladimir-putin-xi-jinping-90d.csv")
    expect(me.messages.filter(has_text="Added to monitoring")).to_have_count(
        0
    )  # its own files are no articles


def test_the_network_comes_as_a_picture(me: Visitor) -> None:
    me.press_for_more(me.ask("/relations putin"), "Network picture")
    me.go_to("dm")
    picture = me.page.locator(".is-picture img").last
    expect(picture).to_have_attribute("alt", re.compile("Xi Jinping: "))
    me.keep_file("network", picture.get_attribute("src") or "")


def test_an_answer_is_shared_in_the_channel(me: Visitor) -> None:
    shared = me.press_for_more(me.ask("/actor xi"), "Share in channel")
    expect(shared).to_contain_text("shared by")
    expect(shared.get_by_test_id("only-you")).to_have_count(0)


def test_a_feed_is_shown_before_it_is_watched(me: Visitor) -> None:
    sources = me.ask("/sources")
    newsroom = sources.get_by_role("link", name="Local newsroom").get_attribute("href")
    assert newsroom is not None
    preview = me.ask(f"/sources add {newsroom.replace('/feed.xml', '/harbour-wire/feed.xml')}")
    expect(preview).to_contain_text("Harbour Wire")


def test_the_links_of_a_message_are_read_by_its_shortcut(me: Visitor) -> None:
    feed = me.ask("/sources").get_by_role("link", name="Local newsroom").get_attribute("href")
    written = me.wait_for_next(lambda: me.write(f"have you seen this? {feed}"))
    written.hover()
    answer = me.wait_for_next(lambda: written.get_by_test_id("shortcut").click())
    expect(answer).to_contain_text(re.compile("Added to monitoring|Nothing was added"))


def test_a_file_dropped_into_the_direct_message_is_read(me: Visitor) -> None:
    me.go_to("dm")
    me.drop("riga.txt", ARTICLE)
    answer = me.messages.last
    expect(answer).to_contain_text("Added to monitoring", timeout=ANSWER)
    expect(answer).to_contain_text("riga.txt")
    me.keep_picture("file", answer)


def test_a_theme_is_edited_in_a_form(me: Visitor) -> None:
    themes = me.ask("/media themes")
    themes.get_by_test_id("select").select_option(label="Energy")
    expect(me.modal).to_contain_text("Edit theme", timeout=ANSWER)
    me.keep_picture("edit-theme", me.modal)
    words = me.modal.get_by_label("Words and phrases", exact=True)
    words.fill(words.input_value() + "\nheat pump*")
    told = me.wait_for_next(me.submit)
    expect(told).to_contain_text("Energy")


def test_a_subscription_is_made_with_its_preview(me: Visitor) -> None:
    me.go_to("energy")
    me.write("/subscribe")
    expect(me.modal).to_contain_text("is shown here", timeout=ANSWER)
    me.modal.get_by_label("Names, words or phrases").fill("gazprom -football")
    me.page.keyboard.press("Enter")
    expect(me.modal).to_contain_text("The last 7 days would have brought", timeout=ANSWER)
    saved = me.wait_for_next(me.submit)
    expect(saved).to_contain_text("next")


def test_the_home_tab_shows_stories_subscriptions_and_feeds(me: Visitor) -> None:
    home = me.go_home()
    expect(home).to_contain_text("Putin and Xi pledge closer coordination", timeout=ANSWER)
    expect(home).to_contain_text("#relations")
    expect(home).to_contain_text("0 failing")
    me.keep_picture("home", home)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_is_read_on_a_telephone(demo: str, browser: Browser, scheme: str) -> None:
    me = Visitor(browser.new_page(viewport=TELEPHONE, color_scheme=scheme), demo)
    me.check_width()
    for line in ("/relations putin xi", "/theme", "/find pipeline", "/media themes", "/media help"):
        me.ask(line)
        me.check_width()
        if line == "/relations putin xi":
            me.keep_picture(f"telephone-{scheme}")
    me.go_home()
    me.check_width()
    me.page.close()
    assert me.errors == []
