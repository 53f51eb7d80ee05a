"""`python -m bot` and the command `rapporteur`."""

from __future__ import annotations

import sys

from bot.cli.main import run_command


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 something failed, 2 wrong usage."""
    sys.exit(run_command(sys.argv[1:]))


if __name__ == "__main__":
    main()
