"""The command line: which commands there are, and how their errors become messages and exit codes.

Importing this module is cheap on purpose: each command imports what it needs when it runs.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import sys
from collections.abc import Callable, Sequence

from bot.cli.codes import DONE, FAILED, WRONG_USAGE
from bot.errors import RapporteurError, StoppedError, UsageError

COMMANDS = (
    "run",
    "demo",
    "ingest",
    "backfill",
    "analyze",
    "ask",
    "digest",
    "why",
    "sources",
    "themes",
    "actors",
    "workspaces",
    "export",
    "stats",
    "migrate",
    "check",
)
_log = logging.getLogger(__name__)


class ShowVersion(argparse.Action):
    """`--version`; asking for it costs as much as all of the parsing, so that is left until it is wanted."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print it and leave."""
        from importlib.metadata import version

        print(f"rapporteur {version('rapporteur')}")
        parser.exit()


class Parser(argparse.ArgumentParser):
    """argparse, with this product's words for a wrong call."""

    def error(self, message: str) -> None:  # type: ignore[override]  # argparse declares NoReturn; raising is one
        """Raise instead of exiting, so that there is one border for all errors."""
        raise UsageError(f"{message[:1].upper()}{message[1:]}.", advice=f"See `{self.prog} --help`.")


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = Parser(
        prog="rapporteur", description="Reads the news for a team and tells Slack who said what about whom."
    )
    parser.add_argument("--version", action=ShowVersion, nargs=0, help="show the version and leave")
    parser.set_defaults(config=None, workspace=None)
    _add_common_options(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)
    for name in COMMANDS:
        module = importlib.import_module(f"bot.cli.{name}")
        module.add_parser(commands)
        _add_common_options(commands.choices[name])
    return parser


def _add_common_options(parser: argparse.ArgumentParser) -> None:
    """`--config` and `--workspace` before or after the command; what is not given leaves the other one alone."""
    parser.add_argument(
        "--config",
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="settings file (TOML); default: rapporteur.toml where present",
    )
    parser.add_argument(
        "--workspace",
        metavar="NAME",
        default=argparse.SUPPRESS,
        help="name, team id or number; needed where there are several",
    )


def run_command(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code. Expected errors become one line on standard error."""
    try:
        options = build_parser().parse_args(arguments)
        action: Callable[[argparse.Namespace], int] = options.action
        return action(options)
    except UsageError as error:
        return _fail(error, WRONG_USAGE)
    except RapporteurError as error:
        return _fail(error, FAILED)
    except StoppedError:  # asked to stop before it had begun
        return DONE
    except KeyboardInterrupt:
        print("Stopped. Nothing is lost; the next run goes on from here.", file=sys.stderr)
        return FAILED
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception:  # noqa: BLE001 -- the border: the log redacts secrets, a bare traceback would not
        _log.exception("unexpected error")
        print(
            "rapporteur: Something went wrong that nobody foresaw; the line above says what.", file=sys.stderr
        )
        return FAILED


def _fail(error: RapporteurError, code: int) -> int:
    print(f"rapporteur: {error.message}", file=sys.stderr)
    if error.cause:
        _log.debug("command failed", extra={"fields": {"cause": error.cause}})
    return code
