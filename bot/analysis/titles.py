"""Persons named by an office ("the Russian leader") and states by their organs ("the Chinese embassy")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.analysis.alias_index import Hit
from bot.analysis.document import Cast, Document, Naming
from bot.analysis.homonyms import Traps
from bot.analysis.lexicon.words import load_words
from bot.analysis.offices import title_pattern

if TYPE_CHECKING:
    from bot.analysis.actors import ActorTable

_ARTICLE = re.compile(r"(?:the|The|THE)\s$")
_NAME_FOLLOWS = re.compile(r",?\s(?:[A-Z][\w’'-]+)")


@lru_cache(maxsize=1)
def _title_behind() -> re.Pattern[str]:
    """ "…n leader", "…'s foreign minister", "… head of state"."""
    return re.compile(
        rf"(?:['’]s?)?[ ](?:(?:new|own|longtime|veteran|outgoing|state)[ ])?({title_pattern()})\b",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _organ_behind() -> re.Pattern[str]:
    heads = sorted(load_words("offices.toml")["organs"]["states"], key=len, reverse=True)
    words = r"(?:(?:[A-Z][\w-]+|of|and|for|foreign|defence|defense|trade|commerce|coast|armed|air|central|presidential|state)[ ]){0,4}"
    return re.compile(rf"(?:['’]s?)?[ ]{words}(?:{'|'.join(heads)})\b", re.IGNORECASE)


def find_organs(text: str, hits: Sequence[Hit], traps: Traps, table: ActorTable) -> Iterator[Naming]:
    """Organs of a state by its name or demonym; the naming covers the whole phrase."""
    for hit in hits:
        state = _state_of(hit, table)
        if state is None or traps.catches(hit):
            continue
        behind = _organ_behind().match(text, hit.end, hit.end + 80)
        if behind:
            yield Naming(actor=state, start=hit.start, end=behind.end(), by="metonym")


def find_titles(
    document: Document, cast: Cast, hits: Sequence[Hit], table: ActorTable, published: date | None
) -> Iterator[Naming]:
    """Titles that stand for a person; where the name follows, the name is the mention."""
    text = document.text
    present = [actor for actor, member in cast.members.items() if member.kind == "person"]
    for hit in hits:
        of = _body_of(hit)
        behind = _title_behind().match(text, hit.end, hit.end + 50) if of else None
        if of is None or behind is None or _name_beside(text, behind.end(), cast):
            continue
        title = re.sub(r"\s", " ", behind.group(1)).casefold()
        holder = table.offices.find_holder(of, title, published, present)
        holder = holder or _by_printed_role(cast, table, of, title)
        if holder:
            start = _title_start(text, hit, behind)
            yield Naming(actor=holder, start=start, end=behind.end(), by="title")


def _title_start(text: str, hit: Hit, behind: re.Match[str]) -> int:
    """ "the Russian leader" is one name; in "Russia’s leader" and "NATO chief" the body is named beside its leader."""
    of_body = any(entry.by == "name" for entry in hit.entries)
    if of_body or behind.group().startswith(("'", "’")):
        return behind.start(1)
    article = _ARTICLE.search(text, max(0, hit.start - 4), hit.start)
    return article.start() if article else hit.start


def _name_beside(text: str, end: int, cast: Cast) -> bool:
    """Whether a person's name follows at once ("the Russian president, Vladimir Putin")."""
    following = _NAME_FOLLOWS.match(text, end)
    if not following:
        return False
    naming = cast.at(following.start() + 1, following.end())
    comma = text[end] == ","
    return (naming is None and not comma) or (
        naming is not None and cast.members[naming.actor].kind == "person"
    )


def _by_printed_role(cast: Cast, table: ActorTable, of: str, title: str) -> str | None:
    """A person whose role is printed in the article: "Kyrgyz President Sadyr Japarov" → "the Kyrgyz leader"."""
    wanted = title.split()[-1]
    found = []
    for member in cast.members.values():
        role = (member.role or "").casefold()
        if member.kind != "person" or not role or of not in table.name_actors(member.role or ""):
            continue
        if wanted in role or (
            wanted == "leader" and re.search(r"president|premier|prime minister|chancellor", role)
        ):
            found.append(member.id)
    return found[0] if len(found) == 1 else None


def _state_of(hit: Hit, table: ActorTable) -> str | None:
    for entry in hit.entries:
        if entry.actor and entry.by in ("demonym", "name"):
            return entry.actor if table.by_id[entry.actor].kind == "state" else None
    return None


def _body_of(hit: Hit) -> str | None:
    for entry in hit.entries:
        if entry.actor and entry.by in ("demonym", "name", "metonym"):
            return entry.actor
    return None
