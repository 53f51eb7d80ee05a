"""Relatives as speakers: "her husband", "the son", "his father", where the text names the family."""

from __future__ import annotations

import re

from spacy.tokens import Token

from bot.analysis.document import Member, Paragraph
from bot.analysis.names import family_names, fold, gender_of
from bot.analysis.quotes.scene import Scene, Speaker

_KIN_BEFORE = 40  # characters before a name in which the noun for a relative stands


def find_relative(scene: Scene, paragraph: Paragraph, token: Token, noun: str) -> Speaker | None:
    """The person whom the text names behind the noun ("his son Peter"), or the only other one of that family name and
    gender; None where a relative is a stranger."""
    place = paragraph.start + token.idx
    named = _named_so(scene, place, noun)
    if named is None:
        named = _other_of_family(scene, paragraph, token, noun)
    return scene.of_actor(named, None, "role") if named is not None else None


def _named_so(scene: Scene, place: int, noun: str) -> str | None:
    """Who was last named right behind the noun: "his son Peter", "the daughter, Anna"."""
    for mention in scene.discourse.before(place):
        start = mention.naming.start
        before = scene.document.text[max(0, start - _KIN_BEFORE) : start]
        if scene.is_person(mention.naming) and re.search(rf"\b{re.escape(noun)},?\s$", before):
            return mention.naming.actor
    return None


def _other_of_family(scene: Scene, paragraph: Paragraph, token: Token, noun: str) -> str | None:
    """ "Her husband" behind "Peter and Anna Berg … Mrs Berg": who shares the owner's family name."""
    gender = gender_of("", noun)
    owner = next((child for child in token.children if child.dep_ == "poss"), None)
    if owner is None or gender is None:
        return None
    choice = scene.discourse.person_for(paragraph.start + owner.idx, owner, _gender_of_pronoun(owner))
    if choice is None:
        return None
    family = _family(scene.cast.members[choice.actor])
    others = [
        member.id
        for member in scene.cast.members.values()
        if member.kind == "person"
        and member.id != choice.actor
        and _family(member) == family
        and member.gender == gender
    ]
    return others[0] if len(others) == 1 else None


def _family(member: Member) -> str:
    return fold(family_names(member.name)[0]).casefold()


def _gender_of_pronoun(owner: Token) -> str | None:
    return {"his": "m", "her": "f"}.get(owner.lower_)
