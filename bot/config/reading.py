"""Reading the settings from the environment and one TOML file, checked whole at start.

The environment wins over the file. Secrets come only from the environment or from files named by `…_FILE`.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.config.settings import SETTINGS, Setting, Settings
from bot.errors import SettingError

PREFIX = "RAPPORTEUR_"
CONFIG_VARIABLE = "RAPPORTEUR_CONFIG"
DEFAULT_FILE = "rapporteur.toml"
_MAX_FILE = 1_000_000  # bytes of a settings or secret file


def load_settings(
    environment: Mapping[str, str], file: Path | None = None, *, search: bool = True
) -> Settings:
    """Read and check all settings.

    Args:
        environment: usually `os.environ`.
        file: a TOML file; default: what `RAPPORTEUR_CONFIG` names, else `rapporteur.toml` where it is present.
        search: whether to look for a file where none is given.

    Raises:
        SettingError: one setting is wrong; its sentence names the setting, what was found, what is expected.
    """
    values, mistakes = _read_all(environment, file, search)
    if mistakes:
        raise mistakes[0]
    data_dir: Path = values["data_dir"]
    values["database_url"] = values["database_url"] or f"sqlite:///{data_dir / 'rapporteur.sqlite3'}"
    values["drop_folder"] = values["drop_folder"] or data_dir / "drop"
    values["workers"] = values["workers"] or max(1, (os.cpu_count() or 2) - 1)
    return Settings(**values)


def find_mistakes(environment: Mapping[str, str], file: Path | None = None) -> list[SettingError]:
    """All that is wrong, each as `load_settings` would raise it; empty where that succeeds."""
    return _read_all(environment, file, True)[1]


def _read_all(
    environment: Mapping[str, str], file: Path | None, search: bool
) -> tuple[dict[str, Any], list[SettingError]]:
    try:
        written = _load_file(file or (_file_of(environment) if search else None))
    except SettingError as error:
        return {}, [error]
    values: dict[str, Any] = {}
    mistakes = [*_find_unknown(environment, written), *_find_written_secrets(written)]
    for setting in SETTINGS:
        try:
            values[setting.name.lower()] = _value(setting, environment, written)
        except SettingError as error:
            mistakes.append(error)
    return values, mistakes


def _file_of(environment: Mapping[str, str]) -> Path | None:
    if named := environment.get(CONFIG_VARIABLE):
        return Path(named)
    return Path(DEFAULT_FILE) if Path(DEFAULT_FILE).is_file() else None


def _load_file(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        table = tomllib.loads(_read(path))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(
            f"The settings file {path} is not valid TOML: {error}.", cause=repr(error)
        ) from error
    wrong = [key for key, value in table.items() if isinstance(value, dict)]
    if wrong:
        raise SettingError(
            f"The settings file {path} has a section [{wrong[0]}].", advice="Write `name = value` lines only."
        )
    return {key.upper(): _as_text(value) for key, value in table.items()}


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_FILE:
            raise SettingError(
                f"The file {path} is larger than {_MAX_FILE:,} bytes.", advice="Name the right file."
            )
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingError(
            f"The file {path} cannot be read.", advice="Check its name and rights.", cause=repr(error)
        ) from error


def _as_text(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _find_unknown(environment: Mapping[str, str], written: Mapping[str, str]) -> Iterator[SettingError]:
    known = {setting.name for setting in SETTINGS}
    files = {f"{setting.name}_FILE" for setting in SETTINGS if setting.secret}
    given = [
        (name, name.removeprefix(PREFIX))
        for name in environment
        if name.startswith(PREFIX) and name != CONFIG_VARIABLE
    ]
    for shown, name in [*given, *((f"{key.lower()} in the settings file", key) for key in written)]:
        if name not in known | files:
            near = difflib.get_close_matches(name, sorted(known), n=1)
            hint = f" Did you mean {PREFIX}{near[0]}?" if near else ""
            yield SettingError(
                f"There is no setting {shown}.{hint}", advice="docs/operators/settings.md lists all."
            )


def _find_written_secrets(written: Mapping[str, str]) -> Iterator[SettingError]:
    for setting in SETTINGS:
        if setting.secret and setting.name in written:
            yield SettingError(
                f"The secret {setting.name.lower()} stands in the settings file.",
                advice=f"Put it into the environment, or into a file named by {PREFIX}{setting.name}_FILE.",
            )


def _value(setting: Setting, environment: Mapping[str, str], written: Mapping[str, str]) -> Any:
    shown, text = f"{PREFIX}{setting.name}", environment.get(f"{PREFIX}{setting.name}", "").strip()
    if not text and setting.secret and (path := environment.get(f"{PREFIX}{setting.name}_FILE")):
        shown, text = f"{shown}_FILE", _read(Path(path)).strip()
    if not text and setting.also:
        shown, text = setting.also, environment.get(setting.also, "").strip()
    if not text and setting.name in written:
        shown, text = f"{setting.name.lower()} (settings file)", written[setting.name].strip()
    if not text:
        text = setting.default or ""
    if not text and setting.name != "FETCH_ALLOW":
        return None
    try:
        return setting.parse(text)
    except ValueError as error:
        found = "a value that is not shown" if setting.secret else f"“{text[:120]}”"
        raise SettingError(f"{shown} is wrong: found {found}, expected {error}.") from error
