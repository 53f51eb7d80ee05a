"""Reported speech without marks: the clause that a cue governs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from bot.analysis.datelines import dateline_end
from bot.analysis.document import Paragraph
from bot.analysis.quotes.attributions import Attribution
from bot.analysis.quotes.speech import word_count
from bot.model.findings import Span

_LEAST_WORDS = 3
_QUESTIONS = frozenset(
    {"what", "who", "whom", "whose", "which", "when", "where", "why", "how", "whether", "if"}
)
_MARK = re.compile(r"[“”\"«»]|''")
_RELATIVE = re.compile(r",\s(?:who|which|whose|where|a|an|the)\s")
_CLOSING = re.compile(r"[,.]?”")
_NEXT_CLAUSE = re.compile(r",\s(?:and|but|while|although|though)\s")
_APPOSITION = re.compile(r",\s(?:an?|the|who|one of|its|his|her|their|head|director|chief)\s[^,;:]{3,120},")
_PARTICIPLE = re.compile(r",\s\w+ing\b")
_THAT = re.compile(r"(?:that|,|:|–|—|however|and|,?\s*though)\s+", re.IGNORECASE)
_NO_SPEAKERS = frozenset(
    {"i", "we", "you", "it", "there", "what", "this", "that", "which", "one", "these", "those"}
)
_WITH_HEARER = ("tell", "inform", "assure", "remind")  # their object is who listens
_NOT_REPORTS = frozenset(
    {
        "go",
        "continue",
        "begin",
        "read",
        "want",
        "see",
        "know",
        "find",
        "feel",
        "hear",
        "back",
        "figure",
        "point",
        "learn",
        "accept",
    }
)


def find_clauses(
    paragraph: Paragraph, attributions: Sequence[Attribution]
) -> Iterator[tuple[Attribution, Span]]:
    """The attributions that govern an unquoted clause, with its place in the article's text."""
    for attribution in attributions:
        if not _reports(attribution):
            continue
        span = _around_phrase(attribution) if attribution.phrase else _complement(attribution)
        if span is None:
            continue
        start, end = _trimmed(paragraph, *_before_addition(attribution, attributions, *span))
        if (
            end > start
            and word_count(paragraph.text[start - paragraph.start : end - paragraph.start]) >= _LEAST_WORDS
        ):
            yield attribution, (start, end)


def _reports(attribution: Attribution) -> bool:
    pointed_out = attribution.lemma == "point" and any(c.lower_ == "out" for c in attribution.cue.children)
    if attribution.kind not in ("speech", "opinion") or (
        attribution.lemma in _NOT_REPORTS and not pointed_out
    ):
        return False
    if attribution.weak or (attribution.negated and attribution.lemma != "deny"):
        return False
    if attribution.kind == "opinion" and attribution.cue.tag_ not in ("VBZ", "VBD", "VBP"):
        return False
    speaker = attribution.speaker
    return speaker.lower_ not in _NO_SPEAKERS or (speaker.lower_ == "it" and attribution.kind == "speech")


def _complement(attribution: Attribution) -> Span | None:
    paragraph, cue = attribution.paragraph, attribution.cue
    clause = _clause_of(cue)
    if clause is None:
        return _sentence_before(attribution)
    if clause.left_edge.lower_ in _QUESTIONS and clause.i > cue.i:
        return None
    first, last = clause.left_edge, clause.right_edge
    start, end = paragraph.start + first.idx, paragraph.start + last.idx + len(last.text)
    return _without(attribution, start, end)


def _clause_of(cue: Token) -> Token | None:
    best = None
    for child in cue.children:
        if child.dep_ == "ccomp" and (best is None or child.i > best.i):
            best = child
    return cue.head if best is None and cue.dep_ == "parataxis" else best


def _without(attribution: Attribution, start: int, end: int) -> Span | None:
    """The clause without the attribution, where that stands within it: the longer side."""
    first, last = attribution.start, attribution.end
    if first >= end or last <= start:
        return start, end
    behind = attribution.paragraph.text[last - attribution.paragraph.start :]
    if first > start and (first - start >= 1.5 * (end - last) or _PARTICIPLE.match(behind)):
        return start, first
    return (last, end) if end > last else ((start, first) if first > start else None)


