"""Attributions: a cue ("said", "according to") and the token that speaks, found in a parsed paragraph."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from bot.analysis.document import Paragraph
from bot.analysis.lexicon.cueforms import cue_classes
from bot.analysis.quotes.assertion import is_under_refusal, is_weak
from bot.analysis.quotes.cue_subjects import speaker_of
from bot.analysis.quotes.inversion import begins_inversion, inverted_speaker
from bot.analysis.quotes.phrases import after_quotation, phrase_head, places_of

_REPLIES = ("reply", "answer", "response", "retort", "rejoinder", "verdict", "comment")
_VIEWS = ("view", "opinion", "estimation", "assessment", "judgment", "judgement", "telling", "account")
_MARKS_BEHIND = 4  # tokens behind hidden speech among which a verb may stand
_REPLY_VERBS = ("came", "comes", "was", "is", "ran", "went")
_REPLY_REACH = 6  # tokens from the verb to its reply


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue with its speaker; offsets are of the article's text."""

    paragraph: Paragraph
    cue: Token
    lemma: str
    kind: str  # class of the cue: "speech", "opinion", "label", "gesture"
    speaker: Token  # head of the phrase that names the speaker
    start: int  # of cue and speaker together
    end: int
    phrase: bool = False  # "according to"
    negated: bool = False
    weak: bool = False  # "declined to say", "if he says"
    carrier: Token | None = None  # who passes it on: the outlet in "CNN quoted X as saying"

    @property
    def cue_text(self) -> str:
        return "according to" if self.phrase and self.cue.lower_ == "according" else self.cue.text


def find_attributions(paragraph: Paragraph) -> tuple[Attribution, ...]:
    """All attributions of a paragraph, in order of their cues."""
    classes = cue_classes()
    found: list[Attribution] = []
    for token in _candidates(paragraph):
        entry = classes.get(token.lower_)
        if entry is not None and not paragraph.is_masked(token) and _is_verb(token, paragraph):
            made = _from_verb(paragraph, token, *entry)
        elif token.lower_ == "according":
            made = _from_according(paragraph, token)
        elif token.lower_ in _VIEWS and token.i > 0:
            made = _from_view(paragraph, token)
        elif token.lower_ in _REPLIES:
            made = _from_reply(paragraph, token)
        elif token.text in ("he", "she"):
            made = _from_pronoun(paragraph, token)
        else:
            made = _from_any_verb(paragraph, token)
        if made is not None:
            found.append(made)
    return tuple(found)


def _candidates(paragraph: Paragraph) -> Iterator[Token]:
    """The tokens that may be a cue: listed words, and any verb that follows hidden speech."""
    doc = paragraph.doc
    places = set(places_of(doc, _listed()))
    for _, end in paragraph.masked:
        behind = bisect_left(doc, end - paragraph.start, key=lambda token: token.idx)
        places.update(range(behind, min(behind + _MARKS_BEHIND, len(doc))))
    return (doc[place] for place in sorted(places))


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    return frozenset({*cue_classes(), *_VIEWS, *_REPLIES, "according", "he", "she"})


def _is_verb(token: Token, paragraph: Paragraph) -> bool:
    if begins_inversion(token):
        return True
    if token.pos_ in ("VERB", "AUX"):
        return token.dep_ not in ("amod", "compound", "aux", "auxpass")
    if token.pos_ == "ADP" or token.text[0].isupper():
        return False
    return (
        after_quotation(token, paragraph)
        or _ends_name_after_quotation(token, paragraph)
        or _ends_insertion(token)
    )


def _ends_insertion(token: Token) -> bool:
    """Whether a noun is the verb of ", Anna Berg notes,"."""
    if token.i < 2 or token.i + 1 >= len(token.doc) or token.nbor(1).text not in (",", "."):
        return False
    before = token.nbor(-1)
    while before.i > 0 and before.i > token.i - 6 and (before.pos_ == "PROPN" or before.text == "-"):
        before = before.nbor(-1)
    return before.text == "," and token.nbor(-1).pos_ == "PROPN"


def _ends_name_after_quotation(token: Token, paragraph: Paragraph) -> bool:
    """Whether a name leads from hidden speech to this token, which then is no noun: "…,’ Mr Brown repeats"."""
    before = token
    while before.i > 0 and token.i - before.i < 6:
        before = before.nbor(-1)
        if before.is_punct or before.is_space:
            return (
                token.i - before.i > 1
                and token.nbor(-1).pos_ in ("PROPN", "PRON")
                and after_quotation(before.nbor(1), paragraph)
            )
        if before.pos_ not in ("PROPN", "PRON", "DET", "NOUN"):
            return False
    return False


