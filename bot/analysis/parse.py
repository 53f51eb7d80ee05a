"""Text → Document: paragraphs, quotation marks, and one parse with quoted speech hidden from it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from bot.analysis.datelines import dateline_end
from bot.analysis.document import Document, Paragraph
from bot.analysis.marks import Quoted, pair_marks
from bot.model.findings import Span

MAX_PARAGRAPH = 8_000  # characters; longer ones are cut, at the end of a sentence where there is one

_LINES = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")  # half characters, which spaCy cannot store
_RUNS = re.compile(r"[^\w\s]{12,}")  # "««««««", "======": the tokenizer takes them one by one
_SENTENCE_INSIDE = re.compile(r"[.!?]['\"”’]?\s+[“\"‘]?[A-Z]")
_LONG_FRAGMENT = 250  # characters from which words in marks are hidden wherever they stand
_FILLER = "This"  # stands for hidden speech: a pronoun that may be subject or object
_BATCH = 64  # paragraphs a batch: more costs memory and wins nothing
_AT_ONCE = 4 * _BATCH  # of which spaCy parses a quarter at a time, so that it is all of a batch
_BATCH_CHARACTERS = 20_000  # characters a batch: the parser holds 3 kB for each until the batch is done


def parse_document(text: str, title: str | None, nlp: Language) -> Document:
    """The text made ready for reading. Time and memory are linear in its length.

    Args:
        text: the article's prose, paragraphs parted by line breaks.
        title: the headline, kept as it is; it is not parsed.
    """
    spans = list(_split_paragraphs(text))
    quoted = pair_marks(text, spans)
    hidden = [part for q in quoted if q.depth == 0 and is_detached(text, q) for part in q.parts]
    inner = _with_quotation_inside(hidden, quoted)
    masks = [*_masks_by_paragraph(spans, hidden), *([] for _ in inner)]
    pieces = [_masked(text, span, mask) for span, mask in zip([*spans, *inner], masks, strict=True)]
    docs = _parse_in_batches(pieces, nlp)
    made = tuple(
        Paragraph(index=i, start=start, text=text[start:end], doc=doc, masked=tuple(mask))
        for i, ((start, end), mask, doc) in enumerate(zip([*spans, *inner], masks, docs, strict=True))
    )
    count = len(spans)
    return Document(text=text, title=title, paragraphs=made[:count], quoted=quoted, inner=made[count:])


def _parse_in_batches(pieces: Sequence[str], nlp: Language) -> Iterator[Doc]:
    """The parses in order, without the tensors from which they were made: 400 bytes a token that nobody reads."""
    for batch in _batches(pieces):
        for doc in nlp.pipe(batch, batch_size=_AT_ONCE):
            doc.tensor = doc.tensor[:0].copy()
            yield doc


def _batches(pieces: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    room = _BATCH_CHARACTERS
    for piece in pieces:
        room -= len(piece)
        if batch and (room < 0 or len(batch) == _BATCH):
            yield batch
            batch, room = [], _BATCH_CHARACTERS - len(piece)
        batch.append(piece)
    if batch:
        yield batch


def is_detached(text: str, quoted: Quoted) -> bool:
    """Whether the words in marks stand apart from the sentence that reports them ("…," he said), rather
    than being a part of it (he called it "…")."""
    content = text[quoted.start : quoted.end]
    before = text[max(0, quoted.open - 30) : quoted.open].rstrip(" \t–—-")[-1:]
    if len(quoted.parts) > 1 or len(content) > _LONG_FRAGMENT or _SENTENCE_INSIDE.search(content):
        return True
    if content[0].islower():
        closed_off = content[-1] in ",.?!…" or text[quoted.close : quoted.close + 1] in (",", ".")
        return before in (",", ":") and closed_off
    if before.isalnum() and text[quoted.open - 2 : quoted.open] in ("— ", "– ", "- "):
        return content[-1] in ",.?!…" and " " in content  # "BERGEN — “We will wait,” …"
    return not before or before in ".!?…:,;”\"’'\n)»>"


def _split_paragraphs(text: str) -> Iterator[Span]:
    """Half-open spans of the lines that hold something, long ones cut."""
    for match in _LINES.finditer(text):
        start = match.start()
        while match.end() - start > MAX_PARAGRAPH:
            cut = _cut(text, start)
            yield start, cut
            start = cut
        if text[start : match.end()].strip():
            yield start, match.end()


def _cut(text: str, start: int) -> int:
    """A place to part a long paragraph: behind a sentence, else a word, else anywhere."""
    end = start + MAX_PARAGRAPH
    for mark in (". ", " "):
        at = text.rfind(mark, start + MAX_PARAGRAPH // 2, end)
        if at >= 0:
            return at + len(mark)
    return end


def _with_quotation_inside(hidden: Sequence[Span], quoted: Sequence[Quoted]) -> list[Span]:
    """The paragraphs of hidden speech in which a further quotation stands."""
    opens = [q.open for q in quoted if q.depth > 0]
    out: list[Span] = []
    for start, end in hidden:
        first = bisect_left(opens, start)
        if first < len(opens) and opens[first] < end:
            out.append((start, end))
    return out


def _masks_by_paragraph(paragraphs: Sequence[Span], hidden: Sequence[Span]) -> list[list[Span]]:
    """For each paragraph the hidden spans in it; both lists are in order."""
    out: list[list[Span]] = []
    at = 0
    for _, end in paragraphs:
        first = at
        while at < len(hidden) and hidden[at][0] < end:
            at += 1
        out.append(list(hidden[first:at]))
    return out


def _masked(text: str, span: Span, mask: Sequence[Span]) -> str:
    """The paragraph with hidden speech replaced by a filler of the same length."""
    start, end = span
    behind = dateline_end(text, start, end)
    out: list[str] = [" " * (behind - start)]
    start = behind
    for hide_start, hide_end in mask:
        out += [_loosened(text[start:hide_start]), _fill(text[hide_start:hide_end])]
        start = hide_end
    out.append(text[start:end])
    plain = _SURROGATES.sub("?", "".join(out))
    return _RUNS.sub(lambda run: run.group()[:3].ljust(len(run.group())), plain)


def _loosened(before: str) -> str:
    """An opening mark that is glued to the word before it ("said,“") would make one token of both."""
    if len(before) > 1 and before[-1] in "\"“‘'«„" and not before[-2].isspace():
        return before[:-1] + " "
    return before


def _fill(content: str) -> str:
    """A filler as long as the content, with its closing punctuation."""
    tail = content[-1] if content[-1] in ".,!?;:" else ""
    room = len(content) - len(tail)
    if room < len(_FILLER):
        return content
    return _FILLER + tail + " " * (room - len(_FILLER))