def _sentence_before(attribution: Attribution) -> Span | None:
    """ "…, informs the Kremlin.": everything in the sentence before an attribution that ends it."""
    sentence = attribution.cue.sent
    paragraph = attribution.paragraph
    start = paragraph.start + sentence.start_char
    end = paragraph.start + sentence.end_char
    between = paragraph.text[start - paragraph.start : attribution.start - paragraph.start].rstrip()
    rest = paragraph.text[attribution.end - paragraph.start : end - paragraph.start]
    has_object = attribution.lemma not in _WITH_HEARER and any(
        child.dep_ == "dobj" and not child.is_ancestor(attribution.speaker) and child != attribution.speaker
        for child in attribution.cue.children
    )
    if attribution.kind != "speech" or attribution.cue.tag_ == "VBG" or has_object:
        return None
    if _MARK.search(rest) and not _NEXT_CLAUSE.match(rest):
        return None
    goes_on = word_count(rest) > 12 and not _NEXT_CLAUSE.match(rest)
    if not between.endswith(",") or goes_on or not _has_verb(paragraph, start, attribution.start):
        return None
    return start, attribution.start


def _around_phrase(attribution: Attribution) -> Span | None:
    """The sentence without "according to …": the longer side of it, a relative clause left out."""
    paragraph = attribution.paragraph
    sentence = attribution.cue.sent
    start, end = paragraph.start + sentence.start_char, paragraph.start + sentence.end_char
    comma = paragraph.text.find(",", attribution.end - paragraph.start, end - paragraph.start)
    comma = _behind_apposition(paragraph.text, comma, end - paragraph.start)
    behind = paragraph.start + comma + 1 if comma >= 0 else end
    if comma >= 0 and attribution.start - start > 12 and _RELATIVE.match(paragraph.text, comma):
        behind = end
    sides = [(attribution.start - start, start, attribution.start), (end - behind, behind, end)]
    best = max(side for side in sides)
    return (best[1], best[2]) if _has_verb(paragraph, best[1], best[2]) else None


def _behind_apposition(text: str, comma: int, end: int) -> int:
    """The comma behind ", an economist at Lund University,", where `comma` opens such an apposition; else `comma`."""
    apposition = _APPOSITION.match(text, comma, end) if comma >= 0 else None
    return apposition.end() - 1 if apposition else comma


def _has_verb(paragraph: Paragraph, start: int, end: int) -> bool:
    """Whether [start, end) holds a verb, as a clause does."""
    span = paragraph.doc.char_span(start - paragraph.start, end - paragraph.start, alignment_mode="contract")
    return span is not None and any(token.pos_ in ("VERB", "AUX") for token in span)


def _before_addition(
    attribution: Attribution, attributions: Sequence[Attribution], start: int, end: int
) -> Span:
    """The clause up to ", adding that …", which is another."""
    for other in attributions:
        at = other.paragraph.start + other.cue.idx
        theirs = other.lemma == "add" or other.speaker.i == attribution.speaker.i
        if theirs and other.cue.tag_ == "VBG" and other.cue.i > attribution.cue.i and start + 20 < at < end:
            return start, at
    return start, end


def _trimmed(paragraph: Paragraph, start: int, end: int) -> Span:
    """Without "that", commas and the full stop around the clause."""
    text, base = paragraph.text, paragraph.start
    start = max(start, base + dateline_end(text, 0, len(text)))
    while start < end and not (text[start - base].isalnum() or text[start - base] in "“\"‘'$€£"):
        start += 1
    leading = _THAT.match(text, start - base, end - base)
    if leading:
        start = base + leading.end()
    while end > start and (text[end - 1 - base].isspace() or text[end - 1 - base] in ".,;:–—-!?"):
        end -= 1
    cut = text[start - base : end - base]
    if cut.count("“") > cut.count("”"):
        closing = _CLOSING.match(text, end - base)
        end = base + closing.end() if closing else end
    return start, end
