"""The app, and its installation in one workspace: secrets, tokens, the codes of an install by OAuth, their end.

https://docs.slack.dev/authentication/installing-with-oauth
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.sandbox.records import APP_ID, RefusedError

EndError = Literal["token_revoked", "account_inactive"]
"""What the use of a token gets after it was revoked, or after the app was uninstalled."""

CODE_LIFE = timedelta(minutes=10)  # "the code expires within 10 minutes", as the page above says


@dataclass(kw_only=True)
class Code:
    """A temporary code, good for one `oauth.v2.access`."""

    user: str  # who installs
    scopes: frozenset[str]
    redirect_uri: str  # "" where none was named
    expires: datetime
    is_used: bool = False


class AppSecrets:
    """What the app has once, in however many workspaces it is installed."""

    def __init__(self) -> None:
        self.client_id = "1000000001.2000000002"
        self.client_secret = secrets.token_hex(16)
        self.signing_secret = secrets.token_hex(16)
        self.app_token = f"xapp-1-{APP_ID}-{secrets.token_hex(8)}"

    def require(self, client_id: str, client_secret: str) -> None:
        """Check the app's credentials.

        Raises:
            RefusedError: `invalid_client_id` or `bad_client_secret`.
        """
        if client_id != self.client_id:
            raise RefusedError("invalid_client_id")
        if client_secret != self.client_secret:
            raise RefusedError("bad_client_secret")


class Installation:
    """Whether the app is installed in a workspace, and which of its tokens are good."""

    def __init__(self, app: AppSecrets, scopes: Iterable[str]) -> None:
        self.app = app
        self.bot_token = _new_bot_token()
        self.scopes = frozenset(scopes)  # of the bot token
        self.is_installed = True
        self._codes: dict[str, Code] = {}
        self._ended: dict[str, str] = {}  # token → the error that its use gets

    def caller_of(self, token: str) -> Literal["bot", "app"]:
        """Whose token it is.

        Raises:
            RefusedError: `not_authed` without one; `token_revoked` or `account_inactive` for one that was
                good; else `invalid_auth`.
        """
        if not token:
            raise RefusedError("not_authed")
        if token in self._ended:
            raise RefusedError(self._ended[token])
        if token == self.app.app_token:
            return "app"
        if token == self.bot_token and self.is_installed:
            return "bot"
        raise RefusedError("invalid_auth")

    def knows(self, token: str) -> bool:
        """Whether the bot's token is, or was, of this workspace."""
        return token == self.bot_token or token in self._ended

    def has_code(self, code: str) -> bool:
        """Whether somebody consented to the install with that code here."""
        return code in self._codes

    def new_code(self, *, user: str, scopes: Iterable[str], redirect_uri: str, now: datetime) -> str:
        """The code that a person's consent gives; without scopes the app keeps those it has."""
        code = secrets.token_hex(16)
        wanted = frozenset(scopes) or self.scopes
        self._codes[code] = Code(user=user, scopes=wanted, redirect_uri=redirect_uri, expires=now + CODE_LIFE)
        return code

    def exchange(self, code: str, *, redirect_uri: str, now: datetime) -> Code:
        """Install the app with that code; a token that is still good stays the same, as at Slack.

        Raises:
            RefusedError: `invalid_code`, `code_already_used`, `code_expired` or `bad_redirect_uri`.
        """
        found = self._codes.get(code)
        if found is None:
            raise RefusedError("invalid_code")
        _require_fresh(found, redirect_uri, now)
        found.is_used = True
        if not self.is_installed:
            self.bot_token = _new_bot_token()
        self.scopes, self.is_installed = found.scopes, True
        return found

    def revoke(self, *, error: EndError) -> None:
        """End the bot token; from now on its use gets that error."""
        self._ended[self.bot_token] = error
        self.is_installed = False


def _require_fresh(code: Code, redirect_uri: str, now: datetime) -> None:
    if code.is_used:
        raise RefusedError("code_already_used")
    if now > code.expires:
        raise RefusedError("code_expired")
    if code.redirect_uri and code.redirect_uri != redirect_uri:
        raise RefusedError("bad_redirect_uri")


def _new_bot_token() -> str:
    return f"xoxb-local-{secrets.token_hex(8)}"
