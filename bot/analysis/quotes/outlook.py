"""Who is meant before being named: a text may open with "she says" or with words, and name the speaker later."""

from __future__ import annotations

import re

from bot.analysis.document import Member, Naming
from bot.analysis.quotes.scene import Scene

_PARAGRAPHS_AHEAD = 3
_POINTS_BACK = re.compile(r"\s*(?:That|This|Those|These|Such|So|Thus)\b[^.!?\n]*")


def person_ahead(scene: Scene, place: int, gender: str | None) -> str | None:
    """The first person named behind `place` whom a pronoun of that gender may mean, where none was named before.

    Only people of the next paragraphs are meant; somebody who is merely owned or spoken to is skipped.
    """
    home = scene.discourse.paragraph_at(place)
    paragraphs = scene.document.paragraphs
    last = paragraphs[min(home.index + _PARAGRAPHS_AHEAD, len(paragraphs) - 1)]
    for naming in scene.cast.within(place, last.end):
        if naming.by != "demonym" and scene.is_person(naming) and _is_foremost(scene, naming):
            member = scene.cast.members[naming.actor]
            return member.id if _may_be(member, gender) else None
    return None


def named_by_sequel(scene: Scene, close: int) -> Naming | None:
    """The person in a sentence that points back to the words before it: "“No comment.” That was all Anna Berg said"."""
    end = scene.discourse.paragraph_at(close).end
    sentence = _POINTS_BACK.match(scene.document.text, close, end)
    if sentence is None:
        return None
    return next((n for n in scene.cast.within(close, sentence.end()) if scene.is_person(n)), None)


def _is_foremost(scene: Scene, naming: Naming) -> bool:
    """Whether the name is more than an owner or a complement: "Anna Berg keeps", "it is Anna Berg", "the pilot, Anna Berg,"."""
    token = scene.discourse.token_at(naming.start, naming.end)
    return token is not None and token.dep_ not in ("poss", "pobj", "compound", "dobj", "dative")


def _may_be(member: Member, gender: str | None) -> bool:
    return gender is None or member.gender in (None, gender)
