"""Which sentences of an article can stand alone under its headline. Pure.

A reader who sees nothing else has to know who "she" and "the minister" are, and whose words are quoted; questions,
teasers and what leans on a sentence before it say nothing to them.
"""

from __future__ import annotations

import re

_LEANING = re.compile(  # the first word points at something said before
    r"(?:This|That|These|Those|It|Its|He|She|They|His|Her|Their|Such|But|And|Yet|However|Instead|Moreover"
    r"|Meanwhile|Then|Here|Both|Neither|Another|Likewise|Similarly|Therefore|Thus|Hence|Also|Nevertheless"
    r"|Nonetheless|Still|Furthermore|Besides|Elsewhere|Separately|So|Or)\b(?!-)"
    r"|(?:According to|In|For|With|Despite|After|Before|Under|During|Since) "
    r"(?:him|them|their|its|this|that|these|those)\b"
    r"|As (?:he|she|they|it)\b|(?:In addition|As a result|On the other hand|For example|For instance|By contrast"
    r"|At the same time|In turn|The (?:latter|former))\b"
)
_TEASING = re.compile(  # speaks to the reader about the page, or about itself
    r"(?:Here(?:['’]s| is| are)|Read|Click|Watch|Listen|Subscribe|Sign up|Scroll|Find out|See also|Follow (?:us|our|the)"
    r"|Join us|Get (?:our|the latest)|In this (?:article|piece|story|video|episode|edition|issue|week['’]s)"
    r"|This (?:article|story|page|post|piece|is (?:how|what|why|where|who))|Editor['’]s note|Last updated|Updated|Photo|File photo|Image|Welcome to"
    r"|Good morning|What (?:you|we) (?:need|know)|Why (?:it|this) matters|Things to know)\b",
)
_TURN = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.’'-]*(?: [A-ZÀ-Þ.’'-]+){0,4}|Q|A|Question|Answer): "
)  # of a transcript
_ADDRESSING = re.compile(r"\b(?:I|we|us|our|you|your)\b(?!-)", re.IGNORECASE)
_NATION = re.compile(r"\bUS\b")
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)
_ROLE = re.compile(  # somebody who is not named: "The minister said", not "The minister of energy", "The premier Ana Silva"
    r"The (?:\w+ )?(?:minister|president|premier|chancellor|spokes(?:man|woman|person)|official|ambassador|envoy"
    r"|leader|governor|mayor|senator|lawmaker|general|commander|director|chair(?:man|woman|person)?|secretary"
    r"|diplomat|analyst|expert|politician|man|woman|suspect|victim|author)\b(?!-| of\b| for\b| who\b|,? [A-ZÀ-Þ])"
)
_CAPITAL = re.compile(r"(?:(?P<before>[\w’'-]+)\s+)?(?P<name>[A-ZÀ-Þ][\w’'-]+)")
# Before a capital: it is a place, a day or a body, nobody whom "he" can mean.
_PLACING = frozenset(
    {"in", "at", "from", "near", "on", "into", "across", "outside", "since", "until", "of", "the", "a", "an"}
)
_OPENING = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w’'-]+) (?:(?:[a-z]{1,3} )?[A-ZÀ-Þ]|(?:said|says|told|will|has|had|was|is)\b)"
)
_NOBODY = frozenset(  # words that open sentences with a capital
    re.findall(
        r"\w+",
        "the a an in on at some many most all police officials ministers prosecutors lawmakers diplomats analysts experts"
        " sources authorities investigators critics supporters aides leaders protesters reporters journalists nobody"
        " everybody one this that there it he she they what who when where after before while but and yet",
    )
)
_QUOTED = re.compile(r"[“„«\"][^“”„«»\"]*[”“»\"]")
_CALENDAR = frozenset(
    re.findall(
        r"\w+",
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
        " september october november december",
    )
)


def leans(sentence: str) -> bool:
    """Whether it points at something that was said before it, or at somebody who is not named in it."""
    return bool(_LEANING.match(sentence) or _ROLE.match(sentence)) or not knows_who(sentence)


def says_nothing(sentence: str) -> bool:
    """Whether it asks, teases, breaks off or speaks to the reader instead of saying what happened."""
    if sentence.endswith(("?", "...", "…")) or _TEASING.match(sentence) or _TURN.match(sentence):
        return True
    outside = _NATION.sub(" ", _QUOTED.sub(" ", sentence))
    return bool(sentence.rstrip('”"’)').endswith("?") or _ADDRESSING.search(outside))


def knows_who(sentence: str, before: str = "") -> bool:
    """Whether somebody is named whom its "he", "her" or "the minister" can mean, in it or in the summary before it."""
    refers = _PERSON.search(_QUOTED.sub(" ", sentence)) or (before and _ROLE.match(sentence))
    return not refers or names_somebody(before) or names_somebody(sentence)


def names_somebody(text: str) -> bool:
    """Whether a name stands in it that is not just where or when something happened."""
    if not text:
        return False
    opening = _OPENING.match(text)
    if opening and opening["name"].casefold() not in _NOBODY | _CALENDAR:
        return True
    return any(
        (match["before"] or "").casefold() not in _PLACING and match["name"].casefold() not in _CALENDAR
        for match in _CAPITAL.finditer(text)
        if match["before"] and match.start() > 0
    )
