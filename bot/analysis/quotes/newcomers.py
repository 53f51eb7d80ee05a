"""Speakers whom neither the table nor a full name tells: people of one name only, and firms by their name.

They join the cast in which speakers are looked for. One name is too little for an actor of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import attrgetter

from spacy.tokens import Token

from bot.analysis.document import Cast, Document, Member, Naming
from bot.analysis.lexicon.words import load_words, word_set
from bot.analysis.lone_names import is_part_of_longer
from bot.analysis.missed_names import is_behind_person_noun, is_shown, speaks_beside
from bot.analysis.names import UPPER, gender_of, honorifics, slug
from bot.analysis.quotes.attributions import Attribution
from bot.analysis.quotes.firms import FIRM_WORDS, find_firms

_NAME = rf"[{UPPER}][^\W\d_]+(?:[’'-][^\W\d_]+)*"
_ADDRESSED = re.compile(
    rf"\b(Mr|Ms|Mrs|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Father|Sister|Sheikh|Judge|Captain|Coach)\.? ({_NAME})(?!\w)(?! [A-Z])"
)
_CALLED = re.compile(
    rf",?\s(?:who\s)?(?:(?:gave|gives|giving|would\s(?:only\s)?give)\s(?:only\s)?(?:his|her|their)\s(?:first\s|given\s)?name(?:\sonly)?\sas"
    rf"|(?:gave|gives|giving|would\s(?:only\s)?give)\sonly\s(?:his|her|their)\s(?:first|given|family|last)\sname,"
    rf"|(?:asked|asking|wanted)\sto\sbe\s(?:identified|named|called|known)(?:\sonly)?\s(?:as|by\s(?:his|her|their)\sfirst\sname,?)"
    rf"|identified\s(?:him|her)self(?:\sonly)?\sas|goes\sby)\s({_NAME}(?:\s{_NAME})?)"
)
"""How a stranger is called: "the man, who gave his name as Idris"."""
_KIN = re.compile(rf"(?<![A-Z][a-z] )\b({_NAME}) and ({_NAME}) {_NAME}")
"""Two of one family: "Maria and Teresa Berg"."""
_HUMAN = frozenset(
    {"quip", "joke", "mutter", "murmur", "sigh", "shout", "whisper", "yell", "recall", "laugh", "chuckle", "exclaim", "muse",
     "smile", "shrug", "grin", "retort", "reply", "answer", "nod", "cry", "plead", "testify", "tweet"}
)  # fmt: skip
"""Verbs of which only people are subjects."""
_NICKNAMED = re.compile(rf"({_NAME}) [“\"‘'][^“”\"‘’'\n]{{2,24}}[”\"’'] ({_NAME})")
_SHOWN_PERSON = re.compile(rf"\b(?:is|was|were|stood|sat|lives|worked|came|met|with) ({_NAME})(?=,)")
"""A single name that the sentence leads up to: "among them was Isa, a nurse, who"."""
_ALONE = re.compile(rf"(\S*)\s({_NAME}) (?:says|said|recalls|recalled|repeats|adds|added)\b")
_PLURAL = re.compile(r"\b(?:the|both|two)\s$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")


def name_given(text: str, at: int) -> tuple[int, int] | None:
    """The place of the name by which the stranger whose phrase ends at `at` wants to be called."""
    called = _CALLED.match(text, at)
    return called.span(1) if called else None


def admit_newcomers(document: Document, cast: Cast, attributions: Iterable[Attribution]) -> Cast:
    """The cast with the newcomers of the text; the given one stays as it is.

    Args:
        attributions: those of the document.
    """
    wide = Cast(members=dict(cast.members), namings=list(cast.namings))
    found: dict[str, Member] = {}
    for name, member in (*_people(document, cast, attributions), *find_firms(document, cast)):
        if member.id not in cast.members:
            found.setdefault(name, member)
    wide.members |= {member.id: member for member in found.values()}
    wide.namings += _everywhere(document.text, cast, found)
    wide.namings.sort(key=attrgetter("start"))
    return wide


def _everywhere(text: str, cast: Cast, found: dict[str, Member]) -> Iterator[Naming]:
    """Every free place of the names."""
    if not found:
        return
    names = sorted(found, key=len, reverse=True)
    for match in re.finditer(rf"(?<![\w’'-])(?:{'|'.join(map(re.escape, names))})(?![\w-])", text):
        member = found[match.group()]
        longer = member.kind == "person" and is_part_of_longer(text, *match.span())
        if not longer and cast.at(*match.span()) is None:
            by = "name" if " " in match.group() or member.kind != "person" else "surname"
            yield Naming(actor=member.id, start=match.start(), end=match.end(), by=by)


def _people(
    document: Document, cast: Cast, attributions: Iterable[Attribution]
) -> Iterator[tuple[str, Member]]:
    """Names of people without a full name, each with its bearer."""
    text = document.text
    for match in _ADDRESSED.finditer(text):
        if cast.at(*match.span(2)) is None:
            yield match.group(2), _person(match.group(2), gender_of("", match.group(1)), sure=True)
    for match in _CALLED.finditer(text):
        if cast.at(*match.span(1)) is None:
            yield match.group(1), _person(match.group(1), None)
    yield from _siblings(text, cast)
    yield from _nicknamed(text, cast)
    for match in _SHOWN_PERSON.finditer(text):
        if cast.at(*match.span(1)) is None and is_shown(text, match.end(1)):
            yield match.group(1), _person(match.group(1), None)
    alone = _speaking_alone(text)
    for attribution in attributions:
        name = _speaking_name(attribution, cast, alone)
        if name is not None:
            yield name, _person(name, None)
    for start, end in _single_words(document):
        if cast.at(start, end) is None and not is_part_of_longer(text, start, end):
            yield text[start:end], _person(text[start:end], None)


def _nicknamed(text: str, cast: Cast) -> Iterator[tuple[str, Member]]:
    """ "Anna “Rusty” Berg", who is Anna Berg: by the whole, by the given and by the family name."""
    for match in _NICKNAMED.finditer(text):
        given, family = match.groups()
        if cast.at(*match.span(1)) is None or cast.at(*match.span(2)) is None:
            member = _person(f"{given} {family}", None)
            yield from ((name, member) for name in (match.group(), given, family))


def _siblings(text: str, cast: Cast) -> Iterator[tuple[str, Member]]:
    """The first of two who share a family name: "Maria and Teresa Berg"."""
    for match in _KIN.finditer(text):
        kin, name = cast.at(*match.span(2)), match.group(1)
        if kin is None or kin.start != match.start(2) or cast.at(*match.span(1)) is not None:
            continue
        whole = text[kin.start : kin.end].split()
        if len(whole) > 1 and gender_of(f"{name} x") is not None:
            yield name, _person(f"{name} {whole[-1]}", None)


def _speaking_name(attribution: Attribution, cast: Cast, alone: frozenset[str]) -> str | None:
    """The full name of a speaker whom neither the model nor a known given name tells: two or three capitalised words
    around the speaking one, with a person's ways ("…, the party leader,") or behind words in marks."""
    token, paragraph = attribution.speaker, attribution.paragraph
    run = [token]
    while run[0].i > 0 and run[0].nbor(-1).pos_ == "PROPN" and run[0].nbor(-1).head.i <= token.i:
        run.insert(0, run[0].nbor(-1))
    name = paragraph.doc[run[0].i : token.i + 1].text
    words = name.split(" ")
    start = paragraph.start + run[0].idx
    plain = token.pos_ == "PROPN" and token.ent_type_ in ("", "PERSON") and 2 <= len(words) <= 3
    if not plain or cast.at(start, start + len(name)) is not None or not all(map(_may_be_name, words)):
        return None
    if {word.casefold() for word in words} & (honorifics() | FIRM_WORDS | word_set("no_firm")):
        return None
    called = any(child.dep_ == "appos" and _is_calling(child) for child in token.children)
    human = called or attribution.lemma in _HUMAN or words[-1] in alone
    return name if human else None


