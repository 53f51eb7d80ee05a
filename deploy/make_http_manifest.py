"""Makes slack-manifest-http.json (Slack over HTTP, installs by OAuth) from slack-manifest.json beside it.

    python deploy/make_http_manifest.py https://news.example.org/ > manifest.json

Without an address it writes slack-manifest-http.json anew, with an address to be replaced.
"""

from __future__ import annotations

import json
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

EXAMPLE = "https://rapporteur.example.org/"
SOURCE = Path(__file__).with_name("slack-manifest.json")
TARGET = Path(__file__).with_name("slack-manifest-http.json")


def compose_http_manifest(manifest: dict[str, Any], public: str = EXAMPLE) -> dict[str, Any]:
    """The same app, reached at a public address."""
    made = deepcopy(manifest)
    events = public.rstrip("/") + "/slack/events"
    for command in made["features"]["slash_commands"]:
        command["url"] = events
    made["oauth_config"]["redirect_urls"] = [public.rstrip("/") + "/slack/oauth_redirect"]
    settings = made["settings"]
    settings["interactivity"]["request_url"] = events
    settings["event_subscriptions"] = {"request_url": events} | settings["event_subscriptions"]
    settings["socket_mode_enabled"] = False
    return made


def write_manifest(manifest: dict[str, Any]) -> str:
    """As JSON for people to read."""
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    source = json.loads(SOURCE.read_text(encoding="utf-8"))
    if len(sys.argv) > 1:
        sys.stdout.write(write_manifest(compose_http_manifest(source, sys.argv[1])))
    else:
        TARGET.write_text(write_manifest(compose_http_manifest(source)), encoding="utf-8")
