"""How prominent a name is in its sentence, by its grammatical place."""

from __future__ import annotations

from spacy.tokens import Token


def prominence_of(token: Token | None) -> float:
    """Prominence by grammatical place: subjects before objects before possessives; speech counts little."""
    if token is None:
        return -1.5
    token = _standing_for(token)
    dep = token.dep_
    if dep in ("nsubj", "nsubjpass"):
        return {"ROOT": 1.0, "conj": 1.0, "ccomp": 0.8}.get(token.head.dep_, 0.6)
    if dep == "poss" and token.head.dep_ in ("nsubj", "nsubjpass"):
        return -0.1  # "The ministry’s version was shorter"
    if (
        dep == "compound"
        and token.head.dep_ == "ROOT"
        and token.head.pos_ == "NOUN"
        and token.left_edge.is_sent_start
    ):
        return 0.8  # a verb taken for a noun: "Hargreave shrugs"
    return {
        "poss": -0.8,
        "compound": -0.8,
        "amod": -1.0,
        "pobj": -0.2,
        "dobj": 0.0,
        "ROOT": 0.2,
    }.get(dep, -0.2)


def _standing_for(token: Token) -> Token:
    """The token whose place a second name or an apposition shares: "the chairman of the board, Anna Berg, …"."""
    if token.dep_ not in ("conj", "appos"):
        return token
    head = token.head
    if token.dep_ == "appos" and head.dep_ == "pobj" and head.head.lower_ == "of":
        return head.head.head
    return head
