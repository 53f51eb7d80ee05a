"""Installing by OAuth: a page that leads to Slack, and the one to which Slack sends the person back.

Whoever comes back must be the browser that set out: it holds a cookie, Slack carries a state, and both are
remembered together, once and for ten minutes. Without that, a stranger could have somebody finish his install.
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from bot.clock import Clock
from bot.errors import RapporteurError
from bot.model.subscriptions import Workspace
from bot.slack.oauth import Grant, OAuthApp, compose_authorize_url, exchange_code
from bot.storage.database import Database
from bot.storage.install_states import EXPIRES_AFTER, redeem_state, save_state
from bot.web.pages import HEADERS, Page, render_page

_log = logging.getLogger(__name__)

INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"
COOKIE = "rapporteur_install"
_OURS = re.compile(r"[A-Za-z0-9_-]{43}")  # what token_urlsafe(32) makes: states, and what a browser keeps
_LONGEST = 1_000  # characters of a code or a state
_AGAIN = ("Start again", INSTALL.removeprefix("/slack/"))  # relative: the public address may have a path


@dataclass(frozen=True, kw_only=True)
class Installer:
    """The two pages. What they do runs in threads, off the event loop."""

    app: OAuthApp
    database: Database
    clock: Clock
    install: Callable[[Grant], Workspace]  # keeps the token, makes the workspace

    def routes(self) -> list[web.RouteDef]:
        """Where a person begins, and comes back to."""
        return [web.get(INSTALL, self._begin), web.get(REDIRECT, self._finish)]

    async def _begin(self, request: web.Request) -> web.Response:
        given = request.cookies.get(COOKIE, "")
        browser = given if _OURS.fullmatch(given) else secrets.token_urlsafe(32)
        answer = _respond(await asyncio.to_thread(_guarded, lambda: self.begin(browser)))
        answer.set_cookie(
            COOKIE,
            browser,
            max_age=int(EXPIRES_AFTER.total_seconds()),
            httponly=True,
            samesite="Lax",  # it must come along when Slack sends the person back
            secure=self.app.redirect_url.startswith("https:"),
        )
        return answer

    async def _finish(self, request: web.Request) -> web.Response:
        asked = {name: request.query.get(name, "")[:_LONGEST] for name in ("code", "state", "error")}
        browser = request.cookies.get(COOKIE, "")[:_LONGEST]
        return _respond(await asyncio.to_thread(_guarded, lambda: self.finish(browser=browser, **asked)))

    def begin(self, browser: str) -> Page:
        """The page with the button that leads to Slack.

        Raises:
            UsageError: too many installs are under way.
        """
        state = secrets.token_urlsafe(32)
        save_state(self.database, state, browser, self.clock())
        return Page(
            title="Install Rapporteur",
            paragraphs=(
                "Rapporteur reads the news for your team and tells in Slack who said what about whom.",
                "Slack asks next for which workspace you allow it. You can take that back there at any time.",
            ),
            link=("Add to Slack", compose_authorize_url(self.app, state)),
        )

    def finish(self, *, browser: str, code: str, state: str, error: str) -> Page:
        """What became of the install.

        Raises:
            SlackError: Slack did not grant it.
            StorageError: it could not be kept.
        """
        ours = bool(_OURS.fullmatch(state)) and redeem_state(self.database, state, browser, self.clock())
        if error == "access_denied":
            return Page(
                title="Nothing was installed",
                paragraphs=("You cancelled at Slack, and nothing was changed.",),
                link=_AGAIN,
            )
        if error or not code:
            _log.warning("an install failed at Slack", extra={"fields": {"error": error[:60]}})
            return _failed("Slack did not finish the install.", "Start again.")
        if not ours:
            return _failed("This page was opened too late, twice, or by another browser.", "Start again.")
        return _welcome(self.install(exchange_code(self.app, code)))


def _welcome(workspace: Workspace) -> Page:
    return Page(
        title=f"Rapporteur is in {workspace.name}",
        paragraphs=(
            "In Slack, invite it to a channel: /invite @Rapporteur",
            "Then let it write there every morning: /subscribe energy daily 08:30",
        ),
        link=("Open Slack", f"https://app.slack.com/client/{workspace.team_id}"),
    )


def _failed(*paragraphs: str, status: int = 400) -> Page:
    said = tuple(filter(None, paragraphs))
    return Page(title="Rapporteur was not installed", paragraphs=said, link=_AGAIN, status=status)


def _guarded(show: Callable[[], Page]) -> Page:
    """The border to the person: every error is a page."""
    try:
        return show()
    except RapporteurError as error:
        _log.warning("an install failed", extra={"fields": {"why": error.sentence, "cause": error.cause}})
        return _failed(error.sentence, error.advice)
    except Exception:  # noqa: BLE001 -- the border: logged with a reference, answered in words
        reference = secrets.token_hex(3)
        _log.exception("an install failed unexpectedly", extra={"fields": {"reference": reference}})
        said = f"Try again; if it stays, give whoever runs Rapporteur the reference {reference}."
        return _failed("Something went wrong on our side.", said, status=500)


def _respond(page: Page) -> web.Response:
    return web.Response(
        status=page.status, text=render_page(page), content_type="text/html", charset="utf-8", headers=HEADERS
    )
