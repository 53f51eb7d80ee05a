"""People found in the text itself, joined within the article: full names first, then what follows from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.analysis.alias_index import Hit
from bot.analysis.document import Cast, Document, Member, Naming, member_of
from bot.analysis.homonyms import is_title_like
from bot.analysis.lexicon.words import word_set
from bot.analysis.lone_names import find_lone_names
from bot.analysis.names import family_names, gender_of, honorifics, same_person, slug
from bot.analysis.roles import role_beside

if TYPE_CHECKING:
    from bot.analysis.actors import ActorTable

_POSSESSIVE = re.compile(r"['’]s?$")
_NAME = re.compile(
    r"(?:[A-ZÀ-ÞŁŚŽŠČĆ][\w’'.-]*|von|van|der|den|de|da|del|di|dos|la|le|bin|ibn|al|el|ter|ten)(?: |$)"
)


def join_people(
    document: Document, cast: Cast, namings: Sequence[Naming], hits: Sequence[Hit], table: ActorTable
) -> list[Naming]:
    """The namings of people beyond the table's full names; adds unknown people to `cast.members`."""
    taken = [n for n in namings if n.by != "demonym"]
    full = _full_names(document, cast, taken, table)
    everybody = [*namings, *full]
    _note_roles(document, cast, everybody)
    return [*full, *find_lone_names(document.text, cast, everybody, hits, table)]


# --- full names -----------------------------------------------------------------------------------


def _full_names(document: Document, cast: Cast, taken: Sequence[Naming], table: ActorTable) -> list[Naming]:
    spans = {(n.start, n.end): n for n in taken}
    out: list[Naming] = []
    for paragraph in (*document.paragraphs, *document.inner):
        if _is_headline(paragraph.text):
            continue
        for entity in paragraph.doc.ents:
            if entity.label_ == "PERSON":
                place = _trimmed(document.text, *paragraph.span_of(entity))
                naming = _name_person(document, cast, place, spans, table)
                if naming:
                    out.append(naming)
    return out


def _is_headline(text: str) -> bool:
    """Most Words Are Capitalised, or ALL ARE: the model invents names there."""
    if text.rstrip().endswith((".", "!", "?", "”", '"')) and not text.isupper():
        return False
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The entity without forms of address, possessive and marks."""
    name = text[start:end]
    possessive = _POSSESSIVE.search(name)
    if possessive:
        end -= len(possessive.group())
    words = text[start:end].split(" ")
    while len(words) > 1 and (words[0].rstrip(".").casefold() in honorifics() or not words[0][:1].isalpha()):
        start += len(words.pop(0)) + 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == "."):
        end -= 1
    return start, end


def _name_person(
    document: Document,
    cast: Cast,
    place: tuple[int, int],
    spans: dict[tuple[int, int], Naming],
    table: ActorTable,
) -> Naming | None:
    start, end = place
    name = document.text[start:end]
    if not _looks_like_name(name) or any(s < end and start < e for s, e in spans):
        return None
    if any(q.start <= start and end <= q.end and is_title_like(document.text, q) for q in document.quoted):
        return None
    return Naming(actor=_person_id(cast, name, table), start=start, end=end, by="name")


def _looks_like_name(name: str) -> bool:
    words = name.split()
    if not 2 <= len(words) <= 5 or re.search(r"[\d\n@/&()]", name):
        return False
    if any(word.strip(".").casefold() in word_set("no_person") for word in words):
        return False
    return all(_NAME.fullmatch(word) for word in words) and not name.isupper()


def _person_id(cast: Cast, name: str, table: ActorTable) -> str:
    """A member of the cast with that name, a known actor in another spelling, or a new member."""
    for member in cast.members.values():
        if member.kind == "person" and same_person(member.name, name):
            return member.id
    for surname in family_names(name):
        for actor in table.surnames.bearers(surname):
            if same_person(actor.name, name):
                cast.members[actor.id] = member_of(actor)
                return actor.id
    identity = slug(name) or "unknown"
    cast.members[identity] = Member(
        id=identity, name=name, kind="person", known=False, gender=gender_of(name)
    )
    return identity


def _note_roles(document: Document, cast: Cast, namings: Sequence[Naming]) -> None:
    """Role and gender of each person, as printed beside the name where it has one."""
    for naming in namings:
        member = cast.members.get(naming.actor)
        if member is None or member.kind != "person":
            continue
        role, context = role_beside(document.text, naming.start, naming.end)
        member.role = member.role or role
        member.gender = member.gender or gender_of(member.name, context)
