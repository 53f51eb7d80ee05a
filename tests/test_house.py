"""The house keeps its own rules: short modules, everything documented, one list for each thing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.cli.main import COMMANDS, build_parser
from bot.config import SETTINGS
from handlers.commands.table import COMMANDS as SLASH_COMMANDS

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for room in ("bot", "handlers", "digests") for path in (ROOT / room).rglob("*.py"))
LONGEST = 250  # lines; beyond that a module knows too much


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_grows_into_a_giant(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert not text.strip() or text.lstrip().startswith('"""')


def test_every_setting_is_documented() -> None:
    documented = set(
        re.findall(r"^\| `RAPPORTEUR_(\w+)` \|", read("docs/operators/settings.md"), re.MULTILINE)
    )
    assert documented == {setting.name for setting in SETTINGS}


def test_every_command_of_the_command_line_is_documented() -> None:
    documented = set(re.findall(r"^\| `rapporteur (\w+)", read("docs/users/command-line.md"), re.MULTILINE))
    assert documented == set(COMMANDS)
    assert build_parser().format_help()


def test_every_slash_command_is_documented() -> None:
    documented = set(re.findall(r"^\| `/(\w+)", read("docs/users/commands.md"), re.MULTILINE))
    assert documented == {command.name for command in SLASH_COMMANDS}


def test_the_manifest_declares_exactly_the_slash_commands() -> None:
    manifest = json.loads(read("deploy/slack-manifest.json"))
    declared = {command["command"] for command in manifest["features"]["slash_commands"]}
    assert declared == {f"/{command.name}" for command in SLASH_COMMANDS}


def test_every_scope_of_the_manifest_has_its_reason() -> None:
    manifest = json.loads(read("deploy/slack-manifest.json"))
    reasons = read("docs/operators/install.md")
    for scope in manifest["oauth_config"]["scopes"]["bot"]:
        assert f"`{scope}`" in reasons


def test_links_between_documents_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} names {target}"


def test_the_locks_pin_everything_with_hashes_and_name_no_host() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = read(lock)
        assert "--hash=sha256:" in text
        assert "://" not in text
