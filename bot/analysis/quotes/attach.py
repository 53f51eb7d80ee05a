"""Words in marks joined to the attribution that governs them, or to what carries over from before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from bot.analysis.document import Document, Paragraph
from bot.analysis.lexicon.cueforms import cue_words
from bot.analysis.marks import Quoted
from bot.analysis.names import UPPER
from bot.analysis.quotes.attributions import Attribution
from bot.analysis.quotes.speech import content_head

_SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bU\.S)(?<!\bMrs)(?<!\bGen)(?<!\bSen)[.!?]['\"”’]?\s+(?=[\"“‘'«(]*[A-Z]|$)|\n"
)
_REACTIONS = ("agree", "disagree", "recall", "concur", "object", "chime", "repeat")
_ONLY_MARKS = re.compile(r"[\s,.;:!?–—―\-”\"’'»]*")
_CLIMB = 12
_SENTENCES_BACK = 6  # quoted sentences without a subject of their own stand between
_LABEL = re.compile(
    r"(?:.{1,160}\s[–—-]\s*)?(?:More from\s)?\s*((?:[A-Z][\w.’'-]*\s?){1,6}(?:\([^)]{1,40}\))?)\s*:\s*$"
)
_ENTRY = re.compile(
    rf"[\W\d]{{0,8}}([{UPPER}][\w.’'-]*(?:(?:\s(?:[{UPPER}][\w.’'-]*|van|von|de|der|al|bin|of))+|(?:\s[\w.’'-]+){{0,3}}\s"
    r"(?:ministry|government|embassy|army|police|presidency|party|union)))(?:\s\([^)]{1,40}\))?(?:,[^:.!?“”\"]{2,120})?:\s*$"
)
"""An entry of a list of voices: "Anna Berg, 52, harbour pilot: “…”", "Turkish foreign ministry: “…”"."""
_TRAILING = re.compile(r"\s*[–—―‒-]{1,2}\s*(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Link:
    """Why a quotation has its speaker: the attribution, and by which way it was found."""

    attribution: Attribution
    way: str  # "behind", "before", "tree", "sentence": see confidence.toml


def attach_detached(document: Document, quoted: Quoted, attributions: Sequence[Attribution]) -> Link | None:
    """The attribution of words that stand apart, in the same sentence."""
    text = document.text
    last_start, last_end = quoted.parts[-1]
    first_start = quoted.parts[0][0]
    ends_open = text[last_end - 1] in ",?!–—" or text[quoted.close : quoted.close + 1] == ","
    best: tuple[float, Link] | None = None
    for attribution in attributions:
        if attribution.kind == "label" and attribution.lemma not in ("name",):
            strength, way = _strength_before(text, attribution, quoted)
            strength -= 0.4
        elif attribution.start >= last_start:
            strength, way = _strength_behind(text, attribution, quoted, ends_open=ends_open)
        elif attribution.start < first_start:
            strength, way = _strength_before(text, attribution, quoted)
        else:
            continue
        strength -= _kind_penalty(attribution)
        if strength > 0 and (best is None or strength > best[0]):
            best = (strength, Link(attribution, way))
    return best[1] if best else None


def _kind_penalty(attribution: Attribution) -> float:
    return {"speech": 0.0, "gesture": 0.4, "opinion": 0.5, "label": 0.6}[
        attribution.kind
    ] + 0.5 * attribution.weak


def _strength_behind(
    text: str, attribution: Attribution, quoted: Quoted, *, ends_open: bool
) -> tuple[float, str]:
    gap = text[quoted.close : attribution.start]
    if attribution.start < quoted.close:
        gap = ""
    if _ONLY_MARKS.fullmatch(gap):
        announced = text[max(0, quoted.open - 3) : quoted.open].rstrip().endswith(":")
        if announced and not ends_open and text[attribution.start].isupper():
            return 0.0, ""  # "Holm was blunt: “….” His deputy nodded."
        if (
            ends_open
            or "." not in text[quoted.end - 1 : attribution.start]
            or text[attribution.start].islower()
        ):
            return 4.0, "behind"
        return (
            (0.0, "")
            if _says_something_else(attribution) or _goes_on(attribution, quoted)
            else (1.4, "behind")
        )
    if len(gap) < 60 and not _SENTENCE_END.search(gap) and not re.search(r"[“\"]", gap) and ends_open:
        return 2.2 - len(gap) / 100, "sentence"
    return 0.0, ""


def _says_something_else(attribution: Attribution) -> bool:
    """Whether a sentence behind a finished quotation has no need of it: "She disagrees.", "He does not recall it"."""
    if attribution.kind == "gesture":
        return False  # "“….” She does not smile."
    silent = attribution.kind != "speech" or attribution.negated or attribution.lemma in _REACTIONS
    return silent or any(
        child.dep_ in ("ccomp", "dobj") and child.i > attribution.cue.i for child in attribution.cue.children
    )


def _goes_on(attribution: Attribution, quoted: Quoted) -> bool:
    """Whether the words go on after others of the same paragraph: "“…,” she says of it. “…” Mr Holm said no."."""
    home = attribution.paragraph
    return any(home.start <= end < quoted.open for _, end in home.masked)


def _strength_before(text: str, attribution: Attribution, quoted: Quoted) -> tuple[float, str]:
    gap = text[attribution.end : quoted.open]
    if attribution.end > quoted.open or len(gap) > 300 or _SENTENCE_END.search(gap):
        return 0.0, ""
    if re.search(r"[“”\"]", gap):
        return (1.5 - len(gap) / 300, "sentence")
    ending = gap.rstrip()[-1:]
    near = 1 - len(gap) / 300
    if ending == ":" or (ending == "," and len(gap) < 120) or not gap.strip():
        return 3.0 + near, "before"
    if (ending and ending in "–—") or gap.rstrip().endswith(("that", "as")):
        return 2.6 + near, "before"
    return 1.6 + near, "sentence"


def attach_fragment(paragraph: Paragraph, quoted: Quoted, attributions: Sequence[Attribution]) -> Link | None:
    """The attribution in whose complement a fragment stands, by climbing the tree.

    The nearest verb of saying or calling wins; what somebody merely thinks or wants gives way to it.
    """
    for attribution in attributions:
        if _is_inserted(attribution, paragraph, quoted):
            return Link(attribution, "tree")
    by_cue = {a.cue.i: a for a in attributions if not a.phrase and not _stands_inside(a, quoted)}
    weaker: Attribution | None = None
    for token in _governors(content_head(paragraph, quoted), by_cue):
        attribution = by_cue[token.i]
        spoken = attribution.kind in ("speech", "label") and attribution.lemma not in cue_words("attitudes")
        if spoken and not attribution.weak:
            return Link(attribution, "tree")
        weaker = weaker or attribution
    if weaker is None:
        return None
    return Link(weaker, "tree" if weaker.kind == "label" and not weaker.weak else "tree-weak")


def _is_inserted(attribution: Attribution, paragraph: Paragraph, quoted: Quoted) -> bool:
    """Whether it is set between the commas of the sentence whose verb stands before the fragment: "Mr Holm, it said, had “…”"."""
    if attribution.kind != "speech" or attribution.weak or attribution.end > quoted.open:
        return False
    start, end = attribution.start - paragraph.start, attribution.end - paragraph.start
    set_off = paragraph.text[:start].endswith(", ") and paragraph.text.startswith(",", end)
    return (
        set_off
        and attribution.cue.dep_ == "parataxis"
        and not _SENTENCE_END.search(paragraph.text[end : quoted.open - paragraph.start])
    )


def _governors(token: Token | None, by_cue: Mapping[int, Attribution]) -> Iterator[Token]:
    """The cues above a token; the verb beside which a clause merely stands does not govern it."""
    beside = False
    for _ in range(_CLIMB):
        if token is None:
            return
        if token.i in by_cue and not beside:
            yield token
        beside = token.dep_ == "conj" and token.i not in by_cue
        if token.head is token:
            return
        token = token.head


def _stands_inside(attribution: Attribution, quoted: Quoted) -> bool:
    """Whether cue or speaker are words of the quotation itself."""
    base = attribution.paragraph.start
    return any(quoted.start <= base + t.idx < quoted.end for t in (attribution.cue, attribution.speaker))


def attach_parenthetical(
    document: Document, quoted: Quoted, attributions: Sequence[Attribution]
) -> Link | None:
    """An attribution in the same sentence, set off by commas, that the tree does not show."""
    text = document.text
    best: tuple[int, Attribution] | None = None
    for attribution in attributions:
        if attribution.kind != "speech" or attribution.weak or _stands_inside(attribution, quoted):
            continue
        if attribution.start >= quoted.close:
            gap = text[quoted.close : attribution.start]
            fits = "," in gap or attribution.phrase
        else:
            gap = text[attribution.end : quoted.open]
            fits = True
        if fits and not _SENTENCE_END.search(gap) and len(gap) < 200 and (best is None or len(gap) < best[0]):
            best = (len(gap), attribution)
    return Link(best[1], "sentence") if best else None


def trailing_name(document: Document, quoted: Quoted) -> tuple[int, int] | None:
    """The name behind a dash at the end of a quotation's paragraph: "…” — Carla Sanchez"."""
    dash = _TRAILING.match(document.text, quoted.close)
    if not dash:
        return None
    end = document.text.find("\n", dash.end())
    end = len(document.text) if end < 0 else end
    rest = document.text[dash.end() : end].rstrip(" \t\u00a0.")
    return (dash.end(), dash.end() + len(rest)) if 0 < len(rest) <= 120 else None


