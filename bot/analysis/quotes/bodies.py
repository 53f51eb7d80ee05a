"""Bodies that a noun stands for: "the company", "the paper", "the newspaper “Harbour Light”"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from bot.analysis.document import Paragraph
from bot.analysis.lexicon.words import word_set
from bot.analysis.names import slug
from bot.analysis.quotes.scene import Scene, Speaker

_IN_MARKS = re.compile(r"\s[“\"«„]([^“”\"«»„\n]{2,40})[”\"»“]")
_ARTICLE = re.compile(r"^(?:the|The)\s+")
_ANY_BODY = frozenset(
    {
        "body",
        "organisation",
        "organization",
        "group",
        "exchange",
        "fund",
        "platform",
        "site",
        "website",
        "subsidiary",
    }
)
_PARAGRAPHS_BACK = 3  # in which a body that no table knows is looked for


def resolve_body(scene: Scene, paragraph: Paragraph, token: Token, noun: str) -> Speaker | None:
    """The body that a noun of the singular means, or None for other nouns and where none was named."""
    one = token.tag_ in ("NN", "NNP") and (noun in scene.lists["bodies"] or noun.endswith("maker"))
    if not (one or noun == "media"):
        return None
    return _titled(scene, paragraph, token) or _called(scene, noun, paragraph, token)


def name_of_body(scene: Scene, paragraph: Paragraph, name: str) -> str:
    """The full name of a body that was printed in short: "Brightwater" for "Brightwater Shipping"."""
    if " " in name:
        return name
    for entity in _unlisted_before(scene, paragraph, paragraph.end):
        plain = _ARTICLE.sub("", entity.text)
        if plain.startswith(f"{name} "):
            return plain
    return name


def _titled(scene: Scene, paragraph: Paragraph, token: Token) -> Speaker | None:
    """ "The newspaper “Harbour Light”": the name in marks right behind the noun."""
    start = paragraph.span_of(token)[1]
    marks = _IN_MARKS.match(scene.document.text, start, paragraph.end)
    if marks is None:
        return None
    naming = scene.cast.at(*marks.span(1))
    if naming is not None:
        return scene.of_actor(naming.actor, None, "body")
    return Speaker(name=marks.group(1), id=slug(marks.group(1)) or None, how="unlisted-body")


def _called(scene: Scene, noun: str, paragraph: Paragraph, token: Token) -> Speaker | None:
    """The organisation that was named last; media are only called media."""
    media = noun in scene.lists["media"]
    members = scene.cast.members
    place = paragraph.start + token.idx

    def fits(actor: str) -> bool:
        if members[actor].sector == "company" and noun not in scene.lists["firms"] and noun not in _ANY_BODY:
            return False
        return members[actor].sector is None or (members[actor].sector == "media") == media

    choice = scene.discourse.body_for(place, token, ("organisation", "group"), fits)
    if choice is not None and members[choice.actor].sector is not None:
        return scene.of_actor(choice.actor, None, "role", choice.lead)
    unlisted = next(_unlisted_before(scene, paragraph, place), None) if noun in scene.lists["firms"] else None
    if unlisted is not None:
        name = _ARTICLE.sub("", unlisted.text)
        return Speaker(name=name, id=slug(name) or None, how="unlisted-body")
    return scene.of_actor(choice.actor, None, "role", choice.lead) if choice is not None else None


def _unlisted_before(scene: Scene, paragraph: Paragraph, place: int) -> Iterator[DocSpan]:
    """Organisations as the model finds them, that no naming covers, the last one before `place` first."""
    first = max(0, paragraph.index - _PARAGRAPHS_BACK)
    for home in reversed(scene.document.paragraphs[first : paragraph.index + 1]):
        for entity in reversed(home.doc.ents):
            start, end = home.span_of(entity)
            if (
                entity.label_ == "ORG"
                and end <= place
                and _may_be_firm(entity)
                and not scene.cast.at(start, end)
            ):
                yield entity


def _may_be_firm(entity: DocSpan) -> bool:
    """Whether it is no ministry, court or council, which nobody calls a company."""
    words = [word.casefold() for word in entity.text.split()]
    return entity.text[:1].isalpha() and not word_set("no_firm") & set(words)