def _speaking_alone(text: str) -> frozenset[str]:
    """Single names right before a verb of saying, with no other name before them: "…,” Berg said"."""
    found = _ALONE.finditer(text)
    return frozenset(match.group(2) for match in found if not match.group(1)[:1].isupper())


def _is_calling(noun: Token) -> bool:
    lists = load_words("speakers.toml")
    return noun.lemma_.lower() in (*lists["roles"], *lists["mates"], *lists["kin"])


def _person(name: str, gender: str | None, *, sure: bool = False) -> Member:
    gender = gender or gender_of(name if " " in name else f"{name} x")
    return Member(id=slug(name), name=name, kind="person", known=False, gender=gender, gender_sure=sure)


def _single_words(document: Document) -> Iterator[tuple[int, int]]:
    """Single words that the model takes for persons, where the text shows that they are."""
    for paragraph in document.paragraphs:
        for entity in paragraph.doc.ents:
            name = _POSSESSIVE.sub("", entity.text)
            start = paragraph.start + entity.start_char
            span = (start, start + len(name))
            if entity.label_ != "PERSON" or " " in name or not _may_be_name(name):
                continue
            if _PLURAL.search(document.text, max(0, span[0] - 6), span[0]):
                continue  # "both Bergs"
            if _is_person(document.text, *span, entity.root):
                yield span


def _may_be_name(name: str) -> bool:
    plain = name.casefold()
    odd = plain in word_set("sentence_starters") or plain in word_set("no_person")
    return re.fullmatch(_NAME, name) is not None and not name.isupper() and not odd


def _is_person(text: str, start: int, end: int, token: Token) -> bool:
    """Whether a single name speaks, is shown (", who", ", 44,"), stands behind a noun for people, or is a known given
    name that opens a clause."""
    given = gender_of(f"{text[start:end]} x") is not None
    opens = token.dep_ in ("nsubj", "nsubjpass")
    return (
        speaks_beside(text, start, end)
        or is_shown(text, end)
        or is_behind_person_noun(text, start, end)
        or (given and opens)
    )
