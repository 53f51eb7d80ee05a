"""The two tokens that Socket Mode needs."""

from __future__ import annotations

from bot.config import Settings
from bot.errors import SettingError


def require_tokens(settings: Settings) -> tuple[str, str]:
    """Bot token and app token.

    Raises:
        SettingError: one is not set.
    """
    bot_token = _require("SLACK_BOT_TOKEN", settings.slack_bot_token)
    return bot_token, _require("SLACK_APP_TOKEN", settings.slack_app_token)


def _require(name: str, value: str | None) -> str:
    if value:
        return value
    raise SettingError(
        f"{name} is not set.",
        advice="docs/operators/install.md says where to find it. `rapporteur demo` needs no token.",
    )
