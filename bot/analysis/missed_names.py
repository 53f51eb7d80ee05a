"""Full names that the model overlooks: told by a given name that is known as one, or by a family name that
stands alone elsewhere as that of somebody who speaks or is addressed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.analysis.document import Document, Paragraph
from bot.analysis.lexicon.cueforms import cue_forms, speech_forms
from bot.analysis.lexicon.words import load_words, word_set
from bot.analysis.names import UPPER, fold, gender_of, honorifics
from bot.analysis.roles import is_role_noun
from bot.model.findings import Span

_WORD = rf"[{UPPER}][^\W\d_]*(?:[’'-][^\W\d_]+)*"
_JOINT = r"(?:von|van|der|den|de|da|del|di|dos|la|le|bin|ibn|al|el|ter|ten|[A-Z]\.)"
_RUN = re.compile(rf"(?<![\w’'-]){_WORD}(?: {_WORD}| {_JOINT}(?= ))+(?![\w-])")
_ADDRESSED = re.compile(rf"\b(?:Mr|Ms|Mrs|Dr)\.? ({_WORD})(?! [A-Z])")
_LABEL = re.compile(r"^\W?([A-ZÀ-Þ][A-ZÀ-Þ’'-]{2,}):\s", re.MULTILINE)
_TITLES = frozenset({"Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Professor", "Sir", "Dame"})
_SHOWN = re.compile(
    r"(?: of [A-Z]\w+)?, (?:who\b|whose\b|\d\d,|an? (?:[a-z-]+ ){1,4}(?:who|at|of|in|from)\b)"
)
"""What stands behind a person's name: "…, who runs", "…, 44,", "…, a retired pilot from"."""
_APPOSED = re.compile(r",\s(?:an?|the|its|his|her|their|[A-Z][\w-]+[’']s?)\s((?:[\w’'-]+\s){0,5}[\w’'-]+)")
_GOES_ON = re.compile(r"\s[a-z][^.!?\n“”\"]{2,160}[.!?](?:\s|\n)+(?:He|She|His|Her)\b")
"""What stands behind the name of somebody who is then spoken of: "… keeps bees. He has"."""
_APART = re.compile(r"\b([a-z][a-z-]+)(,?) $")
_MOST_WORDS = 4
_OF_THINGS = frozenset(
    {
        "start",
        "starts",
        "started",
        "press",
        "presses",
        "pressed",
        "charge",
        "charges",
        "charged",
        "cut",
        "cuts",
    }
)


def find_missed_names(document: Document) -> Iterator[Span]:
    """Places of full names by the text alone, in order; the caller drops those that are names of others."""
    alone = _family_names_alone(document)
    for paragraph in document.paragraphs:
        for run in _RUN.finditer(paragraph.text):
            span = _name_in(paragraph.text, run, alone)
            if span is not None:
                yield paragraph.start + span[0], paragraph.start + span[1]


def _name_in(text: str, run: re.Match[str], alone: frozenset[str]) -> Span | None:
    """The name within a run of capitalised words, behind forms of address and offices."""
    words = list(re.finditer(r"\S+", run.group()))
    titled = len(words) > 2 and words[0].group() in _TITLES
    while words and _is_before_name(words[0].group()):
        words.pop(0)
    while words and _is_behind_name(words[-1].group()):
        words.pop()
    at = next((i for i, word in enumerate(words[:-1]) if _is_given(word.group())), None)
    if at:  # a name behind other capitals is one only where it speaks at once
        bare = _cue_behind().match(text, run.end()) or _is_family_of(words[-1], alone)
        words = words[at:] if bare else []
    told = at is not None or titled or is_shown(text, run.end())
    told = told or (len(words) > 1 and _gesture_behind().match(text, run.end()) is not None)
    told = told or _stands_apart(text, run, words) or _opens_and_goes_on(text, run)
    if not 2 <= sum(word.group()[0].isupper() for word in words) <= _MOST_WORDS:
        return None
    if not told and not _is_family_of(words[-1], alone):
        return None
    start, end = run.start() + words[0].start(), run.start() + words[-1].end()
    return start, end - 2 * text[start:end].endswith(("’s", "'s"))


def _stands_apart(text: str, run: re.Match[str], words: list[re.Match[str]]) -> bool:
    """Whether the run is the name in "the party’s leader, Kemo Aldar, said" or "his wife, Kemo Aldar, said"."""
    whole = bool(words) and words[0].start() == 0 and words[-1].end() == len(run.group())
    return whole and is_behind_person_noun(text, run.start(), run.end())