def _from_verb(paragraph: Paragraph, cue: Token, lemma: str, kind: str) -> Attribution | None:
    speaker, carrier = speaker_of(paragraph, cue, lemma)
    if speaker is None or paragraph.is_masked(speaker):
        return None
    start, end = _extent(paragraph, cue, speaker)
    return Attribution(
        paragraph=paragraph,
        cue=cue,
        lemma=lemma,
        kind=kind,
        speaker=speaker,
        start=start,
        end=end,
        negated=any(child.dep_ == "neg" for child in cue.children) or is_under_refusal(cue),
        weak=is_weak(cue),
        carrier=carrier,
    )


def _from_according(paragraph: Paragraph, token: Token) -> Attribution | None:
    doc = paragraph.doc
    if token.i + 2 > len(doc) - 1 or doc[token.i + 1].lower_ != "to":
        return None
    speaker = phrase_head(doc[token.i + 2])
    if speaker is None or paragraph.is_masked(speaker):
        return None
    start, end = _extent(paragraph, token, speaker)
    return Attribution(
        paragraph=paragraph, cue=token, lemma="according to", kind="speech", speaker=speaker, start=start, end=end, phrase=True
    )  # fmt: skip


def _from_view(paragraph: Paragraph, noun: Token) -> Attribution | None:
    """ "In her view, …", "in the opinion of the bank, …", "by his own account": set off from its sentence by a comma."""
    phrase = noun.head
    if phrase.lower_ not in ("in", "by") or noun.dep_ != "pobj" or phrase.i > noun.i:
        return None
    speaker = _giver(noun)
    if speaker is None or paragraph.is_masked(speaker):
        return None
    last = max(noun, speaker, key=lambda token: token.i).right_edge
    if last.i + 1 >= len(noun.doc) or last.nbor(1).text not in (",", "."):
        return None
    start = paragraph.start + phrase.idx
    end = paragraph.start + last.idx + len(last.text)
    return Attribution(
        paragraph=paragraph, cue=noun, lemma="according to", kind="speech", speaker=speaker, start=start, end=end, phrase=True
    )  # fmt: skip


def _from_reply(paragraph: Paragraph, noun: Token) -> Attribution | None:
    """ "…,” came the reply from Anna Berg", "…” was her answer"."""
    verb = noun
    while verb.i > 0 and noun.i - verb.i < _REPLY_REACH and verb.lower_ not in _REPLY_VERBS:
        verb = verb.nbor(-1)
    if verb.lower_ not in _REPLY_VERBS or not after_quotation(verb, paragraph):
        return None
    speaker = _giver(noun)
    if speaker is None or paragraph.is_masked(speaker):
        return None
    start = paragraph.start + verb.idx
    end = paragraph.span_of(max(noun, speaker, key=lambda token: token.i))[1]
    return Attribution(
        paragraph=paragraph, cue=noun, lemma="reply", kind="speech", speaker=speaker, start=start, end=end
    )


def _from_pronoun(paragraph: Paragraph, pronoun: Token) -> Attribution | None:
    """ "…?” she shot back": whatever the verb, a small pronoun right behind hidden speech speaks."""
    if pronoun.i + 1 >= len(paragraph.doc) or not after_quotation(pronoun, paragraph):
        return None
    verb = pronoun.nbor(1)
    if verb.lower_ in cue_classes() or verb.pos_ != "VERB":
        return None
    return _gesture(paragraph, verb, pronoun)


def _from_any_verb(paragraph: Paragraph, verb: Token) -> Attribution | None:
    """ "…!” cheered Anna Berg": whatever the verb, a name behind it that follows hidden speech speaks."""
    if verb.tag_ != "VBD" or not verb.text.islower() or verb.i + 1 >= len(paragraph.doc):
        return None
    if verb.nbor(1).pos_ != "PROPN" or not after_quotation(verb, paragraph):
        return None
    speaker = inverted_speaker(verb)
    return None if speaker is None or paragraph.is_masked(speaker) else _gesture(paragraph, verb, speaker)


def _gesture(paragraph: Paragraph, verb: Token, speaker: Token) -> Attribution:
    start, end = _extent(paragraph, verb, speaker)
    return Attribution(
        paragraph=paragraph,
        cue=verb,
        lemma=verb.lemma_,
        kind="gesture",
        speaker=speaker,
        start=start,
        end=end,
    )


def _giver(reply: Token) -> Token | None:
    """Whose reply it is: its possessor, or who stands behind "from" or "of"."""
    owner = next((child for child in reply.children if child.dep_ == "poss"), None)
    if owner is not None or reply.i + 2 >= len(reply.doc) or reply.nbor(1).lower_ not in ("from", "of"):
        return owner
    return phrase_head(reply.nbor(2))


def _extent(paragraph: Paragraph, cue: Token, speaker: Token) -> tuple[int, int]:
    left = speaker.left_edge if speaker.left_edge.sent == speaker.sent else speaker
    while left.i < speaker.i and (paragraph.is_masked(left) or left.is_punct or left.is_space):
        left = left.nbor(1)
    first = cue if cue.i < left.i else left
    last = cue if cue.i > speaker.i else speaker
    return paragraph.start + first.idx, paragraph.start + last.idx + len(last.text)
