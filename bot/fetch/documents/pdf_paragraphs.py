"""Lines → paragraphs, over the ends of columns and pages. Pure."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.fetch.characters import one_line
from bot.fetch.documents.pdf_layout import Line
from bot.fetch.hyphens import Vocabulary
from bot.fetch.prose import ends_sentence, word_count

INDENT = 0.7  # of the size
LEADING = 1.45  # of the usual distance between lines
OTHER_SIZE = 1.12
HEADLINE = 1.35  # of the size of the text, below a larger line of few words
LINE_OF_HEADLINE = 1.7  # of its size: lines of a headline are broken by sense, whatever the room
SMALL = 0.86  # of the size of the text: captions, notes
MOST_SMALL = 0.3  # share of the words
_BULLETS = ("•", "▪", "■", "●", "– ", "— ", "* ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """Lines that belong together, as one."""

    text: str
    size: float
    page: int  # the first is 0
    top: float  # where it begins


@dataclass(frozen=True, kw_only=True, slots=True)
class _Measure:
    """How a column is set."""

    left: float
    right: float
    pitch: float  # usual distance between lines
    body: float  # size of most of the document's text


def without_small_print(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines without captions and notes, which are set smaller than the text and interrupt it.

    Above the text, small letters tell author and date; and where they are much of a file, they are text.
    """
    lines = [line for page in pages for line in page]
    body = _most((line.size, line.text) for line in lines)
    start = next((at for at, line in enumerate(lines) if _is_body(line, body)), 0)
    small = {id(line) for line in lines[start:] if line.size < SMALL * body}
    share = sum(word_count(line.text) for line in lines if id(line) in small)
    if share > MOST_SMALL * sum(word_count(line.text) for line in lines):
        return [list(page) for page in pages]
    return [[line for line in page if id(line) not in small] for page in pages]


def _is_body(line: Line, body: float) -> bool:
    return abs(line.size - body) < 0.05 * body and word_count(line.text) >= 4


def join_lines(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """The paragraphs of all pages."""
    lines = [(page, line) for page, content in enumerate(pages) for line in content]
    vocabulary = Vocabulary(line.text for _, line in lines)
    measures = _measures(lines)
    paragraphs: list[Paragraph] = []
    run: list[tuple[int, Line]] = []
    for page, line in lines:
        if run and _begins(run[-1], (page, line), measures):
            paragraphs.append(_compose(run, vocabulary))
            run = []
        run.append((page, line))
    if run:
        paragraphs.append(_compose(run, vocabulary))
    return [paragraph for paragraph in paragraphs if paragraph.text]


def _measures(lines: Sequence[tuple[int, Line]]) -> dict[tuple[int, int], _Measure]:
    body = _most((line.size, line.text) for _, line in lines)
    columns: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
    for page, line in lines:
        columns[page, line.column].append(line)
    return {key: _measure(column, body) for key, column in columns.items()}


def _measure(column: list[Line], body: float) -> _Measure:
    lefts = sorted(line.x0 for line in column)
    distances = (above.bottom - below.bottom for above, below in itertools.pairwise(column))
    size = sorted(line.size for line in column)[len(column) // 2]
    pitches = sorted(distance for distance in distances if 0 < distance < 3 * size)
    return _Measure(
        left=lefts[len(lefts) // 10],
        right=max(line.x1 for line in column),
        pitch=pitches[len(pitches) // 3] if pitches else 1.2 * size,
        body=body,
    )


def _most(texts: Iterable[tuple[float, str]]) -> float:
    """The size in which most words are set."""
    words: defaultdict[float, int] = defaultdict(int)
    for size, text in texts:
        words[round(size, 1)] += word_count(text)
    return max(words, key=lambda size: words[size], default=10.0)


def _begins(
    above: tuple[int, Line], below: tuple[int, Line], measures: dict[tuple[int, int], _Measure]
) -> bool:
    """Whether the second line begins a paragraph."""
    before, line = above[1], below[1]
    big, small = max(before.size, line.size), min(before.size, line.size)
    if big > OTHER_SIZE * small or before.bold != line.bold or line.text.startswith(_BULLETS):
        return not _is_run_in(before, line)
    own = measures[above[0], before.column]
    if small > OTHER_SIZE * own.body and above[0] == below[0]:
        return not 0 < before.bottom - line.bottom < LINE_OF_HEADLINE * line.size
    next_ = measures[below[0], line.column]
    indented = line.x0 - next_.left > INDENT * line.size and line.x0 - before.x0 > 0.3 * line.size
    indented = indented and not before.text.startswith(_BULLETS)  # a list hangs
    if above[0] != below[0] or before.column != line.column:
        goes_on = big <= 1.05 * small and not _leaves_room(before, line, own)
        return not goes_on or (indented and ends_sentence(before.text))
    if before.bottom - line.bottom > LEADING * own.pitch:
        return True
    if abs(before.bottom - line.bottom) < 0.3 * line.size:
        return True  # side by side: no words of one sentence
    return indented or _leaves_room(before, line, own)


def _is_run_in(before: Line, line: Line) -> bool:
    """Bold words at the end or the beginning of a sentence that goes on."""
    same_size = abs(before.size - line.size) < 0.5
    return (
        same_size and before.bold != line.bold and line.text[:1].islower() and not ends_sentence(before.text)
    )


def _leaves_room(before: Line, line: Line, measure: _Measure) -> bool:
    """The next word would have fitted: the line was ended on purpose."""
    width = line.x1 - line.x0
    first = width * len(line.text.split(" ", 1)[0]) / max(1, len(line.text))
    slack = 1.0 if ends_sentence(before.text) else 3.0
    return measure.right - before.x1 > first + slack * line.size


def _compose(run: Sequence[tuple[int, Line]], vocabulary: Vocabulary) -> Paragraph:
    page, first = run[0]
    parts: list[str] = []
    for _, line in run:
        text = line.text.strip()
        joined = vocabulary.join(parts[-1], text) if parts else None
        if joined is None:
            parts.append(text)
        else:
            parts[-1] = joined
    return Paragraph(text=one_line(" ".join(parts)), size=first.size, page=page, top=first.top)


def find_title(paragraphs: Sequence[Paragraph]) -> str | None:
    """The headline: the largest letters of the first page; a masthead, though larger, is shorter."""
    body = _most((paragraph.size, paragraph.text) for paragraph in paragraphs)
    large = [
        p for p in paragraphs if p.page == 0 and p.size > OTHER_SIZE * body and 2 <= word_count(p.text) <= 40
    ]
    ranked = sorted(large, key=lambda paragraph: -paragraph.size)
    for paragraph in ranked:
        if word_count(paragraph.text) >= 4 and (paragraph is ranked[0] or paragraph.size > HEADLINE * body):
            return paragraph.text
    return ranked[0].text if ranked else None
