"""The page in Chromium, as a person uses it: keyboard, files, modals, other people, a telephone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.sandbox.preview import start_preview
from bot.sandbox.records import Person, SlashCommand
from bot.sandbox.running import RunningSandbox
from bot.sandbox.server import start_sandbox
from tests.browser import ARGUMENTS, find_browser
from tests.sandbox.builders import Json, actions, bars, button, modal, option, plain, section, text_input
from tests.sandbox.socket_client import hang_up

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

COMMANDS = [
    SlashCommand(name="/relations", usage="A B", description="What two actors do and say"),
    SlashCommand(name="/quotes", usage="A", description="Who said what"),
]
MENU = {
    "type": "input",
    "block_id": "who",
    "optional": True,
    "label": plain("Actor"),
    "element": {"type": "external_select", "action_id": "who", "min_query_length": 1},
}


class Desk:
    """A Bolt app, and what it was sent."""

    def __init__(self, sandbox: RunningSandbox) -> None:
        self.sandbox = sandbox
        self.client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        quiet = logging.getLogger("tests.browser_bolt")
        quiet.setLevel(logging.CRITICAL)
        self.app = App(client=self.client, signing_secret=sandbox.signing_secret, logger=quiet)
        self._listen()
        self.handler = SocketModeHandler(self.app, sandbox.app_token, logger=quiet)
        self.handler.connect()  # type: ignore[no-untyped-call]  # Bolt has no types there
        sandbox.wait_for(lambda: sandbox.connection_count)

    def _listen(self) -> None:
        @self.app.command("/relations")
        def answer(ack: Callable[[], None], respond: Callable[..., None]) -> None:
            ack()
            respond(text="x", blocks=[section("Two actors"), actions(button("subscribe", "Subscribe…"))])

        @self.app.action("subscribe")
        def ask(ack: Callable[[], None], body: Json, client: WebClient) -> None:
            ack()
            client.views_open(trigger_id=body["trigger_id"], view=modal(text_input(), MENU))

        @self.app.options("who")
        def offer(ack: Callable[..., None], payload: Json) -> None:
            ack(options=[option("x", f"{payload['value']} found")])

        @self.app.view("ask")
        def save(ack: Callable[..., None], view: Json) -> None:
            if view["state"]["values"]["topic"]["text"]["value"] == "xyzzy":
                ack(response_action="errors", errors={"topic": "Nothing is called that."})
            else:
                ack()

        @self.app.event("app_home_opened")
        def greet(event: Json, client: WebClient) -> None:
            name = client.users_info(user=event["user"])["user"]["real_name"]
            client.views_publish(
                user_id=event["user"], view={"type": "home", "blocks": [section(f"Hello, {name}")]}
            )

        for event in ("message", "file_shared"):
            self.app.event(event)(lambda: None)


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    find_browser()
    with start_sandbox(commands=COMMANDS, shortcuts={"add": "Add to monitoring"}) as sandbox:
        sandbox.add_person(
            Person(id="U0MAYA0001", name="maya", real_name="Maya Lind", tz="America/New_York"),
            channels=("general",),
        )
        made = Desk(sandbox)
        yield made
        hang_up(made.handler.client, sandbox)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(desk: Desk, chromium: Any) -> Iterator[Callable[..., Page]]:
    """Opens the page in a channel; the test fails where a script of it fails."""
    errors: list[str] = []
    pages: list[Page] = []

    def open_(address: str = "/#general", *, width: int = 1280, **more: Any) -> Page:
        page: Page = chromium.new_page(viewport={"width": width, "height": 900}, **more)
        pages.append(page)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address if address.startswith("http") else desk.sandbox.address + address)
        page.wait_for_selector("body[data-ready]")
        return page

    yield open_
    for page in pages:
        page.close()
    assert errors == []


def ask(page: Page) -> None:
    """Run /relations, press Subscribe…, see the modal."""
    page.get_by_test_id("message-box").fill("/relations a b")
    page.keyboard.press("Enter")
    page.get_by_test_id("message").last.get_by_role("button", name="Subscribe…").click()
    expect(page.get_by_test_id("modal")).to_be_visible()


def test_commands_are_suggested_and_chosen_by_keys(open_page: Callable[..., Page]) -> None:
    page = open_page()
    box = page.get_by_test_id("message-box")
    box.press_sequentially("/")
    expect(page.get_by_test_id("suggestion")).to_have_count(2)
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("/quotes ")


def test_a_modal_by_keyboard_with_its_error_beside_the_input(open_page: Callable[..., Page]) -> None:
    page = open_page()
    ask(page)
    field = page.get_by_role("textbox", name="Topic")
    expect(field).to_be_focused()
    page.keyboard.type("xyzzy")
    page.keyboard.press("Tab")
    page.keyboard.type("pu")
    expect(page.get_by_role("option", name="pu found")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_contain_text("pu found")
    page.get_by_test_id("modal-submit").click()
    expect(page.locator("[data-block-id=topic] .error")).to_have_text("Nothing is called that.")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("energy")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("modal")).to_be_hidden()


def test_escape_closes_a_modal(open_page: Callable[..., Page], desk: Desk) -> None:
    page = open_page()
    ask(page)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("modal")).to_be_hidden()
    assert desk.sandbox.modal is None


def test_a_file_is_dropped_on_the_conversation(open_page: Callable[..., Page], desk: Desk) -> None:
    page = open_page("/#dm")
    transfer = page.evaluate_handle(
        "() => { const t = new DataTransfer(); t.items.add(new File(['<opml/>'], 'week.opml')); return t; }"
    )
    page.locator("#conversation").dispatch_event("drop", {"dataTransfer": transfer})
    expect(page.get_by_test_id("message-files")).to_contain_text("week.opml")
    page.get_by_test_id("message-box").fill("our feeds")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("file")).to_contain_text("week.opml")
    assert desk.sandbox.messages("@you")[-1]["text"] == "our feeds"
    assert desk.sandbox.files["week.opml"] == b"<opml/>"


def test_own_messages_are_edited_and_ephemeral_ones_put_away(
    open_page: Callable[..., Page], desk: Desk
) -> None:
    page = open_page("/#energy")
    page.get_by_test_id("message-box").fill("frist <b>")
    page.keyboard.press("Enter")
    mine = page.get_by_test_id("message").last
    mine.hover()
    mine.get_by_test_id("edit").click()
    expect(page.get_by_test_id("edit-box")).to_have_value("frist <b>")
    page.get_by_test_id("edit-box").fill("first")
    page.keyboard.press("Enter")
    expect(mine).to_contain_text("first(edited)")
    channel = desk.sandbox.channel_id("energy")
    desk.client.chat_postEphemeral(channel=channel, user=desk.sandbox.user, text="only for you")
    shown = page.get_by_text("only for you")
    shown.hover()
    page.get_by_test_id("dismiss").last.click()
    expect(shown).to_be_hidden()
    assert desk.sandbox.ephemerals("energy") == []


def test_each_person_has_their_own_home_and_clock(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.get_by_test_id("person").select_option(label="Maya Lind")
    page.wait_for_url("**/?me=U0MAYA0001**")
    expect(page.locator("#zone")).to_have_text("America/New York")
    page.get_by_test_id("channel-dm").click()
    page.get_by_test_id("tab-home").click()
    expect(page.get_by_test_id("home")).to_contain_text("Hello, Maya Lind")
    page.get_by_test_id("tab-home").press("ArrowRight")
    expect(page.get_by_test_id("message-box")).to_be_visible()


def test_arrow_keys_move_through_the_channels(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.get_by_test_id("channel-general").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("conversation-name")).to_have_text("relations")


def test_a_channel_is_archived_and_brought_back(open_page: Callable[..., Page]) -> None:
    page = open_page("/#energy")
    page.get_by_test_id("channel-menu").click()
    page.get_by_test_id("archive").click()
    expect(page.get_by_test_id("archived")).to_be_visible()
    expect(page.get_by_test_id("message-box")).to_be_hidden()
    page.get_by_test_id("unarchive-button").click()
    expect(page.get_by_test_id("message-box")).to_be_visible()


def test_a_link_leads_to_its_message(open_page: Callable[..., Page], desk: Desk) -> None:
    channel = desk.sandbox.channel_id("relations")
    posted = desk.client.chat_postMessage(channel=channel, text="the digest")
    reply = desk.client.chat_postMessage(channel=channel, text="its thread", thread_ts=posted["ts"])
    link = desk.client.chat_getPermalink(channel=channel, message_ts=reply["ts"])["permalink"]
    page = open_page(link)
    expect(page.get_by_test_id("thread-panel")).to_contain_text("its thread")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1280])
def test_nothing_is_wider_than_the_window(
    open_page: Callable[..., Page], desk: Desk, width: int, scheme: str
) -> None:
    desk.sandbox.invite_bot("random")
    blocks = [bars(), section("word " * 80 + "x" * 200)]
    desk.client.chat_postMessage(channel=desk.sandbox.channel_id("random"), text="x", blocks=blocks)
    page = open_page("/#random", width=width, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    look = "(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.body))"
    ink, paper = page.evaluate(look)
    assert (brightness(ink) > brightness(paper)) is (scheme == "dark")


def brightness(colour: str) -> int:
    return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))


def test_a_preview_shows_the_message_alone(open_page: Callable[..., Page]) -> None:
    message = {"text": "x", "blocks": [section("Energy today"), bars(), actions(button("go", "7d"))]}
    with start_preview([message]) as preview:
        page = open_page(preview.url)
        expect(page.get_by_test_id("message")).to_contain_text("Energy today")
        expect(page.get_by_test_id("chart")).to_be_visible()
        expect(page.get_by_test_id("channels")).to_be_hidden()
        expect(page.get_by_test_id("message-box")).to_be_hidden()
        page.get_by_role("button", name="7d").click()
        expect(page.get_by_test_id("toast")).to_contain_text("This is a preview")
        page.close()
        assert preview.wait_until_closed(seconds=10)
