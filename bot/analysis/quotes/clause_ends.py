"""Where a reported clause begins and ends, once it is known which one it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from bot.analysis.datelines import dateline_end
from bot.analysis.document import Paragraph
from bot.analysis.lexicon.cueforms import cue_classes
from bot.analysis.quotes.attributions import Attribution
from bot.model.findings import Span

_CLOSING = re.compile(r"[,.]?”")
_THAT = re.compile(r"(?:that|,|:|–|—|however|and|,?\s*though)\s+", re.IGNORECASE)
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
FINITE = ("VBD", "VBZ", "VBP", "MD")
_BREAK = re.compile(r".*(?:[:;]|\s[–—-])\s", re.DOTALL)
_SHORTEST = 20  # characters of a clause that an addition may leave
_COMMENT = re.compile(r",\s(?:which|who|even though|something|(?:an?|one)\s\w+\s(?:that|which|who))\s[^:;]*$")


def last_token(clause: Token, cue: Token) -> Token:
    """The last token of a clause behind its cue: without the reporter's next verb, with the speaker's next clause."""
    joined = next((t for t in clause.children if t.dep_ == "conj" and _is_reporters(t, clause, cue)), None)
    if joined is not None:
        return _before_joint(joined)
    further = [t for t in cue.children if t.i > clause.i and _is_speakers(t, clause, cue)]
    last = further[-1].right_edge if further else clause.right_edge
    colon = last.i + 1 < len(last.doc) and last.nbor(1).text == ":" and cue.i < clause.i
    return last.sent[-1] if colon else last


def _is_reporters(verb: Token, clause: Token, cue: Token) -> bool:
    """Whether a verb joined to the clause goes on where the cue left: "said it would rain and praised the crew"."""
    if verb.i < clause.i or clause.i < cue.i or _has(verb, SUBJECTS):
        return False
    return verb.tag_ == cue.tag_ and verb.tag_ in ("VBD", "VBZ") and _finite_tag(clause) != verb.tag_


def _is_speakers(verb: Token, clause: Token, cue: Token) -> bool:
    """Whether a clause joined to the cue is reported too: "said it is late, and the crew has to rest"."""
    if verb.dep_ == "ccomp" and clause.dep_ == "ccomp":
        return clause.i > cue.i  # one clause, torn by the parser
    if verb.dep_ != "conj" or opens_with_that(verb):
        return verb.dep_ == "conj"
    if cue.tag_ != "VBD" or not _has(verb, SUBJECTS) or verb.lower_ in cue_classes():
        return False
    present = ("VBZ", "VBP", "MD")
    return _finite_tag(verb) in present and _finite_tag(clause) in present


def opens_with_that(clause: Token) -> bool:
    """Whether "that" introduces the clause."""
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)


def _finite_tag(verb: Token) -> str:
    """The tag of the verb form that carries the tense."""
    carriers = (child.tag_ for child in verb.children if child.dep_ in ("aux", "auxpass"))
    return next((tag for tag in carriers if tag in FINITE), verb.tag_)


def _before_joint(verb: Token) -> Token:
    """The last token before "and praised"."""
    token = verb.left_edge
    while token.i > 0 and (token.nbor(-1).dep_ == "cc" or token.nbor(-1).text == ","):
        token = token.nbor(-1)
    return token.nbor(-1) if token.i > 0 else token


def _has(verb: Token, relations: Sequence[str]) -> bool:
    return any(child.dep_ in relations for child in verb.children)


def is_finite(paragraph: Paragraph, start: int, end: int) -> bool:
    """Whether [start, end) of the article's text holds a verb in a tense, as a clause does."""
    return any(token.tag_ in FINITE for token in _tokens(paragraph, start, end))


def has_verb(paragraph: Paragraph, start: int, end: int) -> bool:
    """Whether [start, end) of the article's text holds a verb of any form."""
    return any(token.pos_ in ("VERB", "AUX") for token in _tokens(paragraph, start, end))


def _tokens(paragraph: Paragraph, start: int, end: int) -> Iterable[Token]:
    span = paragraph.doc.char_span(start - paragraph.start, end - paragraph.start, alignment_mode="contract")
    return () if span is None else span


def before_addition(
    attribution: Attribution, attributions: Sequence[Attribution], start: int, end: int
) -> Span:
    """The clause up to ", adding that …" or "– noting that …", which is another."""
    for other in attributions:
        at = other.paragraph.start + other.cue.idx
        if other.cue.tag_ != "VBG" or other.cue.i <= attribution.cue.i or not start + _SHORTEST < at < end:
            continue
        if other.lemma == "add" or other.speaker.i == attribution.speaker.i or _is_set_off(other.cue):
            return start, at
    return start, end


def _is_set_off(participle: Token) -> bool:
    """Whether a dash parts the participle from the clause before it."""
    return participle.i > 0 and participle.nbor(-1).text in ("-", "–", "—", "--")


def parted(paragraph: Paragraph, start: int, end: int) -> Iterator[Span]:
    """The clause, in parts where "and that" begins another: "said it was late, and that the crew had left"."""
    for token in _tokens(paragraph, start, end):
        if token.dep_ == "mark" and token.lower_ == "that" and token.i > 1 and token.nbor(-1).lower_ == "and":
            at = paragraph.start + token.nbor(-1).idx
            if at > start + _SHORTEST:
                yield start, at
                start = paragraph.start + token.idx
    yield start, end


def behind_break(paragraph: Paragraph, start: int, end: int) -> int:
    """Where the last part of [start, end) begins that a colon, a semicolon, a dash or an open bracket sets off."""
    text = paragraph.text[start - paragraph.start : end - paragraph.start]
    bracket = text.rfind("(") + 1 if text.count("(") > text.count(")") else 0
    stop = _BREAK.match(text)
    return start + max(bracket, stop.end() if stop else 0)


def trimmed(paragraph: Paragraph, start: int, end: int) -> Span:
    """Without "that", commas and the full stop around the clause, and the reporter's comment on it (", which …")."""
    text, base = paragraph.text, paragraph.start
    start = max(start, base + dateline_end(text, 0, len(text)))
    start = _at_word(text, start - base, end - base) + base
    leading = _THAT.match(text, start - base, end - base)
    if leading:
        start = _at_word(text, leading.end(), end - base) + base
    end = _before_loose_end(text, start - base, end - base) + base
    half = (start + end) // 2 - base  # a longer comment is rather the speaker's own
    comment = _COMMENT.search(text, half, end - base)
    if comment and is_finite(paragraph, start, base + comment.start()):
        end = base + comment.start()
    cut = text[start - base : end - base]
    if cut.count("“") > cut.count("”"):
        closing = _CLOSING.match(text, end - base)
        end = base + closing.end() if closing else end
    return start, end


def _at_word(text: str, start: int, end: int) -> int:
    """The first place from `start` on where words or a quotation begin."""
    while start < end and not (text[start].isalnum() or text[start] in "“\"‘'$€£"):
        start += 1
    return start


def _before_loose_end(text: str, start: int, end: int) -> int:
    """The end without stops and without a bracket that stays open."""
    while True:
        while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:–—-!?("):
            end -= 1
        if text.count("(", start, end) <= text.count(")", start, end):
            return end
        if text.startswith((")", ".)"), end):
            return text.index(")", end) + 1
        end = text.rindex("(", start, end)
