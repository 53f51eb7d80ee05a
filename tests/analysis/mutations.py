"""News texts spoilt in the ways in which texts are spoilt: marks lost and doubled, lines joined, paragraphs cut.

spoil(news(), random.Random(7))     # the same text for the same seed
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

MARKS = "“”\"‘’'«»„‟「」"
STYLES = (
    ("“", "”"),
    ('"', '"'),
    ("‘", "’"),
    ("'", "'"),
    ("«", "»"),
    ("„", "“"),
    ("''", "''"),
    ("``", "''"),
    ("”", "“"),
)
PIECES = (
    *MARKS, "''", " said ", "Putin", " Anna Berg ", ", ", ". ", "\n\n", "\n", " he ", " she ", ": ", " according to ",
    "the Kremlin", "said that ", "A", " and ", "!", "—", "\x00", "\u202e", "😀", "\ud800", "LIN JIAN: ", "(R)", " 12", "é",
    "مرحبا", "[", ")", "…", "<b>", "&quot;", "\u00a0", "\u200b", "’s", " who ", " told reporters ", " not ", " would ", "?”",
)  # fmt: skip

Spoiler = Callable[[str, Random], str]


def spoil(text: str, chance: Random) -> str:
    """The text after one to eight accidents."""
    for _ in range(chance.randint(1, 8)):
        text = chance.choice(SPOILERS)(text, chance)
    return text


def shrink(text: str, fails: Callable[[str], bool]) -> str:
    """A shorter text that fails still: pieces are left out, ever smaller ones."""
    size = len(text) // 2
    while size:
        at = 0
        while at < len(text):
            shorter = text[:at] + text[at + size :]
            if fails(shorter):
                text = shorter
            else:
                at += size
        size //= 2
    return text


def _lose_mark(text: str, chance: Random) -> str:
    places = [m.start() for m in re.finditer(f"[{MARKS}]", text)]
    at = chance.choice(places) if places else 0
    return text[:at] + text[at + bool(places) :]


def _double_mark(text: str, chance: Random) -> str:
    places = [m.start() for m in re.finditer(f"[{MARKS}]", text)]
    at = chance.choice(places) if places else 0
    return text[:at] + text[at : at + bool(places)] * chance.randint(1, 3) + text[at:]


def _insert(text: str, chance: Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + "".join(chance.choices(PIECES, k=chance.randint(1, 4))) + text[at:]


def _insert_mark_at_word(text: str, chance: Random) -> str:
    at = chance.choice([0, *(m.start() for m in re.finditer(r"\b", text))])
    return text[:at] + chance.choice(MARKS) + text[at:]


def _restyle(text: str, chance: Random) -> str:
    """Other marks, in all of it or in a part, sometimes on one side only."""
    opens, closes = chance.choice(STYLES)
    start, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
    if chance.random() < 0.5:
        start, end = 0, len(text)
    part = text[start:end].replace("“", opens)
    return text[:start] + (part.replace("”", closes) if chance.random() < 0.8 else part) + text[end:]


def _cut(text: str, chance: Random) -> str:
    start, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
    return text[start:end] if chance.random() < 0.3 else text[:start] + text[end:]


def _join_lines(text: str, chance: Random) -> str:
    return text.replace("\n\n", chance.choice([" ", "", "\n", "\r\n", "\t", "\u2028"]), chance.randint(1, 4))


def _break_line(text: str, chance: Random) -> str:
    places = [m.start() for m in re.finditer(" ", text)]
    at = chance.choice(places) if places else 0
    return text[:at] + chance.choice(["\n", "\n\n", "\r", "\x0b"]) + text[at:]


def _change_case(text: str, chance: Random) -> str:
    start, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
    change = chance.choice([str.upper, str.lower, str.title, str.swapcase])
    return text[:start] + change(text[start:end]) + text[end:]


def _drop_points(text: str, chance: Random) -> str:
    return re.sub(f"[{re.escape(chance.choice(['.', ',', '.,', '.,:;', '”', '—', ' ']))}]", "", text)


def _repeat(text: str, chance: Random) -> str:
    paragraphs = text.split("\n\n")
    at = chance.randrange(len(paragraphs))
    return "\n\n".join([*paragraphs[:at], *[paragraphs[at]] * chance.randint(2, 4), *paragraphs[at + 1 :]])


def _shuffle(text: str, chance: Random) -> str:
    sentences = re.split(r"(?<=[.!?”]) ", text)
    chance.shuffle(sentences)
    return " ".join(sentences)


def _nest(text: str, chance: Random) -> str:
    """Paragraphs put into marks, one time or many."""
    opens, closes = chance.choice(STYLES)
    depth = chance.randint(1, 4)
    paragraphs = text.split("\n\n")
    at = chance.randrange(len(paragraphs))
    paragraphs[at] = opens * depth + paragraphs[at] + closes * chance.randint(0, depth)
    return "\n\n".join(paragraphs)


def _mark_up(text: str, chance: Random) -> str:
    tag = chance.choice(["p", "blockquote", "q", "script", "!--"])
    at = chance.randint(0, len(text))
    return f'{text[:at]}<{tag} class="a“b">{text[at:]}</{tag}>'


def _label(text: str, chance: Random) -> str:
    """A transcript of it: a speaker's label before each paragraph, or before some."""
    names = ["PUTIN", "Anna Berg", "Q", "LIN JIAN", "THE PRESIDENT", "“"]
    paragraphs = text.split("\n\n")
    return "\n\n".join(f"{chance.choice(names)}: {p}" if chance.random() < 0.7 else p for p in paragraphs)


SPOILERS: tuple[Spoiler, ...] = (
    _lose_mark,
    _lose_mark,
    _double_mark,
    _insert,
    _insert,
    _insert_mark_at_word,
    _insert_mark_at_word,
    _restyle,
    _cut,
    _join_lines,
    _break_line,
    _change_case,
    _drop_points,
    _repeat,
    _shuffle,
    _nest,
    _mark_up,
    _label,
)


def random_article(paragraphs: list[str], chance: Random) -> str:
    """A few paragraphs from anywhere, spoilt."""
    chosen = chance.choices(paragraphs, k=chance.randint(1, 6))
    return spoil("\n\n".join(chosen), chance)
