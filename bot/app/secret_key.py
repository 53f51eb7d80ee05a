"""The key that encrypts bot tokens: from the settings, or made once in the data folder."""

from __future__ import annotations

import logging
import os
import stat
from pathlib import Path

from bot.config import Settings
from bot.config.values import parse_keys
from bot.errors import SettingError, StorageError
from bot.storage.database import Database
from bot.storage.installations import load_installation, reseal_token
from bot.storage.sealing import Sealer, make_key

_log = logging.getLogger(__name__)

KEY_FILE = "secret.key"


def load_sealer(settings: Settings, *, make: bool) -> Sealer | None:
    """Encrypts with the settings' newest key, or with that of the data folder; None where there is none.

    The folder's key still reads what it encrypted when the settings have keys of their own.

    Args:
        make: whether to make a key where there is none; the data folder must be there.

    Raises:
        SettingError: the key file cannot be read or written, or holds no key.
    """
    path = settings.data_dir / KEY_FILE
    if make and not settings.secret_key and not path.exists():
        _make_file(path)
    keys = [*(settings.secret_key or ()), *_read_file(path)]
    return Sealer(keys) if keys else None


def _make_file(path: Path) -> None:
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(file, "w", encoding="ascii") as opened:
            opened.write(make_key() + "\n")
            opened.flush()
            os.fsync(opened.fileno())
    except FileExistsError:  # another process was faster: its key counts
        return
    except OSError as error:
        raise _unusable(path, "cannot be written", error) from error
    _log.info("a key was made", extra={"fields": {"file": str(path)}})


def _read_file(path: Path) -> tuple[str, ...]:
    try:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o600)
            _log.warning("the key could be read by others", extra={"fields": {"file": str(path)}})
        return parse_keys(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _unusable(path, "cannot be read", error) from error
    except ValueError as error:
        raise _unusable(path, f"holds no key: expected {error}", error) from error


def _unusable(path: Path, why: str, error: Exception) -> SettingError:
    return SettingError(
        f"The key file {path} {why}.",
        advice="Restore it from a backup. Without it, remove it and install the app again in each workspace.",
        cause=type(error).__name__,
    )


def reseal_tokens(database: Database, sealer: Sealer) -> int:
    """Encrypt with the newest key what an older one encrypted; returns how many tokens that were.

    A token whose key is not there stays as it is: the other workspaces go on.
    """
    count = 0
    for workspace in database.workspaces():
        with database.write(workspace.id) as scope:
            found = load_installation(scope)
            if not found or not found.sealed or sealer.is_newest(found.sealed):
                continue
            try:
                reseal_token(scope, sealer.seal(sealer.unseal(found.sealed)))
            except StorageError as error:
                fields = {"workspace": workspace.id, "why": error.message}
                _log.error("a token keeps its old key", extra={"fields": fields})
            else:
                count += 1
    return count


def check_tokens(database: Database, sealer: Sealer | None) -> int:
    """How many workspaces have a stored token; each can be read.

    Raises:
        StorageError: one cannot, with this key or without any.
    """
    count = 0
    for workspace in database.workspaces():
        with database.read(workspace.id) as scope:
            found = load_installation(scope)
        if found and found.sealed:
            if sealer is None:
                raise StorageError(
                    "There are stored bot tokens, but no key.",
                    advice=f"Set RAPPORTEUR_SECRET_KEY, or restore {KEY_FILE} in the data folder.",
                )
            sealer.unseal(found.sealed)
            count += 1
    return count
