"""The two tokens that Socket Mode needs."""

from __future__ import annotations

from bot.config import Settings
from bot.errors import SettingError


def require_tokens(settings: Settings) -> tuple[str, str]:
    """Bot token and app token.

    Raises:
        SettingError: one is not set.
    """
    for name, value in (
        ("SLACK_BOT_TOKEN", settings.slack_bot_token),
        ("SLACK_APP_TOKEN", settings.slack_app_token),
    ):
        if not value:
            raise SettingError(
                f"{name} is not set.",
                advice="docs/operators/install.md says where to find it. `rapporteur demo` needs no token.",
            )
    assert settings.slack_bot_token and settings.slack_app_token  # noqa: S101, PT018 -- just checked
    return settings.slack_bot_token, settings.slack_app_token
