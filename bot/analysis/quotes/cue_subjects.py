"""Who speaks: the head of the phrase that a cue verb has for its speaker, by text first, then by parse."""

from __future__ import annotations

from spacy.tokens import Token

from bot.analysis.document import Paragraph
from bot.analysis.lexicon.cueforms import cue_classes
from bot.analysis.quotes.beside import beside, is_in_brackets
from bot.analysis.quotes.inversion import inserted_speaker, inverted_speaker, opens_clause
from bot.analysis.quotes.phrases import after_quotation, phrase_head

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_RELATIVE = 25  # tokens of a relative clause between commas
_CLIMB = 6  # heads that are asked for a subject
_INHERITS = ("conj", "advcl", "xcomp", "pcomp", "prep", "dep", "ccomp", "acl")
_NOUNS = ("PROPN", "NOUN", "PRON")
_DOCUMENT_VERBS = (
    "issue",
    "release",
    "publish",
    "sign",
    "post",
    "send",
    "write",
    "give",
    "make",
    "put",
    "adopt",
)
_NO_INVERSION = frozenset({"tell", "remind", "ask", "urge", "call"})


def speaker_of(paragraph: Paragraph, cue: Token, lemma: str) -> tuple[Token | None, Token | None]:
    """The head of the speaker's phrase, and who carries the words, if anybody."""
    if after_quotation(cue, paragraph) and (lemma == "ask" or lemma not in _NO_INVERSION):
        inverted = inverted_speaker(cue)
        if inverted is not None:
            return inverted, None
    inserted = inserted_speaker(cue) if lemma not in _NO_INVERSION else None
    if inserted is not None:
        return inserted, None
    if (
        cue.tag_ == "VBG"
        and cue.head.lower_ == "as"
        and cue.head.head.lower_ in ("quoted", "cited", "quotes")
    ):
        return _quoted_source(cue.head.head, paragraph)
    own = _own_subject(cue, paragraph)
    neighbour = beside(cue, paragraph)
    if neighbour is not None and (
        own is None or own.i > cue.i or (is_in_brackets(cue) and neighbour.pos_ == "PROPN")
    ):
        return neighbour, None
    if own is not None:
        return _antecedent(own), None
    may_invert = lemma not in _NO_INVERSION and cue.tag_ != "VBG" and opens_clause(cue)
    inverted = inverted_speaker(cue) if may_invert else None
    if inverted is not None:
        return inverted, None
    if lemma in ("quote", "cite"):
        return _quoted_source(cue, paragraph)[0], None
    inherited = _before_relative(cue, paragraph) or _inherited(cue, paragraph)
    return inherited or _opener(cue, paragraph), None


def _own_subject(verb: Token, paragraph: Paragraph) -> Token | None:
    """The subject nearest to the verb, hidden speech left out."""
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    found = [
        child
        for child in verb.children
        if child.dep_ in _SUBJECTS
        and child.pos_ in (*_NOUNS, "DET", "ADJ", "NUM", "X")
        and not paragraph.is_masked(child)
    ]
    if not found:
        return None
    subject = _open_apposition(min(found, key=lambda child: abs(child.i - verb.i)), verb)
    named = next((child for child in found if _is_described_by(child, subject)), None)
    if named is not None:
        return named
    if passive and subject.dep_ == "nsubjpass" and verb.lower_ not in ("quoted", "cited"):
        return _agent(verb)
    return subject


def _open_apposition(subject: Token, verb: Token) -> Token:
    """Who really speaks where no comma ends an apposition: "met Anna Berg, the agency reported"."""
    nouns = (child for child in subject.children if child.dep_ == "appos" and child.pos_ != "PRON")
    hung = (noun for noun in nouns if noun.right_edge.i == verb.i - 1)
    return next(hung, subject)


def _is_described_by(name: Token, noun: Token) -> bool:
    """Whether the second subject of a verb only describes the first: "Anna Berg, the spokeswoman for it, said"."""
    apart = name.i + 2 == noun.left_edge.i and name.nbor(1).text == ","
    return apart and name.pos_ == "PROPN" and noun.pos_ == "NOUN"


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((t for t in child.children if t.dep_ == "pobj"), None)
    return None


def _antecedent(subject: Token) -> Token:
    """The noun to which "who" or "which" belongs."""
    verb = subject.head
    while verb.dep_ == "conj" and verb.head.i < verb.i:
        verb = verb.head
    if subject.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        return verb.head
    return subject


