"""Who holds an office that is printed before its holder is named: "the fisheries secretary said. … Anna Berg told"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from bot.analysis.document import Member, Naming, Paragraph
from bot.analysis.offices import title_words
from bot.analysis.quotes.scene import Scene

_PARAGRAPHS_AHEAD = 4
_OPENING = 30  # characters from the start of a paragraph in which its subject is named
_ARTICLE = re.compile(r"^(?:the|this|that)\s+", re.IGNORECASE)
_POSSESSOR = re.compile(r"^.*['’]s?\s")
_NOT_THE_HOLDER = ("shadow", "former", "ex", "deputy", "vice", "late", "acting", "assistant", "retired")


def holder_ahead(scene: Scene, paragraph: Paragraph, token: Token, printed: str) -> str | None:
    """The one person first named in the next paragraphs whose printed role is this office, or who next is
    introduced without any role, as if known."""
    office = _ARTICLE.sub("", printed).casefold()
    place = paragraph.start + token.idx
    ahead = list(_named_ahead(scene, paragraph, place))
    holders = {n.actor for n in ahead if _holds(scene.cast.members[n.actor], office)}
    if holders:
        return holders.pop() if len(holders) == 1 else None
    return next((n.actor for n in ahead if _is_as_if_known(scene, paragraph, n)), None)


def _named_ahead(scene: Scene, paragraph: Paragraph, place: int) -> Iterator[Naming]:
    """People named in full behind `place` for the first time, in this paragraph and the next ones."""
    last = scene.document.paragraphs[
        min(paragraph.index + _PARAGRAPHS_AHEAD, len(scene.document.paragraphs) - 1)
    ]
    known = {mention.naming.actor for mention in scene.discourse.before(place)}
    for naming in scene.cast.within(place, last.end):
        if naming.actor not in known and naming.by == "name" and scene.is_person(naming):
            known.add(naming.actor)
            yield naming


def _holds(member: Member, office: str) -> bool:
    """Whether the role printed beside the name, or one the table knows, is the office itself."""
    title = _POSSESSOR.sub("", office)
    words = (title, *title_words().get(title, ()))
    return any(
        re.search(rf"\b{re.escape(word)}\b", role) and not _is_other(role, office)
        for role in ((member.role or "").casefold(), *member.offices)
        for word in words
    )


def _is_other(role: str, office: str) -> bool:
    return any(word in re.split(r"[\s-]", role) and word not in office for word in _NOT_THE_HOLDER)


def _is_as_if_known(scene: Scene, paragraph: Paragraph, naming: Naming) -> bool:
    """Whether a person of no printed or known role is a subject in this paragraph or at the head of the next."""
    home = scene.discourse.paragraph_at(naming.start)
    token = scene.discourse.token_at(naming.start, naming.end)
    member = scene.cast.members[naming.actor]
    near = home.index == paragraph.index or (
        home.index == paragraph.index + 1 and naming.start - home.start < _OPENING
    )
    told = member.role is not None or bool(member.offices)
    return near and not told and token is not None and token.dep_ == "nsubj"
