"""The settings: read from the environment and one TOML file, checked whole at start."""

from bot.config.settings import SETTINGS, Setting, Settings, find_mistakes, load_settings

__all__ = ["SETTINGS", "Setting", "Settings", "find_mistakes", "load_settings"]
