"""A speaker as resolved, and the scene in which one is looked for: text, cast and what was said so far."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from bot.analysis.actors import ActorTable
from bot.analysis.document import Cast, Document, Naming, Paragraph
from bot.analysis.lexicon.words import load_words
from bot.analysis.quotes.discourse import Discourse

_TIME = re.compile(r"\d{1,2}[:.h]\d\d")  # before an entry of a live report


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it. All None: nobody can be named."""

    printed: str | None = None
    name: str | None = None
    id: str | None = None
    role: str | None = None
    how: str = "unknown"  # "name", "title", "body", "pronoun", "role", "joint", "anonymous", "unlisted" …
    lead: float = 0.0  # pronouns: how clearly the antecedent stands before others


UNKNOWN = Speaker()


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load_words("speakers.toml").items()}


@dataclass(frozen=True, slots=True)
class Scene:
    """One article and its cast, while its quotes are read from top to bottom."""

    document: Document
    cast: Cast
    discourse: Discourse
    table: ActorTable

    @property
    def lists(self) -> dict[str, frozenset[str]]:
        """The nouns of speakers.toml."""
        return _lists()

    def of_actor(self, actor: str, printed: str | None, how: str, lead: float = 0.0) -> Speaker:
        """The speaker who is a member of the cast."""
        member = self.cast.members[actor]
        return Speaker(
            printed=printed,
            name=member.name,
            id=member.id,
            role=member.role or member.office,
            how=how,
            lead=lead,
        )

    def phrase(self, paragraph: Paragraph, token: Token) -> tuple[int, int]:
        """The phrase around its head, from its first modifier, without what follows the head."""
        left = token.left_edge if token.i - token.left_edge.i <= 9 else token
        while left.i < token.i and (
            left.is_punct
            or left.is_space
            or left.dep_ in ("cc", "mark", "advmod")
            or _TIME.fullmatch(left.text)
            or paragraph.is_masked(left)
        ):
            left = left.nbor(1)
        right = token
        while (
            right.i + 1 < len(token.doc)
            and right.nbor(1).pos_ == "PROPN"
            and right.nbor(1).dep_ in ("compound", "flat")
            and right.nbor(1).head.i <= right.i
        ):
            right = right.nbor(1)
        return paragraph.start + left.idx, paragraph.start + right.idx + len(right.text)

    def is_person(self, naming: Naming) -> bool:
        """Whether the naming is of a person."""
        return self.cast.members[naming.actor].kind == "person"

    def is_role(self, token: Token) -> bool:
        """Whether the noun is one for people who speak: "minister", "analyst"."""
        noun = token.lemma_.lower()
        return noun in self.lists["roles"] or noun in self.lists["mates"]
