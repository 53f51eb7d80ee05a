"""The table of features names tests, modules and documents that are there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "docs" / "features.md"
_ROW = re.compile(r"^\| (?P<feature>.+?) \| (?P<where>.+?) \| ?(?P<test>.*?) ?\|$", re.MULTILINE)
_HEADS = ("feature", "---")


def list_rows() -> list[tuple[str, str, str]]:
    """Feature, place and test of each row."""
    text = TABLE.read_text(encoding="utf-8").replace(r"\|", "¦")
    return [(m["feature"], m["where"], m["test"]) for m in _ROW.finditer(text) if m["feature"] not in _HEADS]


@cache
def list_tests(path: str) -> frozenset[str]:
    """The functions of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_no_row_is_lost_in_reading() -> None:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    heads = [line for line in lines if line.startswith("| feature ")]
    assert len(list_rows()) == len(lines) - len(heads) > 80


@pytest.mark.parametrize(("feature", "where", "test"), list_rows())
def test_what_a_row_names_is_there(feature: str, where: str, test: str) -> None:
    for place in re.findall(r"`([\w/]+(?:\.py)?)`", where):
        assert (ROOT / place).exists(), f"{feature}: {place}"
    if where.startswith("**not yet**"):
        return
    path, _, function = test.strip("`").partition("::")
    assert function in list_tests(path), f"{feature}: {test}"


def test_every_picture_of_the_docs_is_shown_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = {
        (page.parent / target).resolve()
        for page in pages
        for target in re.findall(r"!\[[^\]]+\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    }
    kept = {path.resolve() for path in (ROOT / "docs" / "images").glob("*.png")}
    assert kept
    assert shown == kept
    assert max(path.stat().st_size for path in kept) <= 200_000
