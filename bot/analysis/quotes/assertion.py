"""Whether what a cue reports was really said: not under a condition, a modal verb or a refusal."""

from __future__ import annotations

from spacy.tokens import Token

_MODALS = ("to", "can", "could", "will", "’ll", "'ll", "would", "might", "may", "should", "must")
_ONWARD = ("go", "continue", "begin", "start", "proceed", "hasten", "come", "take", "use")


def is_weak(cue: Token) -> bool:
    """Infinitives ("refused to say"), conditions and modal verbs: the words may never have been said."""
    if _went_on_to(cue):
        return False
    for child in cue.children:
        if child.dep_ == "aux" and child.lower_ in _MODALS:
            return True
        if (
            child.dep_ == "mark"
            and child.lower_ in ("if", "unless", "whether")
            and not _comma_between(child, cue)
        ):
            return True
    return False


def _went_on_to(cue: Token) -> bool:
    """Whether an infinitive tells what was done: "took to the radio to say", "went on to warn"."""
    main = cue.head
    if cue.tag_ != "VB" or main.tag_ not in ("VBD", "VBZ") or any(c.dep_ == "neg" for c in main.children):
        return False
    marked = [child.lower_ for child in cue.children if child.dep_ == "aux"] == ["to"]
    return marked and (cue.dep_ == "advcl" or (cue.dep_ == "xcomp" and main.lemma_ in _ONWARD))


def _comma_between(mark: Token, cue: Token) -> bool:
    """Whether a comma parts the two, so that the condition is another clause: "if it held, the paper noted"."""
    return any(token.text == "," for token in cue.doc[mark.i : cue.i])


def is_under_refusal(cue: Token) -> bool:
    return cue.dep_ == "xcomp" and cue.head.lemma_ in ("decline", "refuse", "fail", "stop")
