"""People found in the text itself, joined within the article: full names first, then what follows from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.analysis.alias_index import Hit
from bot.analysis.document import Cast, Document, Member, Naming, member_of
from bot.analysis.homonyms import Traps
from bot.analysis.lexicon.words import word_set
from bot.analysis.lone_names import find_lone_names
from bot.analysis.missed_names import find_missed_names
from bot.analysis.names import UPPER, family_names, fold, gender_of, honorifics, same_person, slug
from bot.analysis.roles import is_role_noun, role_beside
from bot.model.findings import Span

if TYPE_CHECKING:
    from bot.analysis.actors import ActorTable

_POSSESSIVE = re.compile(r"['’]s?$")
_DASH = re.compile(r"\s[–—-]+\s")
_NAME = re.compile(
    rf"(?:[{UPPER}][\w’'.-]*|von|van|der|den|de|da|del|di|dos|la|le|bin|ibn|al|el|ter|ten)(?: |$)"
)


def join_people(
    document: Document,
    cast: Cast,
    namings: Sequence[Naming],
    hits: Sequence[Hit],
    traps: Traps,
    table: ActorTable,
) -> list[Naming]:
    """The namings of people beyond the table's full names; adds unknown people to `cast.members`."""
    full = list(_full_names(document, _Register(cast, table), namings, traps))
    everybody = [*namings, *full]
    _note_roles(document, cast, everybody)
    return [*full, *find_lone_names(document.text, cast, everybody, hits, table)]


def _full_names(
    document: Document, register: _Register, namings: Sequence[Naming], traps: Traps
) -> Iterator[Naming]:
    """The persons whom the model finds, and those whom it misses, where no name of the table stands."""
    taken = Cast(namings=[naming for naming in namings if naming.by != "demonym"])
    last_end = 0
    entities = set(_entities(document))
    ends = {
        end for start, end in entities if " " in document.text[start:end]
    }  # what the model ends in the same place, it began better
    found = entities | {
        span for span in find_missed_names(document) if span in entities or span[1] not in ends
    }
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        name = document.text[start:end]
        free = start >= last_end and all(
            register.is_place(naming.actor) and _is_part(naming, start, end, name)
            for naming in taken.within(start, end)
        )
        if free and _looks_like_name(name) and not traps.in_title(start, end):
            last_end = end
            yield Naming(actor=register.person(name), start=start, end=end, by="name")


def _entities(document: Document) -> Iterator[Span]:
    """The model's persons."""
    for paragraph in (*document.paragraphs, *document.inner):
        if not _is_headline(paragraph.text):
            yield from (
                _trimmed(document.text, *paragraph.span_of(entity))
                for entity in paragraph.doc.ents
                if entity.label_ == "PERSON"
            )


def _is_part(naming: Naming, start: int, end: int, name: str) -> bool:
    """Whether a place's name is only a part of a person's ("Jim Jordan"), whose given name is known as one."""
    whole = naming.start <= start and end <= naming.end
    return not whole and naming.by in ("name", "metonym") and " " in name and gender_of(name) is not None


class _Register:
    """The people of one article by family name, known and new."""

    def __init__(self, cast: Cast, table: ActorTable) -> None:
        self._cast = cast
        self._table = table
        self._by_family: dict[str, list[Member]] = {}
        for member in cast.members.values():
            if member.kind == "person":
                self._enter(member)

    def person(self, name: str) -> str:
        """The id of a member with that name, of a known actor in another spelling, or of a new member."""
        families = [fold(family).casefold() for family in family_names(name)]
        for member in (m for family in families for m in self._by_family.get(family, ())):
            if same_person(member.name, name):
                return member.id
        for actor in (a for family in family_names(name) for a in self._table.surnames.bearers(family)):
            if same_person(actor.name, name):
                return self._enter(member_of(actor))
        identity = slug(name) or "unknown"
        return self._enter(
            Member(
                id=identity, name=name, kind="person", known=False, gender=gender_of(name), gender_sure=False
            )
        )

    def is_place(self, actor: str) -> bool:
        """Whether the member is a state, so that its name may be a family name elsewhere."""
        return self._cast.members[actor].kind == "state"

    def _enter(self, member: Member) -> str:
        self._cast.members.setdefault(member.id, member)
        for family in family_names(member.name):
            self._by_family.setdefault(fold(family).casefold(), []).append(member)
        return member.id


def _is_headline(text: str) -> bool:
    """Most Words Are Capitalised, or ALL ARE: the model invents names there."""
    if text.rstrip().endswith((".", "!", "?", "”", '"')) and not text.isupper():
        return False
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The entity without forms of address, possessive and marks."""
    name = _DASH.split(text[start:end])[0]
    end = start + len(name)
    possessive = _POSSESSIVE.search(name)
    if possessive:
        end -= len(possessive.group())
    words = text[start:end].split(" ")
    while len(words) > 1 and _leads_to_name(words):
        start += len(words.pop(0)) + 1
    while len(words) > 2 and words[-1].strip(",") in word_set("post_nominals"):
        end -= len(words.pop()) + 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == "."):
        end -= 1
    return start, end


def _leads_to_name(words: Sequence[str]) -> bool:
    """Whether the first word is a form of address, or before two others an office: "Prosecutor Anna Berg"."""
    plain = words[0].rstrip(".").casefold()
    office = len(words) > 2 and is_role_noun(plain)
    return plain in honorifics() or office or not words[0][:1].isalpha()


def _looks_like_name(name: str) -> bool:
    words = name.split()
    if not 2 <= len(words) <= 5 or words[0].islower() or re.search(r"[\d\n@/&()]", name):
        return False
    if any(word.strip(".").casefold() in word_set("no_person") for word in words):
        return False
    return all(_NAME.fullmatch(word) for word in words) and not name.isupper()


def _note_roles(document: Document, cast: Cast, namings: Sequence[Naming]) -> None:
    """Role and gender of each person, as printed beside the name where it has one."""
    for naming in namings:
        member = cast.members.get(naming.actor)
        if member is None or member.kind != "person":
            continue
        role, context = role_beside(document.text, naming.start, naming.end)
        member.role = member.role or role
        told = gender_of("", context)
        if told is not None and (member.gender is None or not member.gender_sure):
            member.gender, member.gender_sure = told, True
