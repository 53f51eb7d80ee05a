"""Transcripts: turns behind a speaker's label ("WALLACE: …"), which may run over several paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from bot.analysis.document import Document
from bot.model.findings import Span

_CAPITALS = re.compile(r"\s*([A-Z][A-Z0-9 .,'’&()/-]{0,58}[A-Z0-9.)]|[QA])\s*:\s+(?=\S)")
_MIXED = re.compile(r"\s*([A-Z][\w.’'-]+(?: [A-Z(][\w.’')-]*){0,4})\s*:\s+(?=\S)")
_SECTION = re.compile(
    r"(?:NOTE|UPDATE|WATCH|READ|READ MORE|EDITOR|SOURCE|PHOTO|RELATED|CORRECTION|VIDEO)S?\b"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says until the next label."""

    label: Span  # without the colon
    parts: tuple[Span, ...]  # by paragraph


def find_turns(document: Document) -> tuple[Turn, ...]:
    """The turns of a text that is a transcript, else nothing."""
    labels = _labels(document)
    turns: list[Turn] = []
    for number, paragraph in enumerate(document.paragraphs):
        label = labels.get(number)
        if label is not None:
            start = label[1]
            colon = document.text.index(":", label[0][1] - 1, start + 1)
            turns.append(Turn((label[0][0], min(label[0][1], colon)), ((start, _end(document, number)),)))
        elif turns:
            last = turns[-1]
            turns[-1] = Turn(last.label, (*last.parts, (paragraph.start, _end(document, number))))
    return tuple(turns)


def _end(document: Document, number: int) -> int:
    paragraph = document.paragraphs[number]
    return paragraph.start + len(paragraph.text.rstrip())


def _labels(document: Document) -> dict[int, tuple[Span, int]]:
    """Paragraph number → label and start of the words; empty where the text is no transcript."""
    for pattern, least, least_repeats in ((_CAPITALS, 2, 1), (_MIXED, 4, 2)):
        found: dict[int, tuple[Span, int]] = {}
        names: Counter[str] = Counter()
        for number, paragraph in enumerate(document.paragraphs):
            match = pattern.match(paragraph.text)
            if match and not _SECTION.match(match.group(1)):
                found[number] = (
                    (paragraph.start + match.start(1), paragraph.start + match.end(1)),
                    paragraph.start + match.end(),
                )
                names[match.group(1)] += 1
        if (
            len(found) >= least
            and max(names.values()) >= least_repeats
            and _is_dialogue(document, found, names)
        ):
            return found
    return {}


def _is_dialogue(document: Document, found: dict[int, tuple[Span, int]], names: Counter[str]) -> bool:
    """Two labels or more, that stand before a good part of the text."""
    return len(names) >= 2 and 3 * len(found) >= len(document.paragraphs) - min(found)