def _quoted_source(verb: Token, paragraph: Paragraph) -> tuple[Token | None, Token | None]:
    """ "CNN quoted the minister as saying", "the minister was quoted as saying": the minister speaks."""
    for child in verb.children:
        if child.dep_ == "nsubjpass":
            return child, _agent(verb)
    carrier = _own_subject(verb, paragraph)
    source = next((child for child in verb.children if child.dep_ in ("dobj", "obj")), None)
    return source or carrier, carrier


def _opener(cue: Token, paragraph: Paragraph) -> Token | None:
    """The name that opens the sentence, where only an insertion parts it from the cue: "Holm, whose boat sank, said"."""
    if cue.dep_ not in ("ROOT", "ccomp", "relcl", "conj") or cue.i == 0 or cue.nbor(-1).text != ",":
        return None
    head = phrase_head(cue.sent[0])
    if head is None or head.pos_ != "PROPN" or paragraph.is_masked(head) or head.i + 1 >= cue.i:
        return None
    return head if head.nbor(1).text == "," else None


def _before_relative(cue: Token, paragraph: Paragraph) -> Token | None:
    """The name before ", who came late, said", which the parser may hang elsewhere."""
    if cue.tag_ not in ("VBD", "VBZ") or cue.i < 3 or cue.nbor(-1).text != ",":
        return None
    for token in reversed(cue.doc[max(2, cue.i - _RELATIVE) : cue.i - 1]):
        if token.is_sent_start or paragraph.is_masked(token):
            return None
        if token.lower_ in ("who", "whose") and token.nbor(-1).text == ",":
            name = token.nbor(-2)
            return name if name.pos_ == "PROPN" else None
    return None


def _inherited(cue: Token, paragraph: Paragraph) -> Token | None:
    """The subject of the verb to which a participle or a second verb belongs; the noun of "a statement saying"."""
    token = cue
    for _ in range(_CLIMB):
        if token.dep_ not in _INHERITS or token.head is token:
            return None
        if token.dep_ == "acl" and token.head.pos_ in _NOUNS:
            return _issuer(token.head, paragraph) or token.head
        token = token.head
        subject = _subject_of(token, cue, paragraph) if token.pos_ in ("VERB", "AUX") else None
        if subject is not None and not _belongs_further_up(cue, token, subject):
            return (
                _main_person(cue, paragraph) or _antecedent(subject)
                if subject.pos_ == "NOUN"
                else _antecedent(subject)
            )
    return None


def _subject_of(verb: Token, cue: Token, paragraph: Paragraph) -> Token | None:
    """The subject of the verb above, also of a passive one to which an active cue is joined: "was met and joked"."""
    if cue.dep_ == "conj" and cue.tag_ in ("VBD", "VBZ"):
        for child in verb.children:
            if child.dep_ == "nsubjpass" and not paragraph.is_masked(child):
                return child
    return _own_subject(verb, paragraph)


def _main_person(participle: Token, paragraph: Paragraph) -> Token | None:
    """The named subject of the whole sentence, to which a participle after a comma belongs rather than to a thing."""
    if participle.tag_ != "VBG" or participle.i == 0 or participle.nbor(-1).text != ",":
        return None
    subject = _own_subject(participle.sent.root, paragraph)
    return subject if subject is not None and subject.pos_ in ("PROPN", "PRON") else None


def _belongs_further_up(cue: Token, verb: Token, subject: Token) -> bool:
    """Whether a second verb was hung too low: "she said it was early but added", "said the boat had come and called"."""
    if verb.dep_ == "ROOT":
        return False
    if subject.lower_ in ("it", "there"):
        return True
    reported = verb.dep_ == "ccomp" and verb.head.lower_ in cue_classes()
    return reported and subject.pos_ == "NOUN" and cue.tag_ == "VBD" and verb.tag_ != "VBD"


def _issuer(document: Token, paragraph: Paragraph) -> Token | None:
    """Who issued the statement that says something."""
    verb = document.head
    if document.dep_ == "pobj" and verb.lower_ == "in":
        return _own_subject(verb.head, paragraph)
    if document.dep_ == "dobj" and verb.lemma_ in _DOCUMENT_VERBS:
        return _own_subject(verb, paragraph)
    return None
