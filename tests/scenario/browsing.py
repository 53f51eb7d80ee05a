"""A running demo, and a person who looks at it in Chromium; pictures for the docs where they are asked for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser import ARGUMENTS, find_browser

ROOT = Path(__file__).parents[2]
START = 90_000  # milliseconds until the digest stands there; a few seconds on an idle machine
ANSWER = 20_000  # milliseconds until an answer stands there; well below one second on an idle machine
PICTURES = (
    "RAPPORTEUR_SCREENSHOTS"  # the folder into which pictures are written; none are where it is not set
)
TALLEST = 1000  # pixels of a picture; what is longer is cut off, and the docs say so
SCREEN = {"width": 1280, "height": 900}
TELEPHONE = {"width": 400, "height": 800}
_END = "it => Math.max(...[...it.querySelectorAll('*')].map((part) => part.getBoundingClientRect().bottom))"


@contextmanager
def run_demo(*arguments: str) -> Iterator[str]:
    """A demo in a process of its own; gives what it says at the start."""
    find_browser()
    command = [sys.executable, "-m", "bot", "demo", "--port", "0", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as demo:
        try:
            assert demo.stdout is not None
            yield _read_introduction(iter(demo.stdout.readline, ""))
        finally:
            demo.terminate()
            assert demo.wait(60) == 0


def _read_introduction(lines: Iterator[str]) -> str:
    """All up to its last line."""
    said = ""
    for line in lines:
        said += line
        if "into its messages" in line or line.startswith("A site "):
            break
    return said


def find_addresses(said: str) -> list[str]:
    """The addresses that the demo names, in order."""
    return re.findall(r"http://127\.0\.0\.1:\d+", said)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        yield browser
        browser.close()


class Visitor:
    """A person before the page: types, presses, looks; and takes pictures."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.errors: list[str] = []  # of the page's own scripts
        self._address = address
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(f"{address}/#relations")
        page.wait_for_selector("body[data-ready]")

    @property
    def messages(self) -> Locator:
        """The messages of the conversation that is open."""
        return self.page.get_by_test_id("messages").get_by_test_id("message")

    @property
    def modal(self) -> Locator:
        """The form on top."""
        return self.page.get_by_test_id("modal")

    def go_to(self, channel: str) -> None:
        """Open a conversation: the name of a channel, or "dm" for the one with the bot."""
        self.page.get_by_test_id("channel-dm" if channel == "dm" else f"channel-{channel}").click()

    def go_home(self) -> Locator:
        """Open the bot's Home tab."""
        self.go_to("dm")
        self.page.get_by_test_id("tab-home").click()
        return self.page.get_by_test_id("home")

    def write(self, line: str) -> None:
        """Type into the message box, and send."""
        box = self.page.get_by_test_id("message-box")
        box.fill(line)
        box.press("Enter")

    def ask(self, line: str) -> Locator:
        """Type a command; gives the message that answers it."""
        return self.wait_for_next(lambda: self.write(line))

    def press(self, place: Locator, name: str) -> None:
        """Press a button there."""
        place.get_by_role("button", name=name, exact=True).first.click()

    def press_for_more(self, place: Locator, name: str) -> Locator:
        """Press a button there; gives the new message that it brings."""
        return self.wait_for_next(lambda: self.press(place, name))

    def wait_for_next(self, act: Callable[[], None]) -> Locator:
        """Do something; gives the message that comes of it."""
        before = self.messages.count()
        act()
        answer = self.messages.nth(before)
        expect(answer).to_be_visible(timeout=ANSWER)
        return answer

    def submit(self) -> None:
        """Send the form on top."""
        self.page.get_by_test_id("modal-submit").click()

    def drop(self, name: str, text: str) -> None:
        """Drop a file on the conversation, and send it."""
        transfer = self.page.evaluate_handle(
            "([name, text]) => { const t = new DataTransfer(); t.items.add(new File([text], name)); return t; }",
            [name, text],
        )
        self.page.locator("#conversation").dispatch_event("drop", {"dataTransfer": transfer})
        expect(self.page.get_by_test_id("message-files")).to_contain_text(name)
        self.page.get_by_test_id("message-box").press("Enter")

    def keep_picture(self, name: str, shown: Locator | None = None) -> None:
        """Write a picture of the whole page, or of what is shown, where pictures are asked for."""
        folder = os.environ.get(PICTURES)
        if not folder:
            return
        path = Path(folder) / f"{name}.png"
        if shown is None:
            self.page.screenshot(path=path)
        else:
            self._photograph(path, shown)
        _shrink(path)

    def keep_file(self, name: str, address: str) -> None:
        """Write a picture that the page shows, in its own size, where pictures are asked for."""
        if folder := os.environ.get(PICTURES):
            path = Path(folder) / f"{name}.png"
            path.write_bytes(self.page.request.get(self._address + address).body())
            _shrink(path)

    def _photograph(self, path: Path, shown: Locator) -> None:
        """A picture of what is shown, as tall as it is, up to a limit."""
        before = self.page.viewport_size
        assert before is not None
        self.page.set_viewport_size({"width": min(before["width"], 1000), "height": 4500})
        self.page.mouse.move(0, 0)  # nothing is lit up under it
        self.page.wait_for_timeout(300)  # charts and tables take their new width
        box = shown.bounding_box()
        assert box is not None
        end = shown.evaluate(_END) + 8
        height = min(box["height"], end - box["y"], TALLEST)
        self.page.screenshot(path=path, clip={**box, "height": height})
        self.page.set_viewport_size(before)

    def check_width(self) -> None:
        """Nothing is wider than the window."""
        assert self.page.viewport_size is not None
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.page.viewport_size["width"]


def _shrink(path: Path) -> None:
    """Few colours are enough, and take a third of the room."""
    with Image.open(path) as taken:
        small = taken.convert("RGB").quantize(colors=256, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