def labelled_name(paragraph: Paragraph, quoted: Quoted) -> tuple[int, int] | None:
    """The name that stands as a label before a quotation that opens its paragraph: "Rep. Gowdy (R-S.C.): “…”"."""
    lead = paragraph.text[: quoted.open - paragraph.start]
    label = _LABEL.match(lead) or _ENTRY.match(lead)
    if label is None or label.group(1).split()[-1].casefold() in cue_words("naming_nouns"):
        return None  # "The Harbour Song: “…”"
    return paragraph.start + label.start(1), paragraph.start + label.end(1)


def subject_before(paragraph: Paragraph, at: int) -> Token | None:
    """The subject of the last sentence that begins before `at` and has one outside hidden speech."""
    span = paragraph.doc.char_span(0, max(1, at - paragraph.start), alignment_mode="expand")
    token = span[-1] if span is not None and len(span) else None
    for _ in range(_SENTENCES_BACK):
        if token is None:
            return None
        sentence = token.sent
        subject = _main_subject(paragraph, sentence.root)
        if subject is not None and paragraph.start + subject.idx < at:
            return subject
        token = sentence.doc[sentence.start - 1] if sentence.start else None
    return None


def _main_subject(paragraph: Paragraph, root: Token) -> Token | None:
    for child in root.children:
        if child.dep_ in ("nsubj", "nsubjpass") and not paragraph.is_masked(child):
            return child
    return None
