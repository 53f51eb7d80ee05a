"""How a term of a theme may be written."""

from __future__ import annotations

MAX_TERM = 80
"""Longest include or exclude term, in code points."""
MAX_LIST = 500
"""Most terms, examples or actors of one theme."""
_LEAST_STEM = 2  # letters before a *


def term_fault(term: object) -> str:
    """What is wrong with a term, and how to mend it; empty where it can be used."""
    if not isinstance(term, str):
        return f"“{str(term)[:40]}” is no text. Write words in double quotes, or take it out."
    if not any(c.isalnum() for c in term):
        return f"The term “{term[:40]}” has no word in it. Take it out."
    if len(term) > MAX_TERM:
        return f"“{term[:40]}…” is longer than {MAX_TERM} characters. Make it an example."
    words = term.split()
    if any("*" in word.rstrip("*") or word.count("*") > 1 for word in words):
        return f"In “{term}”, * stands where it is not understood: it may only end a word."
    if any(word.endswith("*") and len(word) <= _LEAST_STEM for word in words):
        return f"In “{term}”, too few letters stand before *: at least two are needed."
    return ""


def written_alike(term: str) -> str:
    """The form in which two terms are the same: case and spaces do not part them, unless they are short and in capitals."""
    words = " ".join(term.split())
    return words if words.isupper() and len(words) <= 3 else words.casefold()
