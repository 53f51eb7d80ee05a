"""What is printed beside a name: "a retired CNN military analyst", "U.S. Treasury Secretary"."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.analysis.lexicon.words import word_set
from bot.analysis.names import honorifics

_REACH = 160  # characters around a name in which its role may stand

_BEHIND = re.compile(
    r"\s?,\s+((?:(?:a|an|the|its|his|her|their|one of|[A-Z][\w.]*(?:\s[A-Z][\w.]*)?['’]s?)\s|former\s|senior\s|chief\s|deputy\s|head\s|director|chair|"
    r"professor|spokes|president|analyst|expert|economist|lecturer|researcher|scholar|fellow|adviser|minister|secretary|mayor|founder|editor|owner|captain|co-|executive|managing|vice|[A-Z]\w+\s(?:spokes|chief|president))[^,;:“”\"\n]{2,110}?)"
    r"(?=\s?[,;:“”\"\n]|(?<!\s[A-Z])(?<!\.[A-Z])(?<!\bSt)(?<!\bDr)\.(?:\s|$)|\s(?:said|says|told|who|wrote)\b|$)"
)
_OF = re.compile(
    r"\s((?:of|from|at|with)\s(?:the\s)?(?:[\w-]+-based\s)?[A-Z][\w.’'&-]*(?:\s(?:(?:of|for|the|and|on|in)\s){0,2}[A-Z][\w.’'&-]*){0,8})(?!\w)"
)
_PLACED = re.compile(r"^(?:of|from|at|with)\s(?:the\s)?")
_APART = re.compile(
    r"(?:^|[.!?;:“”\"\n—–]\s?|\s--?\s|\s(?:that|and|by|but)\s)(?:(?:But|And|Yet|So|Still|Meanwhile)\s)?([^.!?;:“”\"\n,—–]{3,110}),\s$"
)
_WORDS = re.compile(r"((?:[\w.’'&-]+\s){1,7})$")


@lru_cache(maxsize=1)
def _role_nouns() -> re.Pattern[str]:
    own = (
        "analyst|minister|president|spokes\\w+|secretary|chief|head|director|officer|executive|professor|expert|economist|official|"
        "ambassador|envoy|diplomat|leader|chair\\w*|founder|owner|manager|editor|lawyer|attorney|adviser|advisor|researcher|fellow|"
        "scholar|scientist|engineer|historian|commander|general|senator|representative|congress\\w+|governor|mayor|deputy|coach|"
        "counterpart|colleague|administrator|boss|premier|chancellor|host|member|commissioner|strategist|author|journalist|driver|"
        "farmer|resident|teacher|student|doctor|captain|pilot|worker|trader|fisherman|activist|magistrate|judge|justice|prosecutor|partner|lecturer|king|queen|prince|bishop|pope"
    )
    return re.compile(rf"\b(?:{own})s?\b", re.IGNORECASE)


def is_role_noun(word: str) -> bool:
    """Whether a word is a noun for an office or a calling: "minister", "economist"."""
    return _role_nouns().fullmatch(word) is not None


def role_beside(text: str, start: int, end: int) -> tuple[str | None, str]:
    """The role printed beside a name, or None, and the words around it that may tell a gender."""
    behind = _BEHIND.match(text, end, min(len(text), end + _REACH))
    role = behind.group(1).strip() if behind and _role_nouns().search(behind.group(1)) else None
    title = _title_before(text, start)
    apart = _apart_before(text, start) if role is None and title is None else None
    found = role or apart or title or _body_behind(text, end)
    return found, " ".join(x for x in (_word_before(text, start), role, title, apart) if x)


def _body_behind(text: str, end: int) -> str | None:
    """Whom the person belongs to ("of the Harbour Institute"); one word ("of China") is a country, no role."""
    place = _OF.match(text, end, min(len(text), end + 90))
    body = _PLACED.sub("", place.group(1)).removesuffix("’s").rstrip(".") if place else ""
    return body if len(body.split()) > 1 else None


def _title_before(text: str, start: int) -> str | None:
    """ "Russian Foreign Minister", "Roscosmos chief": the words that lead up to the name."""
    match = _WORDS.search(text, max(0, start - 90), start)
    if not match:
        return None
    words = match.group(1).split()
    for at in range(len(words) - 1, -1, -1):
        if words[at] == "of" and at and _role_nouns().fullmatch(words[at - 1]):
            continue
        if not _may_be_in_title(words[at]):
            words = words[at + 1 :]
            break
    phrase = " ".join(words)
    if not _ends_in_office(words):
        return None
    return phrase.removeprefix("the ").removeprefix("The ") or None


def _may_be_in_title(word: str) -> bool:
    """Whether a word may stand in "former Russian deputy foreign minister"; verbs, dashes and ended sentences may not."""
    if not any(c.isalnum() for c in word):
        return False
    if word.endswith((".", ",")) and len(word) > 4:
        return False
    if word.casefold() in word_set("before_titles"):
        return False
    return not word.islower() or word in word_set("in_titles") or bool(_role_nouns().fullmatch(word))


def _ends_in_office(words: list[str]) -> bool:
    """ "Treasury Secretary", "Secretary of State": an office is the head of the phrase."""
    for at in range(len(words) - 1, -1, -1):
        word = words[at].rstrip(".")
        if _role_nouns().fullmatch(word) or word.casefold() in honorifics() - {"mr", "mrs", "ms", "dr"}:
            return True
        if not (word[:1].isupper() or word in ("of", "the", "for", "and", "to")):
            return False
    return False


def _apart_before(text: str, start: int) -> str | None:
    """ "Kenya’s former chief magistrate, Wanjiru …": the noun phrase to which the name stands apart."""
    match = _APART.search(text, max(0, start - 140), start)
    if not match or not _role_nouns().search(match.group(1)):
        return None
    phrase = match.group(1).strip()
    return phrase if len(phrase.split()) <= 12 else None


def _word_before(text: str, start: int) -> str:
    match = re.search(r"([\w.]+)\s$", text[max(0, start - 20) : start])
    return match.group(1) if match else ""
