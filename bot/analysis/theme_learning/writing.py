"""Proposed themes as a theme file, with comments that say where each term and sentence stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from bot.analysis.theme_learning.proposals import Proposal, ProposedTerm, Shown

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_THRESHOLD = 0.5
_LONGEST_EXAMPLE = 600  # code points, as the theme file allows


def render_theme_file(proposals: Sequence[Proposal], labels: Sequence[str], texts: Sequence[str]) -> str:
    """A theme file in TOML.

    Args:
        proposals: the themes, in order.
        labels: what each document is called, by number.
        texts: the text of each document, by number.
    """
    head = [
        f"# Themes proposed from {len(texts)} texts, for you to edit: rename, join, strike out, add terms.",
        "# Places are characters of the extracted text, as `rapporteur analyze --json` prints it.",
    ]
    tables = ["\n".join(_table(proposal, labels, texts)) for proposal in proposals]
    return "\n\n".join(["\n".join(head), *tables]) + "\n"


def _table(proposal: Proposal, labels: Sequence[str], texts: Sequence[str]) -> Iterator[str]:
    yield "[[theme]]"
    yield f"id = {_quoted(proposal.id)}"
    yield f"name = {_quoted(proposal.name)}"
    yield f"description = {_quoted(', '.join(term.printed for term in proposal.terms))}"
    yield from _terms("include", proposal.terms, labels)
    if proposal.hints:
        yield from _terms("hints", proposal.hints, labels)
    yield "examples = ["
    for shown in proposal.examples:
        yield f"    # {_place(shown, labels, texts)}"
        yield f"    {_quoted(_passage(shown, texts))},"
    yield "]"
    yield f"threshold = {_THRESHOLD}"


def _terms(key: str, terms: Sequence[ProposedTerm], labels: Sequence[str]) -> Iterator[str]:
    yield f"{key} = ["
    for term in terms:
        spellings = ", ".join(_quoted(spelling) for spelling in term.spellings)
        texts = "1 text" if term.documents == 1 else f"{term.documents} texts"
        where = _plain(labels[term.first])
        yield f"    {spellings},  # {term.count} sentences in {texts}, first in {where}"
    yield "]"


def _place(shown: Shown, labels: Sequence[str], texts: Sequence[str]) -> str:
    start, end = shown.place
    paragraph = sum(1 for line in texts[shown.document][:start].splitlines() if line.strip())
    at_break = start == 0 or texts[shown.document][start - 1] in "\r\n"
    number = paragraph + 1 if at_break else paragraph
    return f"{_plain(labels[shown.document])}, paragraph {max(1, number)}, characters {start}–{end}"


def _passage(shown: Shown, texts: Sequence[str]) -> str:
    start, end = shown.place
    return _plain(texts[shown.document][start:end])[:_LONGEST_EXAMPLE].strip()


def _plain(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _quoted(text: str) -> str:
    return json.dumps(_plain(text), ensure_ascii=False)
