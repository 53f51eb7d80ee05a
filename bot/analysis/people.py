"""People found in the text itself, joined within the article: full names first, then what follows from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.analysis.alias_index import Hit, fold_all
from bot.analysis.document import Cast, Document, Member, Naming
from bot.analysis.homonyms import is_title_like
from bot.analysis.names import (
    family_names,
    fold,
    gender_of,
    honorifics,
    same_person,
    slug,
)
from bot.analysis.roles import role_beside

if TYPE_CHECKING:
    from bot.analysis.actors import ActorTable

_POSSESSIVE = re.compile(r"['’]s?$")
_NAME = re.compile(
    r"(?:[A-ZÀ-ÞŁŚŽŠČĆ][\w’'.-]*|von|van|der|den|de|da|del|di|dos|la|le|bin|ibn|al|el|ter|ten)(?: |$)"
)
_NO_PERSON = frozenset(
    [
        "institute",
        "center",
        "centre",
        "university",
        "college",
        "school",
        "bank",
        "news",
        "times",
        "post",
        "group",
        "company",
        "corp",
        "inc",
        "ltd",
        "house",
        "street",
        "sea",
        "island",
        "river",
        "lake",
        "mountain",
        "park",
        "square",
        "agency",
        "ministry",
        "department",
        "council",
        "party",
        "army",
        "navy",
        "minister",
        "telegram",
        "twitter",
        "facebook",
        "act",
        "treaty",
        "summit",
        "hotel",
        "airport",
        "press",
        "media",
        "network",
        "channel",
        "radio",
        "tv",
        "herald",
        "journal",
        "daily",
        "weekly",
        "government",
        "committee",
        "association",
        "society",
        "union",
        "foundation",
        "fund",
        "office",
        "court",
        "league",
        "club",
        "team",
        "cup",
        "prize",
        "day",
    ]
)
_BEFORE = re.compile(r"([\w.’'-]+)([ ]+)$")
_SENTENCE_STARTERS = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "but",
        "or",
        "so",
        "yet",
        "for",
        "nor",
        "if",
        "when",
        "while",
        "although",
        "though",
        "because",
        "since",
        "as",
        "after",
        "before",
        "until",
        "unless",
        "then",
        "thus",
        "however",
        "meanwhile",
        "moreover",
        "still",
        "also",
        "in",
        "on",
        "at",
        "by",
        "with",
        "from",
        "to",
        "of",
        "not",
        "only",
        "even",
        "both",
        "said",
        "says",
        "told",
        "what",
        "that",
        "this",
        "these",
        "those",
        "why",
        "how",
        "who",
        "whom",
        "whose",
        "where",
        "did",
        "does",
        "do",
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "should",
        "must",
        "according",
        "asked",
        "like",
        "unlike",
        "despite",
        "during",
    ]
)


def join_people(
    document: Document, cast: Cast, namings: Sequence[Naming], hits: Sequence[Hit], table: ActorTable
) -> list[Naming]:
    """The namings of people beyond the table's full names; adds unknown people to `cast.members`."""
    taken = [n for n in namings if n.by != "demonym"]
    full = _full_names(document, cast, taken, table)
    everybody = [*namings, *full]
    _note_roles(document, cast, everybody)
    lone = _lone_names(document, cast, everybody, hits, table)
    return [*full, *lone]


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
    if any(word.strip(".").casefold() in _NO_PERSON for word in words):
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
                cast.members[actor.id] = Member(
                    id=actor.id,
                    name=actor.name,
                    kind="person",
                    known=True,
                    gender=actor.gender,
                    wikidata=actor.wikidata,
                )
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


# --- lone names -----------------------------------------------------------------------------------


def _lone_names(
    document: Document, cast: Cast, namings: Sequence[Naming], hits: Sequence[Hit], table: ActorTable
) -> list[Naming]:
    """Family (or given) names that stand alone, read as the person who was last named in full."""
    bearers = _bearers(cast)
    out: list[Naming] = []
    spans = sorted((n.start, n.end) for n in namings)
    if bearers:
        out += _joined(document.text, bearers, namings, spans)
    for hit in hits:
        naming = _famous(document.text, hit, cast, table, bearers)
        if naming:
            out.append(naming)
    return out


