"""A workspace's remembered settings: a key and a JSON value ("charts_refused": true)."""

from __future__ import annotations

from typing import Any

from bot.storage.database import Scope


def load_setting(scope: Scope, key: str, default: Any = None) -> Any:
    """The value of a key, or the default."""
    raise NotImplementedError


def save_setting(scope: Scope, key: str, value: Any) -> None:
    """Set a key to a value that JSON can hold."""
    raise NotImplementedError
