"""Who is who across articles: people found in a new text against those found before. Pure.

Joining is cautious: a name left apart can be merged by the team, two people under one name cannot be told apart.
Somebody is joined with exactly one earlier person or with nobody, and only where

- the names differ in spelling alone (`Likeness.SPELLING`: a middle name left out, another transliteration) and
  the printed roles have something in common, or one of them is unknown, or a story or an outlet is shared; or
- one has an initial for the given name (`Likeness.WEAK`) and a story, an outlet or a word of the role is shared,
  and no role speaks against it, unless the story is the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.analysis.spellings import Likeness, compare_names, has_initial_only
from bot.model.found import Found, FoundActor
from bot.query.names import fold

_STEM = 6  # letters by which words of roles are compared: "economist", "economics"
_NO_EVIDENCE = frozenset(
    {
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "the",
        "to",
        "who",
        "with",
        "acting",
        "chief",
        "deputy",
        "former",
        "head",
        "local",
        "new",
        "retired",
        "senior",
    }
)  # words that roles have in common without meaning the same


@dataclass(frozen=True, kw_only=True, slots=True)
class Join:
    """Somebody in the new article is an earlier person."""

    found: str  # id in the new article
    into: str  # id of the earlier person
    name: str  # under which that person is shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Rename:
    """An earlier person, known with an initial only, is somebody whose full name the new article prints."""

    stored: str  # id of the earlier person
    into: str  # id in the new article
    name: str  # the full name


Intent = Join | Rename


def is_namesake(found: Found, names: Sequence[str]) -> bool:
    """Whether somebody may be the bearer of all these names."""
    return bool(names) and all(compare_names(found.name, name) is not Likeness.DIFFERENT for name in names)


def join_found(
    found: Sequence[Found], stored: Sequence[FoundActor], story: int | None, outlet: str | None
) -> tuple[Intent, ...]:
    """What to do about the people of a new article.

    Args:
        found: all people of the article that are in no table.
        stored: earlier people of the same family names.
        story, outlet: of the new article, where they are known.
    """
    ids, here = {person.id for person in stored}, {person.id for person in found}
    others = [person for person in stored if person.id not in here]
    pairs = [
        (person, other)
        for person in found
        if person.id not in ids or has_initial_only(person.name)
        for other in _likest(person, others)
    ]
    by_found, by_stored = Counter(p.id for p, _ in pairs), Counter(o.id for _, o in pairs)
    return tuple(
        _intent(person, other)
        for person, other in pairs
        if by_found[person.id] == by_stored[other.id] == 1 and _is_safe(person, other, story, outlet)
    )


def _likest(person: Found, stored: Sequence[FoundActor]) -> list[FoundActor]:
    """The earlier people who may be this one by the names alone, those that are most alike."""
    name = fold(person.name)
    likeness = {
        other: _likeness(person, other)
        for other in stored
        if is_namesake(person, other.names) and name not in map(fold, other.refused)
    }
    return [other for other, value in likeness.items() if value == max(likeness.values())]


def _likeness(person: Found, other: FoundActor) -> Likeness:
    return max(compare_names(person.name, name) for name in other.names)


def _is_safe(person: Found, other: FoundActor, story: int | None, outlet: str | None) -> bool:
    likeness = _likeness(person, other)
    if likeness is Likeness.SAME or (story is not None and story in other.stories):
        return True
    agreeing = [role for role in other.roles if _agree(role, person.role)]
    against = bool(person.role and other.roles) and not agreeing
    shared = outlet is not None and outlet in other.outlets
    if likeness is Likeness.SPELLING:
        return shared or not against
    if has_initial_only(other.name):  # all that was found under the initial has to be this person
        against = against or (person.role is not None and len(agreeing) < len(other.roles))
    return not against and (shared or bool(agreeing))


def _agree(one: str | None, two: str | None) -> bool:
    """Whether two printed roles have a word in common that tells something."""
    return bool(_stems(one) & _stems(two))


def _stems(role: str | None) -> set[str]:
    words = re.findall(r"[^\W\d_]+", (role or "").casefold())
    return {word[:_STEM] for word in words if len(word) > 1 and word not in _NO_EVIDENCE}


def _intent(person: Found, other: FoundActor) -> Intent:
    if has_initial_only(other.name) and not has_initial_only(person.name):
        return Rename(stored=other.id, into=person.id, name=person.name)
    return Join(found=person.id, into=other.id, name=other.name)
