"""Numbers in words and digits → one form. Pure."""

from __future__ import annotations

from collections.abc import Sequence

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = {
    word: 10 * n
    for n, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_VALUES = {word: n for n, word in enumerate(_UNITS) if word not in ("one", "zero")} | _TENS
_SIZES = {
    "bn": "billion",
    "m": "million",
    "mn": "million",
    "mln": "million",
    "k": "thousand",
    "tn": "trillion",
}
_DECADES = (("decade",), ("decades",))
_SCALES = {"hundred", "thousand", "million", "billion", "trillion"}


def parse_numbers(lower: tuple[str, ...]) -> dict[int, tuple[str, int]]:
    """Where a number stands → its value in digits, and how many words it takes.

    "twenty five" is 25, "1,200" is 1200, "5 bn" is 5billion, six decades are 60 (years); "one" is none, since it
    mostly counts nothing.
    """
    found: dict[int, tuple[str, int]] = {}
    at = 0
    while at < len(lower):
        value, length = _number(lower, at)
        if length:
            scale, more = _scale(lower, at + length)
            if value.isdigit() and lower[at + length : at + length + 1] in _DECADES:
                value = str(10 * int(value[:9]))
            found[at] = (value + scale, length + more)
        at += max(length, 1)
    return found


def _number(lower: Sequence[str], at: int) -> tuple[str, int]:
    word = lower[at]
    if word[0].isdecimal():
        return _plain_digits(word), 1
    if word not in _VALUES and not (word == "one" and _scale(lower, at + 1)[1]):
        return "", 0
    value = _VALUES.get(word, 1)
    if word in _TENS and at + 1 < len(lower) and lower[at + 1] in _UNITS[1:10]:
        return str(value + _UNITS.index(lower[at + 1])), 2
    return str(value), 1


def _plain_digits(word: str) -> str:
    """Without marks between thousands: a comma before three digits is one, any other is a decimal point."""
    head, *groups = word.split(",")
    if groups and all(len(group.partition(".")[0]) == 3 for group in groups):
        return head + "".join(groups)
    return word.replace(",", ".")


def _scale(lower: Sequence[str], at: int) -> tuple[str, int]:
    word = lower[at] if at < len(lower) else ""
    scale = _SIZES.get(word, word)
    return (scale, 1) if scale in _SCALES else ("", 0)
