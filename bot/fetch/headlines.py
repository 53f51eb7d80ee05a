"""The headline: found in pasted text, and freed of the site's name. Pure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from bot.fetch.boilerplate import Role, is_metadata, role_of
from bot.fetch.characters import bare_words, folded, one_line
from bot.fetch.phrasebook import load_phrasebook
from bot.fetch.prose import LONG, has_inner_break, is_turn, word_count

LONGEST = 300  # characters; beyond, a first line is no headline
_SEPARATOR = re.compile(r"\s+(?:[|«»‹›•·]|::|[-–—])\s+|\s*\|\s*")
_WIRE_MARK = re.compile(
    r"^(?:(?:UPDATE|WRAPUP|WRAP|RPT|REFILE|CORRECTED|REPEAT|ADDS)(?: \d{1,2})?\s?[-–—:]\s?)+(?=\S)"
)
_VERSION_MARK = re.compile(
    r"^(?:(?:(?:UPDATED?|RECAST|WRAPUP|WRAP|RPT|REFILE|CORRECT(?:ED|ION)|CLARIFICATION|AMENDED|REPEAT|ADDS|LIVE)"
    r"(?: \d{1,2})?\s?[-–—:]|(?:Updated?|Correct(?:ed|ion)|Clarification|Amended|Live)\s?:)\s?)+(?=\S)"
)
_NO_VERSION = frozenset({"rpt", "repeat", "wrap"})  # the same words sent again
_FULL_STOP = re.compile(r"(?:[^.\W][^.\W]|\W)[.。]$")  # not that of "U.S."
_DATELINE = re.compile(
    r"^[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я .,’'-]{2,40}(?:,[^–—-]{0,40})?(?:\([^)]{1,40}\))?\s*[–—-]+\s+\S"
)


def clean_title(title: str | None, sites: Iterable[str] = ()) -> str | None:
    """A headline on one line without "UPDATE 2-", " | Site", " – National" and the like; None where nothing is left.

    Args:
        sites: names that the site and its outlet go by.
    """
    text = _WIRE_MARK.sub("", one_line(title or "")[: 2 * LONGEST])
    known = {bare_words(site) for site in sites if site}
    while (shorter := _without_last_part(text, known)) is not None:
        text = shorter
    return text or None


def version_mark(title: str | None) -> str | None:
    """How the desk marks a headline as a version of an earlier one: "update 2", "corrected"; None where it does not.

    In lower case; a mere repetition ("RPT") is no version.
    """
    found = _VERSION_MARK.match(one_line(title or "")[: 2 * LONGEST])
    marks = re.findall(r"[a-z]+(?: \d+)?", found[0].casefold()) if found else []
    return " ".join(mark for mark in marks if mark.split()[0] not in _NO_VERSION) or None


def _without_last_part(text: str, sites: set[str]) -> str | None:
    marks = list(_SEPARATOR.finditer(text))
    if not marks:
        return None
    last = marks[-1]
    head, tail = text[: last.start()].strip(), text[last.end() :].strip()
    if not head or word_count(head) < 2:
        return None
    bare = bare_words(tail)
    known = bare in sites or folded(tail) in load_phrasebook().sections or _is_host(tail)
    bar = "|" in last[0] or ("«" in last[0] and "»" not in text)  # not the quotation marks of French
    barred = bar and word_count(tail) <= 5 and word_count(head) > word_count(tail)
    return head if known or barred else None


def _is_host(text: str) -> bool:
    return bool(re.fullmatch(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+", text.casefold()))


def find_headline(blocks: Sequence[str]) -> int | None:
    """The index of the headline among the first lines of pasted text, or None where it begins with the text."""
    candidates = [i for i, block in enumerate(blocks[:8]) if _may_be_headline(block)]
    if not candidates:
        return None
    first = candidates[0]
    if any(role_of(block) is Role.PROSE and not is_metadata(block) for block in blocks[:first]):
        return None
    for at, following in itertools.pairwise(candidates):
        if following > at + 3 or not _is_kicker(blocks[at]):
            return at
    return candidates[-1] if word_count(blocks[candidates[-1]]) >= 4 else first


def _may_be_headline(block: str) -> bool:
    if len(block) > LONGEST or word_count(block) > 2 * LONG or is_metadata(block) or is_turn(block):
        return False
    if _DATELINE.match(block):
        return False
    if _FULL_STOP.search(block) and (word_count(block) > 12 or has_inner_break(block)):
        return False
    return role_of(block) in (Role.SHORT, Role.PROSE)


def _is_kicker(block: str) -> bool:
    """ "WORLD", "Economy", "Markets | Grain": the section above a headline."""
    named = folded(block) in load_phrasebook().sections or block.isupper() or "|" in block
    return named and word_count(block.replace("|", " ")) <= 3
