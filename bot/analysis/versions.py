"""Which near-duplicate is a new version rather than a copy: one that says so, or that changes a figure. Pure."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from bot.analysis.copies import Fingerprint, measure_overlap
from bot.analysis.landmarks import LandmarkKind, kind_of

COMPARED = 40  # names and numbers from the beginning; behind them stand telephone numbers and the like
_SAME_TEXT = 0.22  # overlap of three-word runs; a rewrite may count otherwise without knowing more
_BEGINNING = 300  # characters of the text in which a desk says that it changed something
_TITLE_MARK = re.compile(
    r"\W*(?P<mark>(?:UPDATE|Update|RECAST|WRAPUP)\s?\d+|(?:CORRECT(?:ED|ION)|CLARIFICATION|AMENDED|REFILE)\b"
    r"|(?:Correct(?:ed|ion)|Clarification|Amended|Update[d]?|UPDATE[D]?)(?=\s?[:|\-–—]))"
)
_TEXT_MARK = re.compile(
    r"(?:\(|^\s*)(?P<mark>(?:Updates|Corrects|Adds|Recasts|Clarifies|Removes)\b[^()\n]{3,120})\)"
    r"|^\s*(?P<note>(?:Correction|Clarification|CORRECTION|CLARIFICATION|CORRECTED)\s?[:\-–—][^\n]{0,120})",
    re.MULTILINE,
)


def parse_version_mark(title: str, text: str) -> str:
    """How a desk marks an article as a version of an earlier one ("update 2", "corrected"); "" where it does not."""
    found = _TITLE_MARK.match(title) or _TITLE_MARK.match(text[:_BEGINNING])
    if found:
        return " ".join(found["mark"].casefold().split())
    within = _TEXT_MARK.search(text[:_BEGINNING])
    return " ".join((within["mark"] or within["note"]).casefold().split()) if within else ""


def changes_figures(new: Fingerprint, earlier: Fingerprint) -> bool:
    """Whether another number stands in the place of one, near the beginning of what is else the same text."""
    if measure_overlap(new, earlier) < _SAME_TEXT:
        return False
    before, after = earlier.anchors[:COMPARED], new.anchors[:COMPARED]
    known, told = set(earlier.anchors), set(new.anchors)
    return any(
        change.tag == "replace"
        and _is_number(one)
        and _is_number(other)
        and one not in told
        and other not in known
        for change in Levenshtein.opcodes(before, after)
        for one, other in zip(
            before[change.src_start : change.src_end],
            after[change.dest_start : change.dest_end],
            strict=False,
        )
    )


def _is_number(code: int) -> bool:
    return kind_of(code) is LandmarkKind.NUMBER
