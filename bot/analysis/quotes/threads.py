"""The thread of a text: whom its pronouns mean outside speech, read from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from bot.analysis.document import Paragraph
from bot.analysis.quotes.mentions import opens_clause_of
from bot.analysis.quotes.pronouns import GENDERED, resolve_pronoun
from bot.analysis.quotes.scene import Scene

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
            speaker = resolve_pronoun(self._scene, paragraph, token)
            if speaker.id is not None and speaker.lead >= _SURE:
                self._scene.discourse.note_echo(speaker.id, paragraph.start + token.idx, token)
            self._next = next(self._pronouns, None)

    @staticmethod
    def _at(found: tuple[Paragraph, Token]) -> tuple[int, int]:
        return found[0].start, found[1].idx


def _pronouns(scene: Scene) -> Iterator[tuple[Paragraph, Token]]:
    for paragraph in scene.document.paragraphs:
        for token in paragraph.doc:
            if token.lower_ in GENDERED and not paragraph.is_masked(token) and opens_clause_of(token):
                yield paragraph, token
