"""The name or pronoun that stands right before a cue, whatever the parse makes of it."""

from __future__ import annotations

from spacy.tokens import Token

from bot.analysis.document import Paragraph
from bot.analysis.lexicon.words import word_set
from bot.analysis.quotes.phrases import after_quotation


def is_in_brackets(cue: Token) -> bool:
    return cue.i > 0 and cue.nbor(-1).text == ")"


def _before_brackets(token: Token) -> Token:
    """The token before "(R-WI)", or the token itself."""
    if token.text != ")":
        return token
    while token.i > 0 and token.text != "(":
        token = token.nbor(-1)
    return token.nbor(-1) if token.i > 0 else token


def _is_name_after_quotation(token: Token, paragraph: Paragraph) -> bool:
    """A capitalised word between hidden speech and the cue is a name, whatever the tagger says ("…,” Will wrote)."""
    return token.text[:1].isupper() and not paragraph.is_masked(token) and after_quotation(token, paragraph)


def _is_lone_name(token: Token) -> bool:
    """Whether a capitalised word that alone opens the sentence before its cue was taken for an adverb or a verb."""
    return bool(
        token.is_sent_start
        and token.is_alpha
        and token.text.istitle()
        and token.pos_ in ("ADV", "ADJ", "VERB")
    )


def beside(cue: Token, paragraph: Paragraph) -> Token | None:
    """The name or pronoun right before the cue: "…,” Mishustin told"."""
    if cue.is_sent_start or cue.i == 0:
        return None
    before = _before_brackets(cue.nbor(-1))
    if _is_name_after_quotation(before, paragraph) or _is_lone_name(before):
        return before
    if (
        cue.tag_ == "VBG"
        or (cue.tag_ == "VBN" and before.pos_ == "NOUN")
        or (
            before.pos_ not in ("PROPN", "PRON", "NOUN")
            or paragraph.is_masked(before)
            or before.lower_ in word_set("times")
        )
    ):
        return None
    if before.dep_ == "pobj" and before.head.head.pos_ == "NOUN" and before.head.head.i < before.i:
        return before.head.head  # "the presidency in Ankara said"
    return None if before.dep_ == "poss" else before
