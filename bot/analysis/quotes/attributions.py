"""Attributions: a cue ("said", "according to") and the token that speaks, found in a parsed paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from bot.analysis.document import Paragraph
from bot.analysis.lexicon.cueforms import cue_classes

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_CLIMB = 6  # heads that are asked for a subject
_INHERITS = ("conj", "advcl", "xcomp", "pcomp", "prep", "dep", "ccomp", "acl")
_NOUNS = ("PROPN", "NOUN", "PRON")
_OPENS_PHRASE = ("PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM")
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow earlier later recently last next".split()
)
_DOCUMENT_VERBS = ("issue", "release", "publish", "sign", "post", "send", "write", "give", "make", "put", "adopt")
_NO_INVERSION = frozenset({"tell", "inform", "remind", "assure", "ask", "urge", "call"})


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
        return "according to" if self.phrase else self.cue.text


def find_attributions(paragraph: Paragraph) -> tuple[Attribution, ...]:
    """All attributions of a paragraph, in order of their cues."""
    classes = cue_classes()
    found: list[Attribution] = []
    for token in paragraph.doc:
        entry = classes.get(token.lower_)
        if entry is not None and not paragraph.is_masked(token) and _is_verb(token, paragraph):
            made = _from_verb(paragraph, token, *entry)
        elif token.lower_ == "according":
            made = _from_according(paragraph, token)
        else:
            continue
        if made is not None:
            found.append(made)
    return tuple(found)


def _is_verb(token: Token, paragraph: Paragraph) -> bool:
    if token.pos_ in ("VERB", "AUX"):
        return token.dep_ not in ("amod", "compound", "aux", "auxpass")
    return token.pos_ != "ADP" and after_quotation(token, paragraph) and not token.text[0].isupper()


def after_quotation(token: Token, paragraph: Paragraph) -> bool:
    """Whether only marks and dashes stand between hidden speech and this token."""
    at = token.idx + paragraph.start
    for _, end in reversed(paragraph.masked):
        if end <= at:
            between = paragraph.text[end - paragraph.start : token.idx]
            return len(between) < 12 and not any(c.isalnum() for c in between)
    return False


def _from_verb(paragraph: Paragraph, cue: Token, lemma: str, kind: str) -> Attribution | None:
    speaker, carrier = _speaker_of(paragraph, cue, lemma)
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
        negated=any(child.dep_ == "neg" for child in cue.children) or _under_refusal(cue),
        weak=_is_weak(cue),
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


# --- who speaks -----------------------------------------------------------------------------------


def _speaker_of(paragraph: Paragraph, cue: Token, lemma: str) -> tuple[Token | None, Token | None]:
    """The head of the speaker's phrase, and who carries the words, if anybody."""
    if after_quotation(cue, paragraph) and lemma not in _NO_INVERSION:
        inverted = _inverted(cue)
        if inverted is not None:
            return inverted, None
    if (
        cue.tag_ == "VBG"
        and cue.head.lower_ == "as"
        and cue.head.head.lower_ in ("quoted", "cited", "quotes")
    ):
        return _quoted_source(cue.head.head)
    own = _own_subject(cue)
    beside = _beside(cue, paragraph)
    if beside is not None and (own is None or paragraph.is_masked(own) or own.i > cue.i):
        return beside, None
    if own is not None and not paragraph.is_masked(own):
        return _antecedent(own), None
    inverted = _inverted(cue) if lemma not in _NO_INVERSION and own is not None else None
    if inverted is not None:
        return inverted, None
    if lemma in ("quote", "cite"):
        return _quoted_source(cue)[0], None
    return _inherited(cue, paragraph), None


def _own_subject(verb: Token) -> Token | None:
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    for child in verb.children:
        if child.dep_ in _SUBJECTS and child.pos_ in (*_NOUNS, "DET", "ADJ", "NUM", "SPACE", "X"):
            if passive and child.dep_ == "nsubjpass" and verb.lower_ not in ("quoted", "cited"):
                return _agent(verb)
            return child
    return None


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((t for t in child.children if t.dep_ == "pobj"), None)
    return None


def _antecedent(subject: Token) -> Token:
    """The noun to which "who" or "which" belongs."""
    if subject.lower_ in ("who", "which", "that") and subject.head.dep_ == "relcl":
        return subject.head.head
    return subject


