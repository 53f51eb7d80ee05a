"""Chromium for tests that look at pages: where it is, and how it is started."""

from __future__ import annotations

import os
import shutil

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]


def find_browser() -> str:
    """The path of a Chromium; the test is skipped where there is none, and fails where CI should have one."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is not installed; .ci/run installs it where it can")
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    return found
