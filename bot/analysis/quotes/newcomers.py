"""Speakers whom neither the table nor a full name tells: people of one name only, and firms by their name.

They join the cast in which speakers are looked for. One name is too little for an actor of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import attrgetter

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from bot.analysis.document import Cast, Document, Member, Naming, Paragraph
from bot.analysis.lexicon.words import load_words, word_set
from bot.analysis.lone_names import is_part_of_longer
from bot.analysis.missed_names import is_behind_person_noun, is_shown, speaks_beside
from bot.analysis.names import UPPER, gender_of, honorifics, slug
from bot.analysis.quotes.attributions import Attribution

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
_PLURAL = re.compile(r"\b(?:the|both|two)\s$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_SUFFIXES = frozenset(
    {"inc", "ltd", "plc", "corp", "llc", "ag", "gmbh", "holdings", "group", "industries", "systems", "dynamics", "motors",
     "airlines", "airways", "pharmaceuticals", "technologies", "energy", "partners", "capital", "shipping", "foods", "media"}
)  # fmt: skip


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
    for name, member in (*_people(document, cast, attributions), *_bodies(document, cast)):
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


# --- people of one name ---------------------------------------------------------------------------


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
    for attribution in attributions:
        name = _speaking_name(attribution, cast)
        if name is not None:
            yield name, _person(name, None)
    for start, end in _single_words(document):
        if cast.at(start, end) is None and not is_part_of_longer(text, start, end):
            yield text[start:end], _person(text[start:end], None)


def _siblings(text: str, cast: Cast) -> Iterator[tuple[str, Member]]:
    """The first of two who share a family name: "Maria and Teresa Berg"."""
    for match in _KIN.finditer(text):
        kin, name = cast.at(*match.span(2)), match.group(1)
        if kin is None or kin.start != match.start(2) or cast.at(*match.span(1)) is not None:
            continue
        whole = text[kin.start : kin.end].split()
        if len(whole) > 1 and gender_of(f"{name} x") is not None:
            yield name, _person(f"{name} {whole[-1]}", None)


def _speaking_name(attribution: Attribution, cast: Cast) -> str | None:
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
    if {word.casefold() for word in words} & (honorifics() | _SUFFIXES | word_set("no_firm")):
        return None
    called = any(child.dep_ == "appos" and _is_calling(child) for child in token.children)
    return name if called or attribution.lemma in _HUMAN else None


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


# --- firms and other bodies -----------------------------------------------------------------------


def _bodies(document: Document, cast: Cast) -> Iterator[tuple[str, Member]]:
    """Names of bodies that act in the text, each with the body; the short form of a longer name means the same."""
    found: dict[str, Member] = {}
    for paragraph in document.paragraphs:
        for entity in paragraph.doc.ents:
            name = _ARTICLE.sub("", _POSSESSIVE.sub("", entity.text))
            span = paragraph.span_of(entity)
            if entity.label_ == "ORG" and name not in found and _may_be_body(name) and cast.at(*span) is None:
                kind = _kind_of_body(paragraph, entity, name)
                if kind is not None:
                    found[name] = Member(
                        id=slug(name), name=name, kind="organisation", known=False, sector=kind or None
                    )
    yield from found.items()
    yield from _short_forms(found)


def _short_forms(found: dict[str, Member]) -> Iterable[tuple[str, Member]]:
    """ "Brightwater" for "Brightwater Shipping", where no other body's name begins so."""
    firsts: dict[str, list[Member]] = {}
    for name, member in found.items():
        first = name.split()[0]
        if " " in name and len(first) > 3 and first not in found and gender_of(f"{first} x") is None:
            firsts.setdefault(first, []).append(member)
    return [(first, members[0]) for first, members in firsts.items() if len(members) == 1]


def _may_be_body(name: str) -> bool:
    words = name.split()
    return (
        0 < len(words) <= 5
        and len(name) > 2
        and all(word[0].isupper() or word in ("of", "and", "&", "for", "the") for word in words)
        and not word_set("no_firm") & {word.casefold() for word in words}
        and not name.isupper()
    )


def _kind_of_body(paragraph: Paragraph, entity: DocSpan, name: str) -> str | None:
    """ "company" for a firm, "" for another body that the grammar shows as one, None for anything else."""
    nouns = {token.lemma_.lower() for token in _apposed(entity.root)}
    lists = load_words("speakers.toml")
    if nouns & set(lists["firms"]) or name.split()[-1].casefold().rstrip(".") in _SUFFIXES:
        return "company"
    if nouns & set(lists["bodies"]):
        return ""
    acts = entity.root.dep_ == "nsubj" and speaks_beside(paragraph.text, entity.start_char, entity.end_char)
    return "" if acts else None


def _apposed(token: Token) -> Iterator[Token]:
    """What the token stands beside as the same thing: "K-Volt, the power company", "the power company, K-Volt"."""
    yield from (child for child in token.children if child.dep_ == "appos")
    if token.dep_ in ("appos", "compound") and token.head is not token:
        yield token.head
