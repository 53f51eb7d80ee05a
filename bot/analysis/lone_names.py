"""Family (or given) names that stand alone: whom they mean in this article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.analysis.alias_index import Hit, fold_all
from bot.analysis.document import Cast, Member, Naming, member_of
from bot.analysis.lexicon.words import word_set
from bot.analysis.missed_names import speaks_beside
from bot.analysis.names import family_names, fold, gender_of, honorifics, is_family_first

if TYPE_CHECKING:
    from bot.analysis.actors import ActorTable

_FUNCTION_WORDS = ("to", "so", "do", "no", "he", "an", "will", "may", "can")
_BEFORE = re.compile(r"([\w.’'-]+)([ ]+)$")


def find_lone_names(
    text: str, cast: Cast, namings: Sequence[Naming], hits: Sequence[Hit], table: ActorTable
) -> list[Naming]:
    """Family (or given) names that stand alone, read as the person who was last named in full."""
    bearers = _bearers(cast)
    out: list[Naming] = []
    spans = sorted((n.start, n.end) for n in namings)
    if bearers:
        out += _joined(text, bearers, namings, spans, cast.members)
    for hit in hits:
        naming = _famous(text, hit, cast, table, bearers)
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
        alone = words[-1] if is_family_first(member.name) and len(words) > 2 else words[0]
        if len(words) > 1 and len(alone) > 2 and "." not in alone:
            given.setdefault(alone, []).append(member.id)
    return {**{name: ids for name, ids in given.items() if len(ids) == 1}, **family}


def _joined(
    text: str,
    bearers: dict[str, list[str]],
    namings: Sequence[Naming],
    spans: Sequence[tuple[int, int]],
    members: Mapping[str, Member],
) -> Iterator[Naming]:
    names = sorted({*bearers, *(n.upper() for n in bearers if len(n) > 3)}, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
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
        if is_part_of_longer(text, match.start(), match.end()):
            continue
        ids = _of_title(text, match.start(), _of_gender(text, match.start(), ids, members), ordered)
        actor = max(ids, key=lambda i: last.get(i, -1))
        last[actor] = match.start()
        yield Naming(actor=actor, start=match.start(), end=match.end(), by="surname")


def _of_gender(text: str, start: int, ids: list[str], members: Mapping[str, Member]) -> list[str]:
    """Of namesakes, those whom the form of address before the name may mean: "Ms" is not Giles."""
    before = _BEFORE.search(text, max(0, start - 12), start) if len(ids) > 1 else None
    told = gender_of("", before.group(1)) if before else None
    return [i for i in ids if told is None or members[i].gender in (None, told)] or ids


def _of_title(text: str, start: int, ids: list[str], namings: Sequence[Naming]) -> list[str]:
    """Of namesakes, those who are printed in full with the same title: "Dr" is Anna Berg, not Peter."""
    before = _BEFORE.search(text, max(0, start - 12), start) if len(ids) > 1 else None
    if before is None or before.group(1).rstrip(".").casefold() not in (
        "dr",
        "professor",
        "prof",
        "sir",
        "dame",
        "lord",
        "judge",
        "senator",
        "sen",
        "general",
        "gen",
    ):
        return ids
    told = [
        n.actor
        for n in namings
        if n.actor in ids and text.startswith(before.group(), n.start - len(before.group()))
    ]
    return [i for i in ids if i in told] or ids


def is_part_of_longer(text: str, start: int, end: int) -> bool:
    """Whether a capitalised neighbour makes it another name ("Hunter Biden", "Trump Tower", "Delta Xi")."""
    before = _BEFORE.search(text, max(0, start - 40), start)
    if before:
        word = before.group(1)
        small = word.rstrip(".").casefold()
        if (
            word[0].isupper()
            and not word.endswith(("’s", "'s", "."))
            and small not in honorifics() | word_set("sentence_starters")
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


def _is_given_before_another(text: str, hit: Hit) -> bool:
    """Whether the name is somebody else's given name: "Pavel Rudin" is no Petr Pavel."""
    following = re.match(r" ([A-Z][\w’'-]+)", text[hit.end : hit.end + 30])
    return following is not None and gender_of(f"{text[hit.start : hit.end]} x") is not None


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
    if any(entry.by != "surname" for entry in hit.entries) or is_part_of_longer(text, hit.start, hit.end):
        return None
    if text.startswith(".", hit.end) and name.casefold() in honorifics():
        return None  # "Sen. Anna Berg"
    before = _BEFORE.search(text, max(0, hit.start - 40), hit.start)
    word = before.group(1) if before else ""
    if name.casefold() in _FUNCTION_WORDS and word.rstrip(".").casefold() not in honorifics():
        return None  # "To whom?"
    if word in ("in", "at", "near", "to", "from") and re.match(r",\s[A-Z]", text[hit.end : hit.end + 3]):
        return None  # a place of that name
    if _is_given_before_another(text, hit):
        return None
    sure = word.rstrip(".").casefold() in honorifics() or speaks_beside(text, hit.start, hit.end)
    actor_id = table.surnames.alone(name, with_title=sure)
    if actor_id is None:
        return None
    cast.members.setdefault(actor_id, member_of(table.by_id[actor_id]))
    return Naming(actor=actor_id, start=hit.start, end=hit.end, by="surname")
