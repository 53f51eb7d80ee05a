"""Who wrote it, from a line such as "By Ada Lind, Staff Writer". Pure."""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"^\W*(?:(?:story|text|words|report|article|written|analysis|interview|opinion|review)\s+by|by|von|par|por|di|door|av|af|przez"
    r"|autor(?:in)?|author|byline|auteur|автор|автори?|текст)\b\s*:?\s+",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:[|•·/(\[–—;]|,|\s-\s|\bin\s[A-Z]|\bfor\s|\bat\s|\bPublished\b|\bUpdated\b|\bPosted\b|\d).*$"
)
_PARTICLES = frozenset({
    "de", "da", "di", "del", "della", "der", "den", "van", "von", "zu", "zur", "zum", "la", "le", "el", "al", "bin", "ibn", "ben", "af", "av", "dos", "du", "y", "und", "and", "et"
})  # fmt: skip

_AND = re.compile(r"\s+(?:and|AND|und|UND|et|ET|y|e|&|и)\s+")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|@\w+")

LONGEST = 400  # characters; beyond stands no name


def parse_byline(line: str) -> str | None:
    """The author of a byline, or None where the line is none ("By the end of May …")."""
    if len(line) > 160:
        return None
    opening = _OPENING.match(line)
    if opening is None:
        return None
    return author_name(line[opening.end() :])


def author_name(text: str) -> str | None:
    """A name without trade, outlet, date or address; None where no name is left."""
    text = _ADDRESS.sub(" ", " ".join(text[:LONGEST].split())).strip(" \t.,:;|•·*_-")
    opening = _OPENING.match(text)
    text = text[opening.end() :] if opening else text
    parts = []
    for part in _AND.split(_CUT.sub("", text)):
        name = " ".join(part.split()).strip(" ,.")
        if _is_name(name):
            parts.append(name)
        elif not parts:
            return None
    return " and ".join(parts) or None


def _is_name(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= 6 or len(text) > 80 or any(c.isdigit() for c in text):
        return False
    if words[0].casefold() in {"the", "a", "an", "our", "this", "your"}:
        return False
    return all(word[0].isupper() or word.casefold() in _PARTICLES or not word[0].isascii() for word in words)