def is_shown(text: str, end: int) -> bool:
    """Whether what stands behind `end` shows a person: ", who runs", ", 44,", ", a retired pilot from"."""
    if _SHOWN.match(text, end) is not None:
        return True
    apposed = _APPOSED.match(text, end)
    return apposed is not None and any(map(_is_of_people, apposed.group(1).casefold().split()))


def _opens_and_goes_on(text: str, run: re.Match[str]) -> bool:
    """Whether a paragraph begins with the run and goes on about him or her: "Kemo Aldar keeps bees. He has sold"."""
    named = len(run.group().split()) in (2, 3) and not re.search(r"\w", text[: run.start()])
    going = _GOES_ON.match(text, run.end()) if named else None
    return going is not None and not _RUN.search(text, run.end(), going.end())


def is_behind_person_noun(text: str, start: int, end: int) -> bool:
    """Whether [start, end) is the name in "the party’s leader, Kemo Aldar, said" or "his wife, Kemo, said"."""
    before = _APART.search(text, max(0, start - 40), start)
    if before is None:
        return False
    if not before.group(2):
        return before.group(1) in load_words("speakers.toml")["kin"]  # "his son Kemo"
    return text[end : end + 1] in (",", ".") and _is_of_people(before.group(1))


def _is_of_people(noun: str) -> bool:
    lists = load_words("speakers.toml")
    return is_role_noun(noun) or noun in lists["kin"] or noun in lists["roles"] or noun in lists["mates"]


def _is_before_name(word: str) -> bool:
    """Whether a capitalised word leads up to a name and is no part of it: "But", "President", "Economist"."""
    plain = word.rstrip(".").casefold()
    leads = plain in honorifics() or plain in word_set("sentence_starters") or plain in word_set("in_titles")
    return leads or is_role_noun(plain) or plain == "rear"


def _is_behind_name(word: str) -> bool:
    """Whether a capitalised word only follows a name: "Anna Berg Tuesday said", "Anna Berg KC"."""
    return word.casefold() in word_set("sentence_starters") or word in word_set("post_nominals")


def _is_given(word: str) -> bool:
    """Whether a word is known as a given name and hardly as anything else."""
    return word.casefold() not in _words_too() and gender_of(f"{word} x") is not None


def _is_family_of(word: re.Match[str], alone: frozenset[str]) -> bool:
    return fold(word.group()).casefold() in alone


@lru_cache(maxsize=1)
def _words_too() -> frozenset[str]:
    return frozenset(load_words("names.toml")["given_and_word"])


@lru_cache(maxsize=1)
def _cues() -> str:
    return "|".join(sorted(speech_forms(), key=len, reverse=True))


@lru_cache(maxsize=1)
def _cue_behind() -> re.Pattern[str]:
    return re.compile(rf" (?:{_cues()})\b")


@lru_cache(maxsize=1)
def _gesture_behind() -> re.Pattern[str]:
    """ "Kemo Aldar laughed": only people do."""
    return re.compile(rf" (?:{'|'.join(sorted(cue_forms('gesture') - _OF_THINGS, key=len, reverse=True))})\b")


@lru_cache(maxsize=1)
def _cue_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_cues()}) $")


@lru_cache(maxsize=1)
def _behind_speech() -> re.Pattern[str]:
    """ "…,” Berg said", "…,” said Berg."."""
    return re.compile(rf"[,?!][”\"’']\s(?:({_WORD})\s(?:{_cues()})\b|(?:{_cues()})\s({_WORD})(?=[.,]))")


def _family_names_alone(document: Document) -> frozenset[str]:
    """Family names (folded, lower case) that stand alone as those of people: addressed, as labels, or speaking."""
    found = {match.group(1) for pattern in (_ADDRESSED, _LABEL) for match in pattern.finditer(document.text)}
    for paragraph in document.paragraphs:
        found.update(_speaking(paragraph))
    return frozenset(fold(name).casefold() for name in found)


def _speaking(paragraph: Paragraph) -> Iterator[str]:
    """Single words right beside a verb of saying that the model takes for persons, or that stand behind speech."""
    for match in _behind_speech().finditer(paragraph.text):
        yield match.group(1) or match.group(2)
    for entity in paragraph.doc.ents:
        if entity.label_ != "PERSON" or " " in entity.text:
            continue
        if speaks_beside(paragraph.text, entity.start_char, entity.end_char):
            yield entity.text


def speaks_beside(text: str, start: int, end: int) -> bool:
    """Whether a verb of saying stands right before or behind [start, end)."""
    behind = _cue_behind().match(text, end)
    return behind is not None or _cue_before().search(text[max(0, start - 20) : start]) is not None
