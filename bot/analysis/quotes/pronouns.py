"""Whom a pronoun means that speaks, by gender, number, prominence and recency."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from bot.analysis.document import Member, Paragraph
from bot.analysis.names import gender_of, slug
from bot.analysis.quotes.attach import subject_before
from bot.analysis.quotes.couples import couple_before
from bot.analysis.quotes.newcomers import name_given
from bot.analysis.quotes.outlook import person_ahead
from bot.analysis.quotes.scene import UNKNOWN, Scene, Speaker

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
GENDERED = _HE | _SHE
PERSONAL = _HE | _SHE | {"they", "it"}
_ANIMATE = re.compile(r"(?:er|or|ist|ian|man|woman|ant|ee)$")
_PRONOUNS_BACK = 16  # sentences that a chain of pronouns is followed back
_GUESSED = (
    1.0  # lead at most of somebody whose gender nothing tells, or only a given name that speaks against it
)
_CLEAR = 1.5  # lead from which a pronoun tells the gender of its antecedent


def resolve_pronoun(scene: Scene, paragraph: Paragraph, token: Token) -> Speaker:
    """The speaker behind "he", "she", "it" or "they"."""
    word, place = token.lower_, paragraph.start + token.idx
    if word in _HE or word in _SHE:
        called = _called_subject(scene, paragraph, token)
        if called is not None:
            return scene.of_actor(called, token.text, "pronoun", _CLEAR)
        stranger = _stranger(scene, paragraph, token)
        if stranger is not None:
            return Speaker(printed=stranger, how="anonymous")
        choice = scene.discourse.person_for(place, token, _gender(token))
        if choice is None:
            return _before_being_named(scene, paragraph, token)
        member = scene.cast.members[choice.actor]
        lead = choice.lead if member.gender == _gender(token) else min(choice.lead, _GUESSED)
        _learn_gender(member, _gender(token), choice.lead)
        return scene.of_actor(choice.actor, token.text, "pronoun", lead)
    if word == "they":
        return replace(_plural(scene, place), printed=token.text)
    if word == "it":
        document = scene.discourse.last_unlisted(place, paragraph.start) or _document_before(
            scene, paragraph, token
        )
        if document is not None:
            return Speaker(printed=token.text, name=document, id=slug(document) or None, how="unlisted-body")
        choice = scene.discourse.body_for(place, token)
        if choice is not None:
            return scene.of_actor(choice.actor, token.text, "pronoun-body", choice.lead)
    return Speaker(printed=token.text, how="unknown")


def _before_being_named(scene: Scene, paragraph: Paragraph, pronoun: Token) -> Speaker:
    """ "“Look,” he says. … Peter Holm has fished since he was a boy.": nobody was named whom it may mean."""
    subject = subject_before(paragraph, paragraph.start + pronoun.sent.start_char)
    stranger = subject is not None and subject.lemma_.lower() in (
        *scene.lists["persons"],
        *scene.lists["mates"],
        *scene.lists["kin"],
    )
    actor = None if stranger else person_ahead(scene, paragraph.start + pronoun.idx, _gender(pronoun))
    if actor is None:
        return Speaker(printed=pronoun.text, how="unknown")
    return scene.of_actor(actor, pronoun.text, "ahead")


def _stranger(scene: Scene, paragraph: Paragraph, pronoun: Token) -> str | None:
    """ "A trader in Singapore … he said", "her husband … he said": the subject of the sentence before has no name."""
    subject = _subject_meant(paragraph, pronoun)
    if subject is None or subject.pos_ != "NOUN" or scene.cast.at(*paragraph.span_of(subject)):
        return None
    if _is_named_beside(scene, paragraph, subject):
        return None
    kin = subject.lemma_.lower() in scene.lists["kin"] and gender_of("", subject.lemma_) == _gender(pronoun)
    if kin and not any(scene.is_person(n) for n in scene.cast.within(*scene.phrase(paragraph, subject))):
        return scene.document.text[slice(*scene.phrase(paragraph, subject))]
    first = next((t.lower_ for t in subject.lefts), "")
    start, end = scene.phrase(paragraph, subject)
    if first in GENDERED and subject.lemma_.lower() in scene.lists["mates"]:
        return scene.document.text[start:end]  # "Her neighbour disagrees. … he says"
    if first not in ("a", "an", "one", "another"):
        return None
    animate = scene.is_role(subject) or any(t.lower_ == "who" for t in subject.subtree)
    return scene.document.text[start:end] if animate or _ANIMATE.search(subject.lemma_) else None


def _subject_meant(paragraph: Paragraph, pronoun: Token) -> Token | None:
    """The subject before, past pronouns for the same: "Her father was a pilot. He sang. … he said"."""
    for _ in range(_PRONOUNS_BACK):
        subject = subject_before(paragraph, paragraph.start + pronoun.sent.start_char)
        if subject is None or subject.lower_ not in GENDERED or _gender(subject) != _gender(pronoun):
            return subject
        pronoun = subject
    return None


def _document_before(scene: Scene, paragraph: Paragraph, pronoun: Token) -> str | None:
    """The document that is the subject of the sentence before: "The report is damning. “…,” it says"."""
    subject = subject_before(paragraph, paragraph.start + pronoun.sent.start_char)
    return (
        subject.text if subject is not None and subject.lemma_.lower() in scene.lists["documents"] else None
    )


def _called_subject(scene: Scene, paragraph: Paragraph, pronoun: Token) -> str | None:
    """The stranger of the sentence before who has given a name: "A man who gave only his first name, Idris, … he said"."""
    subject = subject_before(paragraph, paragraph.start + pronoun.sent.start_char)
    if subject is None or subject.pos_ != "NOUN":
        return None
    place = name_given(scene.document.text, scene.phrase(paragraph, subject)[1])
    naming = scene.cast.at(*place) if place is not None else None
    return naming.actor if naming is not None else None


def _is_named_beside(scene: Scene, paragraph: Paragraph, noun: Token) -> bool:
    """Whether a person's name stands apart behind the noun ("the daughter, Anna,") or is given ("who gave his name as")."""
    end = scene.phrase(paragraph, noun)[1]
    last = paragraph.span_of(noun.right_edge)[1]
    beside = any(scene.is_person(naming) for naming in scene.cast.within(end, max(end + 3, last)))
    return beside or name_given(scene.document.text, end) is not None


def _gender(pronoun: Token) -> str:
    return "m" if pronoun.lower_ in _HE else "f"


def _learn_gender(member: Member, gender: str, lead: float) -> None:
    """A pronoun that clearly means somebody tells the gender for the rest of the article."""
    if (member.gender is None or not member.gender_sure) and lead >= _CLEAR:
        member.gender, member.gender_sure = gender, True


def _plural(scene: Scene, place: int) -> Speaker:
    names = scene.discourse.last_joint(place) or _couple(scene, place)
    return Speaker(name=names, how="joint") if names is not None else UNKNOWN


def _couple(scene: Scene, place: int) -> str | None:
    """The two whom the sentences just before name together: "Ann Lee, a Democrat, and Jim Banks … they wrote"."""
    pair = couple_before(scene.discourse, place)
    return " and ".join(scene.cast.members[actor].name for actor in pair) if pair else None
