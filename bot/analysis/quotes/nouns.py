"""Speakers printed as a noun: "the minister", "its embassy", "both companies", "a trader", "Bright & Lowe"."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from bot.analysis.document import Naming, Paragraph
from bot.analysis.names import gender_of, slug, strip_honorifics
from bot.analysis.quotes.bearers import find_bearer
from bot.analysis.quotes.bodies import name_of_body, resolve_body
from bot.analysis.quotes.couples import group_before, pair_before
from bot.analysis.quotes.families import find_relative
from bot.analysis.quotes.holders import holder_ahead
from bot.analysis.quotes.organs import resolve_organ
from bot.analysis.quotes.scene import Scene, Speaker

_INDEFINITE = frozenset(
    {
        "a",
        "an",
        "one",
        "another",
        "some",
        "several",
        "many",
        "two",
        "three",
        "no",
        "any",
        "other",
        "most",
        "few",
    }
)
_SIZES = {"two": 2, "both": 2, "duo": 2, "pair": 2, "three": 3, "trio": 3, "four": 4}
_PAIRS = (("pairs_states", "state"), ("pairs_people", "person"), ("pairs_bodies", "organisation"))
_POINTING = ("the", "this", "that", "his", "her", "its", "their")
_ARTICLES = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


def resolve_noun(scene: Scene, paragraph: Paragraph, token: Token, start: int, end: int) -> Speaker:
    """The speaker behind a noun phrase at [start, end) that no naming of the cast covers."""
    printed = scene.document.text[start:end]
    if token.lower_ in scene.lists["nobody"]:
        return Speaker(printed=printed)
    first = printed.split()[0].casefold() if printed.split() else ""
    office = first == "the" and token.lower_ in scene.lists["roles"]  # "the Minister said"
    if not office and token.text[:1].isupper() and (token.pos_ == "PROPN" or not token.is_sent_start):
        return _unlisted(scene, paragraph, printed)
    if first in _INDEFINITE:
        return Speaker(printed=printed, how="anonymous")
    group = resolve_group(scene, paragraph, token)
    if group is not None:
        return replace(group, printed=printed)
    organ = resolve_organ(scene, paragraph, token, printed)
    if organ is not None:
        return organ
    if (
        printed[:1].isupper()
        and token.lemma_.lower() in scene.lists["stations"]
        and not token.is_sent_start
        and first not in _POINTING
    ):
        return Speaker(printed=printed, name=printed, id=slug(printed) or None, how="unlisted-body")
    if first in _POINTING:
        return _definite(scene, paragraph, token, printed)
    return Speaker(printed=printed, how="anonymous")


def _unlisted(scene: Scene, paragraph: Paragraph, printed: str) -> Speaker:
    name = strip_honorifics(_ARTICLES.sub("", printed))
    person = gender_of(name) is not None
    name = name if person else name_of_body(scene, paragraph, name)
    return Speaker(
        printed=printed, name=name, id=slug(name) or None, how="unlisted" if person else "unlisted-body"
    )


def _definite(scene: Scene, paragraph: Paragraph, token: Token, printed: str) -> Speaker:
    """ "The minister", "the company": somebody named before."""
    noun = _noun_of(token, printed)
    found: Speaker | None = None
    if noun in scene.lists["documents"]:
        return Speaker(printed=printed, name=_ARTICLES.sub("", printed), how="unlisted-body")
    if noun in scene.lists["voices"]:
        found = _voice(scene, paragraph, token, noun)
    if found is None and noun in scene.lists["kin"]:
        found = find_relative(scene, paragraph, token, noun)
    if found is None and (noun in scene.lists["roles"] or noun in scene.lists["mates"]):
        found = find_bearer(scene, paragraph, token, noun, printed) or _bearer_ahead(
            scene, paragraph, token, printed
        )
    found = found or resolve_body(scene, paragraph, token, noun)
    return replace(found, printed=printed) if found else Speaker(printed=printed, how="anonymous")


def _noun_of(token: Token, printed: str) -> str:
    """The noun that names the kind, with what a hyphen joins to it: "read-out"."""
    last = printed.split()[-1].casefold() if printed.split() else ""
    return last if "-" in last and last.endswith(token.lower_) else token.lemma_.lower()


def _voice(scene: Scene, paragraph: Paragraph, token: Token, noun: str) -> Speaker | None:
    """ "The representative of the State Department": nobody's name, but the body's."""
    body = _body_behind(scene, paragraph, token)
    if body is None:
        return None
    return Speaker(name=f"{scene.document.text[body.start : body.end]} {noun}", id=body.actor, how="role")


def _bearer_ahead(scene: Scene, paragraph: Paragraph, token: Token, printed: str) -> Speaker | None:
    """ "The fisheries secretary", who is named only in the next paragraphs."""
    actor = holder_ahead(scene, paragraph, token, printed) if printed[:3].casefold() == "the" else None
    return scene.of_actor(actor, None, "role") if actor is not None else None


def _body_behind(scene: Scene, paragraph: Paragraph, token: Token) -> Naming | None:
    """ "The representative of the State Department": the body for which a voice speaks."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "from"):
            for target in child.children:
                naming = scene.cast.at(*paragraph.span_of(target))
                if naming is not None and not scene.is_person(naming):
                    return naming
    return None


def resolve_group(scene: Scene, paragraph: Paragraph, token: Token) -> Speaker | None:
    """ "The three", "both", "the two countries": those whom the text has listed side by side."""
    size = next((_SIZES[t.lower_] for t in (token, *token.lefts) if t.lower_ in _SIZES), None)
    if size is None or (token.lower_ in ("two", "three", "four") and not _is_definite(token)):
        return None
    place = paragraph.start + token.idx
    bare = token.lower_ in _SIZES
    kinds = tuple(kind for name, kind in _PAIRS if bare or token.lower_ in scene.lists[name])
    found = group_before(scene.discourse, place, size, kinds) if kinds and (bare or size > 2) else None
    if found is None and size == 2 and len(kinds) == 1:
        found = pair_before(scene.discourse, place, kinds)
    return _together(scene, found) if found is not None else None


def _is_definite(number: Token) -> bool:
    """Whether the number has an article and counts nothing itself: "the three said"."""
    return any(t.lower_ in ("the", "all", "these", "those") for t in number.lefts)


def _together(scene: Scene, actors: tuple[str, ...]) -> Speaker:
    *names, last = [scene.cast.members[actor].name for actor in actors]
    return Speaker(name=f"{', '.join(names)} and {last}", how="joint")
