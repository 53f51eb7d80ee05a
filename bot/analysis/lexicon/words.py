"""Reading the word lists of this folder."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=32)
def load_words(name: str) -> dict[str, Any]:
    """The word list of that file name ("cues.toml"), as TOML gives it.

    Raises:
        FileNotFoundError: there is no such file in the package (a broken installation).
    """
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def word_set(name: str) -> frozenset[str]:
    """A list of word_lists.toml by its name."""
    return frozenset(load_words("word_lists.toml")[name])
