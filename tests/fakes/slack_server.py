"""A Slack on a port of this machine: what installs, answers and posts ask of it, for several teams.

with serve_slack() as slack:
    slack.grants["code-1"] = grant("T1", "Desk")     # what the code of an install is exchanged for
    slack.fail["auth.test"] = "account_inactive"     # a method refuses from now on
    slack.posted                                      # (token, method or address, arguments)
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.web.serving import Site, WebServer

CLIENT_ID, CLIENT_SECRET = "123.456", "client-secret-of-tests"
_BASIC = "Basic " + base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()


def token_of(team: str) -> str:
    """The bot token that a team grants."""
    return f"xoxb-token-of-{team}"


def grant(team: str, name: str) -> dict[str, Any]:
    """The answer of `oauth.v2.access` for a team."""
    return {
        "ok": True,
        "access_token": token_of(team),
        "token_type": "bot",
        "scope": "commands,chat:write",
        "bot_user_id": f"U-BOT-{team}",
        "app_id": "A1",
        "team": {"id": team, "name": name},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": f"U-ADMIN-{team}"},
    }


@dataclass
class SlackServer:
    """What it was asked, and how it answers."""

    address: str = ""
    grants: dict[str, dict[str, Any]] = field(default_factory=dict)  # by code
    fail: dict[str, str] = field(default_factory=dict)  # method → error code
    posted: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    exchanged: list[dict[str, Any]] = field(default_factory=list)

    @property
    def api_url(self) -> str:
        """For `base_url` of slack_sdk, and SLACK_API_URL."""
        return f"{self.address}/api/"

    def of_token(self, token: str) -> list[str]:
        """Which methods and addresses a token was used for, in order."""
        return [method for used, method, _ in self.posted if used == token]

    async def call(self, request: web.Request) -> web.Response:
        """One Web API call."""
        method = request.match_info["method"]
        is_json = request.content_type == "application/json"
        given = json.loads(await request.text() or "{}") if is_json else await request.post()
        arguments = dict(request.query) | dict(given)
        if method == "oauth.v2.access":
            return self._exchange(request, arguments)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        self.posted.append((token, method, arguments))
        if method in self.fail:
            return web.json_response({"ok": False, "error": self.fail[method]})
        team = token.removeprefix(token_of(""))
        found = {"ok": True, "ts": f"{len(self.posted)}.0", "team_id": team, "team": team, "user_id": "U0"}
        return web.json_response(found | {"user": {"name": "ana", "tz": "UTC"}, "channel": {"id": "D1"}})

    def _exchange(self, request: web.Request, arguments: dict[str, Any]) -> web.Response:
        self.exchanged.append(arguments)
        if request.headers.get("Authorization") != _BASIC:
            return web.json_response({"ok": False, "error": "bad_client_secret"})
        code = str(arguments["code"])
        return web.json_response(self.grants.pop(code, {"ok": False, "error": "invalid_code"}))

    async def answer(self, request: web.Request) -> web.Response:
        """Something sent to a `response_url`."""
        self.posted.append(("", request.path, await request.json()))
        return web.Response(text="ok")


@contextmanager
def serve_slack() -> Iterator[SlackServer]:
    """Serve it until the end."""
    slack = SlackServer()
    routes = [web.post("/api/{method}", slack.call), web.post("/response/{id}", slack.answer)]
    with WebServer() as server:
        port = server.open(Site(setting="the fake's port", host="127.0.0.1", port=0, routes=routes))
        slack.address = f"http://127.0.0.1:{port}"
        yield slack
