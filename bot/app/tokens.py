"""By which tokens and ways the bot speaks with Slack, as the settings have them."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from bot.config import Settings
from bot.config.values import HTTP, SOCKET
from bot.errors import SettingError
from bot.slack.oauth import OAuthApp
from bot.web.installing import REDIRECT

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, kw_only=True, slots=True)
class SlackWays:
    """What is set is enough to start with."""

    bot_token: str | None = field(repr=False)  # of one workspace; others are installed by OAuth
    app_token: str | None = field(repr=False)  # Socket Mode; None: Slack comes over HTTP
    signing_secret: str | None = field(repr=False)  # HTTP
    oauth: OAuthApp | None  # None: nobody can install it


def plan_ways(settings: Settings) -> SlackWays:
    """The ways that these settings open.

    Raises:
        SettingError: one that is needed is not set.
    """
    oauth = _plan_oauth(settings)
    if oauth is None:
        _require("SLACK_BOT_TOKEN", settings.slack_bot_token)
    socket = settings.slack_mode == SOCKET
    return SlackWays(
        bot_token=settings.slack_bot_token,
        app_token=_require("SLACK_APP_TOKEN", settings.slack_app_token) if socket else None,
        signing_secret=None
        if socket
        else _require(
            "SLACK_SIGNING_SECRET", settings.slack_signing_secret, f" RAPPORTEUR_SLACK_MODE={HTTP} needs it."
        ),
        oauth=oauth,
    )


def _plan_oauth(settings: Settings) -> OAuthApp | None:
    if not settings.slack_client_id and not settings.slack_client_secret:
        return None
    why = " OAuth installs need it."
    public = _require("RAPPORTEUR_PUBLIC_URL", settings.public_url, why)
    parts = urlsplit(public)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise SettingError(
            f"RAPPORTEUR_PUBLIC_URL is wrong: found “{public[:120]}”, expected an https address.",
            advice="Slack sends people back to https addresses only; docs/operators/install.md says how.",
        )
    return OAuthApp(
        client_id=_require("SLACK_CLIENT_ID", settings.slack_client_id, why),
        client_secret=_require("SLACK_CLIENT_SECRET", settings.slack_client_secret, why),
        redirect_url=urljoin(public, REDIRECT.removeprefix("/")),
        api_url=settings.slack_api_url,
    )


def _require(name: str, value: str | None, why: str = "") -> str:
    if value:
        return value
    raise SettingError(
        f"{name} is not set.{why}",
        advice="docs/operators/install.md says where to find it. `rapporteur demo` needs no token.",
    )
