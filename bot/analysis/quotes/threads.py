"""The thread of a text: whom its pronouns, and "the general", mean outside speech, read from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from bot.analysis.document import Paragraph
from bot.analysis.quotes.bearers import find_bearer
from bot.analysis.quotes.mentions import opens_clause_of
from bot.analysis.quotes.phrases import places_of
from bot.analysis.quotes.pronouns import GENDERED, resolve_pronoun
from bot.analysis.quotes.scene import Scene, Speaker

_SURE = 0.3  # lead from which a pronoun goes on with its thread


class Thread:
    """Follows the pronouns of one article as far as its quotes are read."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._pronouns = _pronouns(scene)
        self._next = next(self._pronouns, None)

    def follow(self, place: int) -> None:
        """Resolve the pronouns before `place` and have the discourse remember them."""
        while self._next is not None and sum(self._at(self._next)) < place:
            paragraph, token = self._next
            speaker = self._meant(paragraph, token)
            if speaker is not None and speaker.id is not None and speaker.lead >= _SURE:
                self._scene.discourse.note_echo(speaker.id, paragraph.start + token.idx, token)
            self._next = next(self._pronouns, None)

    def _meant(self, paragraph: Paragraph, token: Token) -> Speaker | None:
        if token.lower_ in GENDERED:
            return resolve_pronoun(self._scene, paragraph, token)
        printed = self._scene.document.text[slice(*self._scene.phrase(paragraph, token))]
        bearer = find_bearer(self._scene, paragraph, token, token.lemma_.lower(), printed)
        return replace(bearer, lead=_SURE) if bearer is not None else None

    @staticmethod
    def _at(found: tuple[Paragraph, Token]) -> tuple[int, int]:
        return found[0].start, found[1].idx


def _pronouns(scene: Scene) -> Iterator[tuple[Paragraph, Token]]:
    words = GENDERED | scene.lists["roles"] | scene.lists["mates"]
    for paragraph in scene.document.paragraphs:
        for token in (paragraph.doc[place] for place in places_of(paragraph.doc, words)):
            person = token.lower_ in GENDERED or (
                _is_definite_role(scene, token) and scene.cast.at(*paragraph.span_of(token)) is None
            )
            if person and not paragraph.is_masked(token) and opens_clause_of(token):
                yield paragraph, token


def _is_definite_role(scene: Scene, token: Token) -> bool:
    """ "The general": a noun for somebody who was named before, not beside it ("the chairman of the board, Peter Holm,")."""
    if token.tag_ not in ("NN", "NNP") or not scene.is_role(token):
        return False
    beside = any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in token.children)
    return not beside and any(child.lower_ == "the" for child in token.children)