def _quoted_source(verb: Token) -> tuple[Token | None, Token | None]:
    """ "CNN quoted the minister as saying", "the minister was quoted as saying": the minister speaks."""
    for child in verb.children:
        if child.dep_ == "nsubjpass":
            return child, _agent(verb)
    carrier = _own_subject(verb)
    source = next((child for child in verb.children if child.dep_ in ("dobj", "obj")), None)
    return source or carrier, carrier


def _inverted(cue: Token) -> Token | None:
    """The phrase right behind the cue: "said Cedric Leighton"."""
    if cue.i + 1 >= len(cue.doc):
        return None
    following = cue.nbor(1)
    if following.pos_ not in _OPENS_PHRASE or following.is_sent_start:
        return None
    if following.lower_ in (
        "that",
        "there",
        "so",
        "reporters",
        "journalists",
        "him",
        "her",
        "them",
        "me",
        "us",
    ):
        return None
    return phrase_head(following)


def _beside(cue: Token, paragraph: Paragraph) -> Token | None:
    """The name or pronoun right before the cue: "…,” Mishustin told"."""
    if cue.is_sent_start or cue.i == 0:
        return None
    before = cue.nbor(-1)
    if before.pos_ not in ("PROPN", "PRON", "NOUN") or paragraph.is_masked(before) or before.lower_ in _TIMES:
        return None
    return None if before.dep_ == "poss" else before


def phrase_head(token: Token) -> Token | None:
    """The head of the noun phrase that `token` begins."""
    for _ in range(8):
        head = token.head
        if token.dep_ not in (
            "det",
            "compound",
            "amod",
            "poss",
            "nummod",
            "nmod",
            "case",
            "predet",
            "advmod",
            "npadvmod",
            "quantmod",
        ):
            break
        if head.i <= token.i or head.i - token.i > 12:
            break
        token = head
    return token if token.pos_ in (*_NOUNS, "DET", "NUM", "ADJ", "X") else None


def _inherited(cue: Token, paragraph: Paragraph) -> Token | None:
    """The subject of the verb to which a participle or a second verb belongs; the noun of "a statement saying"."""
    token = cue
    for _ in range(_CLIMB):
        if token.dep_ not in _INHERITS or token.head is token:
            return None
        if token.dep_ == "acl" and token.head.pos_ in _NOUNS:
            return _issuer(token.head) or token.head
        token = token.head
        subject = _own_subject(token) if token.pos_ in ("VERB", "AUX") else None
        if subject is None or paragraph.is_masked(subject):
            continue
        if subject.lower_ not in ("it", "there") or token.dep_ == "ROOT":
            return _antecedent(subject)
    return None


def _issuer(document: Token) -> Token | None:
    """Who issued the statement that says something."""
    verb = document.head
    if document.dep_ == "dobj" and verb.lemma_ in _DOCUMENT_VERBS:
        return _own_subject(verb)
    return None


# --- what weakens ---------------------------------------------------------------------------------


def _is_weak(cue: Token) -> bool:
    """Infinitives ("refused to say"), conditions and modal verbs: the words may never have been said."""
    for child in cue.children:
        if child.dep_ == "aux" and child.lower_ in ("to", "would", "could", "might", "may", "should", "must"):
            return True
        if child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether"):
            return True
    return False


def _under_refusal(cue: Token) -> bool:
    return cue.dep_ == "xcomp" and cue.head.lemma_ in ("decline", "refuse", "fail", "stop")


def _extent(paragraph: Paragraph, cue: Token, speaker: Token) -> tuple[int, int]:
    left = speaker.left_edge if speaker.left_edge.sent == speaker.sent else speaker
    while left.i < speaker.i and (paragraph.is_masked(left) or left.is_punct or left.is_space):
        left = left.nbor(1)
    first = cue if cue.i < left.i else left
    last = cue if cue.i > speaker.i else speaker
    return paragraph.start + first.idx, paragraph.start + last.idx + len(last.text)


def subjects_of(paragraph: Paragraph) -> Iterator[Token]:
    """Subjects of main verbs, in order."""
    for token in paragraph.doc:
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ in ("ROOT", "conj", "ccomp"):
            yield token
