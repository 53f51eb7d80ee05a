"""The settings: read from the environment and one TOML file, checked whole at start."""

from bot.config.reading import find_mistakes, load_settings
from bot.config.settings import SETTINGS, Setting, Settings

__all__ = ["SETTINGS", "Setting", "Settings", "find_mistakes", "load_settings"]