def _bearers(cast: Cast) -> dict[str, list[str]]:
    """Lone name → ids of the people in the article whom it may mean; family names before given ones."""
    family: dict[str, list[str]] = {}
    given: dict[str, list[str]] = {}
    for member in cast.members.values():
        if member.kind != "person":
            continue
        for name in family_names(member.name):
            family.setdefault(fold(name), []).append(member.id)
        words = fold(member.name).split()
        if len(words) > 1 and len(words[0]) > 2 and "." not in words[0]:
            given.setdefault(words[0], []).append(member.id)
    return {**{name: ids for name, ids in given.items() if len(ids) == 1}, **family}


def _joined(
    text: str, bearers: dict[str, list[str]], namings: Sequence[Naming], spans: Sequence[tuple[int, int]]
) -> Iterator[Naming]:
    names = sorted({*bearers, *(n.upper() for n in bearers if len(n) > 3)}, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")
    by_capitals = {name.upper(): ids for name, ids in bearers.items()}
    ordered = sorted(namings, key=lambda n: n.start)
    at = 0
    last: dict[str, int] = {}
    number = 0
    for match in pattern.finditer(fold_all(text)):
        while at < len(ordered) and ordered[at].start < match.start():
            last[ordered[at].actor] = ordered[at].start
            at += 1
        while number < len(spans) and spans[number][1] <= match.start():
            number += 1
        if number < len(spans) and spans[number][0] < match.end():
            continue
        ids = bearers.get(match.group()) or by_capitals[match.group()]
        if _part_of_longer(text, match.start(), match.end()):
            continue
        actor = max(ids, key=lambda i: last.get(i, -1))
        last[actor] = match.start()
        yield Naming(actor=actor, start=match.start(), end=match.end(), by="surname")


def _part_of_longer(text: str, start: int, end: int) -> bool:
    """Whether a capitalised neighbour makes it another name ("Hunter Biden", "Trump Tower", "Delta Xi")."""
    before = _BEFORE.search(text, max(0, start - 40), start)
    if before:
        word = before.group(1)
        small = word.rstrip(".").casefold()
        if (
            word[0].isupper()
            and not word.endswith(("’s", "'s", "."))
            and small not in honorifics() | _SENTENCE_STARTERS
        ):
            return not _is_adjective(word)
    following = re.match(r" ([A-Z][a-z]+)", text[end : end + 20])
    return (
        following is not None
        and not text[start:end].isupper()
        and following.group(1)
        in (
            "Tower",
            "Street",
            "Avenue",
            "University",
            "Institute",
            "Foundation",
            "Prize",
            "Highway",
            "Airport",
            "Center",
            "Centre",
            "School",
        )
    )


def _is_adjective(word: str) -> bool:
    return word.endswith(("ian", "ish", "ese", "can", "an")) or word in (
        "US",
        "U.S",
        "UK",
        "EU",
        "French",
        "Dutch",
        "Greek",
        "Czech",
        "Thai",
        "Swiss",
        "Kremlin",
    )


def _famous(
    text: str, hit: Hit, cast: Cast, table: ActorTable, bearers: dict[str, list[str]]
) -> Naming | None:
    """A known person by the family name alone, where nobody in the article bears it in full."""
    name = text[hit.start : hit.end]
    if not any(entry.by == "surname" for entry in hit.entries) or fold(name) in bearers:
        return None
    if any(entry.by != "surname" for entry in hit.entries) or _part_of_longer(text, hit.start, hit.end):
        return None
    before = _BEFORE.search(text, max(0, hit.start - 40), hit.start)
    word = before.group(1) if before else ""
    if word in ("in", "at", "near", "to", "from") and re.match(r",\s[A-Z]", text[hit.end : hit.end + 3]):
        return None  # a place of that name
    titled = word.rstrip(".").casefold() in honorifics()
    actor_id = table.surnames.alone(name, with_title=titled)
    if actor_id is None:
        return None
    actor = table.by_id[actor_id]
    cast.members.setdefault(
        actor_id,
        Member(
            id=actor_id,
            name=actor.name,
            kind="person",
            known=True,
            gender=actor.gender,
            wikidata=actor.wikidata,
        ),
    )
    return Naming(actor=actor_id, start=hit.start, end=hit.end, by="surname")
