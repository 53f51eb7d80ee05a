"""Reported speech without marks: the clause that a cue governs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from bot.analysis.document import Paragraph
from bot.analysis.lexicon.cueforms import cue_words
from bot.analysis.quotes.attributions import Attribution
from bot.analysis.quotes.clause_ends import (
    FINITE,
    SUBJECTS,
    before_addition,
    behind_break,
    has_verb,
    is_finite,
    last_token,
    opens_with_that,
    parted,
    trimmed,
)
from bot.analysis.quotes.speech import word_count
from bot.model.findings import Span

_LEAST_WORDS = 3
_QUESTIONS = frozenset(
    {"what", "who", "whom", "whose", "which", "when", "where", "why", "how", "whether", "if"}
)
_MARK = re.compile(r"[“”\"«»]|''")
_RELATIVE = re.compile(r",\s(?:who|which|whose|where|a|an|the)\s")
_NEXT_CLAUSE = re.compile(r",\s(?:and|but|while|although|though)\s")
_APPOSITION = re.compile(r",\s(?:an?|the|who|one of|its|his|her|their|head|director|chief)\s[^,;:]{3,120},")
_PARTICIPLE = re.compile(r",\s\w+ing\b")
_JUDGING = ("consider", "deem")  # "considers it too early to tell"
_THAT_ONLY = ("react", "respond", "offer")  # their other clauses are circumstances
_ASKING = ("ask", "wonder", "inquire")
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
        whole = before_addition(attribution, attributions, *span)
        for part in parted(paragraph, *whole):
            start, end = trimmed(paragraph, *part)
            words = paragraph.text[start - paragraph.start : max(start, end) - paragraph.start]
            if word_count(words) >= _LEAST_WORDS:
                yield attribution, (start, end)


def _reports(attribution: Attribution) -> bool:
    pointed_out = attribution.lemma == "point" and any(c.lower_ == "out" for c in attribution.cue.children)
    if attribution.kind not in ("speech", "opinion"):
        return False
    found_out = attribution.lemma == "find" and attribution.speaker.lower_ in cue_words("finders")
    if attribution.lemma in _NOT_REPORTS and not pointed_out and not found_out:
        return False
    if attribution.weak or (attribution.negated and attribution.lemma != "deny"):
        return False
    if (
        attribution.lemma in _ASKING
        and attribution.cue.tag_ == "VBN"
        and attribution.speaker.head != attribution.cue
    ):
        return False  # "when asked whether"
    counted = attribution.speaker.pos_ == "NUM" and attribution.speaker.i == attribution.cue.i - 1
    if counted and attribution.cue.tag_ in ("VBN", "VBD"):
        return False  # "60 pledged delegates"
    if attribution.kind == "opinion" and attribution.cue.tag_ not in ("VBZ", "VBD", "VBP"):
        return False
    speaker = attribution.speaker
    if speaker.lower_ in ("one", "those") and any(
        c.dep_ in ("prep", "acl", "relcl") for c in speaker.children
    ):
        return True  # "one of the authors", "those surveyed"
    return speaker.lower_ not in _NO_SPEAKERS or (speaker.lower_ == "it" and attribution.kind == "speech")


def _complement(attribution: Attribution) -> Span | None:
    paragraph, cue = attribution.paragraph, attribution.cue
    clause = _clause_of(cue)
    if clause is None:
        return _sentence_before(attribution)
    if clause.i > cue.i and clause.left_edge.lower_ in _QUESTIONS and attribution.lemma not in _ASKING:
        return None
    if clause.i > cue.i and clause != cue.head and not _stands_alone(clause, cue, attribution.lemma):
        return None
    first, last = clause.left_edge, last_token(clause, cue)
    start, end = paragraph.start + first.idx, paragraph.start + last.idx + len(last.text)
    return _without(attribution, start, end)


def _clause_of(cue: Token) -> Token | None:
    """The clause behind the cue, else the last one before it, else the sentence that it is put into."""
    found = [child for child in cue.children if child.dep_ == "ccomp" or _is_gerund_clause(child)]
    found += [clause for clause in (_hung_on_hearer(cue),) if clause is not None]
    behind = [clause for clause in found if clause.i > cue.i]
    if behind:
        return min(behind, key=lambda clause: clause.i)
    if found:
        return max(found, key=lambda clause: clause.i)
    return cue.head if cue.dep_ == "parataxis" else None


def _hung_on_hearer(cue: Token) -> Token | None:
    """The clause that was taken for a description of who listens: "told a radio station that it was late"."""
    hearers = (child for child in cue.children if child.dep_ in ("dobj", "dative") and child.i > cue.i)
    clauses = (clause for hearer in hearers for clause in hearer.children if clause.dep_ in ("acl", "relcl"))
    return next(
        (clause for clause in clauses if cue.lemma_ in _WITH_HEARER and opens_with_that(clause)), None
    )


def _is_gerund_clause(verb: Token) -> bool:
    """Whether the clause was hung on its own subject: "said meeting them was an honour"."""
    hung = verb.dep_ == "xcomp" and verb.tag_ == "VBG"
    return hung and any(child.dep_ == "ccomp" for child in verb.children)


def _stands_alone(clause: Token, cue: Token, lemma: str) -> bool:
    """Whether the clause has its own subject and tense; not "the plan, which Oslo says was agreed", "denied the change made"."""
    if lemma in _JUDGING or _is_gerund_clause(clause) or opens_with_that(clause):
        return True
    if lemma in _THAT_ONLY:
        return False
    words = clause.doc[max(cue.i + 1, clause.left_edge.i) : last_token(clause, cue).i + 1]
    subject = any(t.dep_ in SUBJECTS and t.tag_ != "WDT" and t.lower_ != "that" for t in words)
    return subject and any(token.tag_ in FINITE for token in words)


def _without(attribution: Attribution, start: int, end: int) -> Span | None:
    """The clause without the attribution, where that stands within it: the longer side."""
    first, last = attribution.start, attribution.end
    if first >= end or last <= start:
        return start, end
    paragraph = attribution.paragraph
    behind = paragraph.text[last - paragraph.start :]
    before = first > start and is_finite(paragraph, start, first)
    if before and (
        first - start >= 1.5 * (end - last)
        or _PARTICIPLE.match(behind)
        or not is_finite(paragraph, last, end)
    ):
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
    if any(
        child.dep_ == "advcl" and child.left_edge.i == sentence.start for child in attribution.cue.children
    ):
        return None  # "While the crowd waited, she replied"
    opener = sentence[0].right_edge
    if (
        sentence[0].tag_ in ("VBN", "VBG")
        and opener.idx + len(opener) >= sentence.start_char + len(between) - 1
    ):
        return None  # "Asked whether it was late, she replied"
    if _MARK.search(rest) and not _NEXT_CLAUSE.match(rest):
        return None
    goes_on = word_count(rest) > 12 and not _NEXT_CLAUSE.match(rest)
    if not between.endswith(",") or goes_on or not is_finite(paragraph, start, attribution.start):
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
    _, start, end = max(sides)
    if end == attribution.start:
        start = behind_break(paragraph, start, end)
    return (start, end) if has_verb(paragraph, start, end) else None


def _behind_apposition(text: str, comma: int, end: int) -> int:
    """The comma behind ", an economist at Lund University,", where `comma` opens such an apposition; else `comma`."""
    apposition = _APPOSITION.match(text, comma, end) if comma >= 0 else None
    return apposition.end() - 1 if apposition else comma
