"""Transcripts: turns behind a speaker's label ("WALLACE: …"), which may run over several paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Token

from bot.analysis.document import Document, Paragraph
from bot.analysis.lexicon.cueforms import speech_forms
from bot.model.findings import Span

_AROUND = ' \t\u00a0“”"«»'
_ASIDE = re.compile(r"\W*[(\[][^)\]]{1,40}[)\]]\W*")
_CAPITALS = re.compile(r"[\s\"“]*([A-Z][A-Z0-9 .,'’&()/-]{0,58}[A-Z0-9.)]|[QA])\s*:\s+(?=\S)")
_MIXED = re.compile(r"[\s\"“]*([A-Z][\w.’'-]+(?: [A-Z(][\w.’')-]*){0,4})\s*:\s+(?=\S)")
_LONG = 4  # turns from which a transcript shows its habits
_SECTION = re.compile(
    r"(?:NOTE|UPDATE|WATCH|READ|READ MORE|EDITOR|SOURCE|PHOTO|RELATED|CORRECTION|VIDEO)S?\b"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says until the next label."""

    label: Span  # without the colon
    parts: tuple[Span, ...]  # by paragraph


def find_turns(document: Document) -> tuple[Turn, ...]:
    """The turns of a text that is, or ends in, a transcript; else nothing."""
    labels = _labels(document)
    turns: list[Turn] = []
    for number, paragraph in enumerate(document.paragraphs):
        if number in labels:
            label, start = labels[number]
            turns.append(Turn(label, _words(paragraph, start)))
        elif turns and number > max(labels) and (_tells(paragraph) or _answers_at_once(turns)):
            break
        elif turns:
            turns[-1] = Turn(turns[-1].label, (*turns[-1].parts, *_words(paragraph, paragraph.start)))
    return tuple(turn for turn in turns if turn.parts)


def _answers_at_once(turns: list[Turn]) -> bool:
    """Whether no turn so far took more than its own paragraph, so that what follows the last is no part of it."""
    return len(turns) >= _LONG and all(len(turn.parts) == 1 for turn in turns)


def _text(document: Document, span: Span) -> str:
    return document.text[slice(*span)]


def _tells(paragraph: Paragraph) -> bool:
    """Whether the paragraph reports speech in marks from outside, as no turn does: "“…,” she said"."""
    return bool(paragraph.masked) and any(
        token.lower_ in speech_forms() and not paragraph.is_masked(token) and _has_third_person(token)
        for token in paragraph.doc
    )


def _has_third_person(verb: Token) -> bool:
    return any(
        child.dep_ == "nsubj" and (child.pos_ in ("PROPN", "NOUN") or child.lower_ in ("he", "she", "they"))
        for child in verb.children
    )


def _words(paragraph: Paragraph, start: int) -> tuple[Span, ...]:
    """What is said in a paragraph from `start`, without marks around it; nothing for "(CROSSTALK)"."""
    text = paragraph.text[start - paragraph.start :]
    bare = text.strip(_AROUND)
    if not bare or _ASIDE.fullmatch(bare):
        return ()
    first = start + text.index(bare)
    return ((first, first + len(bare)),)


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
        for number in [n for n, (label, _) in found.items() if names[_text(document, label)] == 1]:
            if _tells(document.paragraphs[number]):
                del found[number]  # "TRADE: Anna Berg stays. “…,” she said"
        if (
            len(found) >= least
            and max(names.values(), default=0) >= least_repeats
            and _is_dialogue(document, found, names)
        ):
            return found
    return {}


def _is_dialogue(document: Document, found: dict[int, tuple[Span, int]], names: Counter[str]) -> bool:
    """Two labels or more, that stand before a good part of the text."""
    return len(names) >= 2 and 3 * len(found) >= len(document.paragraphs) - min(found)
