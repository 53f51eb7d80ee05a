"""How well the key quotes are chosen: `python -m tests.gold.key_score` prints it beside naive choices.

The judged passages and the meaning of their marks stand in key_quotes.toml, judgements on our own gold articles in
key_own.toml (odd numbers to tune on, even ones held out, late ones judged last). `--raise` lifts the floors, `--errors` lists what was
chosen wrongly and what was missed in the sets to tune on; the misses of the others are shown to nobody.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.analysis.analyse import Tables, analyse, compile_tables
from bot.analysis.lexicon.load import default_knowledge
from bot.analysis.nlp import load_nlp
from bot.fetch.extract import extract_article
from bot.fetch.files import read_file
from bot.fetch.outlets import OutletTable
from bot.model.findings import Quote
from tests.builders import make_article

JUDGED = Path(__file__).with_name("key_quotes.toml")
JUDGED_OWN = Path(__file__).with_name("key_own.toml")
OWN = Path(__file__).with_name("own")
FLOORS = Path(__file__).with_name("key_floors.json")
SETS = ("dev", "own-dev", "held-out", "own-held-out", "own-late")
MARGIN = 0.1  # between a score and the floor set under it: in the smallest set one quote is 0.08
_MARK = re.compile(r"\[([kfn])\]")


@dataclass(frozen=True, slots=True)
class Judged:
    """One quote of a passage: the editor's mark, and what the reader made of it."""

    passage: str
    mark: str  # "k" key, "f" fine, "n" not key
    words: str  # the beginning of it, as printed
    quote: Quote | None  # None: the reader found no quote there


Passages = Sequence[Sequence[Judged]]


@cache
def shipped_tables() -> Tables:
    """The tables that come with Rapporteur, compiled once."""
    return compile_tables(default_knowledge(None, None))


@cache
def read_judged(name: str) -> Passages:
    """The passages of one set, each as its judged quotes in order."""
    if name.startswith("own"):
        table = tomllib.loads(JUDGED_OWN.read_text(encoding="utf-8"))
        judged = table["late" if name == "own-late" else "articles"].items()
        return [
            _read_own(stem, marks["key"], marks["fine"])
            for stem, marks in judged
            if name == "own-late" or (name == "own-dev") is (int(stem) % 2 == 1)
        ]
    passages = tomllib.loads(JUDGED.read_text(encoding="utf-8"))["passage"]
    return [_read(passage["id"], passage["text"].strip()) for passage in passages if passage["set"] == name]


def _read(name: str, marked: str) -> list[Judged]:
    places, text, last = [], "", 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        places.append((len(text), match.group(1)))
        last = match.end()
    text += marked[last:]
    found = {
        quote.start: quote
        for quote in analyse(make_article("", text), shipped_tables(), load_nlp(), None).quotes
    }
    return [Judged(name, mark, text[at : at + 70], found.get(at) or found.get(at + 1)) for at, mark in places]


def _read_own(stem: str, key: Sequence[int], fine: Sequence[int]) -> list[Judged]:
    article = extract_article(read_file(OWN / f"{stem}.txt"), OutletTable.shipped())
    found = {
        _start(quote.content): quote for quote in analyse(article, shipped_tables(), load_nlp(), None).quotes
    }
    quotes = json.loads((OWN / f"{stem}.json").read_text(encoding="utf-8"))["quotes"]
    marks = ("k" if place in key else "f" if place in fine else "n" for place in range(len(quotes)))
    return [
        Judged(stem, mark, quote["content"], found.get(_start(quote["content"])))
        for quote, mark in zip(quotes, marks, strict=True)
        if quote["kind"] != "indirect"
    ]


def _start(content: str) -> str:
    return " ".join(re.findall(r"\w+", content.casefold())[:12])


def choose_key(passage: Sequence[Judged]) -> list[Judged]:
    """What the reader marks as key."""
    return [judged for judged in passage if judged.quote and judged.quote.key]


def choose_longest(passage: Sequence[Judged], many: int = 1) -> list[Judged]:
    """The longest quotes."""
    found = [judged for judged in passage if judged.quote]
    return sorted(found, key=lambda judged: -len(judged.quote.content if judged.quote else ""))[:many]


def choose_first(passage: Sequence[Judged], many: int = 1) -> list[Judged]:
    """The first quotes."""
    return [judged for judged in passage if judged.quote][:many]


def measure_choice(
    passages: Passages, choose: Callable[[Sequence[Judged]], Iterable[Judged]]
) -> dict[str, float]:
    """Precision and recall of the key ones, and the share of the chosen that are not to be shown."""
    chosen = [judged.mark for passage in passages for judged in choose(passage)]
    wanted = sum(judged.mark == "k" for passage in passages for judged in passage)
    return {
        "chosen": float(len(chosen)),
        "precision": chosen.count("k") / max(1, len(chosen)),
        "key or fine": 1 - chosen.count("n") / max(1, len(chosen)),
        "recall": chosen.count("k") / wanted,
    }


def raise_floors() -> None:
    """Lift each floor to the present score less a margin; none is lowered."""
    before = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    floors = {
        name: {
            what: max(before.get(name, {}).get(what, 0.0), round(value - MARGIN, 3))
            for what, value in measure_choice(read_judged(name), choose_key).items()
            if what != "chosen"
        }
        for name in SETS
    }
    FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")


CHOICES: dict[str, Callable[[Sequence[Judged]], Iterable[Judged]]] = {
    "key": choose_key,
    "longest": choose_longest,
    "first": choose_first,
    "three longest": lambda passage: choose_longest(passage, 3),
    "three first": lambda passage: choose_first(passage, 3),
}

if __name__ == "__main__":
    for set_name in SETS:
        for what, choose in CHOICES.items():
            row = measure_choice(read_judged(set_name), choose)
            print(f"{set_name:<9} {what:<14}", *(f"{name} {value:.3f}" for name, value in row.items()))
    if "--errors" in sys.argv:
        for judged in (judged for name in SETS[:2] for passage in read_judged(name) for judged in passage):
            key = bool(judged.quote and judged.quote.key)
            if (key and judged.mark != "k") or (judged.mark == "k" and not key):
                print(
                    "chosen" if key else "missed",
                    judged.mark,
                    judged.passage,
                    judged.words,
                    judged.quote and judged.quote.confidence,
                )
    if "--raise" in sys.argv:
        raise_floors()
