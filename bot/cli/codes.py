"""Exit codes of the command line."""

from __future__ import annotations

DONE, FAILED, WRONG_USAGE = 0, 1, 2
